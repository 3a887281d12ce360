"""What the figures show: for each study its panels, each with the curves of curves.csv it draws."""


def panel(x, y, curves, labels=None, **more):
    return {"x": x, "y": y, "curves": curves, "labels": labels or [""] * len(curves), **more}


def each(form, values):
    return [form.format(value) for value in values]


SHARE = (0, 1.02)

FIGURES = {
    "granovetter": [
        panel("standard deviation of thresholds 阈值标准差", "participants of 100 百人中的参与人数",
              ["quantiles", "drawn"], ["quantiles 分位数", "drawn 随机抽取"], y_range=(0, 105)),
    ],
    "watts_cascade": [
        panel("mean degree z 平均度", "frequency of global cascades 全局级联频率", ["frequency"],
              y_range=SHARE, at=[1.021, 5.765]),
        panel("mean degree z 平均度", "size of global cascades 全局级联规模", ["size"],
              y_range=SHARE, x_range=(0.9, 7), at=[1.021, 5.765]),
    ],
    "complex_contagion": [
        panel("share of ties rewired 断键重连比例", "saturated runs 饱和的运行比例",
              each("saturated, threshold {}", (1, 2, 3)), each("a = {}", (1, 2, 3)), log=True,
              y_range=SHARE),
        panel("share of ties rewired 断键重连比例", "steps to saturation 至饱和步数",
              each("steps_to_saturation, threshold {}", (1, 2, 3)), each("a = {}", (1, 2, 3)),
              log=True),
    ],
    "friedkin_johnsen": [
        panel("susceptibility λ 易受影响程度", "final opinion of resident 居民最终意见",
              each("resident {}", (1, 2, 3)), ["1", "2", "3"], y_range=SHARE),
    ],
    "hegselmann_krause": [
        panel("bound of confidence ε 信任界限", "opinions that survive 留存意见数", ["opinions"]),
    ],
    "deffuant_weisbuch": [
        panel("threshold d 阈值", "clusters 意见簇数", ["clusters"], ["≥ 5 %"]),
    ],
    "voter": [
        panel("residents N 人数", "sweeps to consensus 达成共识轮数", ["everyone"]),
        panel("first share 初始比例", "runs won 胜出的运行比例", ["exit probability"], y_range=SHARE),
    ],
    "sir": [
        panel("transmissibility T 传播率 (z = 10)", "probability, size 概率与规模",
              ["probability", "size"], ["probability 概率", "size 规模"], y_range=SHARE),
    ],
    "sis": [
        panel("rate of infection 感染率", "prevalence 流行率", ["regular", "random graph"],
              ["regular 规则图", "random 随机图"], y_range=(0, 0.72)),
    ],
    "axelrod": [
        panel("traits q 取值数", "stable regions 稳定区域数", each("{} features", (5, 10, 15)),
              each("F = {}", (5, 10, 15))),
    ],
    "axelrod_territory": [
        panel("side of the territory 领地边长", "stable regions 稳定区域数", ["territory"]),
    ],
    "schelling": [
        panel("share wanted 所愿比例", "like neighbours 同类邻居比例",
              ["nearest", "satisfying", "anywhere"],
              ["nearest 最近", "satisfying 满意", "any 任意"], y_range=(0.45, 1.02)),
    ],
    "civil_violence": [
        panel("legitimacy L 合法性", "outbursts in 200 steps 200 步内爆发次数",
              ["floor", "no floor"], ["floor 取整", "no floor 不取整"]),
    ],
    "march": [
        panel("socialisation p₁ 社会化速率", "knowledge 知识水平", each("p2 {}", (0.1, 0.5, 0.9)),
              each("p₂ = {}", (0.1, 0.5, 0.9)), y_range=(0.65, 1)),
        panel("turnover p₃ 人员更替", "knowledge after 20 steps 20 步后的知识水平",
              each("turnover, p1 {}", (0.1, 0.9)), each("p₁ = {}", (0.1, 0.9)), y_range=(0.65, 1)),
    ],
    "conditional_cooperation": [
        panel("round 轮次", "contribution 捐献比例", ["types, strangers", "types, partners", "linear"],
              ["strangers 陌生人", "partners 固定组", "linear 线性"], y_range=(0, 0.3)),
    ],
    "tripartite": [
        panel("step 步", "share that cooperates 合作比例 (0.4, 0.4, 0.6)",
              ["residents from 0.4", "organizations from 0.4", "government from 0.4"],
              ["residents 居民", "organizations 组织", "government 政府"], y_range=SHARE, join=False),
        panel("step 步", "share that cooperates 合作比例 (0.1, 0.2, 0.9)",
              ["residents from 0.1", "organizations from 0.1", "government from 0.1"],
              ["residents 居民", "organizations 组织", "government 政府"], y_range=SHARE, join=False),
    ],
    "participation": [
        panel("pull of neighbours 邻居牵引", "participation 参与率",
              ["example 0", "example 0.02", "example 0.1"],
              ["example 榜样 0", "0.02", "0.1"], y_range=(0.3, 0.7)),
    ],
}

// Centola and Macy 2007, American Journal of Sociology 113:702. A resident becomes active for good
// once as many neighbours as its threshold are active; a focal resident and all its neighbours
// start.
//
// As in the paper: ring or square lattice (Moore neighbours, any radius) whose ties are rewired,
// thresholds as absolute numbers, turns in random order without replacement, the noise variant with
// probability 1 / (1 + e^(m (a - x))) for x active neighbours and threshold a. Open in the paper:
// whether ties move one end or swap ends when rewired (`network.rewired_by`), and whether noise
// acts on who has no active neighbour (`noise.spontaneous`; not here by default).
//
// Eckles, Mossel, Rahimian and Sen 2024, Nature Human Behaviour 8:1057: `noise.below` is their
// probability of adopting with at least one, but fewer neighbours than the threshold.
#include "models/reference/complex_contagion.hpp"

#include "models/reference/contacts.hpp"
#include "models/reference/order.hpp"
#include "sim/core/math.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

enum class Measure { count, share };
constexpr auto names_of(Measure) { return names("count", "share"); }
enum class SeedPlace { neighbourhood, random, adjacent };
constexpr auto names_of(SeedPlace) { return names("neighbourhood", "random", "adjacent"); }

using People = Society<{.residents = 40000,
                        .kind = TiesKind::grid,
                        .mean_degree = 4,
                        .rewired_by = RewiredBy::swaps,
                        .neighbourhood = Neighbourhood::moore,
                        .torus = true}>;

struct Contagion : Mechanism {
    struct Params {
        Measure measure = Measure::count;
        double threshold = 2;
        double share = 0.25;
        double deviation = 0;
        SeedPlace place = SeedPlace::neighbourhood;
        std::int64_t seeds = 1;
        double slope = 0;
        bool spontaneous = false;
        double below = 0;
        double above = 1;
        double cut = 0.99;
        Order order = Order::random_order;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "threshold.kind",
                  .label = {"Threshold: a number or a share of neighbours", "阈值按邻居人数或比例"},
                  .source = "centola2007"},
              &Params::measure, Change::structural},
        Param{Doc{.key = "threshold.count",
                  .unit = "person",
                  .range = {0, 1e6},
                  .label = {"Active neighbours needed", "所需活跃邻居数"},
                  .source = "centola2007"},
              &Params::threshold, Change::structural},
        Param{Doc{.key = "threshold.share",
                  .range = {0, 1},
                  .label = {"Share of neighbours needed", "所需活跃邻居比例"},
                  .source = "centola2007"},
              &Params::share, Change::structural},
        Param{Doc{.key = "threshold.deviation",
                  .range = {0, 1e3},
                  .label = {"Standard deviation of the thresholds", "阈值标准差"},
                  .source = "centola2007"},
              &Params::deviation, Change::structural},
        Param{Doc{.key = "seeds.place",
                  .label = {"Seeds: residents with all their neighbours, or anybody, or in a row",
                            "种子：居民及其全部邻居，或随机，或相邻编号"},
                  .source = "centola2007"},
              &Params::place, Change::structural},
        Param{Doc{.key = "seeds.count",
                  .unit = "person",
                  .range = {0, 4e9},
                  .label = {"Seeds (or neighbourhoods of them)", "种子（或种子邻域）数"},
                  .source = "centola2007"},
              &Params::seeds, Change::structural},
        Param{Doc{.key = "noise.slope",
                  .range = {0, 100},
                  .label = {"Slope m of the logistic noise; 0: none",
                            "logistic 噪声斜率 m；0 为无噪声"},
                  .source = "centola2007"},
              &Params::slope, Change::structural},
        Param{Doc{.key = "noise.spontaneous",
                  .label = {"Noise also acts without any active neighbour",
                            "没有活跃邻居时噪声也起作用"},
                  .source = "assumption"},
              &Params::spontaneous, Change::structural},
        Param{Doc{.key = "noise.below",
                  .range = {0, 1},
                  .label = {"Probability of adopting below the threshold", "低于阈值时的采纳概率"},
                  .source = "eckles2024"},
              &Params::below, Change::structural},
        Param{
            Doc{.key = "noise.above",
                .range = {0, 1},
                .label = {"Probability of adopting from the threshold on", "达到阈值时的采纳概率"},
                .source = "eckles2024"},
            &Params::above, Change::structural},
        Param{Doc{.key = "saturation.cut",
                  .range = {0, 1},
                  .label = {"Saturated from this share on", "达到此比例即为饱和"},
                  .source = "assumption"},
              &Params::cut, Change::structural},
        Param{Doc{.key = "update.order",
                  .label = {"Order of decisions within a step", "一步之内的决策次序"},
                  .source = "centola2007"},
              &Params::order, Change::structural},
    };

    struct State {
        Column<double> threshold;
        Column<std::uint8_t> active;
    };
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "threshold",
                      .range = {-1e5, 2e6},
                      .label = {"Threshold", "阈值"},
                      .source = "centola2007"},
                  &State::threshold},
        ColumnRow{Doc{.key = "active", .label = {"Active", "活跃"}, .source = "centola2007"},
                  &State::active},
    };

    struct Community {
        double active = 0;  // residents
        double steps = 0;  // until saturation, or so far
    };
    static constexpr auto fields =
        std::tuple{Field{"active", &Community::active}, Field{"steps", &Community::steps}};

    static void activate(State& s, Community& c, AgentId i) {
        c.active += s.active[i] == 0;
        s.active.edit(i) = 1;
    }

    static void begin(const Params& p, const People::Params& people, State& s, Community& c,
                      const TypedLayers& layers, const Here& here, const Random& random) {
        const Contacts contacts(people, layers);
        const std::size_t n = here.size();
        const double mean = p.measure == Measure::count ? p.threshold : p.share;
        for (AgentId i = 0; i < n; ++i) {
            const double u = random.uniform(Purpose{"threshold"}, i, 0);
            s.threshold.edit(i) =
                p.deviation == 0 ? mean : mean + p.deviation * math::normal_quantile(u);
        }
        const auto order = shuffled(n, random, Purpose{"seeds"}, 0);
        const auto seeds = std::min<std::size_t>(n, static_cast<std::size_t>(p.seeds));
        for (std::size_t k = 0; k < seeds; ++k) {
            const auto focal = static_cast<AgentId>(
                p.place == SeedPlace::adjacent ? (order[0] + k) % n : order[k]);
            activate(s, c, focal);
            if (p.place == SeedPlace::neighbourhood)
                contacts.each(focal, [&](AgentId j) { activate(s, c, j); });
        }
    }

    static double probability(const Params& p, double threshold, std::size_t count,
                              std::size_t degree) {
        const auto x = static_cast<double>(count);
        const double needed =
            p.measure == Measure::count ? threshold : threshold * static_cast<double>(degree);
        if (p.slope > 0)
            return count > 0 || p.spontaneous ? math::logistic(p.slope * (x - needed)) : 0;
        return x >= needed - 1e-9 ? p.above : count > 0 ? p.below : 0;
    }

    static void decide(const Params& p, const People::Params& people, State& s, Community& c,
                       const TypedLayers& layers, const Here& here, const Week& week,
                       const Random& random) {
        if (c.active < p.cut * static_cast<double>(here.size())) c.steps += 1;
        const Contacts contacts(people, layers);
        std::uint64_t turn = 0;
        take_turns(
            p.order, here.size(), random, week.number,
            [&](AgentId i) {
                ++turn;
                if (s.active[i] != 0) return false;
                const double likely =
                    probability(p, s.threshold[i], contacts.count(i, s.active), contacts.degree(i));
                return likely >= 1 || random.chance(likely, Purpose{"adopts"}, turn, week.number);
            },
            [&](AgentId i) { activate(s, c, i); });
    }

    static bool saturated(const Params& p, const Community& c, const Here& here) {
        return c.active >= p.cut * static_cast<double>(here.size());
    }

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "active", .label = {"Active", "活跃比例"}, .source = "centola2007"},
               {"share of residents who are active", "活跃居民所占比例"},
               [](const Community& c, const Here& here) {
                   return Ratio{c.active, static_cast<double>(here.size())};
               }},
        Metric{
            Doc{.key = "saturated", .label = {"Saturated", "饱和"}, .source = "centola2007"},
            {"1 once saturation.cut of the residents are active; its mean over replicates is the "
             "frequency of cascades",
             "活跃居民达到 saturation.cut 时为 1；对各次重复取平均即为级联频率"},
            [](const Params& p, const Community& c, const Here& here) {
                return level(saturated(p, c, here) ? 1 : 0);
            }},
        Metric{
            Doc{.key = "steps_to_saturation",
                .unit = "step",
                .range = {0, 1e6},
                .label = {"Steps to saturation, or so far", "至饱和所需步数（未饱和则为已用步数）"},
                .source = "centola2007"},
            {"steps in which fewer than saturation.cut were active when they began",
             "开始时活跃比例低于 saturation.cut 的步数"},
            [](const Community& c) { return level(c.steps); }},
    };
};

struct ComplexContagion : OfSociety<People> {
    static constexpr std::string_view name = "complex_contagion";
    static constexpr Text title = {"Complex contagion", "复杂传染"};
    static constexpr Text about = {
        "Acts that need several examples: long ties, which speed up simple contagion, stop them.",
        "需要多个榜样才会扩散的行为：加速简单传染的长程联系反而使其中断。"};
    using Mechanisms = std::tuple<People, NetworkFile, Contagion>;
    static constexpr auto setup = std::tuple{
        ties(),
        in_community<Contagion>("begin", {"Thresholds and seeds", "阈值与种子"}, &Contagion::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Contagion>("decide", {"Decisions", "决策"}, &Contagion::decide),
    };
};

}  // namespace

ModelEntry complex_contagion() { return make_entry<ComplexContagion>(); }

}  // namespace yihe::reference

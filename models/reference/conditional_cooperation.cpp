// Fischbacher, Gächter and Fehr 2001, Economics Letters 71:397: how much people give to a public
// good for each mean gift of the others; and the decay of gifts that follows when the game is
// repeated (Fischbacher and Gächter 2010, American Economic Review 100:541). Gifts and beliefs are
// shares of the endowment. In a step all give at once, then learn what the others of their group
// gave on average:
//
//   conditional: g = a + β b;  free rider: 0;  hump-shaped: s b up to the peak, falling as it rose
//   beyond;  other: the same gift always, uniform;  then b' = (1 - w) b + w (mean of the others)
//
// As in the papers: groups of 4, endowment 20, return 0.4, types 50, 30, 14 and 6 %, the same
// partners or strangers each time. The papers publish schedules and estimates, no simulation rule
// in these few parameters: β, its spread, the hump's slope, first beliefs and w are to be chosen.
// Types have these shares exactly, who has which is drawn; shares beyond the whole are cut. With
// linear givers and free riders alone, strangers' gifts fall by 1 - w + w β (n_c - 1) / (n - 1) a
// step in expectation, n_c of n being conditional.
#include "models/reference/conditional_cooperation.hpp"

#include "models/reference/conditional_cooperation_rules.hpp"
#include "models/reference/untied.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

struct Giving : GivingRules {
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "community.residents",
                  .unit = "person",
                  .range = {2, 4e9},
                  .label = {"Residents", "居民人数"},
                  .source = "fischbacher2010"},
              &Params::residents, Change::structural},
        Param{Doc{.key = "groups.size",
                  .unit = "person",
                  .range = {2, 10000},
                  .label = {"Size of a group; the last takes the rest",
                            "小组人数（余数并入最后一组）"},
                  .source = "fischbacher2001"},
              &Params::size, Change::structural},
        Param{
            Doc{.key = "groups.matching",
                .label = {"The same partners, or strangers each time", "固定搭档，或每次随机重组"},
                .source = "fischbacher2010"},
            &Params::matching},
        Param{Doc{.key = "game.endowment",
                  .unit = "token",
                  .range = {0.001, 1e6},
                  .label = {"Endowment of a step", "每步禀赋"},
                  .source = "fischbacher2001"},
              &Params::endowment},
        Param{Doc{.key = "game.return",
                  .range = {0, 10},
                  .label = {"What a token given returns to each", "每枚投入对每人的回报"},
                  .source = "fischbacher2001"},
              &Params::marginal_return},
        Param{Doc{.key = "types.conditional",
                  .range = {0, 1},
                  .label = {"Share of conditional cooperators", "条件合作者比例"},
                  .source = "fischbacher2001"},
              &Params::conditionals, Change::structural},
        Param{Doc{.key = "types.free",
                  .range = {0, 1},
                  .label = {"Share of free riders", "搭便车者比例"},
                  .source = "fischbacher2001"},
              &Params::free_riders, Change::structural},
        Param{Doc{.key = "types.hump",
                  .range = {0, 1},
                  .label = {"Share of hump-shaped givers; the rest are others",
                            "驼峰型贡献者比例；其余为其他类型"},
                  .source = "fischbacher2001"},
              &Params::humps, Change::structural},
        Param{Doc{.key = "conditional.slope",
                  .range = {0, 2},
                  .label = {"Slope β of conditional gifts", "条件贡献的斜率 β"},
                  .source = "fischbacher2001"},
              &Params::slope, Change::structural},
        Param{Doc{.key = "conditional.slope_spread",
                  .range = {0, 2},
                  .label = {"Half-width of the slopes' uniform distribution", "斜率均匀分布的半宽"},
                  .source = "assumption"},
              &Params::slope_spread, Change::structural},
        Param{Doc{.key = "conditional.intercept",
                  .range = {-1, 1},
                  .label = {"Intercept a of conditional gifts", "条件贡献的截距 a"},
                  .source = "fischbacher2001"},
              &Params::intercept},
        Param{Doc{.key = "hump.slope",
                  .range = {0, 2},
                  .label = {"Slope of hump-shaped gifts up to the peak", "驼峰型贡献上升段斜率"},
                  .source = "fischbacher2001"},
              &Params::hump_slope},
        Param{Doc{.key = "hump.peak",
                  .range = {0, 1},
                  .label = {"Gift of the others at which hump-shaped gifts are largest",
                            "驼峰型贡献达到最高时他人的贡献"},
                  .source = "fischbacher2001"},
              &Params::hump_peak, Change::structural},
        Param{Doc{.key = "beliefs.first",
                  .range = {0, 1},
                  .label = {"Mean first belief about the others' gift", "初始信念均值"},
                  .source = "assumption"},
              &Params::first_belief, Change::structural},
        Param{Doc{.key = "beliefs.first_spread",
                  .range = {0, 1},
                  .label = {"Half-width of the first beliefs' uniform distribution",
                            "初始信念均匀分布的半宽"},
                  .source = "assumption"},
              &Params::first_spread, Change::structural},
        Param{Doc{.key = "beliefs.weight",
                  .unit = "1/step",
                  .range = {0, 1},
                  .label = {"Weight w of what the others gave last", "他人上次贡献的权重 w"},
                  .source = "fischbacher2010"},
              &Params::weight},
        Param{Doc{.key = "gifts.noise",
                  .range = {0, 1},
                  .label = {"Standard deviation of gifts, but of free riders'",
                            "贡献的标准差（搭便车者除外）"},
                  .source = "assumption"},
              &Params::noise},
        Param{Doc{.key = "gifts.whole",
                  .label = {"Gifts are whole tokens", "贡献取整枚"},
                  .source = "fischbacher2001"},
              &Params::whole},
    };
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "type",
                      .range = {0, 3},
                      .label = {"Type", "类型"},
                      .source = "fischbacher2001"},
                  &State::type},
        ColumnRow{Doc{.key = "slope",
                      .range = {-2, 4},
                      .label = {"Slope, or an other's gift", "斜率，或其他类型的固定贡献"},
                      .source = "fischbacher2001"},
                  &State::slope},
        ColumnRow{Doc{.key = "belief", .label = {"Belief", "信念"}, .source = "fischbacher2010"},
                  &State::belief},
        ColumnRow{Doc{.key = "gift", .label = {"Gift", "贡献"}, .source = "fischbacher2001"},
                  &State::gift},
    };
    static constexpr auto fields = std::tuple{Field{"given", &Community::given},
                                              Field{"given_before", &Community::given_before}};
    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "contribution",
                   .label = {"Contribution", "贡献"},
                   .source = "fischbacher2010"},
               {"mean gift, as a share of the endowment", "平均贡献占禀赋的比例"},
               [](const State& s, const Here& here) { return mean_of(s.gift, here); }},
        Metric{Doc{.key = "decay",
                   .range = {0, 1e12},
                   .label = {"Contribution of what it was a step before", "贡献与上一步之比"},
                   .source = "fischbacher2010"},
               {"all gifts over all gifts of the step before", "总贡献除以上一步总贡献"},
               [](const Community& c) {
                   return c.given_before > 1e-9 ? Ratio{c.given, c.given_before} : Ratio{};
               }},
        Metric{Doc{.key = "belief", .label = {"Belief", "信念"}, .source = "fischbacher2010"},
               {"mean belief about the others' next gift, as a share of the endowment",
                "对他人下一次贡献的平均信念（占禀赋比例）"},
               [](const State& s, const Here& here) { return mean_of(s.belief, here); }},
        Metric{Doc{.key = "conditional_contribution",
                   .label = {"Contribution of conditional cooperators", "条件合作者的贡献"},
                   .source = "fischbacher2001"},
               {"mean gift of the conditional cooperators", "条件合作者的平均贡献"},
               [](const State& s, const Here& here) { return of_type(s, here, conditional); }},
        Metric{Doc{.key = "hump_contribution",
                   .label = {"Contribution of hump-shaped givers", "驼峰型贡献者的贡献"},
                   .source = "fischbacher2001"},
               {"mean gift of the hump-shaped givers", "驼峰型贡献者的平均贡献"},
               [](const State& s, const Here& here) { return of_type(s, here, hump_shaped); }},
        Metric{Doc{.key = "giving_nothing",
                   .label = {"Residents who give nothing", "零贡献者比例"},
                   .source = "fischbacher2010"},
               {"share of residents whose gift is 0", "贡献为零的居民比例"},
               [](const State& s, const Here& here) {
                   return Ratio{
                       static_cast<double>(count_of(here, [&](auto i) { return s.gift[i] == 0; })),
                       static_cast<double>(here.size())};
               }},
        Metric{Doc{.key = "payoff",
                   .unit = "token",
                   .range = {0, 1e15},
                   .label = {"Payoff", "收益"},
                   .source = "fischbacher2001"},
               {"mean of what is kept and returned in groups of the usual size",
                "留存与回报之和的平均值（按常规组规模）"},
               [](const Params& p, const State& s, const Here& here) {
                   const double gift = mean_of(s.gift, here).value();
                   const auto size = static_cast<double>(p.size);
                   return level(p.endowment * (1 - gift + p.marginal_return * size * gift));
               }},
    };
};

struct ConditionalCooperation : Untied<Giving> {
    static constexpr std::string_view name = "conditional_cooperation";
    static constexpr Text title = {"Conditional cooperation", "条件合作"};
    static constexpr Text about = {
        "Many give if others give, but a little less: contributions to a public good decay.",
        "许多人在他人贡献时才贡献，且略少一些：对公共品的贡献逐步衰减。"};
    using Mechanisms = std::tuple<Giving>;
    static constexpr auto setup = std::tuple{
        in_community<Giving>("begin", {"Types and first beliefs", "类型与初始信念"},
                             &Giving::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Giving>("give", {"Gifts and beliefs", "贡献与信念"}, &Giving::give),
    };
};

}  // namespace

ModelEntry conditional_cooperation() { return make_entry<ConditionalCooperation>(); }

}  // namespace yihe::reference

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

#include <algorithm>
#include <cmath>

#include "models/reference/order.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

enum class Matching { partners, strangers };
enum GiverType : std::uint8_t { conditional, free_rider, hump_shaped, other };

}  // namespace

}  // namespace yihe::reference

namespace yihe {
template <>
struct Choices<reference::Matching> {
    static constexpr std::array<std::string_view, 2> names = {"partners", "strangers"};
};
}  // namespace yihe

namespace yihe::reference {

namespace {

struct Giving : Mechanism {
    struct Params {
        std::int64_t residents = 140;
        std::int64_t size = 4;
        Matching matching = Matching::strangers;
        double endowment = 20;
        double marginal_return = 0.4;
        double conditionals = 0.5, free_riders = 0.3, humps = 0.14;
        double slope = 0.8, slope_spread = 0, intercept = 0;
        double hump_slope = 1, hump_peak = 0.5;
        double first_belief = 0.5, first_spread = 0.5;
        double weight = 0.4;
        double noise = 0;
        bool whole = false;
    };
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

    struct State {
        Column<std::uint8_t> type;
        Column<double> slope;  // of others: their gift
        Column<double> belief, gift;
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

    struct Community {
        double given = 0, given_before = 0;  // by all
    };
    static constexpr auto fields = std::tuple{Field{"given", &Community::given},
                                              Field{"given_before", &Community::given_before}};

    static std::vector<std::uint32_t> sizes(const Params& p) {
        return {static_cast<std::uint32_t>(p.residents)};
    }
    static double agents(const Params& p) { return static_cast<double>(p.residents); }

    static void begin(const Params& p, State& s, const Here& here, const Random& random) {
        const std::size_t n = here.size();
        const auto up_to = [&](double share) {
            return static_cast<std::size_t>(std::llround(share * static_cast<double>(n)));
        };
        const std::size_t conditionals = up_to(p.conditionals),
                          free = up_to(p.conditionals + p.free_riders),
                          humps = up_to(p.conditionals + p.free_riders + p.humps);
        const auto who = shuffled(n, random, Purpose{"who is of which type"}, 0);
        for (std::size_t r = 0; r < n; ++r) {
            const AgentId i = who[r];
            s.type.edit(i) = r < conditionals ? conditional
                             : r < free       ? free_rider
                             : r < humps      ? hump_shaped
                                              : other;
            const double u = random.uniform(Purpose{"slope"}, i, 0);
            s.slope.edit(i) = s.type[i] == other ? u : p.slope + p.slope_spread * (2 * u - 1);
            const double v = random.uniform(Purpose{"first belief"}, i, 0);
            s.belief.edit(i) = std::clamp(p.first_belief + p.first_spread * (2 * v - 1), 0.0, 1.0);
        }
    }

    /// The gift of a resident of this type and slope for a belief, before noise.
    static double schedule(const Params& p, std::uint8_t type, double slope, double belief) {
        switch (type) {
            case conditional: return p.intercept + slope * belief;
            case hump_shaped:
                return p.hump_slope * (belief <= p.hump_peak ? belief : 2 * p.hump_peak - belief);
            case other: return slope;
            default: return 0;
        }
    }

    static double gift(const Params& p, const State& s, AgentId i, const Week& week,
                       const Random& random) {
        if (s.type[i] == free_rider) return 0;
        Draws draws(random, Purpose{"gift"}, i, week.number);
        double g = schedule(p, s.type[i], s.slope[i], s.belief[i]);
        if (p.noise > 0) g += p.noise * draws.normal();
        g = std::clamp(g, 0.0, 1.0);
        return p.whole ? std::min(1.0, std::floor(g * p.endowment + 0.5) / p.endowment) : g;
    }

    static void give(const Params& p, State& s, Community& c, const Here& here, const Week& week,
                     const Random& random) {
        const std::size_t n = here.size();
        const std::uint32_t drawn_in = p.matching == Matching::partners ? 0 : week.number;
        const auto order = shuffled(n, random, Purpose{"groups"}, drawn_in);
        const std::size_t size = std::min(n, static_cast<std::size_t>(p.size)), groups = n / size;
        c.given_before = c.given;
        c.given = 0;
        for (std::size_t group = 0; group < groups; ++group) {
            const std::size_t from = group * size, to = group + 1 == groups ? n : from + size;
            double sum = 0;
            for (std::size_t at = from; at < to; ++at) {
                const AgentId i = order[at];
                sum += s.gift.edit(i) = gift(p, s, i, week, random);
            }
            const auto others = static_cast<double>(to - from - 1);
            for (std::size_t at = from; at < to; ++at) {
                const AgentId i = order[at];
                const double mean = std::clamp((sum - s.gift[i]) / others, 0.0, 1.0);
                s.belief.edit(i) = (1 - p.weight) * s.belief[i] + p.weight * mean;
            }
            c.given += sum;
        }
    }

    static Ratio of_type(const State& s, const Here& here, std::uint8_t type) {
        Ratio total;
        for (AgentId i = here.begin; i < here.end; ++i)
            if (s.type[i] == type) total += Ratio{s.gift[i], 1};
        return total;
    }

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
                   const double size = static_cast<double>(p.size);
                   return level(p.endowment * (1 - gift + p.marginal_return * size * gift));
               }},
    };
};

struct ConditionalCooperation {
    static constexpr std::string_view name = "conditional_cooperation";
    static constexpr Text title = {"Conditional cooperation", "条件合作"};
    static constexpr Text about = {
        "Many give if others give, but a little less: contributions to a public good decay.",
        "许多人在他人贡献时才贡献，且略少一些：对公共品的贡献逐步衰减。"};
    using Mechanisms = std::tuple<Giving>;
    static constexpr std::size_t layer_count = 0;
    static constexpr auto sizes = &Giving::sizes;
    static constexpr auto agents = &Giving::agents;
    static double ties_per_agent() { return 0; }
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

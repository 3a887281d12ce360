// The tripartite evolutionary game of residents, a committee or firms, and government.
//
// Three populations; every player of each cooperates (1) or not (0): residents take part,
// committees or firms serve, governments support and supervise. A table gives each role's payoff at
// each of the eight outcomes (residents, organizations, government). With shares x, y, z of
// cooperators and Δ the gain of a role from cooperating at the others' shares, the replicator
// equation (Taylor and Jonker 1978) of the literature on community renewal (such as Jiang and Dong
// 2026) is
//
//   x' = x (1 - x) Δx(y, z),   y' = y (1 - y) Δy(x, z),   z' = z (1 - z) Δz(x, y)
//
// Papers differ in their tables alone, which go into `*.pay_*`; the one here is an example, whose
// only stable point is (1, 1, 0): who is supervised first cooperates later unsupervised. A step is
// `update.time`. `equation` integrates by Runge and Kutta's fourth order in `update.parts` parts.
// In `imitation`, `community.residents` players of each population revise one after the other: who
// is drawn looks at another of the own population and takes over a better strategy with a
// probability in proportion to the gain (Schlag 1998), or with `update.mutation` takes any; without
// mutation the equation is the limit of many players. Payoffs are expected ones against the present
// shares.
#include "models/reference/tripartite.hpp"

#include "models/reference/tripartite_rules.hpp"
#include "models/reference/untied.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

template <class Params>
constexpr auto payoff(std::string_view key, Text label, double Params::* member) {
    return Param{Doc{.key = key, .range = {-100, 100}, .label = label, .source = "assumption"},
                 member};
}
template <class Params>
constexpr auto start(std::string_view key, Text label, double Params::* member) {
    return Param{Doc{.key = key, .label = label, .source = "taylor1978"}, member,
                 Change::structural};
}

struct Game : GameRules {
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "community.residents",
                  .unit = "person",
                  .range = {2, 4e9},
                  .label = {"Players of each population", "每个群体的参与者数"},
                  .source = "schlag1998"},
              &Params::residents, Change::structural},
        payoff("residents.pay_000",
               {"Payoff of residents at (0, 0, 0)", "居民在 (0, 0, 0) 时的收益"}, &Params::r000),
        payoff("residents.pay_001",
               {"Payoff of residents at (0, 0, 1)", "居民在 (0, 0, 1) 时的收益"}, &Params::r001),
        payoff("residents.pay_010",
               {"Payoff of residents at (0, 1, 0)", "居民在 (0, 1, 0) 时的收益"}, &Params::r010),
        payoff("residents.pay_011",
               {"Payoff of residents at (0, 1, 1)", "居民在 (0, 1, 1) 时的收益"}, &Params::r011),
        payoff("residents.pay_100",
               {"Payoff of residents at (1, 0, 0)", "居民在 (1, 0, 0) 时的收益"}, &Params::r100),
        payoff("residents.pay_101",
               {"Payoff of residents at (1, 0, 1)", "居民在 (1, 0, 1) 时的收益"}, &Params::r101),
        payoff("residents.pay_110",
               {"Payoff of residents at (1, 1, 0)", "居民在 (1, 1, 0) 时的收益"}, &Params::r110),
        payoff("residents.pay_111",
               {"Payoff of residents at (1, 1, 1)", "居民在 (1, 1, 1) 时的收益"}, &Params::r111),
        payoff("organizations.pay_000",
               {"Payoff of organizations at (0, 0, 0)", "组织在 (0, 0, 0) 时的收益"},
               &Params::o000),
        payoff("organizations.pay_001",
               {"Payoff of organizations at (0, 0, 1)", "组织在 (0, 0, 1) 时的收益"},
               &Params::o001),
        payoff("organizations.pay_010",
               {"Payoff of organizations at (0, 1, 0)", "组织在 (0, 1, 0) 时的收益"},
               &Params::o010),
        payoff("organizations.pay_011",
               {"Payoff of organizations at (0, 1, 1)", "组织在 (0, 1, 1) 时的收益"},
               &Params::o011),
        payoff("organizations.pay_100",
               {"Payoff of organizations at (1, 0, 0)", "组织在 (1, 0, 0) 时的收益"},
               &Params::o100),
        payoff("organizations.pay_101",
               {"Payoff of organizations at (1, 0, 1)", "组织在 (1, 0, 1) 时的收益"},
               &Params::o101),
        payoff("organizations.pay_110",
               {"Payoff of organizations at (1, 1, 0)", "组织在 (1, 1, 0) 时的收益"},
               &Params::o110),
        payoff("organizations.pay_111",
               {"Payoff of organizations at (1, 1, 1)", "组织在 (1, 1, 1) 时的收益"},
               &Params::o111),
        payoff("government.pay_000",
               {"Payoff of the government at (0, 0, 0)", "政府在 (0, 0, 0) 时的收益"},
               &Params::g000),
        payoff("government.pay_001",
               {"Payoff of the government at (0, 0, 1)", "政府在 (0, 0, 1) 时的收益"},
               &Params::g001),
        payoff("government.pay_010",
               {"Payoff of the government at (0, 1, 0)", "政府在 (0, 1, 0) 时的收益"},
               &Params::g010),
        payoff("government.pay_011",
               {"Payoff of the government at (0, 1, 1)", "政府在 (0, 1, 1) 时的收益"},
               &Params::g011),
        payoff("government.pay_100",
               {"Payoff of the government at (1, 0, 0)", "政府在 (1, 0, 0) 时的收益"},
               &Params::g100),
        payoff("government.pay_101",
               {"Payoff of the government at (1, 0, 1)", "政府在 (1, 0, 1) 时的收益"},
               &Params::g101),
        payoff("government.pay_110",
               {"Payoff of the government at (1, 1, 0)", "政府在 (1, 1, 0) 时的收益"},
               &Params::g110),
        payoff("government.pay_111",
               {"Payoff of the government at (1, 1, 1)", "政府在 (1, 1, 1) 时的收益"},
               &Params::g111),
        start("residents.start", {"Residents who cooperate at the start", "初始合作的居民比例"},
              &Params::x0),
        start("organizations.start",
              {"Organizations that cooperate at the start", "初始合作的组织比例"}, &Params::y0),
        start("government.start", {"Governments that cooperate at the start", "初始合作的政府比例"},
              &Params::z0),
        Param{Doc{.key = "update.dynamics",
                  .label = {"The equation, or imitation in finite populations",
                            "微分方程，或有限群体中的模仿"},
                  .source = "schlag1998"},
              &Params::dynamics, Change::structural},
        Param{Doc{.key = "update.time",
                  .range = {0, 100},
                  .label = {"Time of the equation in a step", "每步对应的方程时间"},
                  .source = "taylor1978"},
              &Params::time},
        Param{Doc{.key = "update.parts",
                  .range = {1, 100000},
                  .label = {"Parts in which the equation is integrated", "每步数值积分的份数"},
                  .source = "assumption"},
              &Params::parts},
        Param{Doc{.key = "update.mutation",
                  .range = {0, 1},
                  .label = {"Probability per revision of taking any strategy",
                            "每次修正时随机选择策略的概率"},
                  .source = "assumption"},
              &Params::mutation},
    };
    static constexpr auto fields =
        std::tuple{Field{"share", &Community::share}, Field{"count", &Community::count},
                   Field{"owed", &Community::owed}};
    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "residents",
                   .label = {"Residents who cooperate", "合作的居民"},
                   .source = "taylor1978"},
               {"share x of residents who cooperate", "合作的居民比例 x"},
               [](const Community& c) { return level(c.share[0]); }},
        Metric{Doc{.key = "organizations",
                   .label = {"Organizations that cooperate", "合作的组织"},
                   .source = "taylor1978"},
               {"share y of committees or firms that cooperate", "合作的居委会或企业比例 y"},
               [](const Community& c) { return level(c.share[1]); }},
        Metric{Doc{.key = "government",
                   .label = {"Governments that cooperate", "合作的政府"},
                   .source = "taylor1978"},
               {"share z of governments that cooperate", "合作的政府比例 z"},
               [](const Community& c) { return level(c.share[2]); }},
        Metric{Doc{.key = "residents_payoff",
                   .range = {-100, 100},
                   .label = {"Payoff of residents", "居民的收益"},
                   .source = "taylor1978"},
               {"mean payoff of residents at the present shares", "当前比例下居民的平均收益"},
               [](const Params& p, const Community& c) { return mean_pay(p, c, 0); }},
        Metric{Doc{.key = "organizations_payoff",
                   .range = {-100, 100},
                   .label = {"Payoff of organizations", "组织的收益"},
                   .source = "taylor1978"},
               {"mean payoff of committees or firms at the present shares",
                "当前比例下居委会或企业的平均收益"},
               [](const Params& p, const Community& c) { return mean_pay(p, c, 1); }},
        Metric{Doc{.key = "government_payoff",
                   .range = {-100, 100},
                   .label = {"Payoff of the government", "政府的收益"},
                   .source = "taylor1978"},
               {"mean payoff of governments at the present shares", "当前比例下政府的平均收益"},
               [](const Params& p, const Community& c) { return mean_pay(p, c, 2); }},
        Metric{Doc{.key = "speed",
                   .range = {0, 200},
                   .label = {"Speed", "变化速度"},
                   .source = "taylor1978"},
               {"the largest of |x'|, |y'|, |z'|; 0 at a rest point",
                "|x'|、|y'|、|z'| 中最大者；静止点处为 0"},
               [](const Params& p, const Community& c) { return level(speed(p, c)); }},
    };
};

struct Tripartite : Untied<Game> {
    static constexpr std::string_view name = "tripartite";
    static constexpr Text title = {"Tripartite evolutionary game", "三方演化博弈"};
    static constexpr Text about = {
        "Residents, committees or firms, and government drift to what pays, given the other two.",
        "居民、居委会或企业与政府各自趋向在他方现状下更有利的策略。"};
    using Mechanisms = std::tuple<Game>;
    static constexpr auto setup = std::tuple{
        in_community<Game>("begin", {"First shares", "初始比例"}, &Game::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Game>("live", {"Change of strategies", "策略变化"}, &Game::live),
    };
};

}  // namespace

ModelEntry tripartite() { return make_entry<Tripartite>(); }

}  // namespace yihe::reference

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

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

enum class Dynamics { equation, imitation };

}  // namespace

}  // namespace yihe::reference

namespace yihe {
template <>
struct Choices<reference::Dynamics> {
    static constexpr std::array<std::string_view, 2> names = {"equation", "imitation"};
};
}  // namespace yihe

namespace yihe::reference {

namespace {

constexpr std::size_t roles = 3;  // residents, organizations, government
using Shares = std::array<double, roles>;

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

struct Game : Mechanism {
    struct Params {
        std::int64_t residents = 1000;
        double r000 = 0, r001 = 0, r010 = 1, r011 = 1, r100 = -3, r101 = -1, r110 = 2, r111 = 4;
        double o000 = 0, o001 = -2, o010 = -2, o011 = 1, o100 = 0, o101 = -2, o110 = 1, o111 = 4;
        double g000 = -4, g001 = -3, g010 = -1, g011 = -1, g100 = -2, g101 = -2, g110 = 1, g111 = 0;
        double x0 = 0.5, y0 = 0.5, z0 = 0.5;
        Dynamics dynamics = Dynamics::imitation;
        double time = 0.1;
        std::int64_t parts = 10;
        double mutation = 0;
    };

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

    struct Community {
        Shares share{};  // who cooperates
        std::array<std::uint64_t, roles> count{};  // in imitation
        double owed = 0;  // revisions, a fraction of one
    };
    static constexpr auto fields =
        std::tuple{Field{"share", &Community::share}, Field{"count", &Community::count},
                   Field{"owed", &Community::owed}};

    static std::vector<std::uint32_t> sizes(const Params& p) {
        return {static_cast<std::uint32_t>(p.residents)};
    }
    static double agents(const Params& p) { return static_cast<double>(p.residents); }

    using Table = std::array<std::array<double, 8>, roles>;  // [role][4 x + 2 y + z]
    static Table table(const Params& p) {
        return {{
            {p.r000, p.r001, p.r010, p.r011, p.r100, p.r101, p.r110, p.r111},
            {p.o000, p.o001, p.o010, p.o011, p.o100, p.o101, p.o110, p.o111},
            {p.g000, p.g001, p.g010, p.g011, p.g100, p.g101, p.g110, p.g111},
        }};
    }

    /// Expected payoff of `role` with a strategy against the others' shares.
    static double pay(const Table& t, std::size_t role, std::size_t strategy, const Shares& share) {
        double sum = 0;
        for (std::size_t outcome = 0; outcome < 8; ++outcome) {
            double p = 1;
            for (std::size_t r = 0; r < roles; ++r) {
                const std::size_t does = outcome >> (roles - 1 - r) & 1;
                if (r == role) p *= does == strategy ? 1 : 0;
                else p *= does != 0 ? share[r] : 1 - share[r];
            }
            sum += p * t[role][outcome];
        }
        return sum;
    }
    static double gain(const Table& t, std::size_t role, const Shares& share) {
        return pay(t, role, 1, share) - pay(t, role, 0, share);
    }
    static Shares slope(const Table& t, const Shares& x) {
        Shares d;
        for (std::size_t r = 0; r < roles; ++r) d[r] = x[r] * (1 - x[r]) * gain(t, r, x);
        return d;
    }
    static Shares along(const Shares& x, const Shares& d, double h) {
        return {x[0] + h * d[0], x[1] + h * d[1], x[2] + h * d[2]};
    }

    static void begin(const Params& p, Community& c) {
        const auto n = static_cast<double>(p.residents);
        c.share = {p.x0, p.y0, p.z0};
        if (p.dynamics == Dynamics::equation) return;
        for (std::size_t r = 0; r < roles; ++r) {
            c.count[r] = static_cast<std::uint64_t>(std::llround(c.share[r] * n));
            c.share[r] = static_cast<double>(c.count[r]) / n;
        }
    }

    static void integrate(const Params& p, const Table& t, Shares& x) {
        const double h = p.time / static_cast<double>(p.parts);
        for (std::int64_t part = 0; part < p.parts; ++part) {
            const Shares a = slope(t, x), b = slope(t, along(x, a, h / 2)),
                         c = slope(t, along(x, b, h / 2)), d = slope(t, along(x, c, h));
            for (std::size_t r = 0; r < roles; ++r)
                x[r] = std::clamp(x[r] + h / 6 * (a[r] + 2 * b[r] + 2 * c[r] + d[r]), 0.0, 1.0);
        }
    }

    /// The largest gain or loss from cooperating at any outcome: the unit of imitation.
    static double largest_gain(const Table& t) {
        double most = 0;
        for (std::size_t role = 0; role < roles; ++role)
            for (std::size_t o = 0; o < 8; ++o) {
                const std::size_t own = std::size_t{4} >> role;
                if ((o & own) == 0) most = std::max(most, std::abs(t[role][o | own] - t[role][o]));
            }
        return most;
    }

    /// Whether a player of `role` with a strategy takes the other one.
    static bool switches(const Params& p, const Table& t, const Community& c, std::size_t role,
                         bool cooperates, double most, Draws& draws) {
        if (p.mutation > 0 && draws.chance(p.mutation)) return draws.chance(0.5);
        const auto n = static_cast<std::uint32_t>(p.residents);
        const auto others = c.count[role] - cooperates;
        const bool model_cooperates = draws.below(n - 1) < others;
        if (model_cooperates == cooperates) return false;
        const double better = gain(t, role, c.share) * (cooperates ? -1 : 1);
        return better > 0 && draws.chance(better / most);
    }

    static void imitate(const Params& p, const Table& t, Community& c, const Week& week,
                        const Random& random) {
        const double most = largest_gain(t);
        const auto n = static_cast<std::uint32_t>(p.residents);
        c.owed += static_cast<double>(roles * n) * p.time * most;
        const double whole = std::floor(c.owed);
        c.owed -= whole;
        for (std::uint64_t e = 0; e < static_cast<std::uint64_t>(whole); ++e) {
            Draws draws(random, Purpose{"revision"}, e, week.number);
            const std::uint32_t who = draws.below(static_cast<std::uint32_t>(roles) * n);
            const std::size_t role = who / n;
            const bool cooperates = who % n < c.count[role];
            if (!switches(p, t, c, role, cooperates, most, draws)) continue;
            c.count[role] += cooperates ? std::uint64_t(-1) : 1;
            c.share[role] = static_cast<double>(c.count[role]) / n;
        }
    }

    static void live(const Params& p, Community& c, const Week& week, const Random& random) {
        const Table t = table(p);
        if (p.dynamics == Dynamics::equation) integrate(p, t, c.share);
        else imitate(p, t, c, week, random);
    }

    static Ratio mean_pay(const Params& p, const Community& c, std::size_t role) {
        const Table t = table(p);
        const double x = c.share[role];
        return level(x * pay(t, role, 1, c.share) + (1 - x) * pay(t, role, 0, c.share));
    }

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
               [](const Params& p, const Community& c) {
                   double most = 0;
                   for (const double d : slope(table(p), c.share))
                       most = std::max(most, std::abs(d));
                   return level(most);
               }},
    };
};

struct Tripartite {
    static constexpr std::string_view name = "tripartite";
    static constexpr Text title = {"Tripartite evolutionary game", "三方演化博弈"};
    static constexpr Text about = {
        "Residents, committees or firms, and government drift to what pays, given the other two.",
        "居民、居委会或企业与政府各自趋向在他方现状下更有利的策略。"};
    using Mechanisms = std::tuple<Game>;
    static constexpr std::size_t layer_count = 0;
    static constexpr auto sizes = &Game::sizes;
    static constexpr auto agents = &Game::agents;
    static double ties_per_agent() { return 0; }
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

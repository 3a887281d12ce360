// March 1991, Organization Science 2:71. Reality has m dimensions of ±1; each of n residents, and
// the code of their organization, believes +1, −1 or nothing (0) about each. In a step every belief
// that differs from the code's (where that is not 0) is taken over from it with probability p₁; and
// the code comes to the view of the majority of those who know more than it, with probability 1 −
// (1 − p₂)^k on each dimension, k being by how many they outnumber those who agree with the code.
// Turnover replaces a resident with probability p₃; turbulence turns a dimension with p₄.
//
// As in the paper: all of it. Open in the paper: whether code and residents learn from each other
// at once or in turn (at once here), and how those without a belief count in the majority (not at
// all).
#include "models/reference/march.hpp"

#include <cmath>

#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

struct Learning : Mechanism {
    struct Params {
        std::int64_t residents = 50;
        std::int64_t dimensions = 30;
        double p1 = 0.1, p2 = 0.5;
        double slow_share = 0, slow_p1 = 0.1;
        double turnover = 0, turbulence = 0;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "community.residents",
                  .unit = "person",
                  .range = {1, 4e8},
                  .label = {"Members of the organization", "组织成员数"},
                  .source = "march1991"},
              &Params::residents, Change::structural},
        Param{Doc{.key = "reality.dimensions",
                  .range = {1, 10000},
                  .label = {"Dimensions m of reality", "现实的维数 m"},
                  .source = "march1991"},
              &Params::dimensions, Change::structural},
        Param{Doc{.key = "learning.from_code",
                  .unit = "1/step",
                  .range = {0, 1},
                  .label = {"Learning from the code, p₁", "向组织规范学习 p₁"},
                  .source = "march1991"},
              &Params::p1, Change::structural},
        Param{Doc{.key = "learning.by_code",
                  .unit = "1/step",
                  .range = {0, 1},
                  .label = {"Learning by the code, p₂", "组织规范的学习 p₂"},
                  .source = "march1991"},
              &Params::p2, Change::structural},
        Param{Doc{.key = "learning.others_share",
                  .range = {0, 1},
                  .label = {"Share of members with another p₁", "另一 p₁ 的成员比例"},
                  .source = "march1991"},
              &Params::slow_share, Change::structural},
        Param{Doc{.key = "learning.others_from_code",
                  .unit = "1/step",
                  .range = {0, 1},
                  .label = {"… and what theirs is", "……其 p₁ 值"},
                  .source = "march1991"},
              &Params::slow_p1, Change::structural},
        Param{Doc{.key = "turnover.rate",
                  .unit = "1/step",
                  .range = {0, 1},
                  .label = {"Turnover p₃", "人员更替 p₃"},
                  .source = "march1991"},
              &Params::turnover},
        Param{Doc{.key = "turbulence.rate",
                  .unit = "1/step",
                  .range = {0, 1},
                  .label = {"Turbulence p₄", "环境变动 p₄"},
                  .source = "march1991"},
              &Params::turbulence},
    };

    struct Community {
        std::vector<std::int8_t> reality, code;  // [dimension]
        std::vector<std::int8_t> beliefs;  // [resident × dimension]
    };
    static constexpr auto fields =
        std::tuple{Field{"reality", &Community::reality}, Field{"code", &Community::code},
                   Field{"beliefs", &Community::beliefs}};

    static std::vector<std::uint32_t> sizes(const Params& p) {
        return {static_cast<std::uint32_t>(p.residents)};
    }

    static void begin(const Params& p, Community& c, const Here& here, const Random& random) {
        const auto m = static_cast<std::size_t>(p.dimensions);
        c.code.assign(m, 0);
        for (std::size_t d = 0; d < m; ++d)
            c.reality.push_back(random.chance(0.5, Purpose{"reality"}, d, 0) ? 1 : -1);
        c.beliefs.resize(here.size() * m);
        for (std::size_t b = 0; b < c.beliefs.size(); ++b)
            c.beliefs[b] = naive(random.below(3, Purpose{"first belief"}, b, 0));
    }
    static std::int8_t naive(std::uint32_t third) { return static_cast<std::int8_t>(third) - 1; }

    static std::size_t knowledge(const Community& c, const std::int8_t* beliefs) {
        std::size_t right = 0;
        for (std::size_t d = 0; d < c.reality.size(); ++d) right += beliefs[d] == c.reality[d];
        return right;
    }

    /// The code after the step, from those who know more than it.
    static std::vector<std::int8_t> next_code(const Params& p, const Community& c, const Week& week,
                                              const Random& random) {
        const std::size_t m = c.reality.size(), n = c.beliefs.size() / m;
        std::vector<std::int64_t> more_ones(m, 0);  // +1 less −1 among them
        const std::size_t known = knowledge(c, c.code.data());
        for (std::size_t i = 0; i < n; ++i) {
            const std::int8_t* beliefs = c.beliefs.data() + i * m;
            if (knowledge(c, beliefs) <= known) continue;
            for (std::size_t d = 0; d < m; ++d) more_ones[d] += beliefs[d];
        }
        std::vector<std::int8_t> code = c.code;
        for (std::size_t d = 0; d < m; ++d) {
            const std::int8_t view = more_ones[d] > 0 ? 1 : more_ones[d] < 0 ? -1 : 0;
            if (view == 0 || view == code[d]) continue;
            double unchanged = 1;
            for (std::int64_t k = std::abs(more_ones[d]); k > 0 && unchanged > 1e-18; --k)
                unchanged *= 1 - p.p2;
            if (random.chance(1 - unchanged, Purpose{"code learns"}, d, week.number))
                code[d] = view;
        }
        return code;
    }

    static void learn(const Params& p, Community& c, const Here& here, const Week& week,
                      const Random& random) {
        const std::size_t m = c.reality.size();
        auto code = next_code(p, c, week, random);
        const double others = p.slow_share * static_cast<double>(here.size());
        for (std::size_t b = 0; b < c.beliefs.size(); ++b) {
            const std::size_t d = b % m;
            if (c.code[d] == 0 || c.code[d] == c.beliefs[b]) continue;
            const double p1 = static_cast<double>(b / m) < others ? p.slow_p1 : p.p1;
            if (random.chance(p1, Purpose{"member learns"}, b, week.number))
                c.beliefs[b] = c.code[d];
        }
        c.code = std::move(code);
        for (std::size_t i = 0; p.turnover > 0 && i < here.size(); ++i) {
            if (!random.chance(p.turnover, Purpose{"turnover"}, i, week.number)) continue;
            for (std::size_t d = 0; d < m; ++d)
                c.beliefs[i * m + d] =
                    naive(random.below(3, Purpose{"newcomer's belief"}, i * m + d, week.number));
        }
        for (std::size_t d = 0; p.turbulence > 0 && d < m; ++d)
            if (random.chance(p.turbulence, Purpose{"turbulence"}, d, week.number))
                c.reality[d] = static_cast<std::int8_t>(-c.reality[d]);
    }

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "code_knowledge",
                   .label = {"Knowledge of the code", "组织规范的知识水平"},
                   .source = "march1991"},
               {"share of dimensions on which the code agrees with reality",
                "组织规范与现实一致的维度所占比例"},
               [](const Community& c) {
                   return Ratio{static_cast<double>(knowledge(c, c.code.data())),
                                static_cast<double>(c.reality.size())};
               }},
        Metric{Doc{.key = "member_knowledge",
                   .label = {"Knowledge of the members", "成员的知识水平"},
                   .source = "march1991"},
               {"share of beliefs, over members and dimensions, that agree with reality",
                "全体成员的信念中与现实一致的比例"},
               [](const Community& c) {
                   double right = 0;
                   for (std::size_t b = 0; b < c.beliefs.size(); ++b)
                       right += c.beliefs[b] == c.reality[b % c.reality.size()];
                   return Ratio{right, static_cast<double>(c.beliefs.size())};
               }},
        Metric{Doc{.key = "agreement",
                   .label = {"Agreement with the code", "与组织规范的一致度"},
                   .source = "march1991"},
               {"share of beliefs, over members and dimensions, that equal the code's; 1 at "
                "equilibrium without turnover",
                "全体成员的信念中与组织规范相同的比例；无更替时均衡为 1"},
               [](const Community& c) {
                   double same = 0;
                   for (std::size_t b = 0; b < c.beliefs.size(); ++b)
                       same += c.beliefs[b] == c.code[b % c.code.size()];
                   return Ratio{same, static_cast<double>(c.beliefs.size())};
               }},
    };
};

struct March {
    static constexpr std::string_view name = "march";
    static constexpr Text title = {"Exploration and exploitation", "探索与利用"};
    static constexpr Text about = {
        "Members and the code of an organization learn from each other; slow learners keep it "
        "wise.",
        "组织成员与组织规范相互学习；学得慢的成员使组织保持见识。"};
    using Mechanisms = std::tuple<Learning>;
    static constexpr std::size_t layer_count = 0;
    static constexpr double community_bytes_per_agent = 30;
    static constexpr auto sizes = &Learning::sizes;
    static double agents(const Learning::Params& p) { return static_cast<double>(p.residents); }
    static double ties_per_agent(const Learning::Params&) { return 0; }
    static constexpr auto setup = std::tuple{
        in_community<Learning>("begin", {"Reality and first beliefs", "现实与初始信念"},
                               &Learning::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Learning>("learn", {"Mutual learning", "相互学习"}, &Learning::learn),
    };
};

}  // namespace

ModelEntry march() { return make_entry<March>(); }

}  // namespace yihe::reference

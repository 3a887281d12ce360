// March 1991, Organization Science 2:71. Reality has m dimensions of ±1; each of n residents, and
// the code of their organization, believes +1, −1 or nothing (0) about each. In a step every belief
// that differs from the code's (where that is not 0) is taken over from it with probability p₁; and
// the code comes to the view of the majority of those who know more than it, with probability 1 −
// (1 − p₂)^k on each dimension, k being by how many they outnumber those who agree with the code.
// Turnover replaces a resident with probability p₃; turbulence turns a dimension with p₄.
//
// As in the paper: all of it. Open in the paper, hence choices here: whether code and residents
// learn from each other at once or residents first (`learning.first`); what k counts, 1s against
// -1s, or as the footnote has it those who differ from the code less those who do not
// (`learning.counts`); what knowing more means (`learning.compares`): right beliefs as in the text,
// right less wrong ones (Rodan 2005), or what came of acts, in which a belief of 0 is decided by a
// coin and which the code then sees; whether beliefs pass through 0 (`learning.gradual`,
// `learning.code_gradual`). Acts and gradual beliefs give figure 1 itself (Workiewicz 2019); its
// knowledge is right less wrong ones.
#include "models/reference/march.hpp"

#include <cmath>

#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

enum class Compared { knowledge, score, acts };
enum class Margin { votes, differing };
enum class LearnsFirst { together, members };

}  // namespace

}  // namespace yihe::reference

namespace yihe {
template <>
struct Choices<reference::Compared> {
    static constexpr std::array<std::string_view, 3> names = {"knowledge", "score", "acts"};
};
template <>
struct Choices<reference::Margin> {
    static constexpr std::array<std::string_view, 2> names = {"votes", "differing"};
};
template <>
struct Choices<reference::LearnsFirst> {
    static constexpr std::array<std::string_view, 2> names = {"together", "members"};
};
}  // namespace yihe

namespace yihe::reference {

namespace {

struct Learning : Mechanism {
    struct Params {
        std::int64_t residents = 50;
        std::int64_t dimensions = 30;
        double p1 = 0.1, p2 = 0.5;
        double slow_share = 0, slow_p1 = 0.1;
        Compared compares = Compared::knowledge;
        Margin counts = Margin::votes;
        LearnsFirst first = LearnsFirst::together;
        bool gradual = false, code_gradual = false;
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
        Param{Doc{.key = "learning.compares",
                  .label = {"Who knows more: by right beliefs, right less wrong ones, or acts",
                            "谁更有见识：按正确信念数、正确减错误，或行动结果"},
                  .source = "rodan2005"},
              &Params::compares, Change::structural},
        Param{Doc{.key = "learning.counts",
                  .label = {"What k counts: votes, or those who differ less those who do not",
                            "k 的含义：票数之差，或相异者减相同者"},
                  .source = "march1991"},
              &Params::counts, Change::structural},
        Param{Doc{.key = "learning.first",
                  .label = {"Who learns first in a step: both together, or members",
                            "每步谁先学习：同时，或成员先"},
                  .source = "march1991"},
              &Params::first, Change::structural},
        Param{Doc{.key = "learning.gradual",
                  .label = {"A member's belief passes through 0", "成员信念改变时先经过 0"},
                  .source = "rodan2005"},
              &Params::gradual, Change::structural},
        Param{Doc{.key = "learning.code_gradual",
                  .label = {"The code's belief passes through 0", "组织规范改变时先经过 0"},
                  .source = "rodan2005"},
              &Params::code_gradual, Change::structural},
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

    using Beliefs = std::vector<std::int8_t>;

    static std::int64_t knowledge(const Community& c, const std::int8_t* beliefs) {
        std::int64_t right = 0;
        for (std::size_t d = 0; d < c.reality.size(); ++d) right += beliefs[d] == c.reality[d];
        return right;
    }
    /// Right less wrong beliefs.
    static std::int64_t score(const Community& c, const std::int8_t* beliefs) {
        std::int64_t sum = 0;
        for (std::size_t d = 0; d < c.reality.size(); ++d) sum += beliefs[d] * c.reality[d];
        return sum;
    }

    /// What members show to the code: their beliefs, or their acts.
    static Beliefs shown(const Params& p, const Community& c, const Week& week,
                         const Random& random) {
        Beliefs shown = c.beliefs;
        for (std::size_t b = 0; p.compares == Compared::acts && b < shown.size(); ++b)
            if (shown[b] == 0)
                shown[b] = random.chance(0.5, Purpose{"act in doubt"}, b, week.number) ? 1 : -1;
        return shown;
    }

    /// Of those who know more than the code: how many there are, and hold 1 and -1. [dimension]
    struct Votes {
        std::vector<std::int64_t> ones, minus_ones;
        std::int64_t voters = 0;
    };
    static Votes votes(const Params& p, const Community& c, const Beliefs& shown) {
        const std::size_t m = c.reality.size();
        const auto worth = p.compares == Compared::knowledge ? &knowledge : &score;
        const std::int64_t known = worth(c, c.code.data());
        Votes v{std::vector<std::int64_t>(m), std::vector<std::int64_t>(m)};
        for (std::size_t at = 0; at < shown.size(); at += m) {
            if (worth(c, shown.data() + at) <= known) continue;
            ++v.voters;
            for (std::size_t d = 0; d < m; ++d) {
                v.ones[d] += shown[at + d] == 1;
                v.minus_ones[d] += shown[at + d] == -1;
            }
        }
        return v;
    }

    static std::int8_t towards(std::int8_t from, std::int8_t to, bool gradual) {
        return gradual && from != 0 ? std::int8_t{0} : to;
    }

    /// The code after the step, from those who know more than it.
    static Beliefs next_code(const Params& p, const Community& c, const Week& week,
                             const Random& random) {
        const Votes v = votes(p, c, shown(p, c, week, random));
        Beliefs code = c.code;
        for (std::size_t d = 0; d < code.size(); ++d) {
            const std::int64_t lead = v.ones[d] - v.minus_ones[d];
            const std::int8_t view = lead > 0 ? 1 : lead < 0 ? -1 : 0;
            if (view == 0 || view == code[d]) continue;
            const std::int64_t same = code[d] == 1    ? v.ones[d]
                                      : code[d] == -1 ? v.minus_ones[d]
                                                      : v.voters - v.ones[d] - v.minus_ones[d];
            double unchanged = 1;
            for (std::int64_t k = p.counts == Margin::votes ? std::abs(lead) : v.voters - 2 * same;
                 k > 0 && unchanged > 1e-18; --k)
                unchanged *= 1 - p.p2;
            if (random.chance(1 - unchanged, Purpose{"code learns"}, d, week.number))
                code[d] = towards(code[d], view, p.code_gradual);
        }
        return code;
    }

    static void socialise(const Params& p, Community& c, std::size_t n, const Week& week,
                          const Random& random) {
        const std::size_t m = c.reality.size();
        const double others = p.slow_share * static_cast<double>(n);
        for (std::size_t b = 0; b < c.beliefs.size(); ++b) {
            const std::size_t d = b % m;
            if (c.code[d] == 0 || c.code[d] == c.beliefs[b]) continue;
            const double p1 = static_cast<double>(b / m) < others ? p.slow_p1 : p.p1;
            if (random.chance(p1, Purpose{"member learns"}, b, week.number))
                c.beliefs[b] = towards(c.beliefs[b], c.code[d], p.gradual);
        }
    }

    static void learn(const Params& p, Community& c, const Here& here, const Week& week,
                      const Random& random) {
        const std::size_t m = c.reality.size();
        auto code = next_code(p, c, week, random);
        socialise(p, c, here.size(), week, random);
        c.code = p.first == LearnsFirst::together ? std::move(code) : next_code(p, c, week, random);
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
        Metric{Doc{.key = "code_score",
                   .range = {-1, 1},
                   .label = {"Score of the code", "组织规范得分"},
                   .source = "rodan2005"},
               {"right less wrong dimensions of the code, over all dimensions",
                "组织规范正确维数减错误维数，除以维数"},
               [](const Community& c) {
                   return level(static_cast<double>(score(c, c.code.data())) /
                                static_cast<double>(c.reality.size()));
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

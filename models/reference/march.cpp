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

#include "models/reference/march_rules.hpp"
#include "models/reference/untied.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

struct Learning : LearningRules {
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
    static constexpr auto fields =
        std::tuple{Field{"reality", &Community::reality}, Field{"code", &Community::code},
                   Field{"beliefs", &Community::beliefs}};
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

struct March : Untied<Learning> {
    static constexpr std::string_view name = "march";
    static constexpr Text title = {"Exploration and exploitation", "探索与利用"};
    static constexpr Text about = {
        "Members and the code of an organization learn from each other; slow learners keep it "
        "wise.",
        "组织成员与组织规范相互学习；学得慢的成员使组织保持见识。"};
    using Mechanisms = std::tuple<Learning>;
    static constexpr double community_bytes_per_agent = 30;
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

// The core (R5, R6): takes up other actors' decisions, judges them with finite attention, and
// clarifies, orders or does it itself. Leadership acts here and is seen nowhere else.
#pragma once

#include "models/governance/demand.hpp"
#include "models/governance/discovery.hpp"
#include "models/governance/institutions.hpp"
#include "models/governance/service.hpp"

namespace yihe::governance {

/// "Type `type` is `owner`'s duty", told to one institution or to all (no_actor).
struct Announcement {
    double reach = 1;         ///< share of the message that arrives
    std::uint64_t about = 0;  ///< the case that gave rise to it: the key of its draws
    Actor to = no_actor;
    std::uint8_t type = 0, owner = 0;
    std::uint8_t decision = 0;  ///< which decision on that case it answers
    std::uint8_t spare[1] = {};
    static constexpr bool packed = true;
};
static_assert(sizeof(Announcement) == 24);

/// A taken-up decision waiting for the core, or for a branch to which it is delegated.
struct Taken {
    std::uint32_t number = 0;
    std::uint16_t since = 0;
    std::uint16_t delegated = 0;
    static constexpr bool packed = true;
};
static_assert(sizeof(Taken) == 8);

struct Leadership : Mechanism {
    static constexpr std::string_view name = "leadership";
    /// What measures outcomes, and what any other actor does, cannot see these parameters.
    template <class Owner>
    static constexpr bool shows_params_to = std::is_same_v<Owner, Leadership>;

    struct Params {
        double intensity = 0.2;
        double style = 0.3;
        double goal_share = 0.2;
        double attention = 30;
        double accuracy = 0.85;
        double delegation = 0.1;
        double overload = 0.15;
        double patience = 2;
        double conference_interval = 4;
        bool finite_attention = true;
        bool blind = false;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "leadership.intensity",
                  .label = {"Decisions that the core takes up", "引领强度（核心接手决策的概率）"},
                  .source = "assumption"},
              &Params::intensity},
        Param{Doc{.key = "leadership.style",
                  .label = {"Orders or does it itself (0: clarifies and advises)",
                            "引领方式（0 明确与指导，1 命令与代办）"},
                  .source = "assumption"},
              &Params::style},
        Param{Doc{.key = "leadership.goal_share",
                  .label = {"Answered for the whole type of case", "按事项类型统一明确的比例"},
                  .source = "assumption"},
              &Params::goal_share},
        Param{Doc{.key = "leadership.attention",
                  .unit = "event/week",
                  .range = {0, 10000},
                  .label = {"Attention of the core", "核心注意力容量"},
                  .source = "bitterman2020"},
              &Params::attention},
        Param{Doc{.key = "leadership.accuracy",
                  .label = {"Accuracy of the core's judgement", "核心判断准确率"},
                  .source = "hayek1945"},
              &Params::accuracy},
        Param{Doc{.key = "leadership.delegation",
                  .label = {"Handled by grid branches and building groups",
                            "下放网格支部与楼栋小组的比例"},
                  .source = "assumption"},
              &Params::delegation},
        Param{Doc{.key = "leadership.overload",
                  .label = {"Accuracy lost when the week's attention is used up",
                            "注意力耗尽时判断力损失"},
                  .source = "hayek1945"},
              &Params::overload},
        Param{
            Doc{.key = "leadership.patience",
                .unit = "week",
                .range = {0, 52},
                .label = {"Wait beyond which the core does it itself", "超过此等待时间核心便代办"},
                .source = "assumption"},
            &Params::patience},
        Param{Doc{.key = "conference.interval",
                  .unit = "week",
                  .range = {0, 520},
                  .label = {"Weeks between joint conferences (0: none)",
                            "联席会议间隔周数（0 表示不召开）"},
                  .source = "wu"},
              &Params::conference_interval},
        Param{Doc{.key = "mechanisms.finite_attention",
                  .label = {"The core's attention is finite", "核心注意力有限"},
                  .source = "bitterman2020"},
              &Params::finite_attention},
        Param{Doc{.key = "core.blind",
                  .label = {"Null core: takes up as often, acts at random",
                            "盲目核心（照常接手、随机行事）"},
                  .source = "assumption"},
              &Params::blind},
    };

    // Attention events that acts cost [assumption], relative to one review.
    static constexpr double review_cost = 1, announcement_cost = 2, own_service_cost = 3,
                            conference_cost = 4, report_cost = 1;
    static constexpr double branch_attention =
        2;    // events a week of a grid branch with members enough
    static constexpr double group_attention = 0.25;  // … and of a building group
    static constexpr std::size_t conference_topics = 3;

    struct Community {
        std::vector<Taken> queue;                 // in order of arrival
        std::vector<Announcement> announcements;  // of this week
        std::vector<std::uint32_t> advised;       // cases given back this week
        std::array<std::uint64_t, case_types>
            misrouted{};  // wrong hand-overs up to the last conference
        double debt = 0;                          // attention spent beyond the last week's
        double used = 0;                          // attention used this week
        double waited = 0;                        // Σ weeks waited of those answered this week
        std::uint32_t answered = 0, own_cases = 0;
    };
    static constexpr auto fields = std::tuple{
        Field{"queue", &Community::queue},        Field{"announcements", &Community::announcements},
        Field{"advised", &Community::advised},    Field{"misrouted", &Community::misrouted},
        Field{"debt", &Community::debt},          Field{"used", &Community::used},
        Field{"waited", &Community::waited},      Field{"answered", &Community::answered},
        Field{"own_cases", &Community::own_cases}};

    static void new_week(Community& c);
    /// Each decision that another actor is about to make is taken up with probability `intensity`.
    static void take_up(const Params& p, Cases::Community& cases, Community& c, const Week& week,
                        const Random& random);
    /// Reports to the superior come first, then the calendar, then what was taken up, oldest first.
    static void answer(const Params& p, const Hierarchy::Params& h, const Institutions::Params& ip,
                       const Institutions::Community& inst, const Residents::Community& residents,
                       const Residents::State& people, const Superior::Community& superior,
                       const Service::Community& service, Cases::Community& cases, Community& c,
                       const Here& here, const Week& week, const Random& random);

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "realized_intensity",
                   .label = {"Decisions really taken up", "实际引领强度"},
                   .source = "assumption"},
               {"decision events taken up ÷ decision events, this week",
                "本周被接手的决策事件 ÷ 全部决策事件"},
               [](const Cases::Community& cases) {
                   Ratio r;
                   for (const Tally& t : cases.ledger.tallies())
                       r += {double(t.taken), double(t.decisions)};
                   return r;
               }},
        Metric{
            Doc{.key = "core_backlog",
                .unit = "case",
                .range = {0, 1e9},
                .label = {"Cases waiting for the core", "核心积压件数"},
                .source = "bitterman2020"},
            {"cases taken up and not yet answered at the week's end", "周末已接手而未答复的件数"},
            [](const Community& c) { return level(static_cast<double>(c.queue.size())); }},
        Metric{Doc{.key = "core_wait",
                   .unit = "week",
                   .range = {0, 520},
                   .label = {"Wait for the core", "等待核心的时间"},
                   .source = "bitterman2020"},
               {"mean weeks between take-up and answer, of those answered this week",
                "本周答复事项从接手到答复的平均周数"},
               [](const Community& c) { return Ratio{c.waited, static_cast<double>(c.answered)}; }},
        Metric{Doc{.key = "core_attention_used",
                   .unit = "event/week",
                   .range = {0, 1e6},
                   .label = {"Attention the core used", "核心已用注意力"},
                   .source = "bitterman2020"},
               {"attention events spent this week", "本周消耗的注意力事件数"},
               [](const Community& c) { return level(c.used); }},
    };
};

}  // namespace yihe::governance

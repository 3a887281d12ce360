// Outcomes: an observer. It reads what happened to the cases that arose, owns no behaviour, and
// cannot see a parameter of leadership (the engine refuses to show it one).
#pragma once

#include "models/governance/grievance.hpp"
#include "models/governance/service.hpp"
#include "models/governance/transport.hpp"

namespace yihe::governance {

struct Outcomes : Mechanism {
    static constexpr std::string_view name = "outcomes";

    /// The cohort C of week t arose in weeks t−11 … t−8.
    static constexpr std::uint32_t cohort_from = 11, cohort_to = 8;
    static constexpr std::uint32_t acceptance_weeks = 2, stability_weeks = 13;

    struct Community {
        Ratio coordination, allocation, recall, accuracy, stability;
        Ratio resolution, hops, gap, overreach, misassignment, core_share, decision_time, rework;
        Ratio admin_resolution, stops, satisfaction;
        std::array<double, stability_weeks> open_share{};   // ring over weeks
        std::array<std::array<double, suppliers>, cohort_from + 1>
            capacity{};  // ring: cases per week
        std::array<double, cohort_from + 1> resources{};    // ring: resources offered per week
    };
    static constexpr auto fields =
        std::tuple{Field{"coordination", &Community::coordination},
                   Field{"allocation", &Community::allocation},
                   Field{"recall", &Community::recall},
                   Field{"accuracy", &Community::accuracy},
                   Field{"stability", &Community::stability},
                   Field{"resolution", &Community::resolution},
                   Field{"hops", &Community::hops},
                   Field{"gap", &Community::gap},
                   Field{"overreach", &Community::overreach},
                   Field{"misassignment", &Community::misassignment},
                   Field{"core_share", &Community::core_share},
                   Field{"decision_time", &Community::decision_time},
                   Field{"rework", &Community::rework},
                   Field{"admin_resolution", &Community::admin_resolution},
                   Field{"stops", &Community::stops},
                   Field{"satisfaction", &Community::satisfaction},
                   Field{"open_share", &Community::open_share},
                   Field{"capacity", &Community::capacity},
                   Field{"resources", &Community::resources}};

    static void observe(const Institutions::Params& ip, const Institutions::Community& inst,
                        const Service::Params& sp, const Service::Community& service,
                        const Resources::Community& resources,
                        const Grievance::Community& grievance, const Cases::Community& cases,
                        Community& c, const Here& here, const Week& week);

    static Ratio precision(const Community& c) {
        const double r = c.recall.value(), a = c.accuracy.value();
        if (!(c.recall.denominator > 0)) return {};
        return level(!(c.accuracy.denominator > 0) || r + a <= 0 ? 0 : 2 * r * a / (r + a));
    }
    static std::array<double, 4> dimensions(const Community& c) {
        return {c.coordination.value(), c.allocation.value(), precision(c).value(),
                c.stability.value()};
    }
    static Ratio geometric(const Community& c);
    static Ratio arithmetic(const Community& c);
    static Ratio least(const Community& c);

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "efficacy", .label = {"Efficacy", "治理效能"}, .source = "wu"},
               {"geometric mean of coordination, allocation, precision and stability",
                "主体协同度、资源配置效率、服务精准度、秩序稳定度的几何平均"},
               [](const Community& c) { return geometric(c); }},
        Metric{
            Doc{.key = "coordination",
                .label = {"Coordination of actors", "主体协同度"},
                .source = "wu"},
            {"mean over C of: 0 if nobody took it up within two weeks, else 1/(1 + wrong "
             "hand-overs) × share of the actors needed who joined",
             "对 C 取平均：两周内无人受理为 0，否则 1/(1+错误转办数) × 应参与主体中已参与的比例"},
            [](const Community& c) { return c.coordination; }},
        Metric{Doc{.key = "allocation",
                   .label = {"Efficiency of resource allocation", "资源配置效率"},
                   .source = "wu"},
               {"skill-weighted service delivered to C ÷ the most the same hours and resources "
                "could have delivered",
                "C 实得按专长加权的服务 ÷ 同样工时与资源所能提供的上限"},
               [](const Community& c) { return c.allocation; }},
        Metric{Doc{.key = "precision",
                   .label = {"Precision of services", "服务精准度"},
                   .source = "wu"},
               {"harmonic mean of recall (share of C discovered and served with the right type of "
                "service in eight weeks) and accuracy (services to C that met the need ÷ all "
                "services to C)",
                "查全率（C 中八周内被发现并得到对口服务的比例）与准确率（C "
                "所得服务中满足需求者的比例）的调和平均"},
               [](const Community& c) { return precision(c); }},
        Metric{
            Doc{.key = "stability", .label = {"Stability of order", "秩序稳定度"}, .source = "wu"},
            {"1 − the largest share of residents with an open grievance in the last 13 weeks",
             "1 − 最近 13 周中心存未解不满的居民比例之最大值"},
            [](const Community& c) { return c.stability; }},
        Metric{Doc{.key = "efficacy_mean",
                   .label = {"Efficacy, arithmetic mean", "治理效能（算术平均）"},
                   .source = "wu"},
               {"arithmetic mean of the four dimensions", "四个维度的算术平均"},
               [](const Community& c) { return arithmetic(c); }},
        Metric{Doc{.key = "efficacy_min",
                   .label = {"Efficacy, least dimension", "治理效能（最低维度）"},
                   .source = "wu"},
               {"least of the four dimensions", "四个维度中的最低者"},
               [](const Community& c) { return least(c); }},
        Metric{Doc{.key = "resolution_rate",
                   .label = {"Resolution rate", "办结率"},
                   .source = "beijing12345"},
               {"share of C resolved", "C 中已解决的比例"},
               [](const Community& c) { return c.resolution; }},
        Metric{Doc{.key = "hops",
                   .unit = "hand-over",
                   .range = {0, 100},
                   .label = {"Hand-overs per case", "每件转办次数"},
                   .source = "wu"},
               {"mean number of hand-overs in C", "C 的平均转办次数"},
               [](const Community& c) { return c.hops; }},
        Metric{Doc{.key = "gap_rate", .label = {"Nobody acts (缺位)", "缺位率"}, .source = "du"},
               {"share of C that nobody took up within two weeks", "C 中两周内无人受理的比例"},
               [](const Community& c) { return c.gap; }},
        Metric{Doc{.key = "overreach_rate",
                   .label = {"Acting outside one's duty (越位)", "越位率"},
                   .source = "du"},
               {"share of C done by the core itself, or served under its order by an actor whose "
                "duty it was not",
                "C 中由核心代办或受命由非责任主体办理的比例"},
               [](const Community& c) { return c.overreach; }},
        Metric{Doc{.key = "misassignment_rate",
                   .label = {"Wrong actor (错位)", "错位率"},
                   .source = "du"},
               {"share of C first accepted, without an order, by an actor whose duty it was not",
                "C 中未经命令而首先由非责任主体受理的比例"},
               [](const Community& c) { return c.misassignment; }},
        Metric{Doc{.key = "core_share",
                   .label = {"Done by the core itself", "核心代办率"},
                   .source = "du"},
               {"share of C that the core served itself", "C 中由核心自己办理的比例"},
               [](const Community& c) { return c.core_share; }},
        Metric{Doc{.key = "decision_time",
                   .unit = "week",
                   .range = {0, 520},
                   .label = {"Time until somebody takes it up", "受理用时"},
                   .source = "wu"},
               {"mean weeks from arising to first acceptance in C, eight where nobody accepted",
                "C 从产生到首次受理的平均周数，无人受理计八周"},
               [](const Community& c) { return c.decision_time; }},
        Metric{Doc{.key = "rework", .label = {"Served more than once", "返工率"}, .source = "wu"},
               {"share of C that was served more than once", "C 中办理超过一次的比例"},
               [](const Community& c) { return c.rework; }},
        Metric{Doc{.key = "admin_resolution",
                   .label = {"Administrative cases resolved", "行政事项办结率"},
                   .source = "du"},
               {"share of C's administrative cases resolved", "C 的行政事项中已解决的比例"},
               [](const Community& c) { return c.admin_resolution; }},
        Metric{Doc{.key = "stops_per_case",
                   .unit = "stop",
                   .range = {1, 100},
                   .label = {"Offices a resident turns to", "居民跑办次数"},
                   .source = "du"},
               {"mean offices visited for cases in C that residents raised themselves",
                "C 中居民自行反映事项的平均跑办次数"},
               [](const Community& c) { return c.stops; }},
        Metric{Doc{.key = "satisfaction",
                   .label = {"Satisfaction", "满意度"},
                   .source = "beijing12345"},
               {"residents' cases closed this week: 0 if unresolved, else falling from 1 to 0.5 "
                "over the eight weeks",
                "本周办结的居民事项：未解决为 0，否则随八周由 1 降至 0.5"},
               [](const Community& c) { return c.satisfaction; }},
    };
};

}  // namespace yihe::governance

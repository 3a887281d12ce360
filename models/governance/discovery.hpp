// Discovery (R2) and vertical transmission (R3): which needs become known, through whom, and how
// much of their content survives the levels.
#pragma once

#include "models/governance/demand.hpp"
#include "models/governance/trust.hpp"

namespace yihe::governance {

struct Hierarchy : Mechanism {
    static constexpr std::string_view name = "hierarchy";
    struct Params {
        std::int64_t levels = 4;
        double fidelity = 0.9;
        double platform = 0.2;
        double beautification = 0.15;
        bool vertical_loss = true;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "hierarchy.levels",
                  .unit = "level",
                  .range = {1, 10},
                  .label = {"Levels from member household to community", "组织层级数"},
                  .source = "wu"},
              &Params::levels},
        Param{Doc{.key = "hierarchy.fidelity",
                  .label = {"Content kept per level", "每级信息保真度"},
                  .source = "williamson1967"},
              &Params::fidelity},
        Param{Doc{.key = "platform.adoption",
                  .label = {"Messages that go by the platform", "平台采用率"},
                  .source = "assumption"},
              &Params::platform},
        Param{Doc{.key = "hierarchy.beautification",
                  .label = {"Understatement per level under full pressure", "压力下每级粉饰程度"},
                  .source = "williamson1967"},
              &Params::beautification},
        Param{Doc{.key = "mechanisms.vertical_loss",
                  .label = {"Levels lose information", "层级传递损耗"},
                  .source = "williamson1967"},
              &Params::vertical_loss},
    };

    struct Community {
        double estimate = 0;   // the core's estimate of open needs, after the levels
        double expected = 0;   // what upper levels expect: the slow mean of their estimates
        double open_needs = 0; // the truth
    };
    static constexpr auto fields =
        std::tuple{Field{"estimate", &Community::estimate}, Field{"expected", &Community::expected},
                   Field{"open_needs", &Community::open_needs}};

    static double kept(const Params& p) { return p.vertical_loss ? p.fidelity : 1; }
    static std::uint32_t hops(const Params& p) { return static_cast<std::uint32_t>(p.levels) - 1; }

    /// Whether a message through `hops` levels keeps its content.
    static bool survives(const Params& p, std::uint32_t hops, const Random& random, Purpose purpose,
                         std::uint64_t id, std::uint32_t week);

    static void report_upward(const Params& p, const Superior::Community& superior,
                              const Cases::Community& cases, Community& c);

    static constexpr auto metrics = std::tuple{
        Metric{
            Doc{.key = "estimate_bias",
                .range = {-1, 10},
                .label = {"Bias of the core's estimate", "核心估计偏差"},
                .source = "williamson1967"},
            {"(estimated − true) ÷ true number of open needs", "（估计 − 实际）÷ 实际未决需求数"},
            [](const Community& c) { return Ratio{c.estimate - c.open_needs, c.open_needs}; }},
    };
};

struct Discovery : Mechanism {
    static constexpr std::string_view name = "discovery";
    struct Params {
        double visit_interval = 13;
        double relay = 0.02;
        double voice_base = -1.8;
        double voice_trust = 2;
        double voice_weight = 1;
        double voice_cost = 0.5;
        double duty_clarity = 0.7;
        bool one_stop = false;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "visits.interval",
                  .unit = "week",
                  .range = {0, 520},
                  .label = {"Weeks between visits to a household (0: none)",
                            "入户走访间隔周数（0 表示不走访）"},
                  .source = "assumption"},
              &Params::visit_interval},
        Param{Doc{.key = "discovery.relay",
                  .unit = "1/week",
                  .label = {"A neighbour passes a need on, per tie", "邻居转告概率（每条联系）"},
                  .source = "assumption"},
              &Params::relay},
        Param{Doc{.key = "voice.base",
                  .range = {-10, 10},
                  .label = {"Self-report: constant of the logit", "自行反映：常数项"},
                  .source = "assumption"},
              &Params::voice_base},
        Param{Doc{.key = "voice.trust",
                  .range = {0, 20},
                  .label = {"Self-report: weight of trust", "自行反映：信任权重"},
                  .source = "assumption"},
              &Params::voice_trust},
        Param{Doc{.key = "voice.weight",
                  .range = {0, 20},
                  .label = {"Self-report: weight of the cost", "自行反映：成本权重"},
                  .source = "assumption"},
              &Params::voice_weight},
        Param{Doc{.key = "voice.cost",
                  .label = {"Cost of speaking up", "表达成本"},
                  .source = "hirschman1970"},
              &Params::voice_cost},
        Param{Doc{.key = "station.duty_clarity",
                  .label = {"Residents know which office is in charge", "办事对口清晰度"},
                  .source = "du"},
              &Params::duty_clarity},
        Param{Doc{.key = "station.one_stop",
                  .label = {"One-stop window", "一站式窗口"},
                  .source = "du"},
              &Params::one_stop},
    };

    struct Community {
        std::uint32_t reports = 0;           // residents who spoke up this week
        std::uint32_t committee_visits = 0;  // of these, who went to the committee first
    };
    static constexpr auto fields =
        std::tuple{Field{"reports", &Community::reports},
                   Field{"committee_visits", &Community::committee_visits}};

    static void discover(const Params& p, const Hierarchy::Params& h, const Trust::State& trust,
                         const Institutions::Params& ip, const Institutions::Community& inst,
                         const TypedLayers& layers, Cases::Community& cases, Community& c,
                         const Week& week, const Random& random);

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "requests_per_head",
                   .unit = "1/year",
                   .range = {0, 100},
                   .label = {"Requests per head and year", "人均年诉求件数"},
                   .source = "beijing12345"},
               {"52 × residents who spoke up this week ÷ residents",
                "52 × 本周提出诉求的居民数 ÷ 居民数"},
               [](const Community& c, const Here& here) {
                   return Ratio{52.0 * c.reports, static_cast<double>(here.size())};
               }},
        Metric{Doc{.key = "committee_visit_share",
                   .label = {"Residents who turn to the committee first", "首先找居委会的居民比例"},
                   .source = "du"},
               {"of those who spoke up this week, share who went to the committee",
                "本周提出诉求者中首先找居委会的比例"},
               [](const Community& c) {
                   return Ratio{static_cast<double>(c.committee_visits),
                                static_cast<double>(c.reports)};
               }},
    };
};

}  // namespace yihe::governance

// Deadlines and grievance (R19): what stays unresolved becomes a grievance, held quietly or voiced;
// what is voiced may go to the superior.
#pragma once

#include "models/governance/discovery.hpp"
#include "models/governance/witness.hpp"

namespace yihe::governance {

struct Grievance : Mechanism {
    static constexpr std::string_view name = "grievance";
    struct Params {
        double decay = 0.05;
        double risk = 0.5;
        double protest = 0.1;
        double escalate = 0.3;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "grievance.decay",
                  .unit = "1/week",
                  .label = {"Decay of grievance", "不满消退率"},
                  .source = "epstein2002"},
              &Params::decay},
        Param{Doc{.key = "grievance.risk",
                  .range = {0, 5},
                  .label = {"Weight of the cost of speaking up", "表达成本的权重"},
                  .source = "epstein2002"},
              &Params::risk},
        Param{Doc{.key = "grievance.threshold",
                  .range = {-2, 5},
                  .label = {"Threshold of voicing", "公开表达阈值"},
                  .source = "epstein2002"},
              &Params::protest},
        Param{Doc{.key = "grievance.escalate",
                  .label = {"Voiced grievances that go to the superior",
                            "公开不满上访或拨打热线的比例"},
                  .source = "assumption"},
              &Params::escalate},
    };
    struct State {
        Column<float> grievance;
    };
    static constexpr auto columns = std::tuple{ColumnRow{Doc{.key = "grievance",
                                                             .range = {0, 1e6},
                                                             .label = {"Grievance", "不满"},
                                                             .source = "epstein2002"},
                                                         &State::grievance}};
    struct Community {
        std::uint32_t open = 0,
                      voiced = 0;  // residents with an open grievance; of these, who voice it
    };
    static constexpr auto fields =
        std::tuple{Field{"open", &Community::open}, Field{"voiced", &Community::voiced}};

    /// A grievance is open while it is at least half an unmet need.
    static constexpr float open_from = 0.5f;

    static void expire(Cases::Community& cases, const Week& week);
    static void resent(const Params& p, const Discovery::Params& voice, const Trust::State& trust,
                       Cases::Community& cases, State& s, const Random& random);
    static void count(const Params& p, const Discovery::Params& voice, const Trust::State& trust,
                      const State& s, Community& c, const Here& here);

    [[maybe_unused]] static constexpr EachAgent fade{
        .context = &own<Params>,
        .reads = reads(&State::grievance),
        .gathers = gathers(),
        .draws = no_draws,
        .writes = writes(&State::grievance),
        .rule = [](const Params& p, float g) {
            return std::tuple{g * (1 - static_cast<float>(p.decay))};
        }};

    /// Epstein's rule: grievance weighed by lost legitimacy, against the cost of speaking.
    static bool voices(const Params& p, const Discovery::Params& voice, float grievance,
                       float trust) {
        return grievance * (1 - trust) - static_cast<float>(p.risk * voice.voice_cost) >
               static_cast<float>(p.protest);
    }

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "grievances",
                   .unit = "1/1000",
                   .range = {0, 1000},
                   .label = {"Voiced grievances", "公开的不满"},
                   .source = "epstein2002"},
               {"residents per 1,000 with an open grievance that they voice",
                "每千人中公开表达不满的人数"},
               [](const Community& c, const Here& here) {
                   return Ratio{1000.0 * c.voiced, double(here.size())};
               }},
        Metric{Doc{.key = "latent_grievance",
                   .unit = "1/1000",
                   .range = {0, 1000},
                   .label = {"Latent grievance", "潜在的不满"},
                   .source = "epstein2002"},
               {"residents per 1,000 with an open grievance that they keep to themselves",
                "每千人中心存不满而未表达的人数"},
               [](const Community& c, const Here& here) {
                   return Ratio{1000.0 * (c.open - c.voiced), double(here.size())};
               }},
        Metric{Doc{.key = "escalations",
                   .unit = "1/1000/week",
                   .range = {0, 1000},
                   .label = {"Escalations", "上访与热线投诉"},
                   .source = "epstein2002"},
               {"cases per 1,000 residents that went to the superior this week",
                "本周每千人上访或热线投诉件数"},
               [](const Superior::Community& s, const Here& here) {
                   return Ratio{1000.0 * s.escalated, double(here.size())};
               }},
    };
};

}  // namespace yihe::governance

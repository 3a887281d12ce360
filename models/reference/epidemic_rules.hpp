// The rules of epidemics on networks: who infects whom, in steps or in continuous time.
#pragma once

#include "models/reference/contacts.hpp"
#include "sim/run/mechanism.hpp"

namespace yihe::reference {

enum class Clock { steps, continuous };
constexpr auto names_of(Clock) { return names("steps", "continuous"); }
enum class Recovery { fixed, random };
constexpr auto names_of(Recovery) { return names("fixed", "random"); }

using EpidemicPeople = Society<{.residents = 10000, .kind = TiesKind::random, .mean_degree = 10}>;

struct EpidemicRules : Mechanism {
    enum Status : std::uint8_t { susceptible, infectious, immune };

    using People = EpidemicPeople;
    struct Params {
        Clock clock = Clock::steps;
        double infection = 0.2;
        double spontaneous = 0;
        bool immunity = true;
        Recovery recovery = Recovery::fixed;
        std::int64_t steps = 1;
        double recovery_rate = 0.5;
        bool at_once = false;
        std::int64_t seeds = 1;
        double seed_share = 0;
        double cut = 0.05;
    };
    struct State {
        Column<std::uint8_t> status, ever;
        Column<std::uint32_t> since;
    };
    struct Community {
        std::vector<AgentId> infected;  // in order of infection, but for gaps closed by the last
        std::uint64_t ever = 0;  // residents
        std::uint64_t steps = 0;  // with somebody infectious at their beginning
    };

    /// The first infections.
    static void begin(const Params& p, State& s, Community& c, const Here& here,
                      const Random& random);
    /// One step, or one unit of continuous time.
    static void spread(const Params& p, const People::Params& people, State& s, Community& c,
                       const TypedLayers& layers, const Week& week, const Random& random);
    /// Share of residents who were infected so far.
    static double reached_share(const Community& c, const Here& here);
};

}  // namespace yihe::reference

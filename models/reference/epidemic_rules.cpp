#include "models/reference/epidemic_rules.hpp"

#include <algorithm>
#include <cmath>

#include "models/reference/order.hpp"

namespace yihe::reference {

namespace {

using Params = EpidemicRules::Params;
using State = EpidemicRules::State;
using Community = EpidemicRules::Community;
using People = EpidemicPeople;
using enum EpidemicRules::Status;

void infect(State& s, Community& c, AgentId i, std::uint32_t step) {
    c.ever += s.ever[i] == 0;
    s.ever.edit(i) = 1;
    s.status.edit(i) = infectious;
    s.since.edit(i) = step;
    c.infected.push_back(i);
}

void recover(const Params& p, State& s, AgentId i) {
    s.status.edit(i) = p.immunity ? immune : susceptible;
}

/// Whom the infectious reach in this step, each once.
std::vector<AgentId> reached(const Params& p, State& s, const Community& c,
                             const Contacts& contacts, const Week& week, const Random& random) {
    std::vector<AgentId> all;
    const auto reach = [&](AgentId j) {
        if (s.status[j] != susceptible || s.since[j] == week.number) return;
        s.since.edit(j) = week.number;
        all.push_back(j);
    };
    for (const AgentId i : c.infected)
        for (std::size_t k = 0; k < contacts.degree(i); ++k) {
            const AgentId j = contacts.at(i, k);
            if (s.status[j] == susceptible && s.since[j] != week.number &&
                random.chance(p.infection, Purpose{"infects"}, contacts.number(i, k), week.number))
                reach(j);
        }
    if (p.spontaneous > 0)
        for (AgentId j = 0; j < contacts.size(); ++j)
            if (random.chance(p.spontaneous, Purpose{"infected from outside"}, j, week.number))
                reach(j);
    return all;
}

bool recovers(const Params& p, const State& s, AgentId i, const Week& week, const Random& random) {
    if (p.recovery == Recovery::fixed)
        return week.number - s.since[i] >= static_cast<std::uint64_t>(p.steps);
    return random.chance(p.recovery_rate, Purpose{"recovers"}, i, week.number);
}

/// All at once: who is reached and who recovers follow from the state before the step.
void step(const Params& p, State& s, Community& c, const Contacts& contacts, const Week& week,
          const Random& random) {
    std::vector<AgentId> done, still;
    for (const AgentId i : c.infected)
        (recovers(p, s, i, week, random) ? done : still).push_back(i);
    if (p.at_once)
        for (const AgentId i : done) recover(p, s, i);
    const auto fresh = reached(p, s, c, contacts, week, random);
    if (!p.at_once)
        for (const AgentId i : done) recover(p, s, i);
    c.infected = std::move(still);
    for (const AgentId i : fresh) infect(s, c, i, week.number);
}

/// Events until one unit of time is over; every contact slot of every infectious resident rings
/// at the infection's rate, slots beyond the own degree ring for nothing.
void unit_of_time(const Params& p, State& s, Community& c, const Contacts& contacts,
                  const Week& week, const Random& random) {
    const auto n = static_cast<std::uint32_t>(contacts.size());
    const auto slots = static_cast<std::uint32_t>(contacts.most());
    double time = 0;
    for (std::uint64_t event = 0;; ++event) {
        Draws draws(random, Purpose{"epidemic event"}, event, week.number);
        const auto infected = static_cast<double>(c.infected.size());
        const double recovery = p.recovery_rate * infected;
        const double infection = p.infection * infected * slots;
        const double total = recovery + infection + p.spontaneous * n;
        if (total <= 0) return;
        time += draws.exponential() / total;
        if (time > 1) return;
        const double which = draws.uniform() * total;
        AgentId reached = nobody;
        if (which < recovery + infection && !c.infected.empty()) {
            const auto at = draws.below(static_cast<std::uint32_t>(c.infected.size()));
            const AgentId i = c.infected[at];
            if (which < recovery) {
                recover(p, s, i);
                c.infected[at] = c.infected.back();
                c.infected.pop_back();
            } else if (const auto slot = draws.below(slots); slot < contacts.degree(i)) {
                reached = contacts.at(i, slot);
            }
        } else {
            reached = draws.below(n);
        }
        if (reached != nobody && s.status[reached] == susceptible)
            infect(s, c, reached, week.number);
    }
}

}  // namespace

void EpidemicRules::begin(const Params& p, State& s, Community& c, const Here& here,
                          const Random& random) {
    const auto n = static_cast<double>(here.size());
    const double seeds =
        std::min(n, std::max(static_cast<double>(p.seeds), std::round(p.seed_share * n)));
    const auto order = shuffled(here.size(), random, Purpose{"seeds"}, 0);
    for (std::size_t k = 0; static_cast<double>(k) < seeds; ++k) infect(s, c, order[k], 0);
}

void EpidemicRules::spread(const Params& p, const People::Params& people, State& s, Community& c,
                           const TypedLayers& layers, const Week& week, const Random& random) {
    c.steps += !c.infected.empty();
    const Contacts contacts(people, layers);
    (p.clock == Clock::steps ? step : unit_of_time)(p, s, c, contacts, week, random);
}

double EpidemicRules::reached_share(const Community& c, const Here& here) {
    return static_cast<double>(c.ever) / static_cast<double>(here.size());
}

}  // namespace yihe::reference

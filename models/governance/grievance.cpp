#include "models/governance/grievance.hpp"

#include "sim/run/metrics.hpp"

namespace yihe::governance {

void Grievance::expire(Cases::Community& cases, const Week& week) {
    const auto now = static_cast<std::uint16_t>(week.number);
    for (const std::uint32_t number : cases.ledger.open()) {
        const Case& k = cases.ledger.at(number);
        if (now - k.born < Ledger::deadline) break;  // those that follow arose later
        if (k.stage < Stage::resolved) cases.ledger.expire(number, now);
    }
}

void Grievance::resent(const Params& p, const Discovery::Params& voice, const Trust::State& trust,
                       Cases::Community& cases, State& s, const Random& random) {
    for (const std::uint32_t number : cases.ledger.closed_this_week()) {
        Case& k = cases.ledger.at(number);
        if (k.stage != Stage::expired || k.origin == no_resident) continue;
        float& g = s.grievance.edit(k.origin);
        g += 1;
        k.escalated = voices(p, voice, g, trust.trust[k.origin]) &&
                      random.chance(p.escalate, Purpose{"escalates"}, k.id, 0);
    }
}

void Grievance::count(const Params& p, const Discovery::Params& voice, const Trust::State& trust,
                      const State& s, Community& c, const Here& here) {
    c.open = count_of(here, [&](std::size_t i) { return s.grievance[i] >= open_from; });
    c.voiced = count_of(here, [&](std::size_t i) {
        // Both are computed first: without a branch between them the loop is vectorised.
        const bool voiced = voices(p, voice, s.grievance[i], trust.trust[i]);
        return s.grievance[i] >= open_from && voiced;
    });
}

}  // namespace yihe::governance

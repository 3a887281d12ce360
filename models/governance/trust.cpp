#include "models/governance/trust.hpp"

namespace yihe::governance {

void Trust::begin(const Institutions::Community& inst, State& s, Community& c, const Here& here) {
    for (AgentId i = here.begin; i < here.end; ++i) s.trust.edit(i) = middle;
    c.in_core.assign(inst.serving, 0.5);
}

void Trust::experience(const Params& p, const Witnesses::Community& seen,
                       const Cases::Community& cases, State& s) {
    for (const Witness w : seen.of_this_week) {
        float& trust = s.trust.edit(w.resident);
        if (cases.ledger.at(w.number).stage == Stage::resolved)
            trust += static_cast<float>(p.gain) * (1 - trust);
        else trust -= static_cast<float>(p.loss) * trust;
    }
}

void Trust::judge_core(const Params& p, const Cases::Community& cases, Community& c) {
    for (const std::uint32_t number : cases.ledger.closed_this_week()) {
        const Case& k = cases.ledger.at(number);
        // A case that nobody came to serve says nothing about the core's word.
        if (!k.convened || k.attempts == 0 || k.holder >= c.in_core.size()) continue;
        double& trust = c.in_core[k.holder];
        trust += k.stage == Stage::resolved ? p.gain * (1 - trust) : -p.loss * trust;
    }
    const auto tallies = cases.ledger.tallies();
    for (std::size_t j = 0; j < c.in_core.size(); ++j)
        for (std::uint32_t n = 0; n < tallies[j].unnecessary; ++n)
            c.in_core[j] -= p.loss * c.in_core[j];
}

}  // namespace yihe::governance

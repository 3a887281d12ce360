#include "models/governance/autonomy.hpp"

#include <algorithm>

namespace yihe::governance {

void Autonomy::begin(const Institutions::Community& inst, Community& c) {
    c.autonomy.assign(inst.serving, 1.0);
}

void Autonomy::update(const Params& p, const Cases::Community& cases, Community& c) {
    const auto tallies = cases.ledger.tallies();
    for (std::size_t j = 0; j < c.autonomy.size(); ++j) {
        double& a = c.autonomy[j];
        const Tally& t = tallies[j];
        // The core may answer this week what was decided before: the share never exceeds one.
        const std::uint32_t decided = std::max(t.decisions, t.unnecessary);
        const double overridden = decided == 0 ? 0 : static_cast<double>(t.unnecessary) / decided;
        const double loss = p.override_crowding ? p.crowding * overridden * a : 0;
        a = std::clamp(a + p.recovery * (1 - a) - loss, 0.0, 1.0);
    }
}

}  // namespace yihe::governance

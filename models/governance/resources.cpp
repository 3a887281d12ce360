#include "models/governance/resources.hpp"

#include <cmath>

namespace yihe::governance {

void Resources::match(const Params& p, const Institutions::Community& inst, Cases::Community& cases,
                      Community& c, const Here& here, const Week& week, const Random& random) {
    c = {};
    // A fractional supply is met on average.
    c.supplies = static_cast<std::uint32_t>(
        std::floor(p.supply * inst.count[static_cast<std::size_t>(Kind::unit)] +
                   random.uniform(Purpose{"resources offered"}, here.community, week.number)));
    std::vector<bool> granted(c.supplies, false);
    for (const std::uint32_t number : cases.ledger.at_stage(Stage::queued)) {
        Case& k = cases.ledger.at(number);
        if (k.matched || k.by_core || !types[k.recorded].needs_resource) continue;
        const std::uint32_t asked = c.demands++;
        if (c.supplies == 0) continue;
        const auto age = static_cast<std::uint32_t>(week.number - k.born);
        const std::uint32_t supplier =
            p.matching_friction ? random.below(c.supplies, Purpose{"asks supplier"}, k.id, 0, age)
                                : asked;
        if (supplier >= c.supplies || granted[supplier]) continue;
        granted[supplier] = true;
        k.matched = 1;
        ++c.matches;
    }
}

}  // namespace yihe::governance

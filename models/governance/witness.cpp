#include "models/governance/witness.hpp"

namespace yihe::governance {

void Witnesses::see(const Params& p, const Cases::Community& cases, const TypedLayers& layers,
                    Community& c, const Random& random) {
    const Layer& neighbours = layers.at("neighbours");
    c.of_this_week.clear();
    for (const std::uint32_t number : cases.ledger.closed_this_week()) {
        const Case& k = cases.ledger.at(number);
        if (k.origin == no_resident) continue;
        c.of_this_week.push_back({k.origin, number});
        std::uint32_t n = 0;
        for (const AgentId other : neighbours.neighbours(k.origin))
            if (random.chance(p.seen, Purpose{"neighbour sees"}, k.id, 0, n++ % 4096))
                c.of_this_week.push_back({other, number});
    }
}

}  // namespace yihe::governance

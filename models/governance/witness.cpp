#include "models/governance/witness.hpp"

namespace yihe::governance {

void Witnesses::see(const Params& p, const Cases::Community& cases, const TypedLayers& layers,
                    Community& c, const Random& random) {
    const Layer& neighbours = layers.at("neighbours");
    std::vector<Random::Key> looks;
    for (const std::uint32_t number : cases.ledger.closed_this_week()) {
        const Case& k = cases.ledger.at(number);
        if (k.origin == no_resident) continue;
        for (std::uint32_t n = 0; n < neighbours.degree(k.origin); ++n)
            looks.push_back({k.id, n % 4096});
    }
    const auto sees = random.uniforms(Purpose{"neighbour sees"}, looks, 0);
    auto look = sees.begin();
    c.of_this_week.clear();
    for (const std::uint32_t number : cases.ledger.closed_this_week()) {
        const Case& k = cases.ledger.at(number);
        if (k.origin == no_resident) continue;
        c.of_this_week.push_back({k.origin, number});
        for (const AgentId other : neighbours.neighbours(k.origin))
            if (*look++ < p.seen) c.of_this_week.push_back({other, number});
    }
}

}  // namespace yihe::governance

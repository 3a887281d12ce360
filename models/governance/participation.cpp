#include "models/governance/participation.hpp"

#include <algorithm>

#include "sim/core/math.hpp"
#include "sim/core/vectorise.hpp"

namespace yihe::governance {

void Efficacy::begin(const Params& p, State& s, const Here& here) {
    for (AgentId i = here.begin; i < here.end; ++i) s.belief.edit(i) = static_cast<float>(p.prior);
}

void Efficacy::learn(const Params& p, const Witnesses::Community& seen,
                     const Cases::Community& cases, State& s) {
    if (!p.efficacy_beliefs) return;
    for (const Witness w : seen.of_this_week) {
        const Case& k = cases.ledger.at(w.number);
        const auto server = static_cast<Kind>(k.server_kind);
        const bool together =
            server == Kind::volunteers || server == Kind::organization || server == Kind::committee;
        double told = p.prior;
        if (k.stage == Stage::expired) told = 0;
        else if (together) told = 1;
        else if (server != Kind::core) continue;  // professional service: nothing learnt
        float& belief = s.belief.edit(w.resident);
        belief += static_cast<float>(p.learning) * (static_cast<float>(told) - belief);
    }
}

void Participation::begin(const Params& p, State& s, const Here& here, const Random& random) {
    for (AgentId i = here.begin; i < here.end; ++i) {
        const double z =
            math::normal_quantile(random.uniform(Purpose{"participation threshold"}, i, 0));
        s.threshold.edit(i) = static_cast<float>(p.threshold + p.threshold_sd * z);
    }
}

Participation::Weights Participation::weights(const Params& p) {
    const double social = p.social_influence ? 1 : 0;
    return {static_cast<float>(social * p.peers), static_cast<float>(p.belief),
            static_cast<float>(p.member),         static_cast<float>(social * p.exemplar),
            static_cast<float>(p.cost),           static_cast<float>(p.reconsider)};
}

void Participation::set_example(const Params& p, const Residents::Community& people,
                                const TypedLayers& layers, State& s, const Here& here) {
    const std::span<float> exposure = s.exposure.edit().subspan(here.begin, here.size());
    std::fill(exposure.begin(), exposure.end(), 0.0f);
    if (!p.social_influence) return;
    const auto quality = static_cast<float>(p.quality);
    const std::array<const Layer*, 2> graph = {&layers.at("neighbours"),
                                               &layers.at("acquaintances")};
    for (const AgentId member : people.visible_members) {
        if (s.active[member] == 0) continue;
        const float own = s.exposure[member];
        for (const Layer* near : graph)
            for (const AgentId one : near->neighbours(member)) {
                s.exposure.edit(one) += quality;
                for (const AgentId two : near->neighbours(one))
                    s.exposure.edit(two) += 0.5f * quality;
            }
        s.exposure.edit(member) = own;  // its neighbours' neighbour too, but no example to itself
    }
    vectorised([=]() __attribute__((always_inline)) {
        for (float& x : exposure) {
            x = x < -1.0f ? -1.0f : x;
            x = x > 1.0f ? 1.0f : x;
        }
    });
}

}  // namespace yihe::governance

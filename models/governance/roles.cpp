#include "models/governance/roles.hpp"

namespace yihe::governance {

namespace {

std::uint64_t belief_entity(const Here& here, std::size_t i) {
    return std::uint64_t{here.community} << 32 | i;
}

/// One of the kinds that the community has.
std::uint8_t any_kind(const Institutions::Community& inst, std::uint32_t word) {
    std::uint8_t present[serving_kinds];
    std::uint32_t count = 0;
    for (std::uint8_t k = 0; k < serving_kinds; ++k)
        if (inst.count[k] > 0) present[count++] = k;
    return present[(std::uint64_t{word} * count) >> 32];
}

}  // namespace

void Roles::begin(const Params& p, const Institutions::Params& ip,
                  const Institutions::Community& inst, Community& c, const Here& here,
                  const Random& random) {
    c.belief.resize(inst.serving * case_types);
    for (std::size_t i = 0; i < c.belief.size(); ++i) {
        const auto type = static_cast<std::uint8_t>(i % case_types);
        const bool clear =
            random.chance(p.initial_clarity, Purpose{"initial clarity"}, belief_entity(here, i), 0);
        c.belief[i] =
            clear
                ? static_cast<std::uint8_t>(owner_of(type, ip.separated))
                : any_kind(inst, random.word(Purpose{"initial belief"}, belief_entity(here, i), 0));
    }
}

void Roles::drift(const Params& p, const Institutions::Community& inst, Community& c,
                  const Here& here, const Week& week, const Random& random) {
    std::vector<Random::Key> keys;
    keys.reserve(c.belief.size());
    for (std::size_t i = 0; i < c.belief.size(); ++i) keys.push_back({belief_entity(here, i), 0});
    const auto drifts = random.uniforms(Purpose{"belief drifts"}, keys, week.number);
    for (std::size_t i = 0; i < c.belief.size(); ++i)
        if (drifts[i] < p.drift)
            c.belief[i] =
                any_kind(inst, random.word(Purpose{"drifted belief"}, keys[i].entity, week.number));
}

void Roles::adopt(const Params& p, const Institutions::Community& inst,
                  const Trust::Community& trust, const Leadership::Community& core, Community& c,
                  const Random& random) {
    for (const Announcement& a : core.announcements) {
        const bool to_all = a.to == no_actor;
        const std::size_t first = to_all ? 0 : a.to, last = to_all ? inst.serving : a.to + 1u;
        for (std::size_t j = first; j < last; ++j) {
            const double chance = p.adoption * a.reach * trust.in_core[j];
            if (random.chance(chance, Purpose{"adopts clarification"}, a.about, a.decision,
                              static_cast<std::uint32_t>(j)))
                c.belief[j * case_types + a.type] = a.owner;
        }
    }
}

void Roles::learn(const Params& p, const Cases::Community& cases, Community& c,
                  const Random& random) {
    for (const std::uint32_t number : cases.ledger.closed_this_week()) {
        const Case& k = cases.ledger.at(number);
        if (k.stage != Stage::resolved || k.forwarder == no_actor || k.by_core) continue;
        if (random.chance(p.peer_learning, Purpose{"learns from solver"}, k.id, 0))
            c.belief[k.forwarder * case_types + k.recorded] = k.server_kind;
    }
}

}  // namespace yihe::governance

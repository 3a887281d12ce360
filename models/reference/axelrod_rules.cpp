#include "models/reference/axelrod_rules.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "models/reference/clusters.hpp"

namespace yihe::reference {

namespace {

using Params = CultureRules::Params;
using Community = CultureRules::Community;
using People = CulturePeople;

std::uint16_t draw_trait(const Params& p, Draws& draws) {
    return static_cast<std::uint16_t>(p.drawn == TraitsDrawn::poisson
                                          ? draws.poisson(p.mean)
                                          : draws.below(static_cast<std::uint32_t>(p.traits)));
}

std::span<std::uint16_t> of(const Params& p, Community& c, AgentId i) {
    const auto features = static_cast<std::size_t>(p.features);
    return std::span(c.traits).subspan(i * features, features);
}

/// Features in which two residents agree.
std::int64_t overlap(const Params& p, const Community& c, AgentId i, AgentId j) {
    const auto features = static_cast<std::size_t>(p.features);
    const auto* a = c.traits.data() + i * features;
    const auto* b = c.traits.data() + j * features;
    std::int64_t same = 0;
    for (std::size_t f = 0; f < features; ++f) same += a[f] == b[f];
    return same;
}

bool may_act(const Params& p, std::int64_t same) { return same > 0 && same < p.features; }

bool can_change(const Params& p, const Community& c, const Contacts& contacts) {
    for (AgentId i = 0; i < contacts.size(); ++i)
        for (std::size_t k = 0; k < contacts.degree(i); ++k)
            if (const AgentId j = contacts.at(i, k); i < j && may_act(p, overlap(p, c, i, j)))
                return true;
    return false;
}

void interact(const Params& p, Community& c, AgentId i, AgentId j, Draws& draws) {
    const std::int64_t same = overlap(p, c, i, j);
    if (same == p.features ||
        !draws.chance(static_cast<double>(same) / static_cast<double>(p.features)))
        return;
    auto differing = draws.below(static_cast<std::uint32_t>(p.features - same));
    const auto own = of(p, c, i), other = of(p, c, j);
    for (std::size_t f = 0; f < own.size(); ++f)
        if (own[f] != other[f] && differing-- == 0) {
            own[f] = other[f];
            return;
        }
}

}  // namespace

void CultureRules::begin(const Params& p, const People::Params& people, Community& c,
                         const TypedLayers& layers, const Here& here, const Random& random) {
    c.traits.resize(here.size() * static_cast<std::size_t>(p.features));
    for (std::size_t t = 0; t < c.traits.size(); ++t) {
        Draws draws(random, Purpose{"first trait"}, t, 0);
        c.traits[t] = draw_trait(p, draws);
    }
    c.frozen = p.noise == 0 && !can_change(p, c, Contacts(people, layers));
}

void CultureRules::live(const Params& p, const People::Params& people, Community& c,
                        const TypedLayers& layers, const Here& here, const Week& week,
                        const Random& random) {
    if (c.frozen != 0) return;
    const Contacts contacts(people, layers);
    const auto events = std::llround(p.sweeps * static_cast<double>(here.size()));
    for (std::int64_t e = 0; e < events; ++e) {
        const auto event = static_cast<std::uint64_t>(e);
        Draws draws(random, Purpose{"cultural contact"}, event, week.number);
        const auto [i, j] = contacts.resident_and_contact(draws);
        if (j != nobody) interact(p, c, i, j, draws);
        if (p.noise == 0) continue;
        Draws noise(random, Purpose{"cultural drift"}, event, week.number);
        if (!noise.chance(p.noise)) continue;
        const auto drifting = of(p, c, noise.below(static_cast<std::uint32_t>(here.size())));
        const std::uint16_t trait = draw_trait(p, noise);
        drifting[noise.below(static_cast<std::uint32_t>(p.features))] = trait;
    }
    c.events += static_cast<std::uint64_t>(events);
    c.frozen = p.noise == 0 && !can_change(p, c, contacts);
}

std::vector<std::size_t> CultureRules::regions(const Params& p, const Community& c,
                                               const Contacts& contacts, std::int64_t same) {
    return clusters_of(
        static_cast<AgentId>(contacts.size()), [&](AgentId i, auto&& f) { contacts.each(i, f); },
        [&](AgentId i, AgentId j) { return overlap(p, c, i, j) >= same; });
}

std::vector<std::size_t> CultureRules::cultures(const Params& p, const Community& c) {
    const auto features = static_cast<std::ptrdiff_t>(p.features);
    const auto at = [&](std::size_t i) {
        return c.traits.begin() + static_cast<std::ptrdiff_t>(i) * features;
    };
    std::vector<std::size_t> order(c.traits.size() / static_cast<std::size_t>(features));
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::lexicographical_compare(at(a), at(a) + features, at(b), at(b) + features);
    });
    std::vector<std::size_t> sizes;
    for (std::size_t k = 0; k < order.size(); ++k) {
        if (k == 0 || !std::equal(at(order[k]), at(order[k]) + features, at(order[k - 1])))
            sizes.push_back(0);
        ++sizes.back();
    }
    return sizes;
}

}  // namespace yihe::reference

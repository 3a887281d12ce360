#include "models/governance/discovery.hpp"

#include <cmath>

#include "sim/core/math.hpp"

namespace yihe::governance {

bool Hierarchy::survives(const Params& p, std::uint32_t hops, const Random& random, Purpose purpose,
                         std::uint64_t id, std::uint32_t week) {
    const double each = kept(p);
    double all = 1;
    for (std::uint32_t h = 0; h < hops; ++h) all *= each;
    return random.chance(p.platform + (1 - p.platform) * all, purpose, id, week);
}

void Hierarchy::report_upward(const Params& p, const Superior::Community& superior,
                              const Cases::Community& cases, Community& c) {
    std::uint32_t count = 0;
    for (const std::uint32_t number : cases.ledger.open()) {
        const Case& k = cases.ledger.at(number);
        count += (k.origin != no_resident) & (k.stage < Stage::resolved);
    }
    const double open = c.open_needs = count;
    double told = open;
    for (std::uint32_t level = 0; level < hops(p); ++level) {
        told = kept(p) * told + (1 - kept(p)) * c.expected;
        if (p.vertical_loss) told *= 1 - p.beautification * superior.pressure;
    }
    c.estimate = p.platform * open + (1 - p.platform) * told;
    c.expected += (c.estimate - c.expected) / 13;
}

namespace {

/// A type other than `type`: what is written down when the content is lost.
std::uint8_t garbled(std::uint8_t type, const Random& random, std::uint64_t id) {
    const std::uint32_t other = random.below(need_types - 1, Purpose{"garbled type"}, id, 0);
    return static_cast<std::uint8_t>(other < type ? other : other + 1);
}

/// Where a resident goes first. Who knows goes to the office in charge; the committee also takes
/// what is neither office's duty. A one-stop window makes the choice needless.
Actor first_office(const Discovery::Params& p, const Institutions::Params& ip,
                   const Institutions::Community& inst, const Case& c, const Random& random) {
    if (!ip.separated) return inst.committee;
    const bool station_matter = owner_of(c.type, true) == Kind::station;
    const bool knows =
        p.one_stop || random.chance(p.duty_clarity, Purpose{"knows the office"}, c.id, 0);
    return station_matter == knows ? inst.station : inst.committee;
}

}  // namespace

void Discovery::discover(const Params& p, const Hierarchy::Params& h, const Trust::State& trust,
                         const Institutions::Params& ip, const Institutions::Community& inst,
                         const TypedLayers& layers, Cases::Community& cases, Community& c,
                         const Week& week, const Random& random) {
    const Layer& neighbours = layers.at("neighbours");
    const double visit = p.visit_interval >= 1  ? 1 / p.visit_interval
                         : p.visit_interval > 0 ? 1
                                                : 0;
    const auto now = static_cast<std::uint16_t>(week.number);
    Ledger& ledger = cases.ledger;
    c.reports = c.committee_visits = 0;
    const auto unknown = ledger.at_stage(Stage::undiscovered);
    std::vector<Random::Key> keys;
    keys.reserve(unknown.size());
    for (const std::uint32_t number : unknown) {
        const Case& k = ledger.at(number);
        keys.push_back({k.id, static_cast<std::uint32_t>(now - k.born)});
    }
    const auto speaks = random.uniforms(Purpose{"speaks up"}, keys, 0);
    const auto relays = random.uniforms(Purpose{"neighbour relays"}, keys, 0);
    const auto visits = random.uniforms(Purpose{"visit finds"}, keys, 0);
    for (std::size_t i = 0; i < unknown.size(); ++i) {
        const std::uint32_t number = unknown[i];
        const Case& k = ledger.at(number);
        const double logit =
            p.voice_base + p.voice_trust * trust.trust[k.origin] - p.voice_weight * p.voice_cost;
        if (speaks[i] < math::logistic(logit)) {
            const Actor office = first_office(p, ip, inst, k, random);
            ++c.reports;
            c.committee_visits += office == inst.committee;
            ledger.discover(number, Channel::self_report, office, k.type, now);
            continue;
        }
        double unseen = 1;
        for (std::size_t t = neighbours.degree(k.origin); t > 0; --t) unseen *= 1 - p.relay;
        if (relays[i] < 1 - unseen) {
            ledger.discover(number, Channel::relay, inst.committee, k.type, now);
        } else if (visits[i] < visit) {
            const bool whole = Hierarchy::survives(h, Hierarchy::hops(h), random,
                                                   Purpose{"content climbs"}, k.id, 0);
            ledger.discover(number, Channel::visit, inst.committee,
                            whole ? k.type : garbled(k.type, random, k.id), now);
        }
    }
}

}  // namespace yihe::governance

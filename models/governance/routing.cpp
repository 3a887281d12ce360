#include "models/governance/routing.hpp"

namespace yihe::governance {

namespace {

struct Counter {
    const Institutions::Params& ip;
    const Institutions::Community& inst;
    const Residents::State& people;
    const Discovery::Params& offices;
    Ledger& ledger;
    std::uint16_t week;
    const Random& random;
};

void accept(Counter& d, std::uint32_t number, Actor a) {
    Case& k = d.ledger.at(number);
    if (d.inst.kind[a] == owner_of(k.type, d.ip.separated)) k.joined |= 1;
    d.ledger.accept(number, a, d.inst.kind[a], d.week);
}

void hand_on(Counter& d, std::uint32_t number, Actor to) {
    Case& k = d.ledger.at(number);
    const Actor from = k.holder;
    const auto is_office = [&](Actor a) { return a == d.inst.committee || a == d.inst.station; };
    if (k.channel == Channel::self_report && !d.offices.one_stop && is_office(from) &&
        is_office(to))
        ++k.office_changes;
    d.ledger.hand_on(number, to, d.inst.kind[to] != owner_of(k.type, d.ip.separated));
}

/// The holder keeps the case, or hands it to an institution of the kind it means.
void carry_out(Counter& d, std::uint32_t number) {
    Case& k = d.ledger.at(number);
    const auto meant = static_cast<Kind>(k.choice);
    if (d.inst.kind[k.holder] == meant) return accept(d, number, k.holder);
    const std::uint32_t building = k.origin == no_resident ? 0 : d.people.building[k.origin];
    const Actor to =
        Institutions::choose(d.inst, meant, k, building, d.random, Purpose{"hands on to"}, k.hops);
    if (to == no_actor)
        return d.ledger.hold(number, k.holder);  // nobody there: it stays where it is
    if (k.hops >= Ledger::most_hops) return d.ledger.expire(number, d.week);
    hand_on(d, number, to);
}

/// The institution with the least autonomy, other than `a`: the one least able to refuse.
Actor weakest(const Autonomy::Community& autonomy, Actor a) {
    Actor found = no_actor;
    for (std::size_t j = 0; j < autonomy.autonomy.size(); ++j)
        if (j != a && (found == no_actor || autonomy.autonomy[j] < autonomy.autonomy[found]))
            found = static_cast<Actor>(j);
    return found;
}

}  // namespace

void Routing::choose(const Roles::Params& rp, const Institutions::Params& ip,
                     const Roles::Community& roles, Cases::Community& cases) {
    for (const std::uint32_t number : cases.ledger.at_stage(Stage::deciding)) {
        Case& k = cases.ledger.at(number);
        k.choice = static_cast<std::uint8_t>(Roles::believed(rp, ip, roles, k.holder, k.recorded));
    }
}

void Routing::act(const Params& p, const Institutions::Params& ip,
                  const Institutions::Community& inst, const Service::Community& service,
                  const Autonomy::Community& autonomy, const Residents::State& people,
                  const Discovery::Params& offices, Cases::Community& cases, const Week& week,
                  const Random& random) {
    Counter d{ip,    inst, people, offices, cases.ledger, static_cast<std::uint16_t>(week.number),
              random};
    for (const std::uint32_t number : cases.ledger.at_stage(Stage::deciding)) {
        const Case& k = cases.ledger.at(number);
        const bool mine = static_cast<Kind>(k.choice) == inst.kind[k.holder];
        const bool passes =
            mine && k.hops < Ledger::most_hops && service.expected_wait(k.holder) > p.overload &&
            random.chance(p.buck_passing, Purpose{"passes the buck"}, k.id, 0, k.decisions);
        const Actor other = passes ? weakest(autonomy, k.holder) : no_actor;
        if (other != no_actor) hand_on(d, number, other);
        else carry_out(d, number);
    }
}

void Routing::resume(const Roles::Params& rp, const Institutions::Params& ip,
                     const Institutions::Community& inst, const Roles::Community& roles,
                     const Leadership::Community& core, const Residents::State& people,
                     const Discovery::Params& offices, Cases::Community& cases, const Week& week,
                     const Random& random) {
    Counter d{ip,    inst, people, offices, cases.ledger, static_cast<std::uint16_t>(week.number),
              random};
    for (const std::uint32_t number : core.advised) {
        Case& k = cases.ledger.at(number);
        if (k.ordered_to != no_actor) {
            if (k.ordered_to != k.holder) hand_on(d, number, k.ordered_to);
            accept(d, number, k.ordered_to);
            continue;
        }
        k.choice = static_cast<std::uint8_t>(Roles::believed(rp, ip, roles, k.holder, k.recorded));
        carry_out(d, number);
    }
}

}  // namespace yihe::governance

#include "models/governance/institutions.hpp"

#include <algorithm>

namespace yihe::governance {

namespace {

void add(Institutions::Community& c, Kind kind, std::size_t count) {
    const auto k = static_cast<std::size_t>(kind);
    if (k < serving_kinds) {
        c.first[k] = static_cast<Actor>(c.kind.size());
        c.count[k] = static_cast<Actor>(count);
    }
    c.kind.insert(c.kind.end(), count, kind);
}

/// The core is tied to everybody; groups to their branch, branches to the core, the superior to
/// core, committee and station; committee and station to all that serve.
Layer tie(const Institutions::Community& c, const Residents::Community& residents,
          Actor first_branch, Actor first_group, Actor superior) {
    std::vector<Tie> ties;
    for (Actor a = 0; a < c.serving; ++a) {
        ties.push_back({a, c.core});
        if (a != c.committee) ties.push_back({a, c.committee});
        if (c.station != no_actor && a != c.station && a != c.committee)
            ties.push_back({a, c.station});
    }
    ties.push_back({superior, c.core});
    ties.push_back({superior, c.committee});
    if (c.station != no_actor) ties.push_back({superior, c.station});
    for (std::uint32_t g = 0; g < residents.grids; ++g) ties.push_back({c.core, first_branch + g});
    for (std::uint32_t b = 0; b < residents.buildings; ++b)
        ties.push_back({first_branch + residents.grid_of_building[b], first_group + b});
    return Layer::from_ties(c.kind.size(), ties);
}

}  // namespace

void Institutions::found(const Params& p, const Residents::Community& residents, Community& c,
                         const Here&) {
    add(c, Kind::committee, 1);
    add(c, Kind::station, p.separated ? 1 : 0);
    add(c, Kind::property, static_cast<std::size_t>(p.properties));
    add(c, Kind::organization, static_cast<std::size_t>(p.organizations));
    add(c, Kind::unit, static_cast<std::size_t>(p.units));
    add(c, Kind::volunteers, 1);
    c.serving = static_cast<Actor>(c.kind.size());
    c.committee = 0;
    c.station = p.separated ? 1 : no_actor;
    c.volunteers = c.first[static_cast<std::size_t>(Kind::volunteers)];
    c.core = static_cast<Actor>(c.kind.size());
    add(c, Kind::core, 1);
    const auto superior = static_cast<Actor>(c.kind.size());
    add(c, Kind::superior, 1);
    const auto branch = static_cast<Actor>(c.kind.size());
    ensure(c.kind.size() + residents.grids + residents.buildings < no_actor,
           "institutions fit their ids");
    add(c, Kind::grid_branch, residents.grids);
    const auto group = static_cast<Actor>(c.kind.size());
    add(c, Kind::building_group, residents.buildings);
    c.ties = tie(c, residents, branch, group, superior);
}

Actor Institutions::choose(const Community& c, Kind kind, const Case& which, std::uint32_t building,
                           const Random& random, Purpose purpose, std::uint32_t n) {
    const auto k = static_cast<std::size_t>(kind);
    const std::uint32_t count = c.count[k];
    if (count == 0) return no_actor;
    if (count == 1) return c.first[k];
    const std::uint32_t place = kind == Kind::property && which.origin != no_resident
                                    ? building % count
                                    : random.below(count, purpose, which.id, 0, n);
    return static_cast<Actor>(c.first[k] + place);
}

}  // namespace yihe::governance

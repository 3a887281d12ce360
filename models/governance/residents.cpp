#include "models/governance/residents.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "sim/core/math.hpp"
#include "sim/graph/generators.hpp"

namespace yihe::governance {

namespace {

constexpr std::size_t fewest = 20;

std::string people(std::size_t n) { return std::to_string(n); }

/// How many residents: what the files say, which must agree with each other and with the scenario.
std::uint32_t resident_count(const Residents::Params& p, const Inputs::Params& inputs,
                             const Files& files) {
    const bool network = p.kind == NetworkKind::file;
    if (!network && !inputs.network.empty())
        throw input_error("network.file", {"network.file is given, but network.kind is not file",
                                           "给出了 network.file，但 network.kind 不是 file"});
    if (!network && inputs.population.empty()) return static_cast<std::uint32_t>(p.residents);
    const std::size_t listed =
        inputs.population.empty() ? 0 : read_population(files, inputs.population).size();
    const std::size_t tied =
        network ? read_network(files, inputs.network, p.symmetrise, "acquaintances").size() : 0;
    const std::size_t n = std::max(listed, tied);
    if (listed != 0 && tied != 0 && listed != tied)
        throw input_error(
            "network.file",
            {"the network has " + people(tied) + " vertices, the population " + people(listed) +
                 " residents",
             "网络有 " + people(tied) + " 个节点，名册有 " + people(listed) + " 名居民"});
    if (n < fewest)
        throw input_error("network.file",
                          {"a community has at least 20 residents, the file has " + people(n),
                           "社区至少 20 名居民，文件中只有 " + people(n) + " 名"});
    const auto asked = static_cast<std::size_t>(p.residents);
    if (p.residents != Residents::Params{}.residents && asked != n)
        throw input_error(
            "community.residents",
            {"community.residents is " + people(asked) + ", but the file has " + people(n),
             "community.residents 为 " + people(asked) + "，但文件中有 " + people(n)});
    return static_cast<std::uint32_t>(n);
}

std::uint32_t round_up_share(double whole, double part) {
    return std::max(1u, static_cast<std::uint32_t>(std::lround(whole / part)));
}

/// Buildings fill up one after the other: neighbours are next to each other in memory.
void house(const Residents::Params& p, Residents::State& s, Residents::Community& c,
           const Here& here) {
    const auto n = static_cast<double>(here.size());
    const double per_building = static_cast<double>(p.building_households) * p.household;
    c.buildings = round_up_share(n, per_building);
    for (AgentId i = here.begin; i < here.end; ++i)
        s.building.edit(i) =
            static_cast<std::uint32_t>(std::uint64_t{i - here.begin} * c.buildings / here.size());
}

/// Without the mechanism nobody's membership is hidden.
std::uint8_t seen_as(const Residents::Params& p, Membership membership) {
    const bool hidden = membership == Membership::hidden && p.visibility;
    return static_cast<std::uint8_t>(membership == Membership::none ? membership
                                     : hidden                       ? Membership::hidden
                                                                    : Membership::visible);
}

void enrol(const Residents::Params& p, Residents::State& s, const Here& here,
           const Random& random) {
    for (AgentId i = here.begin; i < here.end; ++i) {
        const bool member = random.chance(p.member_share, Purpose{"membership"}, i, 0);
        const bool hidden = random.chance(p.hidden_share, Purpose{"hidden"}, i, 0);
        s.membership.edit(i) = seen_as(p, !member  ? Membership::none
                                          : hidden ? Membership::hidden
                                                   : Membership::visible);
    }
}

void spread_needs(const Residents::Params& p, Residents::State& s, const Here& here,
                  const Random& random) {
    for (AgentId i = here.begin; i < here.end; ++i) {
        const double z = math::normal_quantile(random.uniform(Purpose{"need factor"}, i, 0));
        s.need_factor.edit(i) = static_cast<float>(
            math::exp(p.heterogeneity * z - 0.5 * p.heterogeneity * p.heterogeneity));
    }
}

void take_roll(const Residents::Params& p, Residents::State& s,
               const std::vector<ResidentRow>& rows, Residents::Community& c, const Here& here) {
    for (AgentId i = here.begin; i < here.end; ++i) {
        const ResidentRow& row = rows[i - here.begin];
        if (row.building) s.building.edit(i) = *row.building;
        if (row.membership)
            s.membership.edit(i) = seen_as(p, static_cast<Membership>(*row.membership));
        if (row.need_factor) s.need_factor.edit(i) = *row.need_factor;
        c.buildings = std::max(c.buildings, s.building[i] + 1);
    }
}

std::span<const std::uint32_t> buildings_of(const Residents::State& s, const Here& here) {
    return s.building.view().subspan(here.begin, here.size());
}

}  // namespace

std::vector<std::uint32_t> Residents::sizes(const Params& p, const Inputs::Params& inputs,
                                            const Files& files) {
    return {resident_count(p, inputs, files)};
}
double Residents::agents(const Params& p, const Inputs::Params& inputs, const Files& files) {
    return resident_count(p, inputs, files);
}
double Residents::ties_per_agent(const Params& p) {
    return (p.building_degree + p.mean_degree) / 2;
}

void Residents::settle(const Params& p, const Inputs::Params& inputs, State& s, Community& c,
                       const Here& here, const Random& random, const Files& files) {
    house(p, s, c, here);
    enrol(p, s, here, random);
    spread_needs(p, s, here, random);
    if (!inputs.population.empty())
        take_roll(p, s, read_population(files, inputs.population), c, here);
    c.grids = round_up_share(static_cast<double>(here.size()),
                             static_cast<double>(p.grid_households) * p.household);
    c.grids = std::min(c.grids, c.buildings);
    for (std::uint32_t b = 0; b < c.buildings; ++b)
        c.grid_of_building.push_back(
            static_cast<std::uint32_t>(std::uint64_t{b} * c.grids / c.buildings));
    c.visible_in_building.assign(c.buildings, 0);
    for (AgentId i = here.begin; i < here.end; ++i) {
        if (s.membership[i] != static_cast<std::uint8_t>(Membership::visible)) continue;
        c.visible_members.push_back(i);
        ++c.visible_in_building[s.building[i]];
    }
}

Layer Residents::neighbours(const Params& p, const State& s, const Here& here,
                            const Random& random) {
    const std::uint32_t stream = 2 * here.community;
    auto degrees = negative_binomial_degrees(
        {.n = here.size(), .mean = p.building_degree, .size = 0.5, .stream = stream}, random);
    make_graphical(degrees, buildings_of(s, here));
    return configuration({.degrees = degrees, .block = buildings_of(s, here), .stream = stream},
                         random);
}

Layer Residents::acquaintances(const Params& p, const Inputs::Params& inputs, const State& s,
                               const Community& c, const Here& here, const Random& random,
                               const Files& files) {
    const std::size_t n = here.size();
    const std::uint32_t stream = 2 * here.community + 1;
    const double degree = std::min(p.mean_degree, static_cast<double>(n - 1));
    const auto even = static_cast<std::size_t>(std::lround(degree / 2)) * 2;
    switch (p.kind) {
        case NetworkKind::file:
            return read_network(files, inputs.network, p.symmetrise, "acquaintances");
        case NetworkKind::small_world:
            return watts_strogatz(
                {.n = n, .degree = even, .rewiring = p.rewiring, .stream = stream}, random);
        case NetworkKind::scale_free:
            return even == 0 ? Layer::from_ties(n, {})
                             : barabasi_albert(
                                   {.n = n, .ties_per_node = even / 2, .stream = stream}, random);
        case NetworkKind::random:
            return erdos_renyi({.n = n, .mean_degree = degree, .stream = stream}, random);
        case NetworkKind::blocks: {
            std::vector<std::uint32_t> grids(n);
            for (std::size_t i = 0; i < n; ++i)
                grids[i] = c.grid_of_building[s.building[here.begin + i]];
            return stochastic_blocks({.block = buildings_of(s, here),
                                      .super_block = grids,
                                      .within_block = degree / 2,
                                      .within_super_block = degree / 3,
                                      .across = degree / 6,
                                      .stream = stream},
                                     random);
        }
        case NetworkKind::configuration: break;
    }
    auto degrees =
        negative_binomial_degrees({.n = n, .mean = degree, .size = 0.5, .stream = stream}, random);
    make_graphical(degrees, {});
    return configuration({.degrees = degrees, .stream = stream}, random);
}

}  // namespace yihe::governance

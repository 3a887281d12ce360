// The upper bound of what could have been delivered: against every possible shipment, and against
// Boost.Graph's minimum-cost flow.
#include "models/governance/transport.hpp"

#include <gtest/gtest.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/find_flow_cost.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>

#include "sim/core/random.hpp"

namespace yihe::governance {
namespace {

constexpr std::int64_t most_value = 1000000;

/// The best over all shipments of pairs (j, k), (j, k+1), …
std::int64_t try_all(TransportProblem& p, std::size_t pair, std::size_t types) {
    if (pair == suppliers * types) return 0;
    const std::size_t j = pair / types, k = pair % types;
    std::int64_t best = 0;
    const std::int64_t most = std::min(p.supply[j], p.demand[k]);
    for (std::int64_t amount = 0; amount <= most; ++amount) {
        p.supply[j] -= amount;
        p.demand[k] -= amount;
        best = std::max(best, amount * p.value[j][k] + try_all(p, pair + 1, types));
        p.supply[j] += amount;
        p.demand[k] += amount;
    }
    return best;
}

/// Minimum cost of a maximum flow with costs `most_value` − value. Values are not negative and
/// every supplier reaches every type, so that a best shipment is also a greatest one. Costs are
/// whole numbers below 2^53 in doubles, because Boost adds two infinite distances.
std::int64_t by_boost(const TransportProblem& p) {
    using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
    using Graph = boost::adjacency_list<
        boost::vecS, boost::vecS, boost::directedS, boost::no_property,
        boost::property<
            boost::edge_capacity_t, std::int64_t,
            boost::property<boost::edge_residual_capacity_t, std::int64_t,
                            boost::property<boost::edge_reverse_t, Traits::edge_descriptor,
                                            boost::property<boost::edge_weight_t, double>>>>>;
    constexpr std::size_t source = suppliers + case_types, sink = source + 1;
    Graph graph(sink + 1);
    auto capacity = get(boost::edge_capacity, graph);
    auto reverse = get(boost::edge_reverse, graph);
    auto weight = get(boost::edge_weight, graph);
    const auto connect = [&](std::size_t a, std::size_t b, std::int64_t c, double w) {
        const auto there = add_edge(a, b, graph).first, back = add_edge(b, a, graph).first;
        capacity[there] = c;
        capacity[back] = 0;
        weight[there] = w;
        weight[back] = -w;
        reverse[there] = back;
        reverse[back] = there;
        return there;
    };
    std::vector<Traits::edge_descriptor> from_source;
    for (std::size_t j = 0; j < suppliers; ++j) {
        from_source.push_back(connect(source, j, p.supply[j], 0));
        for (std::size_t k = 0; k < case_types; ++k)
            connect(j, suppliers + k, p.supply[j], static_cast<double>(most_value - p.value[j][k]));
    }
    for (std::size_t k = 0; k < case_types; ++k) connect(suppliers + k, sink, p.demand[k], 0);
    boost::successive_shortest_path_nonnegative_weights(graph, source, sink);
    std::int64_t flow = 0;
    for (const auto edge : from_source)
        flow += capacity[edge] - get(boost::edge_residual_capacity, graph, edge);
    return flow * most_value - static_cast<std::int64_t>(boost::find_flow_cost(graph));
}

TransportProblem random_problem(std::uint32_t number, std::uint32_t most_supply,
                                std::uint32_t most_demand, std::size_t types) {
    const Random random(6, 0);
    TransportProblem p;
    for (std::size_t j = 0; j < suppliers; ++j) {
        p.supply[j] = random.below(most_supply + 1, Purpose{"supply"}, number, 0,
                                   static_cast<std::uint32_t>(j));
        for (std::size_t k = 0; k < case_types; ++k)
            p.value[j][k] = random.below(most_value + 1, Purpose{"value"}, number, 0,
                                         static_cast<std::uint32_t>(j * case_types + k));
    }
    for (std::size_t k = 0; k < types; ++k)
        p.demand[k] = random.below(most_demand + 1, Purpose{"demand"}, number, 0,
                                   static_cast<std::uint32_t>(k));
    return p;
}

TEST(Transport, IsTheBestOfAllShipments) {
    for (std::uint32_t number = 0; number < 200; ++number) {
        TransportProblem p = random_problem(number, 2, 2, 2);
        const std::int64_t found = best_delivery(p);
        EXPECT_EQ(found, try_all(p, 0, 2)) << number;
    }
}

TEST(Transport, AgreesWithBoost) {
    for (std::uint32_t number = 0; number < 60; ++number) {
        const std::uint32_t size = number % 3 == 0 ? 5 : number % 3 == 1 ? 1000 : 100000;
        const TransportProblem p =
            random_problem(1000 + number, size, number % 2 == 0 ? size : size / 4, case_types);
        EXPECT_EQ(best_delivery(p), by_boost(p)) << number;
    }
}

TEST(Transport, AgreesWithBoostOnTheSkillTable) {
    // The values of the model: many are equal, and some suppliers have nothing.
    for (std::uint32_t number = 0; number < 40; ++number) {
        TransportProblem p = random_problem(2000 + number, 20000, 9000, case_types);
        for (std::size_t j = 0; j < suppliers; ++j) {
            if ((number >> j & 1) != 0) p.supply[j] = 0;
            const auto kind = j < serving_kinds ? static_cast<Kind>(j) : Kind::core;
            for (std::uint8_t k = 0; k < case_types; ++k)
                p.value[j][k] = std::lround(1e6 * skill(kind, k, number % 2 == 0, 1));
        }
        EXPECT_EQ(best_delivery(p), by_boost(p)) << number;
    }
}

TEST(Transport, KnownAnswers) {
    TransportProblem p;
    EXPECT_EQ(best_delivery(p), 0);
    p.supply[0] = 10;
    p.demand[3] = 4;
    p.value[0][3] = 7;
    EXPECT_EQ(best_delivery(p), 28);
    // The second supplier is better at both, and most so at type 4: it leaves type 3 to the first.
    p.supply[1] = 4;
    p.value[1][3] = 9;
    p.value[1][4] = 8;
    p.demand[4] = 10;
    p.value[0][4] = 5;
    EXPECT_EQ(best_delivery(p), 4 * 8 + 4 * 7 + 6 * 5);
}

}  // namespace
}  // namespace yihe::governance

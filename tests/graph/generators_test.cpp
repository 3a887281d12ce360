// Generators: structure, the published numbers, and equal graphs from equal arguments.
#include "sim/graph/generators.hpp"

#include <set>

#include "sim/core/error.hpp"
#include "sim/graph/measures.hpp"
#include "sim/parallel.hpp"
#include "tests/graph/graph_checks.hpp"

namespace yihe {
namespace {

const Random random_1(1, 0);

/// Four standard errors of a share of `trials` independent trials.
double share_tolerance(double share, double trials) {
    return 4 * std::sqrt(share * (1 - share) / trials);
}

double share_of_degree(const Layer& layer, std::size_t k) {
    const auto counts = degree_counts(layer);
    return k < counts.size() ? double(counts[k]) / double(layer.size()) : 0;
}

TEST(RingLattice, TiesTheNearest) {
    EXPECT_EQ(ties_text(ring_lattice({.n = 6, .degree = 2})), "0-1 0-5 1-2 2-3 3-4 4-5");
    const Layer ring = ring_lattice({.n = 50, .degree = 6});
    expect_simple(ring);
    EXPECT_EQ(degree_counts(ring)[6], 50u);
    EXPECT_TRUE(ring.tied(49, 2));
    EXPECT_FALSE(ring.tied(49, 3));
    EXPECT_EQ(ring_lattice({.n = 5, .degree = 4}), complete_graph(5));
    EXPECT_EQ(ring_lattice({.n = 0, .degree = 0}).size(), 0u);
    EXPECT_THROW(ring_lattice({.n = 5, .degree = 3}), UserError);
    EXPECT_THROW(ring_lattice({.n = 4, .degree = 4}), UserError);
}

TEST(CompleteGraph, TiesEveryPair) {
    const Layer complete = complete_graph(7);
    expect_simple(complete);
    EXPECT_EQ(complete.tie_count(), 21u);
    EXPECT_EQ(complete_graph(0).size(), 0u);
}

TEST(SquareGrid, NeighboursByRowAndColumn) {
    EXPECT_EQ(ties_text(square_grid({.rows = 2, .columns = 3})), "0-1 0-3 1-2 1-4 2-5 3-4 4-5");
    const auto moore = Neighbourhood::moore;
    const Layer open = square_grid({.rows = 3, .columns = 4, .neighbourhood = moore});
    expect_simple(open);
    EXPECT_EQ(open.degree(0), 3u);
    EXPECT_EQ(open.degree(1), 5u);
    EXPECT_EQ(open.degree(5), 8u);
    for (const auto shape : {Neighbourhood::von_neumann, moore}) {
        const Layer torus =
            square_grid({.rows = 5, .columns = 4, .neighbourhood = shape, .torus = true});
        expect_simple(torus);
        EXPECT_EQ(degree_counts(torus).back(), 20u);
        EXPECT_EQ(torus.degree(0), shape == moore ? 8u : 4u);
    }
    const Layer narrow = square_grid({.rows = 1, .columns = 5, .torus = true});
    EXPECT_EQ(narrow, ring_lattice({.n = 5, .degree = 2}));
}

/// The process of the paper on a set of ties, with the same draws, as slow as it reads.
Layer slow_watts_strogatz(std::size_t n, std::size_t degree, double p, const Random& random) {
    std::set<std::pair<AgentId, AgentId>> tied;
    const auto key = [](AgentId a, AgentId b) { return std::pair(std::min(a, b), std::max(a, b)); };
    for (AgentId v = 0; v < n; ++v)
        for (AgentId j = 1; j <= degree / 2; ++j)
            tied.insert(key(v, static_cast<AgentId>((v + j) % n)));
    for (AgentId lap = 0; lap < degree / 2; ++lap)
        for (AgentId v = 0; v < n; ++v) {
            const std::uint64_t entity = lap * ((n + 3) / 4 * 4) + v;
            constexpr Purpose rewires{"graph.watts_strogatz.rewires"};
            constexpr Purpose new_end{"graph.watts_strogatz.new_end"};
            if (Random::to_float(random.word(rewires, entity, 0)) >= p) continue;
            AgentId w = 0;
            std::uint32_t attempt = 0;
            do w = random.below(static_cast<std::uint32_t>(n), new_end, entity, 0, attempt++);
            while (w == v || tied.contains(key(v, w)));
            tied.erase(key(v, static_cast<AgentId>((v + lap + 1) % n)));
            tied.insert(key(v, w));
        }
    std::vector<Tie> ties;
    for (const auto& [a, b] : tied) ties.push_back({a, b});
    return Layer::from_ties(n, ties);
}

TEST(WattsStrogatz, EqualsThePapersProcess) {
    for (const double p : {0.0, 0.05, 0.5, 1.0})
        for (const std::size_t n : {17u, 64u, 301u}) {
            const Layer fast = watts_strogatz({.n = n, .degree = 4, .rewiring = p}, random_1);
            expect_simple(fast);
            EXPECT_EQ(fast, slow_watts_strogatz(n, 4, p, random_1)) << n << " " << p;
        }
    EXPECT_EQ(watts_strogatz({.n = 30, .degree = 6, .rewiring = 0}, random_1),
              ring_lattice({.n = 30, .degree = 6}));
}

TEST(WattsStrogatz, DenseRingsEndAndKeepTheirTies) {
    const Layer full = watts_strogatz({.n = 9, .degree = 8, .rewiring = 1}, random_1);
    EXPECT_EQ(full, complete_graph(9));
    const Layer dense = watts_strogatz({.n = 200, .degree = 198, .rewiring = 1}, random_1);
    expect_simple(dense);
    EXPECT_EQ(dense.tie_count(), 200u * 99u);
}

TEST(WattsStrogatz, RefusesWhatIsNoRing) {
    EXPECT_THROW(watts_strogatz({.n = 10, .degree = 3, .rewiring = 0}, random_1), UserError);
    EXPECT_THROW(watts_strogatz({.n = 10, .degree = 10, .rewiring = 0}, random_1), UserError);
    EXPECT_THROW(watts_strogatz({.n = 10, .degree = 2, .rewiring = 1.1}, random_1), UserError);
    EXPECT_THROW(watts_strogatz({.n = 10, .degree = 2, .rewiring = NAN}, random_1), UserError);
}

// Means over 40 graphs, lengths from 100 sources each. Tolerance: four standard errors of our mean,
// as much again for the reference (a simulated mean too), and half a unit of its last digit.
TEST(WattsStrogatz, ClusteringAndLengthsFallAsPublished) {
    struct Row {
        double p, clustering_share, length, digit;
    };
    const double c0 = mean_local_clustering(ring_lattice({.n = 1000, .degree = 10}));
    EXPECT_NEAR(c0, 2.0 / 3, 1e-12);
    EXPECT_NEAR(path_lengths(ring_lattice({.n = 1000, .degree = 10})).mean, 50.45, 0.005);
    for (const Row row : {Row{0.001, 0.997, 25.8, 0.05}, Row{0.01, 0.969, 8.82, 0.005},
                          Row{0.1, 0.735, 4.41, 0.005}, Row{1, 0.009 * 1.5, 3.27, 0.005}}) {
        const auto graph = [&](int run) {
            return watts_strogatz({.n = 1000, .degree = 10, .rewiring = row.p},
                                  Random(5, static_cast<std::uint32_t>(run)));
        };
        const auto share =
            mean_of(40, [&](int run) { return mean_local_clustering(graph(run)) / c0; });
        const auto length = mean_of(
            40, [&](int run) { return sampled_path_lengths(graph(run), 100, Random(6, 0)).mean; });
        EXPECT_NEAR(share.mean, row.clustering_share, 8 * share.error + 0.00075) << row.p;
        EXPECT_NEAR(length.mean, row.length, 8 * length.error + row.digit) << row.p;
    }
}

TEST(BarabasiAlbert, GrowsFromACompleteGraph) {
    const Layer graph = barabasi_albert({.n = 200, .ties_per_node = 3}, random_1);
    expect_simple(graph);
    EXPECT_EQ(graph.tie_count(), 6u + 196u * 3u);
    EXPECT_EQ(components(graph).sizes.size(), 1u);
    for (AgentId v = 0; v < 4; ++v)
        for (AgentId w = 0; w < v; ++w) EXPECT_TRUE(graph.tied(v, w));
    EXPECT_EQ(barabasi_albert({.n = 4, .ties_per_node = 3}, random_1), complete_graph(4));
    EXPECT_THROW(barabasi_albert({.n = 3, .ties_per_node = 3}, random_1), UserError);
    EXPECT_THROW(barabasi_albert({.n = 3, .ties_per_node = 0}, random_1), UserError);
}

// P(k) = 2 m (m + 1) / (k (k + 1) (k + 2)); shares of 50,000 vertices, four binomial errors (the
// degrees' dependence makes the true error smaller).
TEST(BarabasiAlbert, DegreesFollowTheCubicLaw) {
    const Layer graph = barabasi_albert({.n = 50000, .ties_per_node = 3}, random_1);
    EXPECT_EQ(share_of_degree(graph, 2), 0);
    EXPECT_NEAR(share_of_degree(graph, 3), 0.4, share_tolerance(0.4, 50000));
    EXPECT_NEAR(share_of_degree(graph, 4), 0.2, share_tolerance(0.2, 50000));
    EXPECT_NEAR(share_of_degree(graph, 5), 0.1143, share_tolerance(0.1143, 50000));
}

// Four errors of a share of vertices (their degrees are nearly independent), for each degree.
TEST(ErdosRenyi, DegreesArePoisson) {
    const Layer graph = erdos_renyi({.n = 40000, .mean_degree = 4}, random_1);
    expect_simple(graph);
    double poisson = std::exp(-4.0);
    for (std::size_t k = 0; k <= 14; ++k) {
        EXPECT_NEAR(share_of_degree(graph, k), poisson, share_tolerance(poisson, 40000)) << k;
        poisson *= 4.0 / double(k + 1);
    }
    EXPECT_NEAR(graph.mean_degree(), 4, 4 * std::sqrt(2 * 4.0 / 40000));
}

// Each of the 10 pairs of 5 vertices in 4,000 graphs, and the tie count's variance.
TEST(ErdosRenyi, EveryPairIsTiedIndependently) {
    std::vector<int> tied(25, 0);
    double squares = 0;
    for (std::uint32_t stream = 0; stream < 4000; ++stream) {
        const Layer graph = erdos_renyi({.n = 5, .mean_degree = 1.2, .stream = stream}, random_1);
        for (const auto [a, b] : graph.ties()) ++tied[a * 5 + b];
        squares += (double(graph.tie_count()) - 3) * (double(graph.tie_count()) - 3);
    }
    for (std::size_t a = 0; a < 5; ++a)
        for (std::size_t b = a + 1; b < 5; ++b)
            EXPECT_NEAR(tied[a * 5 + b] / 4000.0, 0.3, share_tolerance(0.3, 4000)) << a << b;
    EXPECT_NEAR(squares / 4000, 2.1, 4 * std::sqrt(2 * 2.1 * 2.1 / 4000));
}

TEST(ErdosRenyi, ReachesBothExtremes) {
    EXPECT_EQ(erdos_renyi({.n = 9, .mean_degree = 8}, random_1), complete_graph(9));
    EXPECT_EQ(erdos_renyi({.n = 9, .mean_degree = 0}, random_1).tie_count(), 0u);
    EXPECT_EQ(erdos_renyi({.n = 1, .mean_degree = 0}, random_1).size(), 1u);
    EXPECT_EQ(erdos_renyi({.n = 0, .mean_degree = 0}, random_1).size(), 0u);
    EXPECT_THROW(erdos_renyi({.n = 9, .mean_degree = 8.5}, random_1), UserError);
    EXPECT_THROW(erdos_renyi({.n = 9, .mean_degree = -1}, random_1), UserError);
}

// 6,000 vertices, shuffled over 100 buildings of 60 in 10 grids. Each kind's tie count is binomial,
// with a variance below its mean n d / 2.
TEST(StochasticBlocks, EachKindOfTieHasItsDensity) {
    constexpr std::size_t n = 6000;
    std::vector<std::uint32_t> building(n), grid(n);
    for (std::size_t v = 0; v < n; ++v) {
        building[v] = static_cast<std::uint32_t>(v * 7 % 100);
        grid[v] = building[v] / 10;
    }
    const Layer graph = stochastic_blocks({.block = building,
                                           .super_block = grid,
                                           .within_block = 4,
                                           .within_super_block = 1.5,
                                           .across = 0.7},
                                          random_1);
    expect_simple(graph);
    double within = 0, middle = 0, far = 0;
    for (const auto [a, b] : graph.ties())
        ++(building[a] == building[b] ? within : grid[a] == grid[b] ? middle : far);
    for (const auto& [count, degree] : {std::pair(within, 4.0), {middle, 1.5}, {far, 0.7}})
        EXPECT_NEAR(count, n * degree / 2, 4 * std::sqrt(n * degree / 2)) << degree;
    double first_half = 0;
    for (AgentId v = 0; v < n / 2; ++v) first_half += double(graph.degree(v));
    EXPECT_NEAR(first_half / (n / 2), 6.2, 4 * std::sqrt(2 * 6.2 / (n / 2)));
}

TEST(StochasticBlocks, SmallBuildingsAreCompleteAndLonersAlone) {
    const std::vector<std::uint32_t> building{0, 1, 0, 2, 0};
    const Layer graph =
        stochastic_blocks({.block = building, .super_block = {}, .within_block = 6}, random_1);
    EXPECT_EQ(ties_text(graph), "0-2 0-4 2-4");
    const Layer all = stochastic_blocks(
        {.block = building, .super_block = {}, .within_block = 6, .within_super_block = 9},
        random_1);
    EXPECT_EQ(all, complete_graph(5));
    EXPECT_THROW(
        stochastic_blocks({.block = building, .super_block = {}, .within_block = -1}, random_1),
        UserError);
}

TEST(Generators, StreamsAndReplicatesDiffer) {
    const auto graph = [](std::uint32_t replicate, std::uint32_t stream) {
        return erdos_renyi({.n = 100, .mean_degree = 4, .stream = stream}, Random(1, replicate));
    };
    EXPECT_EQ(graph(0, 0), graph(0, 0));
    EXPECT_NE(graph(0, 0), graph(0, 1));
    EXPECT_NE(graph(0, 0), graph(1, 0));
}

}  // namespace
}  // namespace yihe

// Measures on graphs that can be worked out by hand, and against definitions written out naively.
#include "sim/graph/measures.hpp"

#include <array>
#include <limits>

#include "sim/graph/generators.hpp"
#include "tests/graph/graph_checks.hpp"

namespace yihe {
namespace {

const Layer path_5 = graph_of(5, {{0, 1}, {1, 2}, {2, 3}, {3, 4}});
const Layer star_5 = graph_of(5, {{0, 1}, {0, 2}, {0, 3}, {0, 4}});
const Layer two_triangles = graph_of(7, {{0, 1}, {1, 2}, {0, 2}, {3, 4}, {4, 5}, {3, 5}});
const Layer bow_tie = graph_of(5, {{0, 1}, {1, 2}, {0, 2}, {2, 3}, {3, 4}, {2, 4}});

TEST(Measures, Degrees) {
    EXPECT_EQ(degree_counts(star_5), (std::vector<std::size_t>{0, 4, 0, 0, 1}));
    EXPECT_EQ(degree_counts(two_triangles), (std::vector<std::size_t>{1, 0, 6}));
    EXPECT_TRUE(degree_counts(Layer()).empty());
    EXPECT_DOUBLE_EQ(degree_centralisation(star_5), 1);
    EXPECT_DOUBLE_EQ(degree_centralisation(complete_graph(5)), 0);
    EXPECT_DOUBLE_EQ(degree_centralisation(path_5), 2.0 / 12);
    EXPECT_DOUBLE_EQ(degree_centralisation(complete_graph(2)), 0);
}

TEST(Measures, Clustering) {
    EXPECT_EQ(local_clustering(two_triangles), (std::vector<double>{1, 1, 1, 1, 1, 1, 0}));
    EXPECT_DOUBLE_EQ(mean_local_clustering(two_triangles), 6.0 / 7);
    EXPECT_DOUBLE_EQ(transitivity(two_triangles), 1);
    EXPECT_DOUBLE_EQ(mean_local_clustering(bow_tie), (4 + 1.0 / 3) / 5);
    EXPECT_DOUBLE_EQ(transitivity(bow_tie), 0.6);
    EXPECT_EQ(mean_local_clustering(star_5), 0);
    EXPECT_EQ(transitivity(path_5), 0);
    EXPECT_EQ(transitivity(graph_of(2, {{0, 1}})), 0);
    EXPECT_DOUBLE_EQ(mean_local_clustering(complete_graph(6)), 1);
    EXPECT_EQ(mean_local_clustering(Layer()), 0);
    // Ring of degree K: 3 (K - 2) / (4 (K - 1)).
    EXPECT_DOUBLE_EQ(mean_local_clustering(ring_lattice({.n = 40, .degree = 4})), 0.5);
}

TEST(Measures, Components) {
    const auto found = components(two_triangles);
    EXPECT_EQ(found.of, (std::vector<std::uint32_t>{0, 0, 0, 1, 1, 1, 2}));
    EXPECT_EQ(found.sizes, (std::vector<std::size_t>{3, 3, 1}));
    EXPECT_DOUBLE_EQ(found.giant_share(), 3.0 / 7);
    EXPECT_EQ(components(Layer()).giant_share(), 0);
}

TEST(Measures, PathLengths) {
    const auto path = path_lengths(path_5);
    EXPECT_DOUBLE_EQ(path.mean, 2);  // (n + 1) / 3
    EXPECT_EQ(path.longest, 4u);
    EXPECT_EQ(path.connected_pairs, 20u);
    EXPECT_DOUBLE_EQ(path_lengths(star_5).mean, (4 + 4 * (1 + 3 * 2)) / 20.0);
    EXPECT_DOUBLE_EQ(path_lengths(complete_graph(6)).mean, 1);
    EXPECT_DOUBLE_EQ(path_lengths(ring_lattice({.n = 7, .degree = 2})).mean, 2);
    const auto apart = path_lengths(two_triangles);
    EXPECT_EQ(apart.connected_pairs, 12u);
    EXPECT_EQ(apart.separate_pairs, 30u);
    EXPECT_EQ(path_lengths(Layer()).connected_pairs, 0u);
    EXPECT_EQ(path_lengths(graph_of(1, {})).mean, 0);
}

TEST(Measures, SampledPathLengthsUseDifferentSources) {
    const Random random(3, 0);
    const Layer ring = ring_lattice({.n = 101, .degree = 2});
    const auto some = sampled_path_lengths(ring, 10, random);
    EXPECT_EQ(some.connected_pairs, 1000u);
    EXPECT_DOUBLE_EQ(some.mean, 25.5);  // every source of a ring is like every other
    EXPECT_EQ(sampled_path_lengths(ring, 500, random).connected_pairs, 101u * 100u);
    EXPECT_DOUBLE_EQ(sampled_path_lengths(path_5, 5, random).mean, path_lengths(path_5).mean);
    // Over many samples of two sources each vertex of the path counts alike: the mean is exact
    // within four standard errors.
    const auto mean = mean_of(2000, [&](int run) {
        return sampled_path_lengths(path_5, 2, random, static_cast<std::uint32_t>(run)).mean;
    });
    EXPECT_NEAR(mean.mean, 2, 4 * mean.error);
}

TEST(Measures, Betweenness) {
    EXPECT_EQ(betweenness(path_5), (std::vector<double>{0, 3, 4, 3, 0}));
    EXPECT_EQ(betweenness(star_5), (std::vector<double>{6, 0, 0, 0, 0}));
    EXPECT_EQ(betweenness(complete_graph(4)), (std::vector<double>{0, 0, 0, 0}));
    EXPECT_EQ(betweenness(ring_lattice({.n = 4, .degree = 2})),
              (std::vector<double>{0.5, 0.5, 0.5, 0.5}));
}

TEST(Measures, CoreNumbers) {
    EXPECT_EQ(core_numbers(star_5), (std::vector<std::uint32_t>(5, 1)));
    EXPECT_EQ(core_numbers(complete_graph(4)), (std::vector<std::uint32_t>(4, 3)));
    EXPECT_EQ(core_numbers(two_triangles), (std::vector<std::uint32_t>{2, 2, 2, 2, 2, 2, 0}));
    EXPECT_TRUE(core_numbers(Layer()).empty());
}

TEST(Measures, DegreeAssortativity) {
    EXPECT_DOUBLE_EQ(degree_assortativity(star_5).value(), -1);
    EXPECT_DOUBLE_EQ(degree_assortativity(graph_of(4, {{0, 1}, {1, 2}, {2, 3}})).value(), -0.5);
    EXPECT_EQ(degree_assortativity(complete_graph(4)), std::nullopt);
    EXPECT_EQ(degree_assortativity(graph_of(3, {})), std::nullopt);
    // A triangle and a pair apart: like meets like.
    EXPECT_DOUBLE_EQ(degree_assortativity(graph_of(5, {{0, 1}, {1, 2}, {0, 2}, {3, 4}})).value(),
                     1);
}

// The same measures from their definitions, on a matrix of distances.
class Naive : public ::testing::TestWithParam<std::uint32_t> {
protected:
    static constexpr std::size_t n = 24;
    static constexpr int far = 1000;
    Layer layer = erdos_renyi({.n = n, .mean_degree = 1.5 + GetParam() % 5, .stream = GetParam()},
                              Random(9, 0));
    std::array<std::array<int, n>, n> distance{};
    std::array<std::array<double, n>, n> paths{};  // number of shortest ones

    void SetUp() override {
        for (AgentId a = 0; a < n; ++a)
            for (AgentId b = 0; b < n; ++b)
                distance[a][b] = a == b ? 0 : layer.tied(a, b) ? 1 : far;
        for (std::size_t k = 0; k < n; ++k)
            for (std::size_t a = 0; a < n; ++a)
                for (std::size_t b = 0; b < n; ++b)
                    distance[a][b] = std::min(distance[a][b], distance[a][k] + distance[k][b]);
        for (std::size_t a = 0; a < n; ++a) paths[a][a] = 1;
        for (int d = 1; d < int(n); ++d)
            for (AgentId a = 0; a < n; ++a)
                for (AgentId b = 0; b < n; ++b)
                    if (distance[a][b] == d)
                        for (const AgentId c : layer.neighbours(b))
                            if (distance[a][c] == d - 1) paths[a][b] += paths[a][c];
    }
};

TEST_P(Naive, Distances) {
    double sum = 0;
    std::uint64_t pairs = 0;
    int longest = 0;
    for (const auto& row : distance)
        for (const int d : row)
            if (d > 0 && d < far) {
                sum += d;
                ++pairs;
                longest = std::max(longest, d);
            }
    const auto found = path_lengths(layer);
    EXPECT_DOUBLE_EQ(found.mean, sum / double(pairs));
    EXPECT_EQ(found.connected_pairs, pairs);
    EXPECT_EQ(found.separate_pairs, n * (n - 1) - pairs);
    EXPECT_EQ(int(found.longest), longest);
}

TEST_P(Naive, ComponentsAreWhatIsReached) {
    const auto found = components(layer);
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < n; ++b)
            EXPECT_EQ(found.of[a] == found.of[b], distance[a][b] < far);
}

TEST_P(Naive, BetweennessCountsShortestPaths) {
    const auto found = betweenness(layer);
    for (std::size_t v = 0; v < n; ++v) {
        double sum = 0;
        for (std::size_t a = 0; a < n; ++a)
            for (std::size_t b = 0; b < a; ++b)
                if (a != v && b != v && distance[a][b] < far &&
                    distance[a][v] + distance[v][b] == distance[a][b])
                    sum += paths[a][v] * paths[v][b] / paths[a][b];
        EXPECT_NEAR(found[v], sum, 1e-9);
    }
}

TEST_P(Naive, ClusteringCountsTriangles) {
    double closed = 0, triples = 0, mean = 0;
    for (AgentId v = 0; v < n; ++v) {
        double mine = 0, all = 0;
        for (AgentId a = 0; a < n; ++a)
            for (AgentId b = 0; b < a; ++b)
                if (layer.tied(v, a) && layer.tied(v, b)) {
                    ++all;
                    mine += layer.tied(a, b);
                }
        closed += mine;
        triples += all;
        mean += all > 0 ? mine / all / double(n) : 0;
    }
    EXPECT_NEAR(mean_local_clustering(layer), mean, 1e-12);
    EXPECT_NEAR(transitivity(layer), triples > 0 ? closed / triples : 0, 1e-12);
}

TEST_P(Naive, CoresSurvivePruning) {
    std::vector<std::uint32_t> core(n, 0);
    for (std::uint32_t k = 1; k < n; ++k) {
        std::vector<char> alive(n, 1);
        for (bool changed = true; changed;) {
            changed = false;
            for (AgentId v = 0; v < n; ++v) {
                std::uint32_t degree = 0;
                for (const AgentId w : layer.neighbours(v)) degree += alive[w] != 0;
                if (alive[v] && degree < k) {
                    alive[v] = 0;
                    changed = true;
                }
            }
        }
        for (AgentId v = 0; v < n; ++v)
            if (alive[v]) core[v] = k;
    }
    EXPECT_EQ(core_numbers(layer), core);
}

TEST_P(Naive, AssortativityIsACorrelation) {
    double count = 0, x = 0, xx = 0, xy = 0;
    for (AgentId v = 0; v < n; ++v)
        for (const AgentId w : layer.neighbours(v)) {
            const auto j = double(layer.degree(v)), k = double(layer.degree(w));
            ++count;
            x += j;
            xx += j * j;
            xy += j * k;
        }
    const double mean = x / count;
    EXPECT_NEAR(degree_assortativity(layer).value(),
                (xy / count - mean * mean) / (xx / count - mean * mean), 1e-9);
}

INSTANTIATE_TEST_SUITE_P(RandomGraphs, Naive, ::testing::Range(0u, 25u));

}  // namespace
}  // namespace yihe

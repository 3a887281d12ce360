// The configuration model keeps every degree; degree sequences have their distribution.
#include <map>
#include <numeric>

#include "sim/core/error.hpp"
#include "sim/graph/generators.hpp"
#include "tests/graph/graph_checks.hpp"

namespace yihe {
namespace {

using Degrees = std::vector<std::uint32_t>;

const Random random_2(2, 0);

void expect_degrees(const Layer& graph, const Degrees& degrees) {
    expect_simple(graph);
    ASSERT_EQ(graph.size(), degrees.size());
    for (AgentId v = 0; v < graph.size(); ++v) ASSERT_EQ(graph.degree(v), degrees[v]) << v;
}

/// Havel and Hakimi by sorting: independent of the condition of Erdős and Gallai.
bool constructible(Degrees degrees) {
    for (;;) {
        std::sort(degrees.rbegin(), degrees.rend());
        if (degrees.empty() || degrees[0] == 0) return true;
        const std::size_t first = degrees[0];
        degrees[0] = 0;
        if (first >= degrees.size()) return false;
        for (std::size_t i = 1; i <= first; ++i)
            if (degrees[i]-- == 0) return false;
    }
}

/// f(degrees) for all sequences of n degrees in 0 … n.
template <class F>
void for_all_sequences(std::size_t n, F f) {
    Degrees degrees(n, 0);
    for (;;) {
        f(degrees);
        std::size_t i = 0;
        while (i < n && degrees[i] == n) degrees[i++] = 0;
        if (i == n) return;
        ++degrees[i];
    }
}

TEST(Configuration, EverySmallSequenceIsRealisedOrRefused) {
    for (std::size_t n = 0; n <= 5; ++n)
        for_all_sequences(n, [&](const Degrees& degrees) {
            const bool possible = constructible(degrees);
            ASSERT_EQ(graphical(degrees), possible) << ::testing::PrintToString(degrees);
            if (possible)
                expect_degrees(configuration({.degrees = degrees, .block = {}}, random_2), degrees);
            else
                EXPECT_THROW(configuration({.degrees = degrees, .block = {}}, random_2), UserError);
        });
}

TEST(Configuration, KeepsUnequalDegreesExactly) {
    for (std::uint32_t stream = 0; stream < 5; ++stream) {
        Degrees degrees = negative_binomial_degrees({.n = 2000, .stream = stream}, random_2);
        if (std::accumulate(degrees.begin(), degrees.end(), 0u) % 2 == 1) ++degrees[7];
        const Layer graph =
            configuration({.degrees = degrees, .block = {}, .stream = stream}, random_2);
        expect_degrees(graph, degrees);
    }
}

// Sequences with a single realisation cannot be reached by repairs alone.
TEST(Configuration, KeepsExtremeDegreesExactly) {
    Degrees star(300, 1);
    star[17] = 299;
    expect_degrees(configuration({.degrees = star, .block = {}}, random_2), star);
    const Degrees full(40, 39);
    expect_degrees(configuration({.degrees = full, .block = {}}, random_2), full);
    Degrees threshold(60, 0);
    for (std::uint32_t v = 0; v < 60; ++v)
        for (std::uint32_t w = 0; w < 60; ++w) threshold[v] += w != v && v + w >= 60;
    expect_degrees(configuration({.degrees = threshold, .block = {}}, random_2), threshold);
}

// Three perfect matchings of four vertices, each in a third of 6,000 graphs: four binomial errors.
TEST(Configuration, MatchesUniformly) {
    std::map<std::string, int> seen;
    const Degrees degrees(4, 1);
    for (std::uint32_t stream = 0; stream < 6000; ++stream)
        ++seen[ties_text(
            configuration({.degrees = degrees, .block = {}, .stream = stream}, random_2))];
    ASSERT_EQ(seen.size(), 3u);
    for (const auto& [ties, count] : seen)
        EXPECT_NEAR(count / 6000.0, 1.0 / 3, 4 * std::sqrt(2.0 / 9 / 6000)) << ties;
}

TEST(Configuration, BlocksKeepTiesInside) {
    constexpr std::size_t n = 940;
    const Degrees wanted = negative_binomial_degrees({.n = n}, random_2);
    std::vector<std::uint32_t> building(n);
    for (std::size_t v = 0; v < n; ++v) building[v] = static_cast<std::uint32_t>(v % 10);
    Degrees possible = wanted;
    make_graphical(possible, building);
    const Layer graph = configuration({.degrees = wanted, .block = building}, random_2);
    expect_degrees(graph, possible);
    for (const auto [a, b] : graph.ties()) ASSERT_EQ(building[a], building[b]);
    std::size_t lowered = 0;
    for (std::size_t v = 0; v < n; ++v) {
        EXPECT_LE(possible[v], wanted[v]);
        lowered += wanted[v] - possible[v];
    }
    // One per building for an odd sum, and little more.
    EXPECT_LT(double(lowered), 0.01 * 6 * n);
}

TEST(MakeGraphical, LowersTheLargestOnly) {
    Degrees degrees{9, 1, 1, 0, 2, 5};
    const std::vector<std::uint32_t> block{0, 0, 0, 0, 1, 1};
    make_graphical(degrees, block);
    EXPECT_EQ(degrees, (Degrees{2, 1, 1, 0, 1, 1}));
    Degrees alone{4};
    make_graphical(alone, {});
    EXPECT_EQ(alone, Degrees{0});
    for_all_sequences(4, [](Degrees any) {
        const Degrees before = any;
        make_graphical(any, {});
        ASSERT_TRUE(graphical(any));
        if (graphical(before)) {
            ASSERT_EQ(any, before);
        }
    });
}

// Four standard errors; the variance of the sample variance from the fourth moment, which for a
// Gamma mean of shape 1/2 is near 15 times the squared variance.
TEST(NegativeBinomialDegrees, HaveTheirDistribution) {
    constexpr std::size_t n = 100000;
    const Degrees degrees = negative_binomial_degrees({.n = n, .mean = 6, .size = 0.5}, random_2);
    double none = 0, one = 0, sum = 0, squares = 0;
    for (const std::uint32_t k : degrees) {
        none += k == 0;
        one += k == 1;
        sum += k;
        squares += (k - 6.0) * (k - 6.0);
    }
    const double p0 = std::sqrt(0.5 / 6.5);
    EXPECT_NEAR(p0, 0.277, 0.0005);
    EXPECT_NEAR(none / n, p0, 4 * std::sqrt(p0 * (1 - p0) / n));
    const double p1 = p0 * 0.5 * 6 / 6.5;
    EXPECT_NEAR(one / n, p1, 4 * std::sqrt(p1 * (1 - p1) / n));
    EXPECT_NEAR(sum / n, 6, 4 * std::sqrt(78.0 / n));
    EXPECT_NEAR(squares / n, 78, 4 * 78 * std::sqrt(14.0 / n));
    EXPECT_THROW(negative_binomial_degrees({.n = 1, .mean = 1, .size = 0}, random_2), UserError);
    EXPECT_THROW(negative_binomial_degrees({.n = 1, .mean = -1}, random_2), UserError);
}

}  // namespace
}  // namespace yihe

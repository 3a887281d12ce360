// Watts 2002: the cascade window by its condition, and frequencies and sizes of global cascades
// against 400 simulated networks of 10,000 residents at each mean degree (1,500 from 5.5 on).
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/runs.hpp"
#include "tests/support/statistics.hpp"

namespace yihe {
namespace {

using test::Settings;

/// Σ k (k - 1) p_k over Poisson degrees k <= most, less z: vulnerable clusters percolate above 0.
double beyond_threshold(double z, int most) {
    double p = std::exp(-z), sum = 0;
    for (int k = 1; k <= most; ++k) {
        p *= z / k;
        sum += k * (k - 1) * p;
    }
    return sum - z;
}

double boundary(double low, double high, int most) {
    const bool rises = beyond_threshold(low, most) < 0;
    for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2;
        ((beyond_threshold(middle, most) < 0) == rises ? low : high) = middle;
    }
    return low;
}

TEST(WattsCascade, WindowHasThePublishedBoundaries) {
    EXPECT_NEAR(boundary(0.5, 2, 5), 1.021, 1e-3);
    EXPECT_NEAR(boundary(2, 20, 5), 5.765, 1e-3);
    EXPECT_NEAR(boundary(0.5, 2, 4), 1.114, 1e-3);
    EXPECT_NEAR(boundary(2, 20, 4), 3.864, 1e-3);
    EXPECT_NEAR(boundary(2, 20, 6), 7.477, 1e-3);
    EXPECT_NEAR(boundary(2, 20, 8), 10.658, 1e-3);
    for (double z = 0.1; z < 20; z += 0.1) EXPECT_LT(beyond_threshold(z, 3), 0) << z;
}

struct Cascades {
    double frequency = 0;
    std::vector<double> sizes;
};

Cascades cascades(const Settings& settings, std::uint32_t replicates) {
    Cascades all;
    for (std::uint32_t r = 1; r <= replicates; ++r) {
        const ModelEntry& model = test::model("watts_cascade");
        const auto simulation = model.create(test::values_with(model.info, settings), r, {});
        // The end: a step in which nobody joins. Metrics 0, 1, 2: active, global_cascade, size.
        std::vector<double> row(model.info.metrics.size(), -1), before;
        do {
            before = row;
            simulation->step();
            simulation->metrics(row);
        } while (row[0] != before[0]);
        all.frequency += row[1];
        if (row[1] != 0) all.sizes.push_back(row[2]);
    }
    all.frequency /= replicates;
    return all;
}

/// Four standard errors of the difference of two frequencies or means; sizes are printed with
/// three digits.
TEST(WattsCascade, FrequencyAndSizeOfGlobalCascades) {
    struct Case {
        double z, frequency, size, of;
        std::uint32_t replicates;
    };
    const Case cases[] = {{0.9, 0, 0, 400, 100},      {1.2, .27, .297, 400, 200},
                          {1.5, .56, .579, 400, 200}, {3, .85, .941, 400, 100},
                          {4, .87, .980, 400, 100},   {5.5, .41, .996, 1500, 200},
                          {7, 0, 0, 1500, 100}};
    for (const Case& c : cases) {
        const Cascades ours = cascades({{"network.mean_degree", c.z}}, c.replicates);
        const double p = c.frequency, n = c.replicates;
        EXPECT_NEAR(ours.frequency, p, 4 * std::sqrt(p * (1 - p) * (1 / n + 1 / c.of)) + .005)
            << c.z;
        std::printf("z %.1f: frequency %.3f (published %.2f)", c.z, ours.frequency, p);
        if (p == 0) {
            std::printf("\n");
            continue;
        }
        const auto size = test::sample(ours.sizes);
        const double error = std::sqrt(size.variance * (1 / size.n + 1 / (p * c.of)));
        std::printf(", size %.4f ± %.4f (%.3f)\n", size.mean, error, c.size);
        EXPECT_NEAR(size.mean, c.size, 4 * error + .0005) << c.z;
    }
}

/// Upper end discontinuous, lower end continuous: near both, cascades are rare; above they still
/// reach nearly all, below they are small.
TEST(WattsCascade, LowerTransitionIsContinuousUpperIsNot) {
    const Cascades lower = cascades({{"network.mean_degree", 1.1}, {"cascade.cut", 0.02}}, 100);
    const Cascades upper = cascades({{"network.mean_degree", 5.9}}, 100);
    ASSERT_GT(lower.sizes.size(), 2u);
    ASSERT_GT(upper.sizes.size(), 2u);
    EXPECT_LT(*std::max_element(lower.sizes.begin(), lower.sizes.end()), 0.35);
    EXPECT_GT(*std::min_element(upper.sizes.begin(), upper.sizes.end()), 0.98);
}

/// Vulnerable are degrees 1 … 5 at a threshold of 0.18: Σ p_k; 10 × 10,000 residents, four binomial
/// standard errors.
TEST(WattsCascade, VulnerableShareIsThatOfTheDegrees) {
    std::vector<double> shares;
    for (std::uint32_t r = 1; r <= 10; ++r)
        shares.push_back(test::run(test::model("watts_cascade"), {{"network.mean_degree", 4}}, 1, r)
                             .at("vulnerable", 1));
    double p = std::exp(-4.0), expected = 0;
    for (int k = 1; k <= 5; ++k) expected += (p *= 4.0 / k);
    EXPECT_NEAR(test::sample(shares).mean, expected,
                4 * std::sqrt(expected * (1 - expected) / 1e5));
}

TEST(WattsCascade, EndDoesNotDependOnTheOrder) {
    for (std::uint32_t r = 1; r <= 5; ++r) {
        std::vector<double> ends;
        for (const std::string order : {"synchronous", "random_order", "random_choice"})
            ends.push_back(
                test::run(test::model("watts_cascade"),
                          {{"community.residents", 1000}, {.key = "update.order", .text = order}},
                          200, r)
                    .at("active", 200));
        EXPECT_EQ(ends[0], ends[1]);
        EXPECT_EQ(ends[0], ends[2]);
    }
}

}  // namespace
}  // namespace yihe

// Axelrod 1997: stable regions against the table of the paper, what can be said exactly, and the
// end state as the rule defines it.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/runs.hpp"
#include "tests/support/statistics.hpp"

namespace yihe {
namespace {

using test::Settings;

test::Sample stable_regions(const Settings& settings, std::uint32_t runs) {
    const ModelEntry& model = test::model("axelrod");
    const auto values = test::values_with(model.info, settings + Settings{{"update.sweeps", 200}});
    std::vector<double> regions, row(model.info.metrics.size());
    for (std::uint32_t r = 1; r <= runs; ++r) {
        const auto simulation = model.create(values, r, {});
        do {
            simulation->step();
            simulation->metrics(row);
        } while (row[5] == 0);  // frozen
        EXPECT_EQ(row[0], row[1]) << "frozen regions are zones";
        regions.push_back(row[0]);
    }
    return test::sample(regions);
}

/// 10 × 10, means of 10 runs in the paper (table 2). Four standard errors of the difference, both
/// with our variance (or a tenth, where all of ours are equal), and half of the last digit.
TEST(Axelrod, StableRegionsOfTheTable) {
    struct Case {
        double features, traits, published;
    };
    for (const Case& c : {Case{5, 5, 1.0}, {5, 10, 3.2}, {5, 15, 20.0}, {10, 15, 1.4}}) {
        const auto ours =
            stable_regions({{"culture.features", c.features}, {"culture.traits", c.traits}}, 40);
        const double error = std::sqrt(std::max(ours.variance, 0.1) * (1.0 / 10 + 1.0 / ours.n));
        std::printf("F %.0f q %.0f: %.2f ± %.2f regions (published %.1f)\n", c.features, c.traits,
                    ours.mean, std::sqrt(ours.error2()), c.published);
        EXPECT_NEAR(ours.mean, c.published, 4 * error + 0.05);
    }
}

/// With one feature nobody ever interacts: regions are those of the first cultures; with one trait
/// all are alike at once.
TEST(Axelrod, NothingChangesWithOneFeatureOrOneTrait) {
    const auto one_feature = test::run(test::model("axelrod"), {{"culture.features", 1}}, 20);
    EXPECT_EQ(one_feature.at("frozen", 1), 1);
    EXPECT_EQ(one_feature.at("regions", 1), one_feature.at("regions", 20));
    EXPECT_EQ(one_feature.at("sweeps", 20), 0);
    const auto one_trait = test::run(test::model("axelrod"), {{"culture.traits", 1}}, 1);
    EXPECT_EQ(one_trait.at("regions", 1), 1);
    EXPECT_EQ(one_trait.at("largest_culture", 1), 1);
}

/// More neighbours, and more features, leave fewer regions; more traits leave more. 30 runs each,
/// three standard errors of the difference.
TEST(Axelrod, DirectionsOfThePaper) {
    const auto more = [](const Settings& many, const Settings& few) {
        const auto a = stable_regions(many, 30), b = stable_regions(few, 30);
        EXPECT_GT(a.mean - b.mean, 3 * test::error_of_difference(a, b));
    };
    const Settings usual = {{"culture.traits", 15}};
    more(usual, usual + Settings{{.key = "network.neighbourhood", .text = "moore"}});
    more(usual, usual + Settings{{"network.radius", 2}});
    more(usual, usual + Settings{{"culture.features", 10}});
    more(usual, {{"culture.traits", 8}});
}

/// Noise never freezes, and a little of it leads to one dominant culture (Klemm and others 2003).
TEST(Axelrod, NoiseKeepsMoving) {
    const auto history =
        test::run(test::model("axelrod"),
                  {{"culture.traits", 15}, {"noise.rate", 1e-4}, {"update.sweeps", 1000}}, 200);
    EXPECT_EQ(history.mean("frozen"), 0);
    EXPECT_GT(history.mean("largest_culture", 100), 0.5);
}

/// With one feature nothing changes: the largest culture is the most frequent trait of 40,000
/// draws, e^-q q^k / k! at k = floor(q); four binomial standard errors.
TEST(Axelrod, TraitsMayBePoisson) {
    for (const double q : {0.4, 2.5, 7.5}) {
        const auto history = test::run(test::model("axelrod"),
                                       {{"community.residents", 40000},
                                        {"culture.features", 1},
                                        {"culture.poisson_mean", q},
                                        {.key = "culture.drawn", .text = "poisson"}},
                                       1);
        const double k = std::floor(q), p = std::exp(k * std::log(q) - q - std::lgamma(k + 1));
        EXPECT_NEAR(history.at("largest_culture", 1), p, 4 * std::sqrt(p * (1 - p) / 40000)) << q;
        EXPECT_EQ(history.at("frozen", 1), 1);
    }
}

/// Regions per resident in the end on a torus of n cells, two features, Poisson traits; 16 runs.
test::Sample density_of_regions(double mean, double n) {
    std::vector<double> all;
    const ModelEntry& model = test::model("axelrod");
    std::vector<double> row(model.info.metrics.size());
    const auto values = test::values_with(model.info, {{"community.residents", n},
                                                       {"network.torus", 1},
                                                       {"culture.features", 2},
                                                       {"culture.poisson_mean", mean},
                                                       {.key = "culture.drawn", .text = "poisson"},
                                                       {"update.sweeps", 500}});
    for (std::uint32_t r = 1; r <= 16; ++r) {
        const auto simulation = model.create(values, r, {});
        do {
            simulation->step();
            simulation->metrics(row);
        } while (row[5] == 0);  // frozen
        all.push_back(row[0] / n);
    }
    const auto s = test::sample(all);
    std::printf("F 2, Poisson %.1f, %.0f residents: %.4f ± %.4f regions each\n", mean, n, s.mean,
                std::sqrt(s.error2()));
    return s;
}

/// The density of regions vanishes with the size of the board below a mean of 3.10 and not above
/// (Peres and Fontanari 2015). Three and four standard errors of the difference.
TEST(Axelrod, TwoFeaturesOrderBelowTheCriticalMean) {
    const auto small = density_of_regions(1.5, 144), large = density_of_regions(1.5, 576);
    EXPECT_GT(small.mean - large.mean, 3 * test::error_of_difference(small, large));
    const auto many = density_of_regions(5, 144), more = density_of_regions(5, 576);
    EXPECT_NEAR(many.mean, more.mean, 4 * test::error_of_difference(many, more));
    EXPECT_GT(more.mean, 5 * large.mean);
}

}  // namespace
}  // namespace yihe

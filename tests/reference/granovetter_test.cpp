// Granovetter 1978: the staircase and its neighbour, and the jump of normal thresholds, exactly;
// random thresholds against the mean field r' = F(r).
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/runs.hpp"
#include "tests/support/statistics.hpp"

namespace yihe {
namespace {

using test::Settings;

double end_of(const Settings& settings, std::uint32_t weeks = 400, std::uint32_t replicate = 1) {
    const auto history = test::run(test::model("granovetter"), settings, weeks, replicate);
    EXPECT_EQ(history.at("joined", weeks), 0) << "not yet at equilibrium";
    return history.at("participants", weeks);
}

TEST(Granovetter, StaircaseDrawsInEverybody) {
    for (const double n : {2.0, 100.0, 399.0}) EXPECT_EQ(end_of({{"community.residents", n}}), n);
}

TEST(Granovetter, OneStepMissingStopsIt) {
    EXPECT_EQ(end_of({{"threshold.changed", 1}, {"threshold.changed_to", 2}}), 1);
    EXPECT_EQ(end_of({{"threshold.changed", 40}, {"threshold.changed_to", 41}}), 40);
}

TEST(Granovetter, OrderDoesNotMatterForTheEnd) {
    for (const std::string order : {"synchronous", "random_order", "random_choice"}) {
        const Settings settings = {{.key = "update.order", .text = order},
                                   {"threshold.changed", 60},
                                   {"threshold.changed_to", 99}};
        const auto history = test::run(test::model("granovetter"), settings, 2000);
        EXPECT_EQ(history.at("participants", 2000), 60) << order;
    }
}

Settings normal(double deviation, const std::string& drawn, const std::string& rounding) {
    return {{.key = "threshold.kind", .text = "normal"},
            {"threshold.deviation", deviation},
            {.key = "threshold.drawn", .text = drawn},
            {.key = "threshold.rounding", .text = rounding}};
}

/// 100 residents, mean 25: from about 6 to about 100 at a standard deviation that depends on how
/// the distribution becomes thresholds.
TEST(Granovetter, NormalThresholdsJump) {
    struct Case {
        std::string drawn, rounding;
        double jump, below, above;
    };
    const Case cases[] = {{"middle", "nearest", 0.1222, 6, 100},
                          {"middle", "none", 0.1255, 6, 100},
                          {"upper", "none", 0.1288, 6, 99},
                          {"middle", "down", 0.1189, 5, 100}};
    for (const Case& c : cases) {
        EXPECT_EQ(end_of(normal(c.jump - 0.0001, c.drawn, c.rounding)), c.below) << c.rounding;
        EXPECT_EQ(end_of(normal(c.jump, c.drawn, c.rounding)), c.above) << c.rounding;
    }
}

double mean_field(double deviation) {
    double r = 0;
    for (int i = 0; i < 100000; ++i) r = 0.5 * std::erfc(-(r - 0.25) / deviation / std::sqrt(2.0));
    return r;
}

TEST(Granovetter, MeanFieldHasThePublishedValues) {
    EXPECT_NEAR(mean_field(0.10), 0.0077, 5e-5);
    EXPECT_NEAR(mean_field(0.122), 0.0548, 5e-5);
    EXPECT_NEAR(mean_field(0.123), 1.0000, 5e-5);
    EXPECT_NEAR(mean_field(0.20), 0.9999, 5e-5);
    EXPECT_NEAR(mean_field(0.25), 0.9986, 5e-5);
    EXPECT_NEAR(mean_field(0.30), 0.9934, 5e-5);
}

/// A million residents without rounding: quantiles miss the mean field by 1/N at most per round,
/// which the slope at the fixed point (0.18 at the steepest of these) does not add up.
TEST(Granovetter, ManyResidentsFollowTheMeanField) {
    for (const double deviation : {0.10, 0.20, 0.25, 0.30}) {
        const Settings settings =
            normal(deviation, "middle", "none") + Settings{{"community.residents", 1e6}};
        EXPECT_NEAR(end_of(settings, 60) / 1e6, mean_field(deviation), 5e-6) << deviation;
    }
}

/// Drawn thresholds, 20 × 10,000 residents: the end has the binomial error of F, magnified by
/// 1/(1 - F'(r)) at the fixed point; four standard errors.
TEST(Granovetter, DrawnThresholdsScatterAroundTheMeanField) {
    for (const double deviation : {0.10, 0.25, 0.30}) {
        std::vector<double> ends;
        for (std::uint32_t r = 1; r <= 20; ++r)
            ends.push_back(
                end_of(normal(deviation, "random", "none") + Settings{{"community.residents", 1e4}},
                       80, r) /
                1e4);
        const double f = mean_field(deviation);
        const double z = (f - 0.25) / deviation;
        const double slope = std::exp(-z * z / 2) / (deviation * std::sqrt(2 * M_PI));
        const double error = std::sqrt(f * (1 - f) / 2e5) / (1 - slope);
        EXPECT_NEAR(test::sample(ends).mean, f, 4 * error) << deviation;
    }
}

/// Friends that weigh more let a riot start where strangers alone do not, sometimes.
TEST(Granovetter, FriendsWeighMore) {
    const Settings settings =
        normal(0.12, "random", "nearest") +
        Settings{{.key = "network.kind", .text = "random"}, {"network.mean_degree", 10}};
    std::size_t differ = 0;
    for (std::uint32_t r = 1; r <= 20; ++r)
        differ += end_of(settings, 400, r) !=
                  end_of(settings + Settings{{"influence.friend_weight", 5}}, 400, r);
    EXPECT_GT(differ, 0u);
}

}  // namespace
}  // namespace yihe

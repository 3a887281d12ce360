// Deffuant and others 2000, as far as it follows from the rule: what each meeting keeps, one
// cluster at a wide threshold and about 1/(2d) of them at narrow ones (the papers' rule).
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/runs.hpp"
#include "tests/support/statistics.hpp"

namespace yihe {
namespace {

using test::Settings;

test::History mixed(const Settings& settings, std::uint32_t weeks, std::uint32_t replicate = 1) {
    return test::run(test::model("deffuant_weisbuch"), settings, weeks, replicate);
}

/// Both move by the same amount: the mean stays, but for rounding.
TEST(DeffuantWeisbuch, MeetingsKeepTheMean) {
    for (const double rate : {0.1, 0.5, 1.0}) {
        const auto history = mixed({{"influence.rate", rate}}, 50);
        for (const double mean : history.series("opinion"))
            EXPECT_NEAR(mean, history.at("opinion", 1), 1e-12);
    }
}

/// With d = 1 and μ = 1/2 a meeting lowers Σ(x - mean)² by half the squared distance of the two, on
/// average by 1/(N - 1) of itself. 200 runs of 100 residents over 3 steps, four standard errors.
TEST(DeffuantWeisbuch, VarianceFallsAsItMust) {
    const ModelEntry& model = test::model("deffuant_weisbuch");
    constexpr double n = 100, steps = 3;
    std::vector<double> ratios;
    for (std::uint32_t r = 1; r <= 200; ++r) {
        const auto simulation =
            model.create(test::values_with(
                             model.info, {{"community.residents", n}, {"confidence.threshold", 1}}),
                         r, {});
        const auto variance = [&] {
            std::vector<double> x;
            x.reserve(simulation->agent_count());
            for (std::size_t i = 0; i < simulation->agent_count(); ++i)
                x.push_back(simulation->agent_value(0, i));
            return test::sample(x).variance;
        };
        const double before = variance();
        for (int t = 0; t < steps; ++t) simulation->step();
        ratios.push_back(variance() / before);
    }
    const auto s = test::sample(ratios);
    EXPECT_NEAR(s.mean, std::pow(1 - 1 / (n - 1), n * steps), 4 * std::sqrt(s.error2()));
}

double clusters(double threshold, std::uint32_t replicate) {
    const auto history = mixed({{"confidence.threshold", threshold},
                                {"clusters.gap", 0.01},
                                {"clusters.smallest_share", 0.01}},
                               150, replicate);
    return history.at("clusters", 150);
}

/// Clusters of at least 1 % number about the whole part of 1/(2d). Where 1/(2d) is itself a whole
/// number, as at 0.1, neighbours may also merge: mean of 20 runs one short at most, 3 to 6 in each.
TEST(DeffuantWeisbuch, LargeClustersFollowTheInverseOfTheThreshold) {
    double narrow = 0;
    for (std::uint32_t r = 1; r <= 20; ++r) {
        EXPECT_EQ(clusters(0.5, r), 1);
        EXPECT_NEAR(clusters(0.2, r), 2, 1);
        EXPECT_NEAR(clusters(0.15, r), 3, 1);
        EXPECT_NEAR(clusters(0.1, r), 4.5, 1.5);
        narrow += clusters(0.1, r) / 20;
    }
    EXPECT_NEAR(narrow, 4.5, 0.5);
}

/// Some who are open to more draw the clusters of the others together in the end: 192 and 8.
TEST(DeffuantWeisbuch, AFewOpenMindsLeadToConsensusInTheLongRun) {
    const Settings settings = {{"community.residents", 200},
                               {"confidence.threshold", 0.2},
                               {"confidence.others_threshold", 0.4},
                               {"confidence.others", 8},
                               {"clusters.gap", 0.01},
                               {"clusters.smallest_share", 0.05}};
    double early = 0, late = 0;
    for (std::uint32_t r = 1; r <= 20; ++r) {
        const auto history = mixed(settings, 3000, r);
        early += history.at("clusters", 60);
        late += history.at("clusters", 3000);
    }
    EXPECT_GT(early / 20, 1.5);
    EXPECT_LT(late, early);
}

/// Two residents, one meeting a step, μ = 1/4: the distance halves, and both thresholds follow
/// d' = α d + (1 − α) × the distance before the meeting.
TEST(DeffuantWeisbuch, ThresholdsFollowTheDistancesMet) {
    const ModelEntry& model = test::model("deffuant_weisbuch");
    for (const double memory : {0.0, 0.7, 1.0}) {
        const auto simulation =
            model.create(test::values_with(model.info, {{"community.residents", 2},
                                                        {"update.meetings", 0.5},
                                                        {"influence.rate", 0.25},
                                                        {"confidence.threshold", 1},
                                                        {"confidence.memory", memory}}),
                         1, {});
        double distance = std::abs(simulation->agent_value(0, 0) - simulation->agent_value(0, 1));
        double threshold = 1;
        ASSERT_GT(distance, 0.01);
        for (int step = 0; step < 20; ++step) {
            simulation->step();
            if (distance < threshold) {
                threshold = memory * threshold + (1 - memory) * distance;
                distance /= 2;
            }
            EXPECT_NEAR(simulation->agent_value(1, 0), threshold, 1e-12) << memory;
            EXPECT_NEAR(simulation->agent_value(1, 1), threshold, 1e-12) << memory;
        }
    }
}

/// Thresholds that shrink with what is met leave several clusters where constant ones lead to
/// consensus, the more the shorter the memory (Weisbuch and others 2002). Clusters of 1 % or more,
/// 12 runs each, three standard errors.
TEST(DeffuantWeisbuch, ShrinkingThresholdsPreventConsensus) {
    const auto clusters_left = [](double memory) {
        std::vector<double> all;
        for (std::uint32_t r = 1; r <= 12; ++r)
            all.push_back(mixed({{"confidence.threshold", 0.5},
                                 {"confidence.memory", memory},
                                 {"clusters.gap", 0.01},
                                 {"clusters.smallest_share", 0.01}},
                                150, r)
                              .at("clusters", 150));
        const auto s = test::sample(all);
        std::printf("memory %.2f: %.2f ± %.2f clusters\n", memory, s.mean, std::sqrt(s.error2()));
        return s;
    };
    const auto constant = clusters_left(1), slow = clusters_left(0.7), quick = clusters_left(0.5);
    EXPECT_EQ(constant.mean, 1);
    EXPECT_GT(slow.mean - 3 * std::sqrt(slow.error2()), 1);
    EXPECT_GT(quick.mean - slow.mean, 3 * test::error_of_difference(quick, slow));
}

}  // namespace
}  // namespace yihe

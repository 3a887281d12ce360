// Hegselmann and Krause 2002: how many opinions survive at each bound of confidence, against the
// published numbers and 40 runs of an independent program; the rule written out plainly.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "tests/support/runs.hpp"
#include "tests/support/statistics.hpp"

namespace yihe {
namespace {

using test::Settings;

Settings bound(double epsilon) {
    return {{"confidence.left", epsilon}, {"confidence.right", epsilon}};
}

double survivors(double epsilon, std::uint32_t replicate) {
    const auto history =
        test::run(test::model("hegselmann_krause"), bound(epsilon), 250, replicate);
    EXPECT_LT(history.at("change", 250), 1e-3) << "not yet stable";
    return history.at("opinions", 250);
}

/// 40 runs here and there. Tolerance: four standard errors of the difference, both with our
/// variance (or a tenth, where all of ours are equal), and half of the last digit printed.
TEST(HegselmannKrause, OpinionsThatSurvive) {
    struct Case {
        double epsilon, mean;
    };
    for (const Case& c : {Case{.01, 37.8},
                          {.02, 19.2},
                          {.05, 7.8},
                          {.10, 3.95},
                          {.15, 2.5},
                          {.20, 1.95},
                          {.22, 1.45},
                          {.25, 1},
                          {.30, 1}}) {
        std::vector<double> ours;
        for (std::uint32_t r = 1; r <= 40; ++r) ours.push_back(survivors(c.epsilon, r));
        const auto s = test::sample(ours);
        const double error = std::sqrt(2 * std::max(s.variance, 0.01) / 40);
        std::printf("bound %.2f: %.3f ± %.3f opinions (published %.2f)\n", c.epsilon, s.mean, error,
                    c.mean);
        EXPECT_NEAR(s.mean, c.mean, 4 * error + 0.05) << c.epsilon;
    }
}

/// Published single runs: 38 opinions at 0.01, two at 0.15, one at 0.25; ours scatter around.
TEST(HegselmannKrause, PublishedRunsLieInOurRange) {
    std::vector<double> fine, middle;
    for (std::uint32_t r = 1; r <= 20; ++r) {
        fine.push_back(survivors(.01, r));
        middle.push_back(survivors(.15, r));
        EXPECT_EQ(survivors(.25, r), 1);
    }
    EXPECT_LE(*std::min_element(fine.begin(), fine.end()), 38);
    EXPECT_GE(*std::max_element(fine.begin(), fine.end()), 38);
    EXPECT_EQ(*std::min_element(middle.begin(), middle.end()), 2);
    EXPECT_LE(*std::max_element(middle.begin(), middle.end()), 3);
}

/// The rule in its plain O(n²) form; sums in another order, hence a tolerance of rounding.
TEST(HegselmannKrause, EqualsTheRuleWrittenOut) {
    for (const double lean : {0.0, 0.5}) {
        const ModelEntry& model = test::model("hegselmann_krause");
        const double left = 0.1, right = 0.17;
        const auto simulation =
            model.create(test::values_with(model.info, {{"confidence.left", left},
                                                        {"confidence.right", right},
                                                        {"confidence.lean", lean}}),
                         1, {});
        std::vector<double> x(simulation->agent_count());
        for (std::size_t i = 0; i < x.size(); ++i) x[i] = simulation->agent_value(0, i);
        for (int step = 0; step < 5; ++step) {
            std::vector<double> next;
            for (const double own : x) {
                const double share = lean * own + (1 - lean) / 2, width = left + right;
                const double low = lean > 0 ? width * (1 - share) : left;
                const double high = lean > 0 ? width * share : right;
                double sum = 0, n = 0;
                for (const double other : x)
                    if (own - low <= other && other <= own + high) sum += other, n += 1;
                next.push_back(sum / n);
            }
            x = next;
            simulation->step();
            for (std::size_t i = 0; i < x.size(); ++i)
                ASSERT_NEAR(simulation->agent_value(0, i), x[i], 1e-12);
        }
    }
}

/// A complete network of ties is everybody.
TEST(HegselmannKrause, NetworkOfAllIsEverybody) {
    const Settings people = Settings{{"community.residents", 101}} + bound(0.12);
    const Settings ring = {{.key = "network.kind", .text = "ring"}, {"network.mean_degree", 100}};
    const auto everyone = test::run(test::model("hegselmann_krause"), people, 60);
    const auto tied = test::run(test::model("hegselmann_krause"), people + ring, 60);
    for (std::size_t week = 1; week <= 60; ++week) {
        EXPECT_EQ(everyone.at("opinions", week), tied.at("opinions", week));
        EXPECT_NEAR(everyone.at("opinion", week), tied.at("opinion", week), 1e-12);
    }
}

}  // namespace
}  // namespace yihe

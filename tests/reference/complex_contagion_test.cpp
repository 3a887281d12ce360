// Centola and Macy 2007, as far as it follows from the rule exactly: growth on regular lattices,
// the critical threshold, what rewiring does; the noise variant against the step it smooths.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/runs.hpp"
#include "tests/support/statistics.hpp"

namespace yihe {
namespace {

using test::Settings;

test::History contagion(const Settings& settings, std::uint32_t weeks, std::uint32_t r = 1) {
    return test::run(test::model("complex_contagion"), settings, weeks, r);
}

const Settings ring = {{.key = "network.kind", .text = "ring"},
                       {"network.mean_degree", 4},
                       {"community.residents", 1000},
                       {.key = "update.order", .text = "synchronous"}};

/// Five start; each front advances by as many as see enough active neighbours.
TEST(ComplexContagion, FrontsOnARingAdvanceByTheRule) {
    const auto simple = contagion(ring + Settings{{"threshold.count", 1}}, 100);
    const auto complex = contagion(ring + Settings{{"threshold.count", 2}}, 100);
    const auto stuck = contagion(ring + Settings{{"threshold.count", 3}}, 100);
    for (const std::size_t t : {1u, 10u, 100u}) {
        const auto steps = static_cast<double>(t);
        EXPECT_DOUBLE_EQ(simple.at("active", t), (5 + 4 * steps) / 1000);
        EXPECT_DOUBLE_EQ(complex.at("active", t), (5 + 2 * steps) / 1000);
        EXPECT_DOUBLE_EQ(stuck.at("active", t), 5.0 / 1000);
    }
}

/// From a neighbourhood on a lattice of eight neighbours, three spread to all and four to nobody: a
/// site beside a straight front sees three.
TEST(ComplexContagion, CriticalThresholdOfTheMooreLattice) {
    for (const double threshold : {2.0, 3.0, 4.0}) {
        const auto history =
            contagion({{"community.residents", 900}, {"threshold.count", threshold}}, 300);
        EXPECT_EQ(history.at("active", 300), threshold < 4 ? 1 : 9.0 / 900) << threshold;
    }
}

double saturated(const Settings& settings, std::uint32_t replicates, double* steps = nullptr) {
    double sum = 0;
    for (std::uint32_t r = 1; r <= replicates; ++r) {
        const auto history = contagion(settings, 300, r);
        sum += history.at("saturated", 300);
        if (steps != nullptr) *steps += history.at("steps_to_saturation", 300) / replicates;
    }
    return sum / replicates;
}

/// Long ties always speed up simple contagion; a complex one they speed up while they are few and
/// stop when they are many. 20 replicates: all or none, by a wide margin.
TEST(ComplexContagion, LongTiesHelpSimpleAndHurtComplexContagion) {
    for (const std::string by : {"ends", "swaps"}) {
        const Settings base = {{"community.residents", 2500},
                               {.key = "network.rewired_by", .text = by}};
        const auto at = [&](double threshold, double rewiring, double& steps) {
            return saturated(
                base + Settings{{"threshold.count", threshold}, {"network.rewiring", rewiring}}, 20,
                &steps);
        };
        double local = 0, few = 0, all = 0, unused = 0;
        EXPECT_EQ(at(1, 0, local), 1);
        EXPECT_EQ(at(1, 0.1, few), 1);
        EXPECT_GE(at(1, 1, all), 0.95) << by;  // moved ends leave a few without ties
        EXPECT_LT(few, local);
        EXPECT_LT(all, few);
        local = few = 0;
        EXPECT_EQ(at(2, 0, local), 1);
        EXPECT_EQ(at(2, 0.05, few), 1);
        EXPECT_LT(few, local);
        EXPECT_EQ(at(3, 0, unused), 1);
        EXPECT_EQ(at(3, 1, unused), 0) << by;
    }
}

/// A steep logistic function between two numbers of neighbours is the step between them.
TEST(ComplexContagion, SteepNoiseIsTheThreshold) {
    const Settings small = {{"community.residents", 900}};
    const auto step = contagion(small + Settings{{"threshold.count", 3}}, 60);
    const auto steep =
        contagion(small + Settings{{"threshold.count", 2.5}, {"noise.slope", 100}}, 60);
    EXPECT_EQ(step.series("active"), steep.series("active"));
}

/// Below the threshold each trial succeeds with the probability given: 50 runs, four binomial
/// standard errors; half a neighbour for those that two seeds share.
TEST(ComplexContagion, NoiseBelowTheThresholdHasItsProbability) {
    const Settings settings = ring + Settings{{"community.residents", 40000},
                                              {"threshold.count", 100},
                                              {"noise.below", 0.2},
                                              {.key = "seeds.place", .text = "random"},
                                              {"seeds.count", 40}};
    std::vector<double> taken;
    for (std::uint32_t r = 1; r <= 50; ++r)
        taken.push_back((contagion(settings, 1, r).at("active", 1) * 40000 - 40));
    // 40 seeds have 160 neighbours, but for the few that are shared.
    EXPECT_NEAR(test::sample(taken).mean, 32, 4 * std::sqrt(160 * .2 * .8 / 50) + 0.5);
}

/// With noise, long ties speed up even a complex contagion (Eckles et al. 2024): a ring with two
/// needed, 20 replicates, four standard errors of the difference.
TEST(ComplexContagion, NoisyContagionIsSpedUpByLongTies) {
    std::vector<double> local, rewired;
    for (std::uint32_t r = 1; r <= 20; ++r)
        for (const double rewiring : {0.0, 0.2}) {
            const auto history = contagion(ring + Settings{{"threshold.count", 2},
                                                           {"noise.below", 0.05},
                                                           {"saturation.cut", 0.9},
                                                           {"network.rewiring", rewiring}},
                                           400, r);
            (rewiring == 0 ? local : rewired).push_back(history.at("steps_to_saturation", 400));
        }
    const auto a = test::sample(local), b = test::sample(rewired);
    EXPECT_GT(a.mean - b.mean, 4 * test::error_of_difference(a, b));
}

}  // namespace
}  // namespace yihe

// Effort between two tasks, and the majority of a panel, against their exact values.
#include "models/governance/effort.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "models/governance/panel.hpp"
#include "sim/core/random.hpp"

namespace yihe::governance {
namespace {

constexpr double enough = 1e9;  // hours

/// 5.17: γ = 0.5, B = (1, 0.6) gives (0.9333, 0.1333); nothing is left at B_s = 0.5.
TEST(Effort, LeansToOneSideWhereTheOtherIsPaidTooLittle) {
    const Effort inside = multitask_effort(1, 0.6, 0.5, enough);
    EXPECT_NEAR(inside.administration, 14.0 / 15, 1e-12);
    EXPECT_NEAR(inside.self_governance, 2.0 / 15, 1e-12);
    for (const double paid : {-1.0, 0.0, 0.3, 0.5}) {
        const Effort corner = multitask_effort(1, paid, 0.5, enough);
        EXPECT_EQ(corner.administration, 1);
        EXPECT_EQ(corner.self_governance, 0);
        EXPECT_EQ(multitask_effort(paid, 1, 0.5, enough).administration, 0);
    }
    EXPECT_GT(multitask_effort(1, 0.5001, 0.5, enough).self_governance, 0);
    EXPECT_EQ(multitask_effort(-1, -1, 0.5, enough).administration, 0);
    EXPECT_EQ(multitask_effort(-1, -2, 0.5, enough).self_governance, 0);
}

TEST(Effort, IsTheBestOfAGrid) {
    for (const double g : {0.0, 0.3, 0.9})
        for (const double for_a : {-0.5, 0.2, 1.0, 2.0})
            for (const double for_s : {-0.2, 0.1, 0.9}) {
                const auto worth = [&](double a, double s) {
                    return for_a * a + for_s * s - (a * a + s * s + 2 * g * a * s) / 2;
                };
                const Effort best = multitask_effort(for_a, for_s, g, enough);
                for (int a = 0; a <= 60; ++a)
                    for (int s = 0; s <= 60; ++s)
                        ASSERT_LE(worth(0.05 * a, 0.05 * s),
                                  worth(best.administration, best.self_governance) + 1e-12)
                            << g << " " << for_a << " " << for_s;
            }
}

TEST(Effort, KeepsItsProportionsWithinTheHours) {
    const Effort free = multitask_effort(1, 0.6, 0.5, enough);
    const Effort bound = multitask_effort(1, 0.6, 0.5, 0.5);
    EXPECT_NEAR(bound.administration + bound.self_governance, 0.5, 1e-12);
    EXPECT_NEAR(bound.administration / bound.self_governance,
                free.administration / free.self_governance, 1e-12);
    EXPECT_EQ(multitask_effort(1, 0.6, 0.5, 0).administration, 0);
}

/// 5.18, and panels with a tie.
TEST(Panel, IsRightMoreOftenTheLargerItIs) {
    for (const auto& [members, right] :
         {std::pair(1u, 0.6), {3u, 0.648}, {11u, 0.7535}, {21u, 0.8256}, {51u, 0.9265}})
        EXPECT_NEAR(majority_accuracy(members, 0.6), right, 5e-5) << members;
    EXPECT_NEAR(majority_accuracy(101, 0.6), 0.9791, 5e-5);
    EXPECT_NEAR(majority_accuracy(2, 0.6), 0.6, 1e-12) << "a second head without a third adds none";
    EXPECT_NEAR(majority_accuracy(100, 0.5), 0.5, 1e-9);
    EXPECT_NEAR(majority_accuracy(21, 0.4), 1 - majority_accuracy(21, 0.6), 1e-9);
    EXPECT_EQ(majority_accuracy(9, 0), 0);
    EXPECT_EQ(majority_accuracy(9, 1), 1);
}

/// Votes drawn one by one, 40,000 panels, four binomial standard errors.
TEST(Panel, AgreesWithVotesThatAreCast) {
    const Random random(4, 0);
    for (const std::uint32_t members : {5u, 8u}) {
        double right = 0;
        constexpr std::uint32_t panels = 40000;
        for (std::uint32_t panel = 0; panel < panels; ++panel) {
            std::uint32_t votes = 0;
            for (std::uint32_t i = 0; i < members; ++i)
                votes += random.chance(0.7, Purpose{"vote"}, panel, 0, i);
            right += 2 * votes == members ? 0.5 : 2 * votes > members ? 1 : 0;
        }
        const double p = majority_accuracy(members, 0.7);
        EXPECT_NEAR(right / panels, p, 4 * std::sqrt(p * (1 - p) / panels)) << members;
    }
}

}  // namespace
}  // namespace yihe::governance

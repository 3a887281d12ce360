// Whose turn it is: everybody once, in an order drawn anew or kept, or anyone.
#include "models/reference/order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace yihe::reference {
namespace {

const Random random_1(1, 1);

std::vector<AgentId> week_of(Turns order, std::size_t n, std::uint32_t week) {
    return turns(order, n, random_1, Purpose{"test of turns"}, week);
}
std::size_t different(const std::vector<AgentId>& all) {
    return std::set<AgentId>(all.begin(), all.end()).size();
}

TEST(Turns, AreInOneOrderOrInAnotherEachWeek) {
    for (const Turns order : {Turns::random_order, Turns::fixed_order}) {
        const auto first = week_of(order, 50, 1);
        EXPECT_EQ(different(first), 50u);
        EXPECT_FALSE(std::is_sorted(first.begin(), first.end()));
        for (std::uint32_t week = 2; week < 20; ++week) {
            EXPECT_EQ(different(week_of(order, 50, week)), 50u);
            EXPECT_EQ(week_of(order, 50, week) == first, order == Turns::fixed_order);
        }
    }
}

/// A share (1 − 1/n)^n has none; four standard errors of independent shares, which are wider.
TEST(Turns, DrawnWithReplacementLeaveSomeWithoutOne) {
    constexpr std::size_t n = 20000;
    const auto drawn = week_of(Turns::random_choice, n, 3);
    EXPECT_EQ(drawn.size(), n);
    const double with = static_cast<double>(different(drawn)) / n, p = 1 - std::exp(-1);
    EXPECT_NEAR(with, p, 4 * std::sqrt(p * (1 - p) / n));
    EXPECT_NE(drawn, week_of(Turns::random_choice, n, 4));
}

}  // namespace
}  // namespace yihe::reference

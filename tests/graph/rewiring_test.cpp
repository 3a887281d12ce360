// Rewiring of any graph, and neighbourhoods of any radius on the square grid.
#include <gtest/gtest.h>

#include <cmath>

#include "sim/graph/generators.hpp"

namespace yihe {
namespace {

const Random random_numbers(11, 1);

TEST(Rewired, KeepsTiesAndDegreesAsItSays) {
    const Layer grid = square_grid(
        {.rows = 30, .columns = 40, .neighbourhood = Neighbourhood::moore, .torus = true});
    for (const double rewiring : {0.0, 0.1, 1.0}) {
        const Layer moved = rewired(grid, {.rewiring = rewiring}, random_numbers);
        const Layer swapped =
            rewired(grid, {.rewiring = rewiring, .by = RewiredBy::swaps}, random_numbers);
        EXPECT_EQ(moved.tie_count(), grid.tie_count());
        EXPECT_EQ(swapped.tie_count(), grid.tie_count());
        for (AgentId v = 0; v < grid.size(); ++v) EXPECT_EQ(swapped.degree(v), grid.degree(v));
        EXPECT_EQ(moved == grid, rewiring == 0);
        EXPECT_EQ(swapped == grid, rewiring == 0);
    }
}

/// Of 4,800 ties a share of 0.2 moves; the new place is an old one once in 150. Four binomial
/// standard errors. A swap takes a second tie along: 1 - 0.8 · e^-0.2 of the ties, nearly.
TEST(Rewired, MovesTheShareAskedFor) {
    const Layer grid = square_grid(
        {.rows = 30, .columns = 40, .neighbourhood = Neighbourhood::moore, .torus = true});
    const auto new_ties = [&](RewiredBy by) {
        const Layer after = rewired(grid, {.rewiring = 0.2, .by = by}, random_numbers);
        double fresh = 0;
        for (const Tie& tie : after.ties()) fresh += !grid.tied(tie.a, tie.b);
        return fresh / static_cast<double>(grid.tie_count());
    };
    const double error = 4 * std::sqrt(0.2 * 0.8 / 4800);
    EXPECT_NEAR(new_ties(RewiredBy::ends), 0.2, error + 0.2 / 150);
    EXPECT_NEAR(new_ties(RewiredBy::swaps), 1 - 0.8 * std::exp(-0.2), 2 * error);
}

TEST(Rewired, FullyRewiredIsNoLongerClustered) {
    const Layer ring = ring_lattice({.n = 2000, .degree = 10});
    for (const RewiredBy by : {RewiredBy::ends, RewiredBy::swaps}) {
        const Layer after = rewired(ring, {.rewiring = 1, .by = by}, random_numbers);
        std::size_t kept = 0;
        for (const Tie& tie : after.ties()) kept += ring.tied(tie.a, tie.b);
        EXPECT_LT(static_cast<double>(kept), 0.02 * static_cast<double>(ring.tie_count()));
    }
}

TEST(SquareGrid, NeighbourhoodsOfAnyRadius) {
    struct Case {
        Neighbourhood shape;
        std::size_t radius, degree;
    };
    for (const Case& c : {Case{Neighbourhood::von_neumann, 2, 12},
                          {Neighbourhood::von_neumann, 3, 24},
                          {Neighbourhood::moore, 2, 24},
                          {Neighbourhood::moore, 3, 48}}) {
        const Layer torus = square_grid({.rows = 9,
                                         .columns = 11,
                                         .neighbourhood = c.shape,
                                         .torus = true,
                                         .radius = c.radius});
        for (AgentId v = 0; v < torus.size(); ++v) EXPECT_EQ(torus.degree(v), c.degree);
        const Layer open =
            square_grid({.rows = 9, .columns = 11, .neighbourhood = c.shape, .radius = c.radius});
        EXPECT_EQ(open.degree(4 * 11 + 5), c.degree);
        EXPECT_LT(open.degree(0), c.degree);
    }
}

}  // namespace
}  // namespace yihe

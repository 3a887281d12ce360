// Designs: what each promises about its points, at few and many dimensions.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "analysis/designs/keyed_permutation.hpp"
#include "analysis/designs/sensitivity_designs.hpp"
#include "analysis/designs/space_filling.hpp"

namespace yihe::analysis {
namespace {

/// Whether `points` from `first` fill each of `cells` equal intervals equally often, in every
/// dimension.
bool even(const UnitDesign& design, std::uint64_t first, std::uint64_t points,
          std::uint64_t cells) {
    const std::size_t k = design.dimensions();
    std::vector<std::uint64_t> counts(k * cells, 0);
    for (std::uint64_t i = first; i < first + points; ++i) {
        const auto x = design.point(i);
        for (std::size_t d = 0; d < k; ++d) {
            if (!(x[d] >= 0 && x[d] < 1)) return false;
            ++counts[d * cells + static_cast<std::size_t>(std::floor(x[d] * double(cells)))];
        }
    }
    return std::all_of(counts.begin(), counts.end(),
                       [&](std::uint64_t n) { return n == points / cells; });
}

TEST(KeyedPermutation, HitsEveryPlaceOnce) {
    for (const std::uint64_t size : {1u, 2u, 3u, 4u, 5u, 7u, 16u, 17u, 100u, 1000u, 4099u}) {
        const KeyedPermutation permutation(5, 1, size);
        std::vector<bool> seen(size, false);
        for (std::uint64_t i = 0; i < size; ++i) {
            const auto at = permutation(i);
            ASSERT_LT(at, size);
            ASSERT_FALSE(seen[at]) << size;
            seen[at] = true;
        }
    }
}

TEST(KeyedPermutation, OverItsKeysEveryOrderIsAsLikely) {
    // 24 orders of four places, 24,000 keys: chi-square with 23 degrees, 54.0 at 0.0003.
    std::vector<int> counts(256, 0);
    for (std::uint32_t key = 0; key < 24000; ++key) {
        const KeyedPermutation permutation(9, key, 4);
        ++counts[permutation(0) * 64 + permutation(1) * 16 + permutation(2) * 4 + permutation(3)];
    }
    double chi = 0;
    int orders = 0;
    for (const int n : counts)
        if (n > 0) chi += (n - 1000.0) * (n - 1000.0) / 1000, ++orders;
    EXPECT_EQ(orders, 24);
    EXPECT_LT(chi, 54.0);
}

TEST(LatinHypercube, HasOnePointInEveryCellOfEveryDimension) {
    for (const std::uint64_t points : {1u, 2u, 7u, 100u, 1000u}) {
        const auto design = latin_hypercube({.dimensions = 60, .points = points, .seed = 3});
        ASSERT_TRUE(even(design, 0, points, points)) << points;
    }
}

TEST(LatinHypercube, AMillionPointsStayInTheirCells) {
    constexpr std::uint64_t points = 1000000;
    const auto design = latin_hypercube({.dimensions = 1, .points = points, .seed = 8});
    std::vector<bool> seen(points, false);
    for (std::uint64_t i = 0; i < points; ++i) {
        const auto cell = static_cast<std::size_t>(std::floor(design.point(i)[0] * 1e6));
        ASSERT_LT(cell, points);
        ASSERT_FALSE(seen[cell]);
        seen[cell] = true;
    }
}

TEST(LatinHypercube, DimensionsAreUnrelated) {
    constexpr int points = 2000;
    const auto design = latin_hypercube({.dimensions = 10, .points = points, .seed = 4});
    for (std::size_t a = 0; a < 10; ++a)
        for (std::size_t b = 0; b < a; ++b) {
            double sum = 0;
            for (int i = 0; i < points; ++i) {
                const auto x = design.point(i);
                sum += (x[a] - 0.5) * (x[b] - 0.5);
            }
            // The correlation of a random permutation has sd 1/sqrt(n); 45 pairs at 4.5 sd.
            EXPECT_NEAR(12 * sum / points, 0, 4.5 / std::sqrt(double(points)));
        }
}

TEST(Designs, SamePointForSameIndexAndSeedAlone) {
    const auto differ = [](const auto& make) {
        const UnitDesign one = make(1), again = make(1), other = make(2);
        const auto late = one.point(37);
        one.point(5);
        EXPECT_EQ(late, one.point(37));
        EXPECT_EQ(late, again.point(37));
        EXPECT_NE(late, other.point(37));
        EXPECT_THROW(one.point(one.size()), InvariantError);
    };
    differ([](std::uint64_t seed) {
        return latin_hypercube({.dimensions = 60, .points = 50, .seed = seed});
    });
    differ([](std::uint64_t seed) {
        return random_points({.dimensions = 60, .points = 50, .seed = seed});
    });
    differ(
        [](std::uint64_t seed) { return sobol({.dimensions = 120, .points = 50, .seed = seed}); });
    differ([](std::uint64_t seed) {
        return saltelli({.dimensions = 60, .base_points = 2, .seed = seed});
    });
    differ([](std::uint64_t seed) {
        return morris({.dimensions = 60, .trajectories = 2, .seed = seed});
    });
}

TEST(RandomPoints, AreUniform) {
    constexpr int points = 20000;
    const auto design = random_points({.dimensions = 60, .points = points, .seed = 6});
    std::vector<double> sums(60, 0);
    for (int i = 0; i < points; ++i) {
        const auto x = design.point(i);
        for (std::size_t d = 0; d < 60; ++d) sums[d] += x[d];
    }
    for (const double sum : sums)  // 60 means at 4.5 sd
        EXPECT_NEAR(sum / points, 0.5, 4.5 * std::sqrt(1.0 / 12 / points));
}

TEST(Sobol, BeginsWithThePublishedPoints) {  // the example of Joe and Kuo, dimensions 1 to 3
    const auto design = sobol({.dimensions = 3, .points = 8, .shifted = false});
    const std::vector<std::vector<double>> published = {{0, 0, 0},
                                                        {0.5, 0.5, 0.5},
                                                        {0.75, 0.25, 0.25},
                                                        {0.25, 0.75, 0.75},
                                                        {0.375, 0.375, 0.625},
                                                        {0.875, 0.875, 0.125},
                                                        {0.625, 0.125, 0.875},
                                                        {0.125, 0.625, 0.375}};
    for (std::uint64_t i = 0; i < 8; ++i) EXPECT_EQ(design.point(i), published[i]) << i;
}

TEST(Sobol, FillsEveryDyadicIntervalEqually) {
    for (const bool shifted : {false, true}) {
        const auto design =
            sobol({.dimensions = 150, .points = 4096, .shifted = shifted, .seed = 7});
        EXPECT_TRUE(even(design, 0, 256, 256));
        EXPECT_TRUE(even(design, 1024, 256, 256));
    }
}

TEST(Sobol, FillsTheFirstPlaneEqually) {  // dimensions 1 and 2 are a (0, m, 2)-net
    const auto design = sobol({.dimensions = 2, .points = 1024, .seed = 2});
    std::vector<int> counts(1024, 0);
    for (std::uint64_t i = 0; i < 1024; ++i) {
        const auto x = design.point(i);
        ++counts[static_cast<std::size_t>(std::floor(x[0] * 32) * 32 + std::floor(x[1] * 32))];
    }
    EXPECT_EQ(std::count(counts.begin(), counts.end(), 1), 1024);
}

TEST(Sobol, LateElementsFollowTheirGrayCode) {
    // Neighbours in Gray-code order differ by one direction number: in dimension 1 by 2^-(r+1),
    // r the number of ones at the end of the earlier index.
    const auto design =
        sobol({.dimensions = 1, .points = std::uint64_t{1} << 40, .shifted = false});
    const std::uint64_t at = (std::uint64_t{1} << 39) + 1023;
    EXPECT_EQ(std::abs(design.point(at + 1)[0] - design.point(at)[0]), 0x1p-11);
}

TEST(Saltelli, ExchangesOneCoordinateAtATime) {
    const Saltelli config{.dimensions = 60, .base_points = 16, .second_order = true, .seed = 5};
    const auto design = saltelli(config);
    ASSERT_EQ(design.size(), 16u * 122);
    for (std::uint64_t base = 0; base < 16; ++base) {
        const auto a = design.point(base * 122), b = design.point(base * 122 + 1);
        for (std::size_t d = 0; d < 60; ++d) EXPECT_NE(a[d], b[d]);
        for (std::size_t i = 0; i < 60; ++i) {
            auto ab = a, ba = b;
            ab[i] = b[i];
            ba[i] = a[i];
            EXPECT_EQ(design.point(base * 122 + 2 + i), ab);
            EXPECT_EQ(design.point(base * 122 + 62 + i), ba);
        }
    }
}

TEST(Saltelli, MoreBasePointsKeepTheFirst) {
    const auto few = saltelli({.dimensions = 3, .base_points = 8, .seed = 5});
    const auto many = saltelli({.dimensions = 3, .base_points = 64, .seed = 5});
    ASSERT_EQ(few.size(), 8u * 5);
    for (std::uint64_t i = 0; i < few.size(); ++i) EXPECT_EQ(few.point(i), many.point(i));
}

TEST(Morris, MovesEveryCoordinateOnceByDelta) {
    for (const std::uint32_t levels : {2u, 4u, 10u}) {
        const Morris config{.dimensions = 60, .trajectories = 20, .levels = levels, .seed = 5};
        const auto design = morris(config);
        ASSERT_EQ(design.size(), 20u * 61);
        for (std::uint64_t t = 0; t < 20; ++t) {
            std::vector<int> moved(60, 0);
            for (std::size_t s = 0; s < 60; ++s) {
                const auto from = design.point(t * 61 + s), to = design.point(t * 61 + s + 1);
                const MorrisMove move = morris_move(config, t, s);
                ++moved[move.dimension];
                for (std::size_t d = 0; d < 60; ++d) {
                    const double step = d != move.dimension ? 0.0
                                        : move.up           ? config.delta()
                                                            : -config.delta();
                    EXPECT_NEAR(to[d] - from[d], step, 1e-15);
                    const double level = to[d] * (levels - 1);
                    EXPECT_NEAR(level, std::round(level), 1e-12);
                    EXPECT_TRUE(to[d] >= 0 && to[d] <= 1);
                }
            }
            EXPECT_EQ(std::count(moved.begin(), moved.end(), 1), 60);
        }
    }
}

TEST(Morris, StartsAndDirectionsAreEven) {
    // 4 levels: each start is as likely; 12,000 trajectories, 4.5 sd.
    const auto design = morris({.dimensions = 1, .trajectories = 12000, .levels = 4, .seed = 1});
    std::vector<int> counts(4, 0);
    for (std::uint64_t t = 0; t < 12000; ++t)
        ++counts[static_cast<std::size_t>(std::lround(design.point(2 * t)[0] * 3))];
    for (const int n : counts) EXPECT_NEAR(n, 3000, 4.5 * std::sqrt(12000 * 0.25 * 0.75));
}

}  // namespace
}  // namespace yihe::analysis

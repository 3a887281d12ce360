// Designs and analyses give the same bits under every compiler: digests of their numbers.
#include <gtest/gtest.h>

#include <span>
#include <string>

#include "analysis/designs/sensitivity_designs.hpp"
#include "analysis/designs/space_filling.hpp"
#include "analysis/response/largest_difference.hpp"
#include "analysis/response/optimum.hpp"
#include "analysis/response/shapes.hpp"
#include "analysis/response/two_lines.hpp"
#include "analysis/statistics/quantile.hpp"
#include "sim/core/hash.hpp"
#include "tests/analysis/synthetic.hpp"

namespace yihe::analysis {
namespace {

std::string digest(std::span<const double> numbers) {
    Hasher hasher;
    hasher.bytes(numbers.data(), numbers.size_bytes());
    return hasher.digest().substr(0, 12);
}

std::string digest(const UnitDesign& design) {
    std::vector<double> all;
    for (std::uint64_t i = 0; i < design.size(); ++i)
        for (const double x : design.point(i)) all.push_back(x);
    return digest(all);
}

TEST(SameBits, OfDesigns) {
    EXPECT_EQ(digest(latin_hypercube({.dimensions = 60, .points = 77, .seed = 1})), "ca95eb7feaf4");
    EXPECT_EQ(digest(random_points({.dimensions = 60, .points = 77, .seed = 1})), "6ef9a36d6c40");
    EXPECT_EQ(digest(sobol({.dimensions = 130, .points = 77, .seed = 1})), "2db74a885520");
    EXPECT_EQ(digest(saltelli({.dimensions = 60, .base_points = 2, .seed = 1})), "7cd9bf814175");
    EXPECT_EQ(digest(morris({.dimensions = 60, .trajectories = 3, .seed = 1})), "0da6863e08dd");
}

TEST(SameBits, OfAnalyses) {
    const Response r = test::response({.truth = test::hump, .replicates = 12, .own = 0.3});
    const Largest up = rise(r), down = fall(r);
    EXPECT_EQ(digest(std::vector{up.lower, up.upper, down.lower, down.upper}), "c80e9ef17830");
    const Optimum top = optimum(r);
    EXPECT_EQ(digest(std::vector{top.location, top.lower, top.upper}), "5ad426828bba");
    const TwoLines lines = two_lines(r);
    EXPECT_EQ(digest(std::vector{lines.breakpoint, lines.left.lower, lines.right.upper}),
              "a66ee09c6909");
    std::vector<double> losses;
    for (const ShapeFit& fit : compare_shapes(r).fits) losses.push_back(fit.loss);
    EXPECT_EQ(digest(losses), "fe93df7678ce");
    const auto welch = welch_difference(r.values[0], r.values[4]);
    const auto median = quantile_interval(r.values[3]);
    EXPECT_EQ(digest(std::vector{welch.lower, welch.upper, median.lower, median.coverage}),
              "93738c7f2a45");
}

}  // namespace
}  // namespace yihe::analysis

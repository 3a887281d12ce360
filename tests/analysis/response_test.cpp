// Responses: known answers, and how often the tests err over synthetic samples with a known truth.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "analysis/response/largest_difference.hpp"
#include "analysis/response/optimum.hpp"
#include "analysis/response/two_lines.hpp"
#include "sim/core/error.hpp"
#include "sim/core/math.hpp"
#include "tests/analysis/synthetic.hpp"

namespace yihe::analysis {
namespace {

using test::response, test::Synthetic;

/// Share of `repeats` samples in which `event(sample)` happens.
template <class F>
double rate(const Synthetic& config, std::uint32_t repeats, F event) {
    std::uint32_t hits = 0;
    for (std::uint32_t i = 0; i < repeats; ++i) hits += event(response(config, i)) ? 1 : 0;
    return hits / double(repeats);
}

/// 4.5 standard errors of a share p over n samples.
double error(double p, double n) { return 4.5 * std::sqrt(p * (1 - p) / n); }

TEST(Response, IsCheckedBeforeUse) {
    Response r = response({.levels = 3, .replicates = 2});
    EXPECT_NO_THROW(ensure_response(r, 3));
    EXPECT_THROW(ensure_response(r, 4), InvariantError);
    r.values[1].pop_back();
    EXPECT_THROW(ensure_response(r, 3), InvariantError);
    r = response({.levels = 3});
    r.levels[1] = 0;
    EXPECT_THROW(rise(r), InvariantError);
}

TEST(Response, MeansLeaveOutMissingRuns) {
    const Response r{{0, 1}, {{1, 2, Interval::empty}, {5, Interval::empty, 9}}};
    const auto curve = mean_curve(r);
    EXPECT_EQ(curve[0].mean, 1.5);
    EXPECT_EQ(curve[1].n, 2u);
    EXPECT_EQ(level_difference(r, 1, 0).n_a, 1u);
    EXPECT_EQ(level_difference(r, 1, 0).estimate, 4);
    EXPECT_EQ(mirrored(r).values[1][2], -9);
}

TEST(Rise, OfAFlatTruthIsFoundNoMoreOftenThanStated) {
    // Each bound may err in 2.5 % of the samples.
    for (const std::size_t replicates : {5u, 30u}) {
        const Synthetic flat{.replicates = replicates, .seed = replicates};
        EXPECT_LE(rate(flat, 2000, [](const Response& r) { return rise(r).lower > 0; }),
                  0.025 + error(0.025, 2000));
        EXPECT_LE(rate(flat, 2000, [](const Response& r) { return fall(r).lower > 0; }),
                  0.025 + error(0.025, 2000));
    }
}

TEST(Rise, IsCoveredByItsBounds) {
    // The levels nearest to the top are 0.375 and 0.5: the true rise is that of 0.375.
    const double truth = 0.64 - 4 * 0.025 * 0.025;
    const Synthetic config{.truth = test::hump, .replicates = 10, .own = 0.3, .seed = 4};
    EXPECT_GE(rate(config, 1000,
                   [&](const Response& r) {
                       const Largest up = rise(r);
                       return up.lower <= truth && truth <= up.upper;
                   }),
              0.95 - error(0.95, 1000));
}

TEST(Rise, AndFallOfATrueHumpAreFound) {
    // A rise of 0.64 against 0.05: with 20 replicates the paired error is 0.3 sqrt(2/20) = 0.095
    // and the joint bound lies 3.0 of it below, at 0.35: missed once in some thousand samples.
    const Synthetic config{.truth = test::hump, .replicates = 20, .own = 0.3, .seed = 5};
    EXPECT_GE(rate(config, 300,
                   [](const Response& r) { return rise(r).lower > 0.05 && fall(r).lower > 0.05; }),
              0.98);
}

TEST(Rise, NeedsPairs) {
    Response r = response({.levels = 4, .replicates = 1});
    EXPECT_TRUE(std::isnan(rise(r).lower));
    EXPECT_TRUE(std::isnan(rise(r).upper));
    EXPECT_FALSE(std::isnan(rise(r).estimate));
    r = response({.levels = 4, .replicates = 5});
    r.values[2].assign(5, Interval::empty);  // one level without runs: it might be the best one
    EXPECT_FALSE(std::isnan(rise(r).lower));
    EXPECT_TRUE(std::isnan(rise(r).upper));
}

TEST(Rise, OfExactNumbersIsExact) {
    const Response r{{0, 1, 2, 5}, {{1, 2}, {4, 5}, {3, 4}, {0, 1}}};
    EXPECT_EQ(rise(r).estimate, 3);
    EXPECT_EQ(rise(r).lower, 3);
    EXPECT_EQ(rise(r).upper, 3);
    EXPECT_EQ(rise(r).at.to, 1u);
    EXPECT_EQ(fall(r).estimate, 4);
    EXPECT_EQ(decline(r).estimate, 4);
    EXPECT_EQ(spread(r).upper, 4);
}

TEST(Optimum, LiesOnTheParabola) {
    const Optimum top = optimum(response({.truth = test::hump, .own = 0}));
    EXPECT_EQ(top.level, 3u);  // 0.375
    EXPECT_NEAR(top.location, 0.4, 1e-12);
    EXPECT_NEAR(top.upper, 0.4, 1e-12);
    EXPECT_EQ(top.interior_share, 1);
    const Optimum end = optimum(response({.truth = [](double x) { return x; }, .own = 0}));
    EXPECT_EQ(end.location, 1);
    EXPECT_EQ(end.interior_share, 0);
}

TEST(Optimum, IsCoveredByItsIntervalAndRepeatable) {
    // The percentile bootstrap is somewhat narrow for few replicates: 0.92 is what is asked of 30.
    const Synthetic config{.truth = test::hump, .replicates = 30, .own = 0.3, .seed = 6};
    const double covered = rate(config, 400, [](const Response& r) {
        const Optimum top = optimum(r, {.resamples = 400});
        return top.lower <= 0.4 && 0.4 <= top.upper;
    });
    EXPECT_GE(covered, 0.92 - error(0.92, 400));
    const Response r = response(config);
    EXPECT_EQ(optimum(r).lower, optimum(r).lower);
    EXPECT_NE(optimum(r).lower, optimum(r, {.seed = 2}).lower);
}

TEST(TwoLines, HaveTheSlopesOfTheReplicates) {
    const Response r = response({.truth = test::hump, .replicates = 7, .own = 0.2});
    const TwoLines lines = two_lines(r);
    const auto slope = [&](std::size_t replicate) {
        double x_mean = 0, products = 0, x_squares = 0;
        for (std::size_t l = 0; l < lines.left.levels; ++l) x_mean += r.levels[l];
        x_mean /= double(lines.left.levels);
        for (std::size_t l = 0; l < lines.left.levels; ++l) {
            products += (r.levels[l] - x_mean) * r.values[l][replicate];
            x_squares += (r.levels[l] - x_mean) * (r.levels[l] - x_mean);
        }
        return products / x_squares;
    };
    std::vector<double> slopes;
    for (std::size_t replicate = 0; replicate < 7; ++replicate) slopes.push_back(slope(replicate));
    const Interval expected = Intervals().of(slopes);
    EXPECT_NEAR(lines.left.slope, expected.mean, 1e-12);
    EXPECT_NEAR(lines.left.lower, expected.lower, 1e-9);
    EXPECT_NEAR(lines.left.upper, expected.upper, 1e-9);
}

TEST(TwoLines, FindAHump) {
    const Synthetic config{.truth = test::hump, .replicates = 20, .own = 0.3, .seed = 7};
    EXPECT_GE(rate(config, 300, [](const Response& r) { return two_lines(r).hump; }), 0.98);
    const TwoLines exact = two_lines(response({.truth = test::hump, .own = 0}));
    EXPECT_TRUE(exact.hump);
    EXPECT_EQ(exact.breakpoint, 0.375);
    EXPECT_FALSE(two_lines(mirrored(response(config))).hump);
}

TEST(TwoLines, DoNotTakeSaturationForAHump) {
    // The case in which a quadratic regression is wrong. The right line is nearly flat: 5 % at
    // most, 2.5 % on the falling side, and the choice of the breakpoint adds to it.
    const Synthetic config{.truth = [](double x) { return 1 - math::exp(-8 * x); },
                           .replicates = 20,
                           .own = 0.3,
                           .seed = 8};
    EXPECT_LE(rate(config, 1000, [](const Response& r) { return two_lines(r).hump; }),
              0.05 + error(0.05, 1000));
}

}  // namespace
}  // namespace yihe::analysis

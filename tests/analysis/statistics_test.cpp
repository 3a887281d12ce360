// Statistics: known answers, and what the 95 % intervals cover in 10,000 synthetic repeats.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "analysis/statistics/difference.hpp"
#include "analysis/statistics/effect.hpp"
#include "analysis/statistics/quantile.hpp"
#include "analysis/statistics/summary.hpp"
#include "sim/core/math.hpp"
#include "sim/core/random.hpp"

namespace yihe::analysis {
namespace {

constexpr double nan = Interval::empty;
constexpr int repeats = 10000;
// A share of 0.95 over 10,000 repeats has a standard error of 0.0022: 0.94 to 0.96 is 4.6 of them.

Draws draws(const Random& random, int repeat) {
    return {random, Purpose{"test.statistics"}, static_cast<std::uint64_t>(repeat), 0};
}

/// Share of the repeats in which covers(draws) holds.
template <class F>
double coverage(std::uint64_t seed, F covers) {
    const Random random(seed, 0);
    int hits = 0;
    for (int i = 0; i < repeats; ++i) {
        Draws stream = draws(random, i);
        hits += covers(stream);
    }
    return double(hits) / repeats;
}

double mean_coverage(std::uint64_t seed, std::size_t n, double truth, double (Draws::*draw)()) {
    Intervals intervals;
    std::vector<double> values(n);
    return coverage(seed, [&](Draws& stream) {
        for (double& x : values) x = (stream.*draw)();
        const Interval mean = intervals.of(values);
        return mean.lower <= truth && truth <= mean.upper;
    });
}

TEST(Coverage, OfTheMeanOfNormalValues) {
    EXPECT_NEAR(mean_coverage(1, 5, 0, &Draws::normal), 0.95, 0.01);
    EXPECT_NEAR(mean_coverage(2, 30, 0, &Draws::normal), 0.95, 0.01);
}

TEST(Coverage, OfTheMeanOfSkewedValuesNeedsManyReplicates) {
    // Exponential values: too rarely at first; the interval earns its name at some 200.
    EXPECT_LT(mean_coverage(3, 5, 1, &Draws::exponential), 0.90);
    EXPECT_LT(mean_coverage(4, 30, 1, &Draws::exponential), 0.94);
    EXPECT_NEAR(mean_coverage(5, 200, 1, &Draws::exponential), 0.95, 0.01);
}

TEST(Coverage, OfTheMedianOfAnyValuesIsWhatItSays) {
    for (const std::size_t n : {5u, 6u, 30u, 100u}) {
        std::vector<double> values(n);
        double stated = 0;
        const double share = coverage(n, [&](Draws& stream) {
            for (double& x : values) x = stream.exponential();
            const auto interval = quantile_interval(values);
            stated = interval.coverage;
            return interval.lower <= math::log(2) && math::log(2) <= interval.upper;
        });
        EXPECT_GE(stated, 0.95);
        EXPECT_NEAR(share, stated, 4.5 * std::sqrt(stated * (1 - stated) / repeats) + 1e-12) << n;
    }
}

TEST(Coverage, OfPairedAndUnpairedDifferences) {
    std::vector<double> a(30), b(12), b30(30);
    EXPECT_NEAR(coverage(21,
                         [&](Draws& stream) {
                             for (std::size_t r = 0; r < 30; ++r) {
                                 const double common = stream.normal();
                                 a[r] = 0.3 + common + 0.3 * stream.normal();
                                 b30[r] = common + 0.6 * stream.normal();
                             }
                             const auto d = paired_difference(a, b30);
                             return d.lower <= 0.3 && 0.3 <= d.upper;
                         }),
                0.95, 0.01);
    EXPECT_NEAR(coverage(22,
                         [&](Draws& stream) {
                             for (double& x : a) x = 1 + stream.normal();
                             for (double& x : b) x = 3 * stream.normal();
                             const auto d = welch_difference(a, b);
                             return d.lower <= 1 && 1 <= d.upper;
                         }),
                0.95, 0.01);
}

TEST(Summary, HasItsNumbers) {
    const double values[] = {4, nan, 1, 2, 9};
    const Summary s = summarise(values);
    EXPECT_EQ(s.mean.n, 4u);
    EXPECT_EQ(s.mean.mean, 4);
    EXPECT_NEAR(s.mean.sd, std::sqrt(38.0 / 3), 1e-15);
    EXPECT_NEAR(s.monte_carlo_error, std::sqrt(38.0 / 12), 1e-15);
    EXPECT_EQ(s.least, 1);
    EXPECT_EQ(s.median, 3);
    EXPECT_EQ(s.most, 9);
    EXPECT_TRUE(std::isnan(summarise({values + 1, 1}).median));
    EXPECT_TRUE(std::isnan(summarise({values, 1}).monte_carlo_error));
}

TEST(Quantiles, AreOfTypeSeven) {
    const double values[] = {10, nan, 1, 2, 4};
    EXPECT_EQ(quantile(values, 0), 1);
    EXPECT_EQ(quantile(values, 1), 10);
    EXPECT_EQ(quantile(values, 0.5), 3);
    EXPECT_DOUBLE_EQ(quantile(values, 0.1), 1.3);
    EXPECT_DOUBLE_EQ(quantile(values, 0.9), 8.2);
    EXPECT_TRUE(std::isnan(quantile({values + 1, 1}, 0.5)));
}

TEST(Quantiles,
     HaveTheTabulatedRanks) {  // median, 95 %: n = 10 ranks 2 and 9, n = 25 ranks 8 and 18
    std::vector<double> values;
    for (int i = 1; i <= 10; ++i) values.push_back(i);
    auto interval = quantile_interval(values);
    EXPECT_EQ(interval.lower, 2);
    EXPECT_EQ(interval.upper, 9);
    EXPECT_NEAR(interval.coverage, 1 - 22.0 / 1024, 1e-12);
    for (int i = 11; i <= 25; ++i) values.push_back(i);
    interval = quantile_interval(values);
    EXPECT_EQ(interval.lower, 8);
    EXPECT_EQ(interval.upper, 18);
    EXPECT_EQ(quantile_interval({values.data(), 5}).upper, std::numeric_limits<double>::infinity());
    EXPECT_EQ(quantile_interval({values.data(), 6}).lower, 1);
}

TEST(Differences, OfPairsLeaveOutWhatHasNoPartner) {
    const double a[] = {1, nan, 3, 5, 2}, b[] = {0, 7, 1, 2, nan};
    const auto d = paired_difference(a, b);
    EXPECT_EQ(d.n_a, 3u);
    EXPECT_DOUBLE_EQ(d.estimate, 2);
    EXPECT_DOUBLE_EQ(d.error, 1 / std::sqrt(3.0));
    EXPECT_NEAR(d.upper, 2 + 4.302652729749462 / std::sqrt(3.0), 1e-9);
    EXPECT_TRUE(std::isnan(paired_difference({a, 1}, {b, 1}).lower));
}

TEST(Differences, OfWelchHaveSatterthwaitesDegrees) {
    // Variances 1 and 16 (n = 4, 4): (1/4 + 16/4)^2 / ((1/4)^2/3 + (16/4)^2/3).
    const double a[] = {1 - std::sqrt(0.75), 1 + std::sqrt(0.75), 1 - std::sqrt(0.75),
                        1 + std::sqrt(0.75)};
    const double b[] = {-std::sqrt(12.0), std::sqrt(12.0), -std::sqrt(12.0), std::sqrt(12.0)};
    const auto d = welch_difference(a, b);
    EXPECT_NEAR(d.estimate, 1, 1e-12);
    EXPECT_NEAR(d.error, std::sqrt(4.25), 1e-12);
    EXPECT_NEAR(d.degrees, 4.25 * 4.25 * 3 / (1.0 / 16 + 16), 1e-10);
}

TEST(Differences, CommonNumbersTakeAwayTheCommonVariance) {
    const Random random(31, 0);
    std::vector<double> a(4000), b(4000);
    for (std::size_t r = 0; r < a.size(); ++r) {
        Draws one = draws(random, static_cast<int>(r));
        const double common = one.normal();
        a[r] = common + 0.5 * one.normal();
        b[r] = common + 0.5 * one.normal();
    }
    // 2·0.25 over 2·1.25; its relative sd is below 2·sqrt(2/n) = 0.045.
    EXPECT_NEAR(variance_ratio(a, b), 0.2, 0.2 * 4.5 * 0.045);
}

TEST(Effects, AreJudgedByTheWholeInterval) {
    EXPECT_EQ(judge(0.06, 0.2, 0.05), Effect::at_least);
    EXPECT_EQ(judge(0.05, 0.2, 0.05), Effect::undecided);
    EXPECT_EQ(judge(-0.04, 0.04, 0.05), Effect::negligible);
    EXPECT_EQ(judge(0.01, 0.06, 0.05), Effect::undecided);
    EXPECT_EQ(judge(-0.3, -0.06, 0.05), Effect::reversed);
    EXPECT_EQ(judge(nan, nan, 0.05), Effect::undecided);
    EXPECT_EQ(judge(0, 0, 0.05), Effect::negligible);
}

}  // namespace
}  // namespace yihe::analysis

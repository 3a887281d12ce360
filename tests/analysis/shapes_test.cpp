// Shapes: the fits are the best of their kind, and the comparison finds the shape that is there.
#include "analysis/response/shapes.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "analysis/response/fits.hpp"
#include "sim/core/math.hpp"
#include "tests/analysis/synthetic.hpp"

namespace yihe::analysis {
namespace {

using Values = std::vector<double>;

void expect_near(const Values& found, const Values& expected) {
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t l = 0; l < found.size(); ++l) EXPECT_NEAR(found[l], expected[l], 1e-12) << l;
}

TEST(Fits, AreKnownAnswers) {
    const Values x{0, 1, 2, 3}, ones{1, 1, 1, 1}, weights{1, 3, 1, 1};
    expect_near(fit_flat({x, Values{1, 2, 3, 6}, ones}), {3, 3, 3, 3});
    expect_near(fit_linear({x, Values{1, 3, 5, 7}, weights}), {1, 3, 5, 7});
    expect_near(fit_threshold({x, Values{1, 1, 4, 5}, ones}), {1, 1, 4.5, 4.5});
    expect_near(fit_monotone({x, Values{1, 3, 2, 4}, ones}), {1, 2.5, 2.5, 4});
    expect_near(fit_monotone({x, Values{1, 3, 1, 4}, weights}), {1, 2.5, 2.5, 4});
    expect_near(fit_monotone({x, Values{4, 2, 3, 1}, ones}), {4, 2.5, 2.5, 1});
    expect_near(fit_hump({x, Values{1, 5, 2, 3}, ones}), {1, 5, 2.5, 2.5});
    expect_near(fit_hump({x, Values{1, 2, 3, 4}, ones}), {1, 2, 3, 4});
}

TEST(Fits, OfSaturationAreClose) {  // the grid of the scale has steps of a tenth at most
    Values x, y, ones;
    for (int l = 0; l < 9; ++l) {
        x.push_back(l / 8.0);
        y.push_back(2 - 1.5 * math::exp(-5 * x.back()));
        ones.push_back(1);
    }
    EXPECT_LT(std::sqrt(squares({x, y, ones}, fit_saturating({x, y, ones})) / 9), 0.005 * 1.5);
}

TEST(Shapes, AreTold) {
    // Noise a tenth of the response: each is chosen in nearly all samples (flat in 90 %, because
    // the rule of one standard error leaves the rest).
    struct Case {
        Shape shape;
        std::function<double(double)> truth;
        double least;
    };
    const std::vector<Case> cases = {
        {Shape::flat, [](double) { return 0.0; }, 0.75},
        {Shape::linear, [](double x) { return x; }, 0.85},
        {Shape::threshold, [](double x) { return x < 0.45 ? 0.0 : 1.0; }, 0.85},
        {Shape::saturating, [](double x) { return 1 - math::exp(-5 * x); }, 0.85},
        {Shape::monotone, [](double x) { return x * x * x * x; }, 0.85},
        {Shape::hump, test::hump, 0.95},
        {Shape::valley, [](double x) { return -test::hump(x); }, 0.95}};
    for (const Case& one : cases) {
        int found = 0;
        for (std::uint32_t i = 0; i < 60; ++i)
            found += compare_shapes(test::response({.truth = one.truth, .own = 0.1}, i)).chosen ==
                     one.shape;
        EXPECT_GE(found / 60.0, one.least) << label(one.shape).en;
    }
}

TEST(Shapes, MissingRunsAreLeftOut) {
    Response r = test::response({.truth = test::hump, .replicates = 12, .own = 0.1});
    r.values[2].assign(12, Interval::empty);
    r.values[5][3] = Interval::empty;
    const auto comparison = compare_shapes(r);
    EXPECT_EQ(comparison.chosen, Shape::hump);
    EXPECT_TRUE(std::isnan(comparison.fits[0].curve[2]));
    EXPECT_FALSE(std::isnan(comparison.fits[0].curve[5]));
}

}  // namespace
}  // namespace yihe::analysis

#include "analysis/response/shapes.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/response/fits.hpp"
#include "sim/core/error.hpp"

namespace yihe::analysis {

namespace {

constexpr std::array all_shapes = {Shape::flat,       Shape::linear,   Shape::threshold,
                                   Shape::saturating, Shape::monotone, Shape::hump,
                                   Shape::valley};

std::vector<double> negative(std::vector<double> values) {
    for (double& x : values) x = -x;
    return values;
}

std::vector<double> fit(Shape shape, const LevelData& data) {
    switch (shape) {
        case Shape::flat: return fit_flat(data);
        case Shape::linear: return fit_linear(data);
        case Shape::threshold: return fit_threshold(data);
        case Shape::saturating: return fit_saturating(data);
        case Shape::monotone: return fit_monotone(data);
        case Shape::hump: return fit_hump(data);
        case Shape::valley: break;
    }
    const auto upside_down = negative({data.mean.begin(), data.mean.end()});
    return negative(fit_hump({data.x, upside_down, data.weight}));
}

/// Only the levels that have a value among the chosen replicates; the others stay NaN.
std::vector<double> fit_to(Shape shape, const Response& response, const LevelMeans& means) {
    std::vector<double> x, mean, weight, curve(response.levels.size(), Interval::empty);
    for (std::size_t l = 0; l < curve.size(); ++l) {
        if (means.count[l] == 0) continue;
        x.push_back(response.levels[l]);
        mean.push_back(means.mean[l]);
        weight.push_back(means.count[l]);
    }
    if (x.size() < 2) return curve;
    const auto fitted = fit(shape, {x, mean, weight});
    for (std::size_t l = 0, at = 0; l < curve.size(); ++l)
        if (means.count[l] > 0) curve[l] = fitted[at++];
    return curve;
}

/// Mean squared distance of one replicate's runs from a curve; NaN when there is none to compare.
double loss_of(const Response& response, std::size_t replicate, const std::vector<double>& curve) {
    double sum = 0, count = 0;
    for (std::size_t l = 0; l < curve.size(); ++l) {
        const double error = response.values[l][replicate] - curve[l];
        if (!std::isnan(error)) sum += error * error, count += 1;
    }
    return count > 0 ? sum / count : Interval::empty;
}

/// [replicates], each judged by a fit that has not seen it.
std::vector<double> held_out_losses(Shape shape, const Response& response, std::size_t folds) {
    std::vector<double> losses(response.replicates());
    for (std::size_t fold = 0; fold < folds; ++fold) {
        std::vector<std::size_t> others;
        for (std::size_t r = 0; r < losses.size(); ++r)
            if (r % folds != fold) others.push_back(r);
        const auto curve = fit_to(shape, response, level_means(response, others));
        for (std::size_t r = fold; r < losses.size(); r += folds)
            losses[r] = loss_of(response, r, curve);
    }
    return losses;
}

}  // namespace

Text label(Shape shape) {
    switch (shape) {
        case Shape::flat: return {"flat", "平坦"};
        case Shape::linear: return {"linear", "线性"};
        case Shape::threshold: return {"threshold", "阈值"};
        case Shape::saturating: return {"saturating", "饱和"};
        case Shape::monotone: return {"monotone", "单调"};
        case Shape::hump: return {"inverted U", "倒U形"};
        case Shape::valley: return {"U", "U形"};
    }
    return {};
}

ShapeComparison compare_shapes(const Response& response, std::uint32_t folds) {
    ensure_response(response, 3);
    ensure(response.replicates() >= 2 && folds >= 2, "cross-validation needs two parts");
    const std::size_t parts = std::min<std::size_t>(folds, response.replicates());
    const auto everything = level_means(response, all_replicates(response));
    ShapeComparison result;
    std::vector<std::vector<double>> losses;
    std::size_t best = 0;
    for (const Shape shape : all_shapes) {
        losses.push_back(held_out_losses(shape, response, parts));
        result.fits.push_back(
            {shape, fit_to(shape, response, everything), Intervals().of(losses.back()).mean, 0, 0});
        if (result.fits.back().loss < result.fits[best].loss) best = result.fits.size() - 1;
    }
    result.best = result.chosen = result.fits[best].shape;
    for (std::size_t s = result.fits.size(); s-- > 0;) {
        const Difference d = paired_difference(losses[s], losses[best]);
        result.fits[s].excess = d.estimate;
        result.fits[s].excess_error = d.error;
        if (s < best && d.estimate <= d.error) result.chosen = result.fits[s].shape;
    }
    return result;
}

}  // namespace yihe::analysis

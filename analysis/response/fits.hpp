// Curves of given shapes fitted to the means of levels by weighted least squares.
#pragma once

#include <span>
#include <vector>

namespace yihe::analysis {

/// x, mean, weight [levels]; x grows, weights > 0.
struct LevelData {
    std::span<const double> x, mean, weight;
};

/// Each gives the fitted value at every level [levels].
std::vector<double> fit_flat(const LevelData& data);
std::vector<double> fit_linear(const LevelData& data);
/// One value up to a level, another one after it: the best of all places of the step.
std::vector<double> fit_threshold(const LevelData& data);
/// a + b (1 - e^(-(x - x_0) / c)), c the best on a logarithmic grid from a quarter of the smallest
/// step between levels to four times their range.
std::vector<double> fit_saturating(const LevelData& data);
/// Never falling or never rising, the better one: pooled adjacent violators.
std::vector<double> fit_monotone(const LevelData& data);
/// Never falling up to some level, never rising after it: the best of all places of the top.
std::vector<double> fit_hump(const LevelData& data);

/// Weighted sum of squared distances of the means from a curve.
double squares(const LevelData& data, std::span<const double> curve);

}  // namespace yihe::analysis

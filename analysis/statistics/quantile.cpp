#include "analysis/statistics/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "analysis/statistics/summary.hpp"
#include "sim/core/error.hpp"
#include "sim/core/math.hpp"

namespace yihe::analysis {

namespace {

/// P(X = k) for k = 0 … n of the binomial distribution.
std::vector<double> binomial(std::size_t n, double p) {
    std::vector<double> chances(n + 1);
    const double log_p = math::log(p), log_rest = math::log(1 - p);
    const double whole = math::log_gamma(double(n) + 1);
    for (std::size_t k = 0; k <= n; ++k)
        chances[k] =
            math::exp(whole - math::log_gamma(double(k) + 1) - math::log_gamma(double(n - k) + 1) +
                      double(k) * log_p + double(n - k) * log_rest);
    return chances;
}

}  // namespace

double sorted_quantile(std::span<const double> sorted, double p) {
    ensure(p >= 0 && p <= 1, "a quantile is of a probability");
    if (sorted.empty()) return Interval::empty;
    const double at = p * double(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(at));
    if (below + 1 >= sorted.size()) return sorted.back();
    const double part = at - double(below);
    if (part == 0) return sorted[below];
    return sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

double quantile(std::span<const double> values, double p) {
    std::vector<double> all = present(values);
    std::sort(all.begin(), all.end());
    return sorted_quantile(all, p);
}

QuantileInterval quantile_interval(std::span<const double> values, double p, double confidence) {
    ensure(p > 0 && p < 1 && confidence > 0 && confidence < 1, "an interval is of a probability");
    constexpr double endless = std::numeric_limits<double>::infinity();
    std::vector<double> all = present(values);
    QuantileInterval result{.n = static_cast<std::uint32_t>(all.size())};
    if (all.empty()) return result;
    std::sort(all.begin(), all.end());
    result.estimate = sorted_quantile(all, p);
    const auto chances = binomial(all.size(), p);
    const double side = (1 - confidence) / 2;
    // The number of values below the quantile is binomial: the r-th smallest lies above it when
    // fewer than r are below.
    std::size_t low = 0;
    double missed_below = 0;
    while (low < all.size() && missed_below + chances[low] <= side) missed_below += chances[low++];
    std::size_t high = all.size();
    double missed_above = 0;
    while (high > 0 && missed_above + chances[high] <= side) missed_above += chances[high--];
    result.lower = low == 0 ? -endless : all[low - 1];
    result.upper = high == all.size() ? endless : all[high];
    result.coverage = 1 - missed_below - missed_above;
    return result;
}

}  // namespace yihe::analysis

// Quantiles, and intervals for them that assume no distribution.
#pragma once

#include <cstdint>
#include <span>

#include "sim/run/interval.hpp"

namespace yihe::analysis {

/// Linear between order statistics: type 7 of Hyndman and Fan 1996. 0 <= p <= 1; NaN values are
/// left out; NaN of nothing.
double quantile(std::span<const double> values, double p);

/// The same of values that are sorted already, none NaN.
double sorted_quantile(std::span<const double> sorted, double p);

/// Between two order statistics. Where n is too small for a bound (the median: n < 6) it is
/// infinite. `coverage` is what the interval has for continuous values: at least the confidence
/// asked for, and more for small n, since ranks are whole numbers.
struct QuantileInterval {
    double estimate = Interval::empty, lower = Interval::empty, upper = Interval::empty;
    double coverage = Interval::empty;
    std::uint32_t n = 0;
};

/// Each side misses with at most half of 1 - confidence. 0 < p < 1, 0 < confidence < 1.
QuantileInterval quantile_interval(std::span<const double> values, double p = 0.5,
                                   double confidence = 0.95);

}  // namespace yihe::analysis

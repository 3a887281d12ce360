// What replicates say about one number: mean with error and interval, spread, median.
#pragma once

#include <span>
#include <vector>

#include "sim/run/interval.hpp"

namespace yihe::analysis {

/// NaN where there are too few values: all but mean.n for n = 0; error, sd, interval for n < 2.
struct Summary {
    Interval mean;                              ///< with sd, n and Student's 95 % interval
    double monte_carlo_error = Interval::empty;  ///< of the mean: sd / sqrt(n)
    double least = Interval::empty, median = Interval::empty, most = Interval::empty;
};

/// NaN values are left out; sums run in the given order. The interval of a skewed quantity needs
/// many replicates: of an exponential one it covers 95 % as 88 % for n = 5 and 94 % for n = 100.
Summary summarise(std::span<const double> values);

/// The values that are not NaN, in their order.
std::vector<double> present(std::span<const double> values);

}  // namespace yihe::analysis

// Differences of means: of runs that share their random numbers, and of runs that do not.
#pragma once

#include <cstdint>
#include <span>

#include "sim/run/interval.hpp"

namespace yihe::analysis {

/// Mean of a minus mean of b with its 95 % interval by Student's t. NaN where values are too few.
struct Difference {
    double estimate = Interval::empty;
    double error = Interval::empty;    ///< standard error of the estimate
    double degrees = Interval::empty;  ///< of freedom
    double lower = Interval::empty, upper = Interval::empty;
    std::uint32_t n_a = 0, n_b = 0;  ///< values used; for pairs both are their number
};

/// Pairs a[r], b[r] of the same replicate; a pair with a NaN is left out. Sizes are equal.
Difference paired_difference(std::span<const double> a, std::span<const double> b);

/// Welch 1947: unequal variances, degrees by Satterthwaite. NaN values are left out.
Difference welch_difference(std::span<const double> a, std::span<const double> b);

/// Variance of the paired difference over that of the unpaired one, over complete pairs: below 1
/// where common random numbers help. NaN for fewer than two pairs or no variance at all.
double variance_ratio(std::span<const double> a, std::span<const double> b);

}  // namespace yihe::analysis

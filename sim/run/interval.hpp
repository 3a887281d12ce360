// A mean with its 95 % interval, from replicates (Student's t), the same bits on every machine.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <span>

namespace yihe {

/// Empty values are NaN: the mean where n = 0; sd and the interval where n < 2.
struct Interval {
    static constexpr double empty = std::numeric_limits<double>::quiet_NaN();

    double mean = empty;
    double sd = empty;
    std::uint32_t n = 0;
    double lower = empty, upper = empty;
};

/// t with P(|T| < t) = 0.95 for Student's distribution; degrees >= 1.
double student_t95(std::uint32_t degrees);

/// t with P(|T| < t) = confidence; 0 < confidence < 1, degrees >= 1 (not only whole numbers).
double student_t(double confidence, double degrees);

/// Remembers the quantiles, which depend on n alone.
class Intervals {
public:
    /// NaN values are left out; sums run in the given order.
    Interval of(std::span<const double> values);

private:
    std::map<std::uint32_t, double> quantiles_;
};

}  // namespace yihe

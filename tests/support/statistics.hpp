// Plain statistics for tests whose tolerance is a sampling error.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace yihe::test {

struct Sample {
    double n = 0, mean = 0, variance = 0;

    /// Variance of the mean.
    double error2() const { return variance / n; }
};

inline Sample sample(std::span<const double> values) {
    Sample s{.n = static_cast<double>(values.size())};
    for (const double x : values) s.mean += x;
    s.mean /= s.n;
    for (const double x : values) s.variance += (x - s.mean) * (x - s.mean);
    s.variance /= s.n - 1;
    return s;
}

/// Standard error of the difference of two means.
inline double error_of_difference(const Sample& a, const Sample& b) {
    return std::sqrt(a.error2() + b.error2());
}

/// Kolmogorov and Smirnov's largest distance between two distribution functions.
inline double largest_distance(std::vector<double> a, std::vector<double> b) {
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    double most = 0;
    for (const double x : a) {
        const auto below = [&](const std::vector<double>& v) {
            return static_cast<double>(std::upper_bound(v.begin(), v.end(), x) - v.begin()) /
                   static_cast<double>(v.size());
        };
        most = std::max(most, std::abs(below(a) - below(b)));
    }
    return most;
}

/// The distance that two equal distributions exceed with probability `alpha`.
inline double critical_distance(std::size_t a, std::size_t b, double alpha) {
    const double n = static_cast<double>(a), m = static_cast<double>(b);
    return std::sqrt(-0.5 * std::log(alpha / 2) * (n + m) / (n * m));
}

}  // namespace yihe::test

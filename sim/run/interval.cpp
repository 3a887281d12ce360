// Student's t through the regularised incomplete beta function, by its continued fraction (modified
// Lentz; Press et al. 2007, 6.4) over the house's own log and exp.
#include "sim/run/interval.hpp"

#include <cmath>

#include "sim/core/math.hpp"

namespace yihe {

namespace {

double away_from_zero(double x) { return std::abs(x) < 1e-300 ? 1e-300 : x; }

double beta_fraction(double a, double b, double x) {
    double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), h = d;
    for (int m = 1; m < 20000; ++m) {
        const double even = m * (b - m) * x / ((a - 1 + 2 * m) * (a + 2 * m));
        d = 1 / away_from_zero(1 + even * d);
        c = away_from_zero(1 + even / c);
        h *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 1 + 2 * m));
        d = 1 / away_from_zero(1 + odd * d);
        c = away_from_zero(1 + odd / c);
        h *= d * c;
        if (std::abs(d * c - 1) < 1e-15) break;
    }
    return h;
}

/// I_x(a, b), given x and 1 − x.
double incomplete_beta(double a, double b, double x, double rest) {
    if (x <= 0) return 0;
    const double front = math::exp(math::log_gamma(a + b) - math::log_gamma(a) -
                                   math::log_gamma(b) + a * math::log(x) + b * math::log(rest));
    if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
    return 1 - front * beta_fraction(b, a, rest) / b;
}

double central_probability(double t, double degrees) {
    const double scale = degrees + t * t;
    return incomplete_beta(0.5, degrees / 2, t * t / scale, degrees / scale);
}

}  // namespace

double student_t95(std::uint32_t degrees) {
    double low = 1, high = 16;  // 1.96 … 12.71
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (central_probability(middle, degrees) < 0.95 ? low : high) = middle;
    }
    return (low + high) / 2;
}

double student_t(double confidence, double degrees) {
    double low = 0, high = 1;
    while (central_probability(high, degrees) < confidence && high < 1e12) low = high, high *= 2;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (central_probability(middle, degrees) < confidence ? low : high) = middle;
    }
    return (low + high) / 2;
}

Interval Intervals::of(std::span<const double> values) {
    Interval result;
    double sum = 0;
    for (const double x : values)
        if (!std::isnan(x)) sum += x, ++result.n;
    if (result.n == 0) return result;
    result.mean = sum / result.n;
    if (result.n < 2) return result;
    double squares = 0;
    for (const double x : values)
        if (!std::isnan(x)) squares += (x - result.mean) * (x - result.mean);
    result.sd = std::sqrt(squares / (result.n - 1));
    const auto [entry, added] = quantiles_.try_emplace(result.n - 1, 0.0);
    if (added) entry->second = student_t95(result.n - 1);
    const double half = entry->second * result.sd / std::sqrt(static_cast<double>(result.n));
    result.lower = result.mean - half;
    result.upper = result.mean + half;
    return result;
}

}  // namespace yihe

#include "analysis/statistics/difference.hpp"

#include <cmath>
#include <vector>

#include "sim/core/error.hpp"

namespace yihe::analysis {

namespace {

struct Pairs {
    std::vector<double> a, b, difference;
};

Pairs complete(std::span<const double> a, std::span<const double> b) {
    ensure(a.size() == b.size(), "paired values have the same replicates");
    Pairs pairs;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::isnan(a[i]) || std::isnan(b[i])) continue;
        pairs.a.push_back(a[i]);
        pairs.b.push_back(b[i]);
        pairs.difference.push_back(a[i] - b[i]);
    }
    return pairs;
}

}  // namespace

Difference paired_difference(std::span<const double> a, std::span<const double> b) {
    const Interval mean = Intervals().of(complete(a, b).difference);
    Difference result{.estimate = mean.mean, .n_a = mean.n, .n_b = mean.n};
    if (mean.n < 2) return result;
    result.error = mean.sd / std::sqrt(double(mean.n));
    result.degrees = mean.n - 1;
    result.lower = mean.lower;
    result.upper = mean.upper;
    return result;
}

Difference welch_difference(std::span<const double> a, std::span<const double> b) {
    const Interval in_a = Intervals().of(a), in_b = Intervals().of(b);
    Difference result{.estimate = in_a.mean - in_b.mean, .n_a = in_a.n, .n_b = in_b.n};
    if (in_a.n < 2 || in_b.n < 2) return result;
    const double part_a = in_a.sd * in_a.sd / in_a.n, part_b = in_b.sd * in_b.sd / in_b.n;
    const double whole = part_a + part_b;
    result.error = std::sqrt(whole);
    result.degrees =
        whole > 0
            ? whole * whole / (part_a * part_a / (in_a.n - 1) + part_b * part_b / (in_b.n - 1))
            : in_a.n + in_b.n - 2;
    const double half = student_t(0.95, result.degrees) * result.error;
    result.lower = result.estimate - half;
    result.upper = result.estimate + half;
    return result;
}

double variance_ratio(std::span<const double> a, std::span<const double> b) {
    const Pairs pairs = complete(a, b);
    const double paired = Intervals().of(pairs.difference).sd;
    const double in_a = Intervals().of(pairs.a).sd, in_b = Intervals().of(pairs.b).sd;
    const double unpaired = in_a * in_a + in_b * in_b;
    return unpaired > 0 ? paired * paired / unpaired : Interval::empty;
}

}  // namespace yihe::analysis

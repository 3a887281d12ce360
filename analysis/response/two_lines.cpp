#include "analysis/response/two_lines.hpp"

#include <cmath>
#include <vector>

#include "analysis/statistics/quantile.hpp"
#include "sim/core/error.hpp"

namespace yihe::analysis {

namespace {

struct Slope {
    double value = 0, x_mean = 0, y_mean = 0, x_squares = 0;
};

/// Calls f(replicate, x, y) for every run at the levels from … to.
template <class F>
void each_run(const Response& response, std::size_t from, std::size_t to, F f) {
    for (std::size_t l = from; l <= to; ++l)
        for (std::size_t r = 0; r < response.replicates(); ++r)
            if (!std::isnan(response.values[l][r])) f(r, response.levels[l], response.values[l][r]);
}

Slope least_squares(const Response& response, std::size_t from, std::size_t to) {
    Slope s;
    double n = 0, products = 0;
    each_run(response, from, to,
             [&](std::size_t, double x, double y) { s.x_mean += x, s.y_mean += y, n += 1; });
    s.x_mean /= n;
    s.y_mean /= n;
    each_run(response, from, to, [&](std::size_t, double x, double y) {
        s.x_squares += (x - s.x_mean) * (x - s.x_mean);
        products += (x - s.x_mean) * (y - s.y_mean);
    });
    s.value = products / s.x_squares;
    return s;
}

Line line(const Response& response, std::size_t from, std::size_t to) {
    const Slope s = least_squares(response, from, to);
    Line result{.slope = s.value, .levels = to - from + 1};
    std::vector<double> scores(response.replicates(), 0.0);
    std::vector<bool> seen(response.replicates(), false);
    each_run(response, from, to, [&](std::size_t r, double x, double y) {
        scores[r] += (x - s.x_mean) * (y - s.y_mean - s.value * (x - s.x_mean));
        seen[r] = true;
    });
    double squares = 0, clusters = 0;
    for (std::size_t r = 0; r < scores.size(); ++r)
        squares += scores[r] * scores[r], clusters += seen[r] ? 1 : 0;
    if (clusters < 2 || std::isnan(s.value)) return result;
    result.error = std::sqrt(squares * clusters / (clusters - 1)) / s.x_squares;
    const double half = student_t(0.95, clusters - 1) * result.error;
    result.lower = s.value - half;
    result.upper = s.value + half;
    return result;
}

/// The interior levels that are flat around the best one, in order.
std::vector<double> flat_top(const Response& response) {
    const auto means = level_means(response, all_replicates(response)).mean;
    const std::size_t last = means.size() - 1;
    std::size_t best = 1;
    for (std::size_t l = 2; l < last; ++l)
        if (std::isnan(means[best]) || means[l] > means[best]) best = l;
    const auto flat = [&](std::size_t l) {
        const Difference d = level_difference(response, best, l);
        return d.estimate <= d.error;
    };
    std::size_t from = best, to = best;
    while (from > 1 && flat(from - 1)) --from;
    while (to + 1 < last && flat(to + 1)) ++to;
    const auto begin = response.levels.begin();
    return {begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(to) + 1};
}

TwoLines broken_at(const Response& response, double breakpoint) {
    const auto& x = response.levels;
    std::size_t to = 0, from = x.size() - 1;
    while (to + 1 < x.size() && x[to + 1] <= breakpoint) ++to;
    while (from > 0 && x[from - 1] >= breakpoint) --from;
    TwoLines lines{.breakpoint = breakpoint,
                   .left = line(response, 0, to),
                   .right = line(response, from, x.size() - 1)};
    lines.hump = lines.left.lower > 0 && lines.right.upper < 0;
    return lines;
}

double strength(const Line& line) {
    if (std::isnan(line.error)) return 0;
    if (line.error > 0) return std::abs(line.slope) / line.error;
    return line.slope != 0 ? 1e9 : 0;  // no noise: as strong as can be
}

}  // namespace

TwoLines two_lines(const Response& response) {
    ensure_response(response, 3);
    const auto flat = flat_top(response);
    const TwoLines first = broken_at(response, sorted_quantile(flat, 0.5));
    const double left = strength(first.left), right = strength(first.right);
    const double share = left + right > 0 ? right / (left + right) : 0.5;
    return broken_at(response, sorted_quantile(flat, share));
}

}  // namespace yihe::analysis

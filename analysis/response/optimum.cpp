#include "analysis/response/optimum.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/quantile.hpp"
#include "sim/core/error.hpp"
#include "sim/core/random.hpp"

namespace yihe::analysis {

namespace {

constexpr Purpose purpose{"analysis.bootstrap"};

struct Top {
    std::size_t level = 0;
    double location = Interval::empty;
    bool interior = false;
};

/// Newton's form of the parabola through three points, the middle one the highest.
double vertex(const double* x, const double* y) {
    const double left = (y[1] - y[0]) / (x[1] - x[0]), right = (y[2] - y[1]) / (x[2] - x[1]);
    const double bend = (right - left) / (x[2] - x[0]);
    if (!(bend < 0)) return x[1];
    return std::clamp((x[0] + x[1]) / 2 - left / (2 * bend), x[0], x[2]);
}

/// Of equal means the lowest level. Levels without a value are passed over.
Top top_of(const std::vector<double>& levels, const std::vector<double>& means) {
    std::vector<double> x, y;
    std::vector<std::size_t> places;
    for (std::size_t l = 0; l < levels.size(); ++l) {
        if (std::isnan(means[l])) continue;
        x.push_back(levels[l]);
        y.push_back(means[l]);
        places.push_back(l);
    }
    if (y.empty()) return {};
    const auto at = static_cast<std::size_t>(std::max_element(y.begin(), y.end()) - y.begin());
    if (at == 0 || at + 1 == y.size()) return {places[at], x[at], false};
    return {places[at], vertex(&x[at - 1], &y[at - 1]), true};
}

}  // namespace

Optimum optimum(const Response& response, const Bootstrap& bootstrap) {
    ensure_response(response, 3);
    ensure(bootstrap.resamples >= 1, "a bootstrap draws resamples");
    auto chosen = all_replicates(response);
    const auto size = static_cast<std::uint32_t>(chosen.size());
    const Top top = top_of(response.levels, level_means(response, chosen).mean);
    ensure(!std::isnan(top.location), "an optimum is of a response with values");
    Optimum result{.level = top.level, .location = top.location};
    const Random random(bootstrap.seed, 0);
    std::vector<double> locations;
    std::uint32_t interior = 0;
    for (std::uint32_t b = 0; b < bootstrap.resamples; ++b) {
        for (std::size_t r = 0; r < chosen.size(); ++r)
            chosen[r] = random.below(size, purpose, r, b % (1u << 20), b >> 20);
        const Top again = top_of(response.levels, level_means(response, chosen).mean);
        if (std::isnan(again.location)) continue;
        locations.push_back(again.location);
        interior += again.interior;
    }
    std::sort(locations.begin(), locations.end());
    result.lower = sorted_quantile(locations, 0.025);
    result.upper = sorted_quantile(locations, 0.975);
    result.interior_share = locations.empty() ? 0 : interior / double(locations.size());
    return result;
}

}  // namespace yihe::analysis

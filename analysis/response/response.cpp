#include "analysis/response/response.hpp"

#include <cmath>
#include <numeric>

#include "sim/core/error.hpp"
#include "sim/scenario/scalar.hpp"

namespace yihe::analysis {

std::string Response::level_name(std::size_t level) const {
    return ordered() ? shortest(levels[level]) : names[level];
}

void ensure_response(const Response& response, std::size_t least_levels) {
    const auto& x = response.levels;
    ensure(x.size() >= least_levels, "a response has enough levels");
    ensure(response.values.size() == x.size(), "a response has values for every level");
    for (std::size_t l = 0; l < x.size(); ++l) {
        ensure(std::isfinite(x[l]) && (l == 0 || x[l - 1] < x[l]), "levels of a factor grow");
        ensure(response.values[l].size() == response.replicates(),
               "every level has a place for every replicate");
    }
}

std::vector<Interval> mean_curve(const Response& response) {
    Intervals intervals;
    std::vector<Interval> curve;
    for (const auto& row : response.values) curve.push_back(intervals.of(row));
    return curve;
}

Response mirrored(Response response) {
    for (auto& row : response.values)
        for (double& y : row) y = -y;
    return response;
}

Difference level_difference(const Response& response, std::size_t to, std::size_t from) {
    return paired_difference(response.values[to], response.values[from]);
}

LevelMeans level_means(const Response& response, std::span<const std::size_t> chosen) {
    LevelMeans means;
    for (const auto& row : response.values) {
        double sum = 0, count = 0;
        for (const std::size_t r : chosen)
            if (!std::isnan(row[r])) sum += row[r], count += 1;
        means.mean.push_back(count > 0 ? sum / count : Interval::empty);
        means.count.push_back(count);
    }
    return means;
}

std::vector<std::size_t> all_replicates(const Response& response) {
    std::vector<std::size_t> all(response.replicates());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

}  // namespace yihe::analysis

// How one metric answers one factor, over replicates that share their random numbers.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "analysis/statistics/difference.hpp"
#include "sim/run/interval.hpp"

namespace yihe::analysis {

/// values[levels][replicates]: the same place in two rows is the same replicate (the same random
/// numbers). NaN where a run is missing.
struct Response {
    std::vector<double> levels;  ///< of the factor, growing strictly
    std::vector<std::vector<double>> values;
    std::vector<std::string> names;  ///< of levels that are words, not numbers; else empty

    bool ordered() const { return names.empty(); }
    std::string level_name(std::size_t level) const;
    std::size_t replicates() const { return values.empty() ? 0 : values.front().size(); }
};

/// Throws InvariantError unless levels grow, are finite, are at least `least_levels` and have rows
/// of equal length.
void ensure_response(const Response& response, std::size_t least_levels);

/// Mean with Student's 95 % interval for each level (pointwise, not for the whole curve).
std::vector<Interval> mean_curve(const Response& response);

/// All values with the other sign: a valley becomes a hump.
Response mirrored(Response response);

/// Mean at level `to` minus mean at level `from`, paired by replicate.
Difference level_difference(const Response& response, std::size_t to, std::size_t from);

/// Means and numbers of values by level, over the replicates that `chosen` names, each as often as
/// it is named. The mean of nothing is NaN.
struct LevelMeans {
    std::vector<double> mean, count;  // [levels]
};
LevelMeans level_means(const Response& response, std::span<const std::size_t> chosen);

/// 0 … replicates - 1.
std::vector<std::size_t> all_replicates(const Response& response);

}  // namespace yihe::analysis

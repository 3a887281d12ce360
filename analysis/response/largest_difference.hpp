// The largest of several differences between levels, with bounds that stay honest although the same
// runs choose which one is the largest: how far a response rises and falls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/response/response.hpp"

namespace yihe::analysis {

/// Mean at `to` minus mean at `from`.
struct LevelPair {
    std::size_t to = 0, from = 0;
};

/// The largest true difference of a family lies above `lower` and below `upper`, each with a
/// confidence of 97.5 %. Below, Bonferroni's t over the family: with it every lower bound holds at
/// once, so the one that is chosen holds. Above, the plain t: the largest of the upper bounds is no
/// smaller than that of the difference that is truly the largest, which no data chose.
struct Largest {
    LevelPair at;  ///< of the largest estimate
    double estimate = Interval::empty;  ///< at `at`: optimistic, since it was chosen
    double lower = Interval::empty, upper = Interval::empty;  ///< NaN where pairs are too few
    std::uint32_t n = 0;  ///< complete pairs at `at`
};

/// Paired by replicate; paired runs make the bounds narrow, unpaired ones leave them valid.
Largest largest_difference(const Response& response, std::span<const LevelPair> family);

/// From the left end up to the best interior level; at least three levels.
Largest rise(const Response& response);
/// From the best interior level down to the right end; at least three levels.
Largest fall(const Response& response);
/// The largest loss from any level to any higher one; at least two levels.
Largest decline(const Response& response);
/// Between the highest and the lowest mean; at least two levels.
Largest spread(const Response& response);

}  // namespace yihe::analysis

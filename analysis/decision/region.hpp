// Where a pattern holds and where not, over the levels of the other factors.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/decision/evidence.hpp"

namespace yihe::analysis {

struct Counts {
    std::uint32_t holds = 0, fails = 0, undecided = 0;

    std::uint32_t all() const { return holds + fails + undecided; }
    void add(Outcome outcome);
    Counts& operator+=(const Counts& other);
};

struct RegionLevel {
    std::string level;
    Counts counts;
};
struct RegionFactor {
    std::string factor;
    std::vector<RegionLevel> levels;  ///< in the order in which they come up
};

/// Factors with more levels than this are told by a threshold instead of level by level.
inline constexpr std::size_t most_told_levels = 6;

/// Counts the outcome at each level of the setting.
void add_to_region(std::vector<RegionFactor>& region, const Setting& setting, Outcome outcome);

/// A threshold of a numeric factor that tells settings where the pattern holds from others.
struct Split {
    std::string factor;
    double threshold = 0;  ///< midway between two levels
    Counts below, above;

    /// Share that holds above minus share that holds below, of the decided settings.
    double contrast() const;
};

/// For each numeric factor with many levels its best split with three decided settings on either
/// side; the `most` strongest, a contrast of 0.3 at least. It describes: the settings chose it.
std::vector<Split> splits(const std::vector<RegionFactor>& region, std::size_t most = 2);

/// One or two sentences; empty where nothing tells them apart.
Message describe(const std::vector<RegionFactor>& region);

}  // namespace yihe::analysis

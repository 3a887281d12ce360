// Several judge together: how often the majority of a panel is right.
#pragma once

#include <cstdint>

namespace yihe::governance {

/// Chance that the majority of `members` >= 1 is right, each right with probability `accuracy` in
/// [0, 1], all independent; a tie is decided by a fair coin (Condorcet 1785).
double majority_accuracy(std::uint32_t members, double accuracy);

}  // namespace yihe::governance

// What one setting says about a claim.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analysis/decision/rule.hpp"

namespace yihe::analysis {

enum class Outcome { holds, fails, undecided };

Text label(Outcome outcome);

/// One number that the outcome rests on, with its bounds; NaN where values are too few.
struct Part {
    Text name;
    double estimate, lower, upper;
};

struct Evidence {
    std::size_t setting = 0;  ///< its index
    Outcome outcome = Outcome::undecided;
    std::vector<Part> parts;
    std::uint32_t replicates = 0;  ///< complete pairs, the fewest of the parts
    Message line;                  ///< all of it as a sentence
};

/// Whether the pattern of the rule is there. It holds when all bounds clear the smallest effect,
/// fails when one part is shown to lie on the other side of it.
Evidence evidence(const Rule& rule, const Setting& setting, std::size_t index);

/// Whether the side that the kill test names is gone: holds when its upper bound is below the
/// smallest effect, fails when its lower bound is above. Throws InvariantError for a flat pattern.
Evidence kill_evidence(const Rule& rule, const KillTest& kill, const Setting& setting,
                       std::size_t index);

}  // namespace yihe::analysis

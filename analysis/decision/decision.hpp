// The verdict of a rule over all settings.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/decision/evidence.hpp"
#include "analysis/decision/region.hpp"
#include "analysis/decision/rule.hpp"

namespace yihe::analysis {

enum class Verdict { supported, conditional, not_supported, undecided };

Text label(Verdict verdict);

struct KillResult {
    std::string name;
    Outcome outcome = Outcome::undecided;  ///< holds: what must vanish has vanished
    Counts counts;
    std::vector<Evidence> evidence;
};

struct Decision {
    Verdict verdict = Verdict::undecided;
    Message reason;
    Counts counts;  ///< of the settings that belong to no kill test
    std::vector<Evidence> evidence;
    std::vector<RegionFactor> region;
    std::vector<KillResult> kills;
};

/// supported: the pattern holds in at least `share` of the settings and every kill test behaves,
/// that
///   is, the side is gone in at least `share` of its settings.
/// not_supported: it fails in at least `share` of the settings and holds in none; or a kill test
///   fails: what should be the cause is not.
/// conditional: it holds somewhere, and the settings still undecided could not bring it to `share`.
/// undecided: more replicates could change the answer, or there are no settings or no kill runs.
/// Throws InvariantError for a kill that the rule does not name, and for malformed responses.
Decision decide(const Rule& rule, std::span<const Setting> settings);

}  // namespace yihe::analysis

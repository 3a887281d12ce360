// A claim and the rule by which runs support it or not, stated before the runs.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analysis/response/response.hpp"
#include "sim/core/text.hpp"

namespace yihe::analysis {

/// What the claim says of the metric as the factor grows. The smallest effect is that of the rule.
enum class Pattern {
    hump,      ///< rises to an interior level and falls from it, each by the smallest effect
    valley,    ///< the same upside down
    rising,  ///< right end above the left by the smallest effect, no decline of that size within
    falling,  ///< the same upside down
    flat,  ///< no two levels differ by the smallest effect
    contrast,  ///< one level above (or below) another by the smallest effect
};

/// Of a hump, whose rise lies left of the turn, or of a valley, whose rise lies right of it. The
/// other patterns have one side, which every choice means.
enum class Side { rise, fall, both };

/// Runs with a mechanism switched off, where the side must not reach the smallest effect any more.
struct KillTest {
    std::string name;
    Message text;
    Side vanishes = Side::both;
};

/// mean(to) - mean(from), times sign: 1 for an increase claimed, -1 for a decrease.
struct Contrast {
    double from = 0, to = 1;
    int sign = 1;
};

struct Rule {
    std::string claim;  ///< "H1"
    Message text;
    std::string metric, factor;
    Pattern pattern = Pattern::hump;
    Contrast contrast = {};  ///< for Pattern::contrast
    double effect = 0.05;  ///< smallest effect of interest, in the metric's unit
    double share = 0.8;  ///< of the settings in which the pattern must hold
    std::vector<KillTest> kills;  ///< not for Pattern::flat
};

/// One combination of all other factors, with the response at it.
struct Setting {
    std::vector<std::pair<std::string, std::string>> levels;  ///< factor and level, as written
    Response response;
    std::string kill;  ///< name of the kill test that this setting belongs to, or empty
};

}  // namespace yihe::analysis

// Against a smallest effect of interest, fixed before the runs: is a difference there, or
// negligible?
#pragma once

namespace yihe::analysis {

enum class Effect {
    at_least,    ///< the whole interval lies above the smallest effect
    negligible,  ///< the whole interval lies between minus and plus the smallest effect
    reversed,    ///< the whole interval lies below minus the smallest effect
    undecided,   ///< too wide, or without bounds (NaN)
};

/// Lakens 2017 asks for a 90 % interval where a test of equivalence is to err in 5 %; given a 95 %
/// interval this errs in 2.5 % of the cases, on either side. smallest >= 0.
Effect judge(double lower, double upper, double smallest);

}  // namespace yihe::analysis

#include "analysis/statistics/effect.hpp"

#include "sim/core/error.hpp"

namespace yihe::analysis {

Effect judge(double lower, double upper, double smallest) {
    ensure(smallest >= 0, "the smallest effect of interest is a size");
    if (lower > smallest) return Effect::at_least;
    if (upper < -smallest) return Effect::reversed;
    if (lower > -smallest && upper < smallest) return Effect::negligible;
    return Effect::undecided;
}

}  // namespace yihe::analysis

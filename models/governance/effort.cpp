#include "models/governance/effort.hpp"

#include <algorithm>

#include "sim/core/error.hpp"

namespace yihe::governance {

Effort multitask_effort(double for_administration, double for_self_governance, double substitution,
                        double most) {
    ensure(substitution >= 0 && substitution < 1 && most >= 0,
           "efforts are substitutes, but not perfect ones, and hours are not negative");
    const double a = for_administration, s = for_self_governance, g = substitution;
    Effort effort;
    if (s <= g * a) effort.administration = std::max(a, 0.0);
    else if (a <= g * s) effort.self_governance = std::max(s, 0.0);
    else effort = {(a - g * s) / (1 - g * g), (s - g * a) / (1 - g * g)};
    const double sum = effort.administration + effort.self_governance;
    if (sum > most) {
        effort.administration *= most / sum;
        effort.self_governance *= most / sum;
    }
    return effort;
}

}  // namespace yihe::governance

#include "models/governance/panel.hpp"

#include "sim/core/error.hpp"
#include "sim/core/math.hpp"

namespace yihe::governance {

double majority_accuracy(std::uint32_t members, double accuracy) {
    ensure(members > 0 && accuracy >= 0 && accuracy <= 1, "a panel of people who may be right");
    if (accuracy == 0 || accuracy == 1) return accuracy;
    const double n = members, yes = math::log(accuracy), no = math::log(1 - accuracy);
    double right = 0;
    for (std::uint32_t votes = (members + 1) / 2; votes <= members; ++votes) {
        const double k = votes;
        const double chance = math::exp(math::log_gamma(n + 1) - math::log_gamma(k + 1) -
                                        math::log_gamma(n - k + 1) + k * yes + (n - k) * no);
        right += 2 * votes == members ? chance / 2 : chance;
    }
    return right;
}

}  // namespace yihe::governance

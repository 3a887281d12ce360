// Effort between two tasks (R8): what a committee gives to administration and to self-governance
// when it is rewarded for both and either makes the other harder.
#pragma once

namespace yihe::governance {

struct Effort {
    double administration = 0, self_governance = 0;
};

/// Greatest B_a a + B_s s − (a² + s² + 2γ a s)/2 over a, s >= 0 (Holmström and Milgrom 1991):
/// inside, a = (B_a − γ B_s)/(1 − γ²) and s alike; s = 0 as soon as B_s <= γ B_a (一边倒), a = 0
/// as soon as B_a <= γ B_s.
/// @param for_administration B_a, reward of a unit of effort
/// @param for_self_governance B_s
/// @param substitution γ in [0, 1)
/// @param most a + s is scaled down to this where it exceeds it (hours), >= 0
Effort multitask_effort(double for_administration, double for_self_governance, double substitution,
                        double most);

}  // namespace yihe::governance

// Conditional cooperation (Fischbacher, Gächter and Fehr 2001).
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry conditional_cooperation();

}  // namespace yihe::reference

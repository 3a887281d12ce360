// Exploration and exploitation in organizational learning (March 1991).
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry march();

}  // namespace yihe::reference

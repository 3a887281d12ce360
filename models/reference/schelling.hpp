// Residential segregation (Schelling 1971).
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry schelling();

}  // namespace yihe::reference

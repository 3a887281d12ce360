// Riots: everybody joins once enough others have (Granovetter 1978).
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry granovetter();

}  // namespace yihe::reference

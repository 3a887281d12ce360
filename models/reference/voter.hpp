// Copying a neighbour's opinion (Clifford and Sudbury 1973).
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry voter();

}  // namespace yihe::reference

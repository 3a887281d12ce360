// Global cascades on random networks (Watts 2002).
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry watts_cascade();

}  // namespace yihe::reference

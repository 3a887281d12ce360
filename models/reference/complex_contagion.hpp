// Contagion that needs several sources (Centola and Macy 2007), with and without noise.
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry complex_contagion();

}  // namespace yihe::reference

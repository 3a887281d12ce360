// SIR and SIS epidemics on networks.
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry epidemic();

}  // namespace yihe::reference

// Rebellion against a central authority, and its suppression (Epstein 2002).
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry civil_violence();

}  // namespace yihe::reference

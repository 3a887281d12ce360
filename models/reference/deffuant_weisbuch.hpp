// Opinions under bounded confidence, pair by pair (Deffuant, Weisbuch and others 2000).
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry deffuant_weisbuch();

}  // namespace yihe::reference

// Opinions under bounded confidence, all at once (Hegselmann and Krause 2002).
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry hegselmann_krause();

}  // namespace yihe::reference

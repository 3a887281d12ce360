// The participation kernel: the shape of every residents' phase, and the engine's speed yardstick.
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry participation();

}  // namespace yihe::reference

// The governance model of "one core, many actors" (一核多元), for the registry.
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::governance {

ModelEntry model();

}  // namespace yihe::governance

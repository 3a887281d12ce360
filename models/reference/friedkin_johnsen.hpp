// Opinions that are averaged: DeGroot 1974, Friedkin and Johnsen 1990.
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry friedkin_johnsen();

}  // namespace yihe::reference

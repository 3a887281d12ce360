// The tripartite evolutionary game of residents, a committee or firms, and government.
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry tripartite();

}  // namespace yihe::reference

// The dissemination of culture (Axelrod 1997).
#pragma once

#include "sim/run/simulation.hpp"

namespace yihe::reference {

ModelEntry axelrod();

}  // namespace yihe::reference

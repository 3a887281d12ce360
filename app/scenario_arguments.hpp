// --set and --seed, which several commands have.
#pragma once

#include <vector>

#include "app/arguments.hpp"
#include "sim/scenario/scenario.hpp"

namespace yihe::app {

OptionSpec set_option();

/// Throws UserError(Exit::invalid) for a --set without '='.
std::vector<Override> overrides_of(const Arguments& arguments);

/// The scenario that the first argument names, with its --set and --seed. Throws
/// UserError(Exit::invalid), also for a study.
Scenario scenario_of(const Arguments& arguments);

}  // namespace yihe::app

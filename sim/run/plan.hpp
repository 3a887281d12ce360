// From a scenario to the plan of its run.
#pragma once

#include "sim/run/replicate.hpp"
#include "sim/scenario/scenario.hpp"

namespace yihe {

/// `scenario` outlives the plan's use of its files. Throws UserError(Exit::invalid) for what no
/// single range shows.
RunPlan plan_of(const ModelEntry& model, const Scenario& scenario, int threads);

}  // namespace yihe

// The schedule of a scenario: which parameters change in which week.
#pragma once

#include <vector>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/yaml.hpp"

namespace yihe {

/// Sorted by week, then as written. `scenario` holds its final values (run.weeks bounds the weeks).
std::vector<ScheduledChange> read_schedule(const Scenario& scenario, const YamlDocument& document,
                                           const YamlNode& node, Problems& problems);

}  // namespace yihe

// The one list of models.
#pragma once

#include <span>
#include <string_view>

#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"

namespace yihe::models {

std::span<const ModelEntry> all();
/// nullptr when there is no such model.
const ModelEntry* find(std::string_view name);

/// The list as scenarios see it.
Models for_scenarios();

}  // namespace yihe::models

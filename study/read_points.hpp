// Reads one design: the value of a key such as `factorial` or `lhs`.
#pragma once

#include <optional>
#include <span>

#include "study/fields.hpp"
#include "study/read_design.hpp"

namespace yihe::study {

std::span<const std::string_view> design_kinds();

/// `entry` is what problems are said of; `base` the settings that the entry has. Nothing after a
/// problem.
std::optional<Design> read_points(DesignContext& context, const Scenario& base, Fields& entry,
                                  std::string_view kind, const YamlNode& node);

/// Reports a size that is more than a study may have.
bool few_enough(Fields& entry, const YamlNode& node, double size);

}  // namespace yihe::study

// The values of one factor as a study writes them: [0, 0.5, 1], {from: 0, to: 1, steps: 21},
// {values: [a, b]}, or a single value; where points are sampled, [low, high] is a range.
#pragma once

#include <optional>

#include "sim/scenario/yaml.hpp"
#include "study/design.hpp"

namespace yihe::study {

/// A list of values.
std::optional<Levels> read_levels(const ParamInfo& row, const YamlDocument& document,
                                  const YamlNode& node, Problems& problems);

/// The same where values may come again: in lists that are gone through together.
std::optional<Levels> read_repeated(const ParamInfo& row, const YamlDocument& document,
                                    const YamlNode& node, Problems& problems);

/// A range to sample, or a list to choose from.
std::optional<Levels> read_range(const ParamInfo& row, const YamlDocument& document,
                                 const YamlNode& node, Problems& problems);

}  // namespace yihe::study

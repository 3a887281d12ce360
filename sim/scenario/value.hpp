// One value of one parameter: read strictly from a scalar, written canonically, explained.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/yaml.hpp"
#include "sim/schema/param.hpp"

namespace yihe {

/// The value, or nothing after adding a problem at `place`.
std::optional<Value> read_value(const ParamInfo& param, const YamlNode& node, const Place& place,
                                Problems& problems);

/// Range or choices with unit and label: "0 to 1 — Leadership intensity".
Message legal_values(const ParamInfo& param);

/// As YAML and JSON both read it: shortest exact number, true/false, text in double quotes.
std::string value_text(const ParamInfo& param, const Value& value);

/// The same without quotes, as tables show it.
std::string plain_text(const ParamInfo& param, const Value& value);

/// A JSON string, which is also a double-quoted YAML scalar.
std::string json_string(std::string_view text);

}  // namespace yihe

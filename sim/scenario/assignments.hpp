// Which parameter each key of a map means: sections, dotted keys and both nested, or what was
// probably meant instead.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/yaml.hpp"
#include "sim/schema/model_info.hpp"

namespace yihe {

struct Assignment {
    std::size_t param = 0;
    const YamlNode* key = nullptr;
    const YamlNode* value = nullptr;
};

/// Of the map `node`, whose keys named in `reserved` are left to the caller; unknown keys and
/// parameters written twice become problems.
std::vector<Assignment> find_assignments(const ModelInfo& model, const YamlDocument& document,
                                         const YamlNode& node,
                                         std::span<const std::string_view> reserved,
                                         Problems& problems);

/// The problem that `typed` names no parameter (nor one of `reserved`) of the model.
Problem unknown_key(const ModelInfo& model, std::string_view typed, Place place,
                    std::span<const std::string_view> reserved = {});

std::size_t find_param(const ModelInfo& model, std::string_view key);

}  // namespace yihe

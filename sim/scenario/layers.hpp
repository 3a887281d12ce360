// The files that make up a scenario: the one the user named, and those it extends, one by one.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/scenario/yaml.hpp"

namespace yihe {

/// One file of a scenario. Its root is a map.
struct ScenarioLayer {
    YamlDocument document;

    std::filesystem::path folder() const {
        return std::filesystem::path(document.source.file()).parent_path();
    }
};

/// The file itself first, then the one it extends, and so on. Throws UserError: unreadable files,
/// circles, too many, paths out of `root`.
std::vector<ScenarioLayer> read_layers(std::string_view text, const std::string& file,
                                       const std::filesystem::path& root);

}  // namespace yihe

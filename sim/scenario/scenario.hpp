// A scenario: a YAML file (and those it extends, and --set) understood completely, or refused with
// every problem at its place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/core/text.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/yaml.hpp"
#include "sim/schema/model_info.hpp"

namespace yihe {

/// From week `week` on, parameter number `param` of the model has this value.
struct ScheduledChange {
    std::uint32_t week = 1;
    std::size_t param = 0;
    Value value;
    Place place;
    std::uint32_t entry = 1;  ///< of the list `schedule`, from 1
};

/// Vectors named after parameters are aligned with `model->params`.
struct Scenario {
    Message about;              ///< the same text in both languages when written once
    std::string file;           ///< as named by the user
    std::string root;           ///< project root: no path in a scenario leads out of it
    const ModelInfo* model = nullptr;
    std::vector<Value> values;  ///< defaults filled in
    std::vector<bool> given;    ///< named in a file or by --set
    std::vector<Place> places;  ///< of each given value, in the file that wrote it, or "--set"
    std::vector<ScheduledChange> schedule;  ///< by week, then as written
    std::vector<std::filesystem::path> sources;  ///< the files read: the scenario, what it extends

    /// Number of the parameter `key`, or model->params.size().
    std::size_t find(std::string_view key) const;
    /// The value of the parameter `key`, which the model must have.
    const Value& at(std::string_view key) const;
};

/// `--set KEY=VALUE`, already split at the first '='.
struct Override {
    std::string key, value;
};

/// nullptr when there is no model of that name; the result outlives every scenario.
using ModelLookup = std::function<const ModelInfo*(std::string_view)>;

struct Models {
    ModelLookup find;
    std::vector<std::string_view> names;  ///< for suggestions
};

/// Throws UserError(Exit::invalid) with all problems found, at most 20.
Scenario load_scenario(const std::filesystem::path& file, const Models& models,
                       std::span<const Override> overrides = {});

/// The same for a text in memory; `extends` and other paths are relative to `file_name`'s folder.
Scenario parse_scenario(std::string_view text, std::string file_name, const Models& models,
                        std::span<const Override> overrides = {});

/// Puts the parameters that the map `node` of another document names into the scenario.
void assign(Scenario& scenario, const YamlDocument& document, const YamlNode& node,
            std::span<const std::string_view> reserved, Problems& problems);

/// The regular file that a scenario names, relative to the scenario's folder and inside its root.
/// Throws UserError: absolute paths, ways out by `..` or symbolic links, missing files, folders,
/// devices.
std::filesystem::path confined(const Scenario& scenario, std::string_view as_written);

/// The same for the text parameter number `param`: relative to the file that wrote the value, and
/// problems are placed there.
std::filesystem::path confined(const Scenario& scenario, std::size_t param);

/// The full resolved scenario, canonical: every parameter, sections in the model's order. It loads
/// back to the same values, bit for bit.
std::string to_yaml(const Scenario& scenario);
std::string to_json(const Scenario& scenario);

}  // namespace yihe

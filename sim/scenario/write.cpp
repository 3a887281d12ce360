// Scenarios out again: the full resolved form, as YAML for people and as JSON.
#include <string>
#include <string_view>

#include "sim/scenario/scenario.hpp"
#include "sim/scenario/value.hpp"

namespace yihe {
namespace {

std::string_view group_of(const ParamInfo& param) {
    return param.doc.key.substr(0, param.doc.key.find('.'));
}
std::string_view name_of(const ParamInfo& param) {
    return param.doc.key.substr(param.doc.key.find('.') + 1);
}

/// Numbers of the parameters, those of one section together, sections in order of appearance.
std::vector<std::vector<std::size_t>> sections(const ModelInfo& model) {
    std::vector<std::vector<std::size_t>> out;
    for (std::size_t i = 0; i < model.params.size(); ++i) {
        std::size_t at = 0;
        while (at < out.size() && group_of(model.params[out[at][0]]) != group_of(model.params[i]))
            ++at;
        if (at == out.size()) out.emplace_back();
        out[at].push_back(i);
    }
    return out;
}

std::string about_text(const Message& about) {
    if (about.en == about.zh) return json_string(about.en);
    return "{\"en\": " + json_string(about.en) + ", \"zh\": " + json_string(about.zh) + "}";
}

}  // namespace

std::string to_yaml(const Scenario& scenario) {
    const auto& model = *scenario.model;
    std::string out;
    if (!scenario.about.en.empty() || !scenario.about.zh.empty())
        out += "about: " + about_text(scenario.about) + "\n";
    out += "model: " + json_string(model.name) + "\n";
    for (const auto& section : sections(model)) {
        out += std::string(group_of(model.params[section[0]])) + ":\n";
        for (const auto i : section)
            out += "  " + std::string(name_of(model.params[i])) + ": " +
                   value_text(model.params[i], scenario.values[i]) + "\n";
    }
    if (scenario.schedule.empty()) return out;
    out += "schedule:\n";
    for (const auto& [week, param, value, place, entry] : scenario.schedule)
        out += "  - {week: " + std::to_string(week) + ", set: {" +
               std::string(model.params[param].doc.key) + ": " +
               value_text(model.params[param], value) + "}}\n";
    return out;
}

std::string to_json(const Scenario& scenario) {
    const auto& model = *scenario.model;
    std::string out = "{\n";
    if (!scenario.about.en.empty() || !scenario.about.zh.empty())
        out += "  \"about\": " + about_text(scenario.about) + ",\n";
    out += "  \"model\": " + json_string(model.name);
    for (const auto& section : sections(model)) {
        out += ",\n  " + json_string(group_of(model.params[section[0]])) + ": {";
        std::string_view separator = "\n    ";
        for (const auto i : section) {
            out += std::string(separator) + json_string(name_of(model.params[i])) + ": " +
                   value_text(model.params[i], scenario.values[i]);
            separator = ",\n    ";
        }
        out += "\n  }";
    }
    out += ",\n  \"schedule\": [";
    std::string_view separator = "\n    ";
    for (const auto& [week, param, value, place, entry] : scenario.schedule) {
        out += std::string(separator) + "{\"week\": " + std::to_string(week) + ", \"set\": {" +
               json_string(model.params[param].doc.key) + ": " +
               value_text(model.params[param], value) + "}}";
        separator = ",\n    ";
    }
    return out + (scenario.schedule.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

}  // namespace yihe

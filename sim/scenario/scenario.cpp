// Layers of files and overrides become one scenario.
#include "sim/scenario/scenario.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "sim/scenario/assignments.hpp"
#include "sim/scenario/files.hpp"
#include "sim/scenario/layers.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/schedule.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/unicode.hpp"
#include "sim/scenario/value.hpp"

namespace yihe {
namespace {

constexpr std::array<std::string_view, 4> own_keys{"about", "model", "extends", "schedule"};

/// The nearest layer that has the key; nothing when none has.
struct Found {
    const ScenarioLayer* layer = nullptr;
    const YamlNode* node = nullptr;
};

Found nearest(const std::vector<ScenarioLayer>& layers, std::string_view key) {
    for (const auto& layer : layers)
        if (const auto* node = layer.document.root.find(key)) return {&layer, node};
    return {};
}

Message read_about(const std::vector<ScenarioLayer>& layers, Problems& problems) {
    const auto [layer, node] = nearest(layers, "about");
    if (node == nullptr) return {};
    if (node->is_scalar()) return {node->text, node->text};
    const auto* en = node->find("en");
    const auto* zh = node->find("zh");
    const bool complete = node->is_map() && en != nullptr && zh != nullptr &&
                          node->keys.size() == 2 && en->is_scalar() && zh->is_scalar();
    if (complete) return {en->text, zh->text};
    problems.add(
        {.place = layer->document.place(*node),
         .key = "about",
         .what =
             say("about is a text, or one in each language", "about 是一段文本，或两种语言各一段"),
         .legal = say("about: …, or about: {en: …, zh: …}", "about: …，或 about: {en: …, zh: …}")});
    return {};
}

/// Every layer that names a model names the same one.
const ModelInfo* read_model(const std::vector<ScenarioLayer>& layers, const Models& models,
                            Problems& problems) {
    std::string name = "governance";
    Place place{.file = layers.front().document.source.file()};
    if (const auto [layer, node] = nearest(layers, "model"); node != nullptr) {
        place = layer->document.place(*node);
        name = node->text;
        if (!node->is_scalar())
            throw UserError(Exit::invalid,
                            {{.place = place,
                              .key = "model",
                              .what = say("model is a single name", "model 是一个名称")}});
    }
    const auto* model = models.find(name);
    if (model == nullptr) {
        std::string names;
        for (const auto known : models.names)
            names += (names.empty() ? "" : ", ") + std::string(known);
        problems.add({.place = place,
                      .key = "model",
                      .value = name,
                      .what = say("there is no model \"{0}\"", "没有名为“{0}”的模型", {name}),
                      .legal = say("one of: {0}", "可选：{0}", {names}),
                      .suggestion = suggest_word(name, models.names)});
        problems.throw_if_any();
    }
    for (const auto& layer : layers)
        if (const auto* node = layer.document.root.find("model");
            node != nullptr && node->text != name)
            problems.add({.place = layer.document.place(*node),
                          .key = "model",
                          .value = node->text,
                          .what = say("this file is a scenario of another model than {0}",
                                      "此文件是另一个模型的情景，而不是 {0}", {name})});
    return model;
}

void apply_override(const Override& change, Scenario& scenario, std::vector<bool>& seen,
                    Problems& problems) {
    Place place{
        .file = "--set",
        .line = 1,
        .column = 1,
        .source_line = printable(change.key + "=" + change.value),
        .caret_width = static_cast<int>(std::max<std::size_t>(count_code_points(change.key), 1))};
    const auto param = find_param(*scenario.model, change.key);
    if (param == scenario.model->params.size()) {
        problems.add(unknown_key(*scenario.model, printable(change.key), place));
        return;
    }
    const std::string_view key = scenario.model->params[param].doc.key;
    if (seen[param]) {
        problems.add({.place = place,
                      .key = std::string(key),
                      .what = say("--set names {0} twice", "--set 重复设置 {0}", {key})});
        return;
    }
    seen[param] = true;
    place.column = static_cast<int>(count_code_points(change.key)) + 2;
    place.caret_width = static_cast<int>(std::max<std::size_t>(count_code_points(change.value), 1));
    Problems found;
    const auto node = parse_yaml_scalar(change.value, place, found);
    const auto value =
        found.any() ? std::nullopt : read_value(scenario.model->params[param], node, place, found);
    problems.add(found.take());
    if (!value) return;
    scenario.values[param] = *value;
    scenario.given[param] = true;
    scenario.places[param] = std::move(place);
}

}  // namespace

Scenario load_scenario(const std::filesystem::path& file, const Models& models,
                       std::span<const Override> overrides) {
    const auto text = read_regular_file(file, YamlLimits{}.bytes, {.file = file.string()});
    return parse_scenario(text, file.string(), models, overrides);
}

Scenario parse_scenario(std::string_view text, std::string file_name, const Models& models,
                        std::span<const Override> overrides) {
    Scenario scenario;
    scenario.root = project_root(file_name).string();
    scenario.file = std::move(file_name);
    const auto layers = read_layers(text, scenario.file, scenario.root);
    Problems problems;
    for (const auto& layer : layers) scenario.sources.emplace_back(layer.document.source.file());
    scenario.model = read_model(layers, models, problems);
    scenario.about = read_about(layers, problems);
    const auto& params = scenario.model->params;
    for (const auto& param : params) scenario.values.push_back(param.default_value);
    scenario.given.resize(params.size());
    scenario.places.resize(params.size());
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer)
        assign(scenario, layer->document, layer->document.root, own_keys, problems);
    std::vector<bool> seen(params.size());
    for (const auto& change : overrides) apply_override(change, scenario, seen, problems);
    if (const auto [layer, node] = nearest(layers, "schedule"); node != nullptr)
        scenario.schedule = read_schedule(scenario, layer->document, *node, problems);
    problems.throw_if_any();
    return scenario;
}

void assign(Scenario& scenario, const YamlDocument& document, const YamlNode& node,
            std::span<const std::string_view> reserved, Problems& problems) {
    for (const auto& [param, key, written] :
         find_assignments(*scenario.model, document, node, reserved, problems)) {
        auto place = document.place(*written);
        const auto value = read_value(scenario.model->params[param], *written, place, problems);
        if (!value) continue;
        scenario.values[param] = *value;
        scenario.given[param] = true;
        scenario.places[param] = std::move(place);
    }
}

std::size_t Scenario::find(std::string_view key) const { return find_param(*model, key); }

const Value& Scenario::at(std::string_view key) const {
    const auto param = find(key);
    ensure(param < values.size(), "the model has the parameter asked for");
    return values[param];
}

std::filesystem::path confined(const Scenario& scenario, std::string_view as_written) {
    return confined_path(scenario.root, std::filesystem::path(scenario.file).parent_path(),
                         as_written, {.file = scenario.file});
}

std::filesystem::path confined(const Scenario& scenario, std::size_t param) {
    const auto& place = scenario.places[param];
    const bool in_file = place.line > 0 && place.file != "--set";
    const std::filesystem::path writer = in_file ? place.file : scenario.file;
    return confined_path(scenario.root, writer.parent_path(), scenario.values[param].text,
                         place.line > 0 ? place : Place{.file = scenario.file});
}

}  // namespace yihe

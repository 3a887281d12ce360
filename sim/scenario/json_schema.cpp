// Every property comes from the parameter's own row.
#include "sim/scenario/json_schema.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace yihe {
namespace {

using Json = nlohmann::ordered_json;

Json number(double x) {
    if (x == std::floor(x) && std::abs(x) < 9007199254740992.0) return static_cast<std::int64_t>(x);
    return x;
}

Json default_of(const ParamInfo& param) {
    const auto& value = param.default_value;
    switch (param.type) {
        case ParamType::boolean: return value.number != 0;
        case ParamType::choice: return param.choices[static_cast<std::size_t>(value.number)];
        case ParamType::text: return value.text;
        case ParamType::real:
        case ParamType::integer: break;
    }
    return number(value.number);
}

Json property(const ParamInfo& param) {
    const auto& doc = param.doc;
    Json out;
    out["title"] = std::string(doc.label.en) + " / " + std::string(doc.label.zh);
    switch (param.type) {
        case ParamType::real: out["type"] = "number"; break;
        case ParamType::integer: out["type"] = "integer"; break;
        case ParamType::boolean: out["type"] = "boolean"; break;
        case ParamType::text: out["type"] = "string"; break;
        case ParamType::choice:
            out["enum"] = Json::array();
            for (const auto choice : param.choices) out["enum"].push_back(choice);
            break;
    }
    if (param.type == ParamType::real || param.type == ParamType::integer) {
        out["minimum"] = number(doc.range.min);
        out["maximum"] = number(doc.range.max);
    }
    out["default"] = default_of(param);
    out["x-unit"] = doc.unit;
    out["x-label"] = {{"en", doc.label.en}, {"zh", doc.label.zh}};
    out["x-source"] = doc.source;
    return out;
}

Json object() {
    Json out;
    out["type"] = "object";
    out["properties"] = Json::object();
    out["additionalProperties"] = false;
    return out;
}

std::string reference(std::string_view key) { return "#/$defs/" + std::string(key); }

/// A section per group and a dotted key per parameter, both pointing to one definition.
template <class Include>
Json settings(const ModelInfo& model, Include include) {
    Json out = object();
    auto& properties = out["properties"];
    for (const auto& param : model.params) {
        if (!include(param)) continue;
        const std::string key(param.doc.key);
        const std::string group = key.substr(0, key.find('.'));
        if (!properties.contains(group)) properties[group] = object();
        properties[group]["properties"][key.substr(group.size() + 1)] = {{"$ref", reference(key)}};
    }
    for (const auto& param : model.params)
        if (include(param))
            properties[std::string(param.doc.key)] = {{"$ref", reference(param.doc.key)}};
    return out;
}

Json about_property() {
    Json both = object();
    both["properties"] = {{"en", {{"type", "string"}}}, {"zh", {{"type", "string"}}}};
    both["required"] = {"en", "zh"};
    return {{"title", "What this scenario is about / 情景说明"},
            {"oneOf", {{{"type", "string"}}, both}}};
}

Json schedule_property(const ModelInfo& model) {
    Json set = settings(model, [](const ParamInfo& param) {
        return param.change == Change::any_week && !param.doc.key.starts_with("run.");
    });
    set["minProperties"] = 1;
    Json entry = object();
    entry["properties"]["week"] = {{"type", "integer"}, {"minimum", 1}};
    if (const auto* weeks = model.find_param("run.weeks"))
        entry["properties"]["week"]["maximum"] = number(weeks->doc.range.max);
    entry["properties"]["set"] = std::move(set);
    entry["required"] = {"week", "set"};
    return {
        {"title", "Changes in the course of the run / 日程"}, {"type", "array"}, {"items", entry}};
}

}  // namespace

std::string json_schema(const ModelInfo& model) {
    Json out;
    out["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    out["$id"] = "urn:yihe:scenario:" + std::string(model.name);
    out["title"] = std::string(model.title.en) + " / " + std::string(model.title.zh);
    out["description"] = std::string(model.about.en) + "\n" + std::string(model.about.zh);
    Json all = settings(model, [](const ParamInfo&) { return true; });
    Json properties;
    properties["about"] = about_property();
    properties["model"] = {{"const", model.name}};
    properties["extends"] = {{"type", "string"}, {"minLength", 1}};
    properties["schedule"] = schedule_property(model);
    properties.update(all["properties"]);
    out["type"] = "object";
    out["properties"] = std::move(properties);
    out["additionalProperties"] = false;
    out["minProperties"] = 1;
    if (model.name != "governance")
        out["anyOf"] = {{{"required", {"model"}}}, {{"required", {"extends"}}}};
    for (const auto& param : model.params)
        out["$defs"][std::string(param.doc.key)] = property(param);
    return out.dump(2) + "\n";
}

}  // namespace yihe

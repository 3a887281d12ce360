// yihe explain KEY: one parameter, metric, switch or column, in whichever models have it.
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/description.hpp"
#include "app/table.hpp"
#include "models/registry.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/unicode.hpp"
#include "sim/scenario/value.hpp"
#include "sim/schema/units.hpp"

namespace yihe::app {

namespace {

/// What is known about one key in one model; empty fields do not apply.
struct Explanation {
    Text kind;
    Doc doc;
    Text formula;
    std::string type, range, default_value;
    Text when;
    std::string models;

    /// Whether it says the same of the same key in another model.
    bool same_as(const Explanation& other) const {
        return kind.en == other.kind.en && doc.label.en == other.doc.label.en &&
               doc.source == other.doc.source && formula.en == other.formula.en &&
               range == other.range && default_value == other.default_value;
    }
};

Explanation explain_param(const ParamInfo& p, std::string_view model, Lang lang) {
    const bool is_switch = p.doc.key.starts_with("mechanisms.");
    return {.kind = is_switch ? Text{"mechanism switch", "机制开关"} : Text{"parameter", "参数"},
            .doc = p.doc,
            .formula = {},
            .type = std::string(type_name(p.type, lang)),
            .range = legal_text(p),
            .default_value = value_text(p, p.default_value),
            .when = p.change == Change::structural
                        ? Text{"fixed at week 0", "第 0 周确定，之后不变"}
                        : Text{"may change in any week (schedule)", "可在任意周改变（schedule）"},
            .models = std::string(model)};
}

std::vector<Explanation> find_all(const std::string& key, Lang lang) {
    std::vector<Explanation> found;
    auto add = [&](Explanation next) {
        if (!found.empty() && found.back().same_as(next)) found.back().models += ", " + next.models;
        else found.push_back(std::move(next));
    };
    for (const ModelEntry& entry : models::all()) {
        const ModelInfo& info = entry.info;
        if (const ParamInfo* p = info.find_param(key)) add(explain_param(*p, info.name, lang));
        for (const MetricInfo& m : info.metrics)
            if (m.doc.key == key)
                add({.kind = {"weekly metric", "每周指标"},
                     .doc = m.doc,
                     .formula = m.formula,
                     .type = {},
                     .range = {},
                     .default_value = {},
                     .when = {},
                     .models = std::string(info.name)});
        for (const ColumnInfo& c : info.columns)
            if (c.doc.key == key)
                add({.kind = {"column: one value per resident", "列：每位居民一个值"},
                     .doc = c.doc,
                     .formula = {},
                     .type = {},
                     .range = {},
                     .default_value = {},
                     .when = {},
                     .models = std::string(info.name)});
    }
    return found;
}

[[noreturn]] void refuse_unknown(const std::string& key) {
    std::vector<Candidate> candidates;
    for (const ModelEntry& entry : models::all()) {
        for (const ParamInfo& p : entry.info.params) candidates.push_back({p.doc.key, p.doc.label});
        for (const MetricInfo& m : entry.info.metrics)
            candidates.push_back({m.doc.key, m.doc.label});
        for (const ColumnInfo& c : entry.info.columns)
            candidates.push_back({c.doc.key, c.doc.label});
    }
    throw UserError(
        Exit::invalid,
        {{.key = key,
          .value = key,
          .what = say("there is no parameter, metric or switch \"{0}\"",
                      "没有名为“{0}”的参数、指标或开关", {printable(key)}),
          .legal = {"yihe describe MODEL lists them all", "yihe describe 模型 列出全部"},
          .suggestion = suggest(key, candidates)}});
}

std::string as_text(const Explanation& e, Lang lang) {
    std::vector<std::vector<std::string>> rows;
    auto add = [&](Text name, std::string_view value) {
        if (!value.empty()) rows.push_back({std::string(name.in(lang)), std::string(value)});
    };
    add({"kind", "类别"}, e.kind.in(lang));
    add({"formula", "公式"}, e.formula.in(lang));
    add({"type", "类型"}, e.type);
    add({"unit", "单位"}, unit_text(e.doc.unit).in(lang));
    add({"range", "取值范围"}, e.range);
    add({"default", "默认值"}, e.default_value);
    add({"changes", "何时可变"}, e.when.in(lang));
    add({"source", "来源"}, e.doc.source);
    add({"model", "模型"}, e.models);
    return std::string(e.doc.key) + " – " + std::string(e.doc.label.in(lang)) + "\n" +
           aligned(rows);
}

nlohmann::ordered_json as_json(const Explanation& e) {
    auto both = [](const Text& t) { return nlohmann::ordered_json{{"en", t.en}, {"zh", t.zh}}; };
    nlohmann::ordered_json json{{"key", e.doc.key},       {"label", both(e.doc.label)},
                                {"kind", both(e.kind)},   {"unit", e.doc.unit},
                                {"source", e.doc.source}, {"model", e.models}};
    if (!e.formula.en.empty()) json["formula"] = both(e.formula);
    if (!e.range.empty()) json["range"] = e.range;
    if (!e.default_value.empty()) json["default"] = nlohmann::ordered_json::parse(e.default_value);
    return json;
}

int explain_command(const Arguments& arguments, Console& console) {
    const auto found = find_all(arguments.positionals[0], console.lang);
    if (found.empty()) refuse_unknown(arguments.positionals[0]);
    auto list = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (console.json) list.push_back(as_json(found[i]));
        else console.out((i > 0 ? "\n" : "") + as_text(found[i], console.lang));
    }
    if (console.json) console.out(nlohmann::ordered_json{{"explanations", list}}.dump(2) + "\n");
    return 0;
}

}  // namespace

CommandSpec explain_spec() {
    return {
        .name = "explain",
        .about = {"explain one parameter, metric or switch", "解释一个参数、指标或开关"},
        .positional = {"KEY", {"its name, e.g. run.weeks", "名称，例如 run.weeks"}, 1, 1},
        .options = {},
        .notes = {},
        .run = &explain_command,
    };
}

}  // namespace yihe::app

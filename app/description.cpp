#include "app/description.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "app/table.hpp"
#include "sim/scenario/scalar.hpp"
#include "sim/scenario/value.hpp"
#include "sim/schema/units.hpp"

namespace yihe::app {

using Json = nlohmann::ordered_json;

std::string_view type_name(ParamType type, Lang lang) {
    static constexpr Text names[] = {{"real", "实数"},
                                     {"integer", "整数"},
                                     {"boolean", "是/否"},
                                     {"choice", "选项"},
                                     {"text", "文本"}};
    return names[static_cast<std::size_t>(type)].in(lang);
}

std::string legal_text(const ParamInfo& param) {
    std::string text;
    if (param.type == ParamType::text) return text;
    if (param.type == ParamType::boolean) return "false, true";
    for (const std::string_view choice : param.choices)
        text += (text.empty() ? "" : ", ") + std::string(choice);
    if (param.type == ParamType::choice) return text;
    return plain_number(param.doc.range.min) + " … " + plain_number(param.doc.range.max);
}

std::string plain_number(double x) {
    const bool whole = std::abs(x) < 1e15 && x == std::floor(x);
    return whole ? std::to_string(static_cast<long long>(x)) : shortest(x);
}

namespace {

using Row = std::vector<std::string>;

std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string heading(std::string_view en, std::string_view zh, Lang lang) {
    return "\n## " + std::string(Text{en, zh}.in(lang)) + "\n\n";
}

std::string params_markdown(const ModelInfo& model, Lang lang) {
    std::vector<Row> rows;
    for (const ParamInfo& p : model.params)
        rows.push_back({code(p.doc.key), std::string(p.doc.label.in(lang)),
                        unit_text(p.doc.unit).in(lang), legal_text(p),
                        code(value_text(p, p.default_value)), std::string(p.doc.source)});
    const Row header = lang == Lang::zh
                           ? Row{"参数", "含义", "单位", "取值范围", "默认值", "来源"}
                           : Row{"parameter", "meaning", "unit", "range", "default", "source"};
    return heading("Parameters", "参数", lang) + markdown(header, rows);
}

std::string metrics_markdown(const ModelInfo& model, Lang lang) {
    std::vector<Row> rows;
    for (const MetricInfo& m : model.metrics)
        rows.push_back({code(m.doc.key), std::string(m.doc.label.in(lang)),
                        unit_text(m.doc.unit).in(lang), std::string(m.formula.in(lang)),
                        std::string(m.doc.source)});
    const Row header = lang == Lang::zh ? Row{"指标", "含义", "单位", "公式", "来源"}
                                        : Row{"metric", "meaning", "unit", "formula", "source"};
    return heading("Weekly metrics", "每周指标", lang) + markdown(header, rows);
}

std::string columns_markdown(const ModelInfo& model, Lang lang) {
    std::vector<Row> rows;
    for (const ColumnInfo& c : model.columns)
        rows.push_back({code(c.doc.key), std::string(c.doc.label.in(lang)),
                        unit_text(c.doc.unit).in(lang), std::to_string(c.bytes_per_agent),
                        std::string(c.doc.source)});
    const Row header = lang == Lang::zh ? Row{"列", "含义", "单位", "字节", "来源"}
                                        : Row{"column", "meaning", "unit", "bytes", "source"};
    return heading("Columns: one value per resident", "列：每位居民一个值", lang) +
           markdown(header, rows);
}

std::string phases_markdown(const ModelInfo& model, Lang lang) {
    std::string text = heading("A week, phase by phase", "一周的各阶段", lang);
    std::size_t number = 0;
    for (const PhaseInfo& phase : model.phases)
        text += std::to_string(++number) + ". " + code(phase.name) + " " +
                std::string(phase.label.in(lang)) + "\n";
    return text;
}

Json text_json(const Text& text) { return {{"en", text.en}, {"zh", text.zh}}; }

Json doc_json(const Doc& doc) {
    return {{"key", doc.key},
            {"label", text_json(doc.label)},
            {"unit", doc.unit},
            {"source", doc.source}};
}

Json param_json(const ParamInfo& p) {
    Json json = doc_json(p.doc);
    json["type"] = type_name(p.type, Lang::en);
    if (p.type == ParamType::real || p.type == ParamType::integer) {
        json["min"] = Json::parse(plain_number(p.doc.range.min));
        json["max"] = Json::parse(plain_number(p.doc.range.max));
    }
    if (p.type == ParamType::choice)
        json["choices"] = std::vector<std::string_view>(p.choices.begin(), p.choices.end());
    json["default"] = Json::parse(value_text(p, p.default_value));
    json["structural"] = p.change == Change::structural;
    return json;
}

Json describe(const ModelInfo& model) {
    Json json{
        {"name", model.name}, {"title", text_json(model.title)}, {"about", text_json(model.about)}};
    for (const char* list : {"parameters", "metrics", "columns", "phases"})
        json[list] = Json::array();
    for (const ParamInfo& p : model.params) json["parameters"].push_back(param_json(p));
    for (const MetricInfo& m : model.metrics) {
        json["metrics"].push_back(doc_json(m.doc));
        json["metrics"].back()["formula"] = text_json(m.formula);
    }
    for (const ColumnInfo& c : model.columns) {
        json["columns"].push_back(doc_json(c.doc));
        json["columns"].back()["bytes"] = c.bytes_per_agent;
    }
    for (const PhaseInfo& p : model.phases)
        json["phases"].push_back({{"name", p.name}, {"label", text_json(p.label)}});
    return json;
}

}  // namespace

std::string model_markdown(const ModelInfo& model, Lang lang) {
    return "# " + std::string(model.title.in(lang)) + "\n\n" + std::string(model.about.in(lang)) +
           "\n" + params_markdown(model, lang) + metrics_markdown(model, lang) +
           columns_markdown(model, lang) + phases_markdown(model, lang);
}

std::string model_json(const ModelInfo& model) { return describe(model).dump(2) + "\n"; }

std::string models_markdown(std::span<const ModelEntry> models, Lang lang) {
    std::vector<Row> rows;
    for (const ModelEntry& entry : models)
        rows.push_back({code(entry.info.name), std::string(entry.info.title.in(lang)),
                        std::string(entry.info.about.in(lang))});
    const Row header =
        lang == Lang::zh ? Row{"模型", "名称", "说明"} : Row{"model", "title", "about"};
    return markdown(header, rows);
}

std::string models_json(std::span<const ModelEntry> models) {
    Json json{{"models", Json::array()}};
    for (const ModelEntry& entry : models) json["models"].push_back(describe(entry.info));
    return json.dump(2) + "\n";
}

}  // namespace yihe::app

#include "study/columns.hpp"

#include <algorithm>

#include "sim/scenario/scalar.hpp"
#include "sim/scenario/value.hpp"

namespace yihe::study {

std::string column_name(std::string_view public_name) {
    std::string name(public_name);
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
}

std::string sql_type(const ParamInfo& row) {
    switch (row.type) {
        case ParamType::real: return "REAL";
        case ParamType::integer:
        case ParamType::boolean: return "INTEGER";
        default: return "TEXT";
    }
}

namespace {

std::string lower(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

class Dictionary {
public:
    explicit Dictionary(const Study& study) : study_(study) {}

    std::vector<ColumnDoc> all() {
        table("points");
        key("point", {"Point of the design, from 1", "设计点编号，从 1 起"});
        key("block", {"Entry of the design", "设计中的项"}, "text");
        factors();
        table("runs");
        run_keys();
        key("status", {"finished or failed", "finished（完成）或 failed（失败）"}, "text");
        key("message_en", {"Why the run failed, in English", "失败原因（英文）"}, "text");
        key("message_zh", {"Why the run failed, in Chinese", "失败原因（中文）"}, "text");
        key("seed", {"run.seed of the run", "该次运行的 run.seed"});
        key("weeks", {"Weeks simulated", "模拟周数"});
        key("digest", {"Digest of the final full state", "最终完整状态的摘要"}, "text");
        key("content", {"Digest of all that is stored of the run", "该次运行全部存储内容的摘要"},
            "text");
        for (const char* name : {"finals", "last_week"}) {
            table(name);
            run_keys();
            metrics();
        }
        if (study_.keep.any_week()) {
            table("weekly");
            run_keys();
            key("week", {"Week", "周"});
            metrics();
        }
        summaries();
        for (const char* view : {"results", "weekly_results"}) {
            const bool weekly = std::string_view(view) == "weekly_results";
            if (weekly && !study_.keep.any_week()) continue;
            table(view);
            run_keys();
            key("block", {"Entry of the design", "设计中的项"}, "text");
            factors();
            if (weekly) key("week", {"Week", "周"});
            metrics();
        }
        about_itself();
        return std::move(docs_);
    }

private:
    void table(std::string name) { table_ = std::move(name); }

    void key(std::string column, Message label, std::string type = "integer") {
        docs_.push_back({.table = table_,
                         .column = std::move(column),
                         .type = std::move(type),
                         .unit = "1",
                         .label = std::move(label)});
    }
    void run_keys() {
        key("point", {"Point of the design, from 1", "设计点编号，从 1 起"});
        key("replicate", {"Replicate, from 1", "重复编号，从 1 起"});
    }
    void factors() {
        for (const Factor& factor : study_.factors) {
            const Doc& doc = factor.row.doc;
            docs_.push_back({.table = table_,
                             .column = column_name(factor.name),
                             .name = factor.name,
                             .type = lower(sql_type(factor.row)),
                             .unit = std::string(doc.unit),
                             .label = {std::string(doc.label.en), std::string(doc.label.zh)},
                             .legal = legal_values(factor.row),
                             .source = std::string(doc.source)});
        }
    }
    void metrics() {
        const bool means = table_ == "finals" || table_ == "results";
        const std::string n = std::to_string(study_.window);
        for (const MetricInfo& metric : study_.model->info.metrics) {
            ColumnDoc doc{
                .table = table_,
                .column = column_name(metric.doc.key),
                .name = std::string(metric.doc.key),
                .type = "real",
                .unit = std::string(metric.doc.unit),
                .label = {std::string(metric.doc.label.en), std::string(metric.doc.label.zh)},
                .legal = say("{0} to {1}", "{0} 至 {1}",
                             {shortest(metric.doc.range.min), shortest(metric.doc.range.max)}),
                .meaning = {std::string(metric.formula.en), std::string(metric.formula.zh)},
                .source = std::string(metric.doc.source)};
            if (means) {
                doc.meaning.en += "; mean over the last " + n + " weeks";
                doc.meaning.zh += "；最后 " + n + " 周的均值";
            }
            docs_.push_back(std::move(doc));
        }
    }
    void about_itself() {
        table("provenance");
        key("name", {"What is told", "项目"}, "text");
        key("value", {"Study, version, build, scenario", "研究、版本、构建、情景"}, "text");
        table("dictionary");
        key("table", {"Table or view", "表或视图"}, "text");
        key("column", {"Its column", "列"}, "text");
        key("name", {"Public name of a parameter or metric", "参数或指标的公开名称"}, "text");
        key("type", {"real, integer or text", "real、integer 或 text"}, "text");
        key("unit", {"Unit; 1: a pure number", "单位；1 表示无量纲"}, "text");
        key("label_en", {"What it holds, in English", "英文标签"}, "text");
        key("label_zh", {"What it holds, in Chinese", "中文标签"}, "text");
        key("legal_en", {"Range or choices, in English", "取值范围或选项（英文）"}, "text");
        key("legal_zh", {"Range or choices, in Chinese", "取值范围或选项（中文）"}, "text");
        key("meaning_en", {"How a metric is computed, in English", "指标算法（英文）"}, "text");
        key("meaning_zh", {"How a metric is computed, in Chinese", "指标算法（中文）"}, "text");
        key("source", {"Where it is from", "来源"}, "text");
    }
    void summaries() {
        table("summaries");
        key("point", {"Point of the design, from 1", "设计点编号，从 1 起"});
        key("metric", {"Public name of the metric", "指标名称"}, "text");
        key("n", {"Replicates with a value", "有值的重复数"});
        key("mean", {"Mean of the replicates' final values", "各次重复最终值的均值"}, "real");
        key("sd", {"Standard deviation of them", "其标准差"}, "real");
        key("mc_error",
            {"Monte-Carlo error of the mean: sd / sqrt(n)",
             "均值的蒙特卡罗误差：标准差除以 n 的平方根"},
            "real");
        key("lower", {"Lower end of the 95 % interval of the mean", "均值 95% 区间下限"}, "real");
        key("upper", {"Upper end of the 95 % interval of the mean", "均值 95% 区间上限"}, "real");
    }

    const Study& study_;
    std::string table_;
    std::vector<ColumnDoc> docs_;
};

}  // namespace

std::vector<ColumnDoc> data_dictionary(const Study& study) { return Dictionary(study).all(); }

}  // namespace yihe::study

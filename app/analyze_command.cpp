// yihe analyze DIR WHAT: what the results of a study say.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/analyze_text.hpp"
#include "app/commands.hpp"
#include "app/decision_text.hpp"
#include "app/table.hpp"
#include "models/registry.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/scalar.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/value.hpp"
#include "study/folder.hpp"
#include "study/responses.hpp"

namespace yihe::app {

namespace {

using Json = nlohmann::ordered_json;

/// A finished study, opened.
struct Results {
    study::Study study;
    study::Database db;
};

Results open_results(const std::filesystem::path& path) {
    auto study = study::open_study(path, models::for_scenarios(), &models::find);
    const auto file = path / "results.sqlite";
    if (!std::filesystem::exists(file))
        throw UserError(
            Exit::invalid,
            say("{0} holds no merged results yet: finish the sweep, or merge its parts",
                "{0} 中尚无合并后的结果：请先完成 sweep 或合并各部分", {path.string()}));
    return {std::move(study), study::Database(file, study::Database::Mode::read)};
}

double smallest_effect(const Arguments& arguments) {
    const auto text = arguments.value("--effect");
    if (!text) return 0.05;
    const auto x = parse_number(*text);
    if (x && *x >= 0) return *x;
    throw UserError(Exit::invalid, {{.key = "--effect",
                                     .value = *text,
                                     .what = say("--effect is a number, not \"{0}\"",
                                                 "--effect 应为数值，而不是“{0}”", {*text}),
                                     .legal = {"0 or more", "不小于 0"}}});
}

std::string value_table(const Arguments& arguments) {
    const std::string value = arguments.value("--values").value_or("mean");
    if (value == "mean") return "finals";
    if (value == "last") return "last_week";
    throw UserError(Exit::invalid,
                    {{.key = "--values",
                      .value = value,
                      .what = say("--values is mean or last", "--values 为 mean 或 last"),
                      .legal = {"mean (over the last weeks) or last (week)",
                                "mean（最后若干周均值）或 last（最后一周）"}}});
}

/// KEY=VALUE, read as the factor's own kind of value.
std::pair<std::string, Value> condition(const study::Study& study, const std::string& text) {
    const auto at = text.find('=');
    const std::string name = text.substr(0, at);
    const Place place{.file = "--where", .line = 1, .column = 1, .source_line = text};
    Problems problems;
    for (const auto& factor : study.factors) {
        if (factor.name != name || at == std::string::npos) continue;
        const auto node = parse_yaml_scalar(text.substr(at + 1), place, problems);
        const auto value = read_value(factor.row, node, place, problems);
        problems.throw_if_any();
        return {name, value.value_or(Value{})};
    }
    std::vector<std::string_view> known;
    for (const auto& factor : study.factors) known.push_back(factor.name);
    throw UserError(Exit::invalid,
                    {{.key = "--where",
                      .value = text,
                      .what = say("--where needs FACTOR=VALUE with a factor of this study",
                                  "--where 的形式为 因素=取值，因素须属于本研究"),
                      .suggestion = suggest_word(name, known)}});
}

study::ResponseQuery query_of(const Arguments& arguments, const study::Study& study) {
    study::ResponseQuery query{
        .metric = arguments.value("--metric")
                      .value_or(std::string(study.model->info.metrics.at(0).doc.key)),
        .factor = arguments.value("--factor")
                      .value_or(study.factors.empty() ? "" : study.factors[0].name),
        .table = value_table(arguments)};
    for (const std::string& design : arguments.values("--design")) query.designs.push_back(design);
    for (const std::string& text : arguments.values("--where"))
        query.where.push_back(condition(study, text));
    return query;
}

void print(const Json& json, Console& console) {
    console.out(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

int overview(const Results& results, Console& console) {
    const auto& study = results.study;
    Json json{{"about", {{"en", study.about.en}, {"zh", study.about.zh}}},
              {"model", study.model->info.name},
              {"points", study.points()},
              {"designs", Json::array()},
              {"factors", Json::array()},
              {"claims", Json::array()}};
    std::vector<std::vector<std::string>> rows;
    const bool zh = console.lang == Lang::zh;
    for (const auto& block : study.blocks) {
        json["designs"].push_back(
            {{"name", block.name}, {"kind", block.design.kind}, {"points", block.size()}});
        rows.push_back(
            {zh ? "设计" : "design", block.name,
             block.design.kind + ", " + std::to_string(block.size()) + (zh ? " 点" : " points")});
    }
    for (const auto& factor : study.factors) {
        json["factors"].push_back(factor.name);
        rows.push_back({zh ? "因素" : "factor", factor.name,
                        std::string(factor.row.doc.label.in(console.lang))});
    }
    for (const auto& claim : study.claims) {
        json["claims"].push_back(claim.rule.claim);
        rows.push_back({zh ? "主张" : "claim", claim.rule.claim, claim.rule.text.in(console.lang)});
    }
    if (console.json) print(json, console);
    else console.out(study.about.in(console.lang) + "\n" + aligned(rows));
    return 0;
}

int analyze_responses(const Arguments& arguments, Results& results, bool compare,
                      Console& console) {
    const auto query = query_of(arguments, results.study);
    const auto settings = study::responses(results.study, results.db, query);
    if (settings.empty())
        throw UserError(
            Exit::invalid,
            {{.key = "--where",
              .what = say("no point of the study has these values", "本研究中没有取这些值的点"),
              .legal = {"yihe export DIR points lists them", "yihe export DIR points 列出各点"}}});
    const AnalysisView view{.metric = query.metric,
                            .factor = query.factor,
                            .effect = smallest_effect(arguments),
                            .lang = console.lang};
    if (console.json)
        print(compare ? compare_json(view, settings) : response_json(view, settings), console);
    else console.out(compare ? compare_text(view, settings) : response_text(view, settings));
    return 0;
}

int analyze_claims(const Arguments& arguments, Results& results, Console& console) {
    const bool before =
        study::StudyFolder(arguments.positionals[0], results.study).claims_stood_before();
    if (!before)
        console.say({"the rules of the claims were changed after the first run of this study",
                     "主张的判定规则在本研究首次运行之后被修改过"});
    const std::string table = value_table(arguments);
    Json all = Json::array();
    if (results.study.claims.empty())
        throw UserError(Exit::invalid, say("this study states no claim", "本研究没有写明主张"));
    for (const auto& claim : results.study.claims) {
        const auto settings = study::settings_of(results.study, results.db, claim, table);
        const auto decision = analysis::decide(claim.rule, settings);
        if (console.json) all.push_back(decision_json(claim.rule, decision));
        else console.out(decision_text(claim.rule, decision, console.lang) + "\n");
    }
    if (console.json)
        print(Json{{"analysis", "claims"}, {"rules_before_first_run", before}, {"claims", all}},
              console);
    return 0;
}

int analyze_command(const Arguments& arguments, Console& console) {
    static constexpr std::array<std::string_view, 4> words{"overview", "compare", "response",
                                                           "claims"};
    const std::string what =
        arguments.positionals.size() > 1 ? arguments.positionals[1] : "overview";
    if (std::find(words.begin(), words.end(), what) == words.end())
        throw UserError(
            Exit::invalid,
            {{.value = what,
              .what = say("there is no analysis \"{0}\"", "没有名为“{0}”的分析", {what}),
              .legal = {"overview, compare, response or claims",
                        "overview、compare、response 或 claims"},
              .suggestion = suggest_word(what, words)}});
    if (what == "overview" || what == "claims")
        for (const char* option : {"--metric", "--factor", "--design", "--where"})
            if (arguments.has(option))
                throw UserError(
                    Exit::invalid,
                    {{.key = option,
                      .what = say("{0} does not go with {1}: the study says what it looks at",
                                  "{0} 不能与 {1} 同用：{1} 依研究文件所写", {option, what}),
                      .legal = {"with compare and response", "用于 compare 与 response"}}});
    Results results = open_results(arguments.positionals[0]);
    if (what == "overview") return overview(results, console);
    if (what == "claims") return analyze_claims(arguments, results, console);
    return analyze_responses(arguments, results, what == "compare", console);
}

}  // namespace

CommandSpec analyze_spec() {
    return {
        .name = "analyze",
        .about = {"what the results of a study say: differences, response, claims",
                  "分析研究结果：差异、响应形状、主张的判定"},
        .positional = {"DIR [WHAT]",
                       {"the folder of a study; overview, compare, response or claims",
                        "研究结果文件夹；overview、compare、response 或 claims"},
                       1,
                       2},
        .options =
            {
                {"--metric", "NAME", {"which metric; otherwise the first", "指标；默认为第一个"}},
                {"--factor",
                 "NAME",
                 {"which factor; otherwise the first. design: the entries of the design",
                  "因素；默认为第一个。design 表示设计中的各项"}},
                {"--where",
                 "FACTOR=VALUE",
                 {"only points with this value; may be repeated", "只取该值的点；可重复"},
                 true},
                {"--design",
                 "NAME",
                 {"only this entry of the design; may be repeated", "只取设计中的这一项；可重复"},
                 true},
                {"--effect",
                 "X",
                 {"smallest effect of interest; otherwise 0.05", "最小关注效应；默认 0.05"}},
                {"--values",
                 "mean|last",
                 {"mean over the last weeks (default), or the last week",
                  "最后若干周的均值（默认）或最后一周"}},
            },
        .notes =
            {"compare: each level against the first, paired by replicate. response: the curve, "
             "its rise,\nfall and optimum, the two-lines test, shapes. claims: the verdicts of "
             "the rules in the study.",
             "compare：各水平与第一水平逐次配对比较。response：曲线、上升与下降、最优、"
             "两线检验与形状。\nclaims：按研究中写明的规则给出判定。"},
        .run = &analyze_command,
    };
}

}  // namespace yihe::app

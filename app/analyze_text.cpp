#include "app/analyze_text.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/response/largest_difference.hpp"
#include "analysis/response/optimum.hpp"
#include "analysis/response/shapes.hpp"
#include "analysis/response/two_lines.hpp"
#include "analysis/statistics/effect.hpp"
#include "app/table.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/scalar.hpp"

namespace yihe::app {

namespace {

using Json = nlohmann::ordered_json;
using Row = std::vector<std::string>;
using analysis::Response;
using analysis::Setting;

std::string bounds(double lower, double upper) { return readable(lower) + " … " + readable(upper); }

Json number(double x) { return std::isfinite(x) ? Json(x) : Json(); }

Json levels_json(const Setting& setting) {
    Json levels = Json::object();
    for (const auto& [factor, level] : setting.levels) levels[factor] = level;
    return levels;
}

std::string heading(const Setting& setting, std::size_t all, Lang lang) {
    if (all == 1 || setting.levels.empty()) return "";
    std::string text;
    for (const auto& [factor, level] : setting.levels)
        text += (text.empty() ? "" : ", ") + factor + " = " + level;
    return (lang == Lang::zh ? "条件：" : "where ") + text + "\n";
}

Text label(analysis::Effect effect) {
    switch (effect) {
        case analysis::Effect::at_least: return {"larger", "更高"};
        case analysis::Effect::reversed: return {"smaller", "更低"};
        case analysis::Effect::negligible: return {"negligible", "可忽略"};
        default: return {"undecided", "未定"};
    }
}

bool complete(const Response& response, std::size_t levels) {
    const auto has_some = [](const std::vector<double>& values) {
        return std::any_of(values.begin(), values.end(), [](double x) { return !std::isnan(x); });
    };
    return std::count_if(response.values.begin(), response.values.end(), has_some) >=
           static_cast<std::ptrdiff_t>(levels);
}

std::string too_few(Lang lang) {
    return lang == Lang::zh ? "  水平过少，无法比较\n" : "  too few levels to say\n";
}

std::string curve_text(const Response& response, const AnalysisView& view) {
    const bool zh = view.lang == Lang::zh;
    std::vector<Row> rows{{view.factor, view.metric, zh ? "95% 区间" : "95% interval", "n"}};
    const auto curve = analysis::mean_curve(response);
    for (std::size_t i = 0; i < curve.size(); ++i)
        rows.push_back({shortest(response.levels[i]), readable(curve[i].mean),
                        bounds(curve[i].lower, curve[i].upper), std::to_string(curve[i].n)});
    return aligned(rows);
}

std::string shape_text(const Response& response, const AnalysisView& view) {
    const bool zh = view.lang == Lang::zh;
    const auto up = analysis::rise(response), down = analysis::fall(response);
    const auto best = analysis::optimum(response);
    const auto lines = analysis::two_lines(response);
    std::vector<Row> rows{
        {zh ? "左端至最佳内点的上升" : "rise from the left end to the best interior level",
         readable(up.estimate), bounds(up.lower, up.upper)},
        {zh ? "最佳内点至右端的下降" : "fall from the best interior level to the right end",
         readable(down.estimate), bounds(down.lower, down.upper)},
        {zh ? "最优处" : "location of the optimum", readable(best.location),
         bounds(best.lower, best.upper)},
        {zh ? "最优在内部的重抽样比例" : "resamples with an interior optimum",
         readable(best.interior_share), ""},
        {zh ? "两线检验：左侧斜率" : "two lines: slope on the left", readable(lines.left.slope),
         bounds(lines.left.lower, lines.left.upper)},
        {zh ? "两线检验：右侧斜率" : "two lines: slope on the right", readable(lines.right.slope),
         bounds(lines.right.lower, lines.right.upper)},
        {zh ? "两线检验：转折点" : "two lines: breakpoint", readable(lines.breakpoint),
         lines.hump ? (zh ? "倒 U 形" : "inverted U") : (zh ? "非倒 U 形" : "no inverted U")}};
    if (response.replicates() >= 2) {
        const auto shapes = analysis::compare_shapes(response);
        rows.push_back({zh ? "交叉验证选出的形状" : "shape by cross-validation",
                        std::string(analysis::label(shapes.chosen).in(view.lang)),
                        std::string(zh ? "损失最小：" : "least loss: ") +
                            std::string(analysis::label(shapes.best).in(view.lang))});
    }
    return aligned(rows);
}

Json largest_json(const analysis::Largest& largest) {
    return {{"estimate", number(largest.estimate)},
            {"lower", number(largest.lower)},
            {"upper", number(largest.upper)},
            {"n", largest.n}};
}

Json line_json(const analysis::Line& line) {
    return {{"slope", number(line.slope)},
            {"lower", number(line.lower)},
            {"upper", number(line.upper)},
            {"levels", line.levels}};
}

Json shape_json(const Response& response) {
    const auto best = analysis::optimum(response);
    const auto lines = analysis::two_lines(response);
    Json json{{"rise", largest_json(analysis::rise(response))},
              {"fall", largest_json(analysis::fall(response))},
              {"optimum",
               {{"location", number(best.location)},
                {"lower", number(best.lower)},
                {"upper", number(best.upper)},
                {"interior_share", best.interior_share}}},
              {"two_lines",
               {{"breakpoint", number(lines.breakpoint)},
                {"left", line_json(lines.left)},
                {"right", line_json(lines.right)},
                {"inverted_u", lines.hump}}}};
    if (response.replicates() < 2) return json;
    const auto shapes = analysis::compare_shapes(response);
    json["shape"] = {{"chosen", analysis::label(shapes.chosen).en},
                     {"least_loss", analysis::label(shapes.best).en},
                     {"losses", Json::object()}};
    for (const auto& fit : shapes.fits)
        json["shape"]["losses"][std::string(analysis::label(fit.shape).en)] = number(fit.loss);
    return json;
}

/// Of a kill test: what must vanish has vanished, or not.
Text behaviour(analysis::Outcome outcome) {
    switch (outcome) {
        case analysis::Outcome::holds: return {"behaves", "符合预期"};
        case analysis::Outcome::fails: return {"does not behave", "不符合预期"};
        default: return {"undecided", "未定"};
    }
}

Json document(const AnalysisView& view, const char* what) {
    return {{"analysis", what},
            {"metric", view.metric},
            {"factor", view.factor},
            {"effect", view.effect},
            {"settings", Json::array()}};
}

}  // namespace

std::string compare_text(const AnalysisView& view, const Settings& settings) {
    const bool zh = view.lang == Lang::zh;
    std::string text;
    for (const Setting& setting : settings) {
        const Response& r = setting.response;
        text += heading(setting, settings.size(), view.lang);
        if (!complete(r, 2)) {
            text += too_few(view.lang);
            continue;
        }
        const std::string first = shortest(r.levels[0]);
        std::vector<Row> rows{{view.factor, (zh ? "与 " : "minus ") + first + (zh ? " 之差" : ""),
                               zh ? "95% 区间" : "95% interval", zh ? "成对数" : "pairs",
                               zh ? "配对方差比" : "variance, paired/unpaired",
                               (zh ? "对照 ±" : "against ±") + shortest(view.effect)}};
        for (std::size_t i = 1; i < r.levels.size(); ++i) {
            const auto d = analysis::level_difference(r, i, 0);
            rows.push_back(
                {shortest(r.levels[i]), readable(d.estimate), bounds(d.lower, d.upper),
                 std::to_string(d.n_a),
                 readable(analysis::variance_ratio(r.values[i], r.values[0])),
                 std::string(label(analysis::judge(d.lower, d.upper, view.effect)).in(view.lang))});
        }
        text += aligned(rows);
    }
    return text;
}

Json compare_json(const AnalysisView& view, const Settings& settings) {
    Json json = document(view, "compare");
    for (const Setting& setting : settings) {
        const Response& r = setting.response;
        Json one{{"where", levels_json(setting)}, {"differences", Json::array()}};
        for (std::size_t i = 1; i < r.levels.size(); ++i) {
            const auto d = analysis::level_difference(r, i, 0);
            one["differences"].push_back(
                {{"level", r.levels[i]},
                 {"from", r.levels[0]},
                 {"estimate", number(d.estimate)},
                 {"lower", number(d.lower)},
                 {"upper", number(d.upper)},
                 {"pairs", d.n_a},
                 {"variance_ratio", number(analysis::variance_ratio(r.values[i], r.values[0]))},
                 {"effect", label(analysis::judge(d.lower, d.upper, view.effect)).en}});
        }
        json["settings"].push_back(std::move(one));
    }
    return json;
}

std::string response_text(const AnalysisView& view, const Settings& settings) {
    std::string text;
    for (const Setting& setting : settings) {
        const Response& r = setting.response;
        text += heading(setting, settings.size(), view.lang);
        if (complete(r, 1)) text += curve_text(r, view) + "\n";
        text += complete(r, 3) ? shape_text(r, view) : too_few(view.lang);
        text += "\n";
    }
    return text;
}

Json response_json(const AnalysisView& view, const Settings& settings) {
    Json json = document(view, "response");
    for (const Setting& setting : settings) {
        const Response& r = setting.response;
        Json one{{"where", levels_json(setting)}, {"curve", Json::array()}};
        const auto curve = analysis::mean_curve(r);
        for (std::size_t i = 0; i < curve.size(); ++i)
            one["curve"].push_back({{"level", r.levels[i]},
                                    {"mean", number(curve[i].mean)},
                                    {"sd", number(curve[i].sd)},
                                    {"n", curve[i].n},
                                    {"lower", number(curve[i].lower)},
                                    {"upper", number(curve[i].upper)}});
        if (complete(r, 3)) one.update(shape_json(r));
        json["settings"].push_back(std::move(one));
    }
    return json;
}

std::string decision_text(const analysis::Rule& rule, const analysis::Decision& decision,
                          Lang lang) {
    constexpr std::size_t shown = 12;
    std::string text =
        rule.claim + " — " + std::string(analysis::label(decision.verdict).in(lang)) + "\n";
    if (!rule.text.in(lang).empty()) text += "  " + rule.text.in(lang) + "\n";
    text += "  " + decision.reason.in(lang) + "\n";
    for (std::size_t i = 0; i < decision.evidence.size() && i < shown; ++i)
        text += "    " + decision.evidence[i].line.in(lang) + "\n";
    if (decision.evidence.size() > shown)
        text += "    " +
                say("and {0} more settings (--json)", "另有 {0} 种条件（--json）",
                    {std::to_string(decision.evidence.size() - shown)})
                    .in(lang) +
                "\n";
    for (const auto& kill : decision.kills) {
        text += "  " +
                say("kill test {0}: {1}", "消除检验 {0}：{2}",
                    {kill.name, behaviour(kill.outcome).en, behaviour(kill.outcome).zh})
                    .in(lang) +
                "\n";
        for (const auto& one : kill.evidence) text += "    " + one.line.in(lang) + "\n";
    }
    return text;
}

Json decision_json(const analysis::Rule& rule, const analysis::Decision& decision) {
    auto evidence = [](const std::vector<analysis::Evidence>& list) {
        Json all = Json::array();
        for (const auto& one : list) {
            Json parts = Json::object();
            for (const auto& part : one.parts)
                parts[std::string(part.name.en)] = {{"estimate", number(part.estimate)},
                                                    {"lower", number(part.lower)},
                                                    {"upper", number(part.upper)}};
            all.push_back({{"setting", one.setting},
                           {"outcome", analysis::label(one.outcome).en},
                           {"replicates", one.replicates},
                           {"parts", parts},
                           {"line", {{"en", one.line.en}, {"zh", one.line.zh}}}});
        }
        return all;
    };
    auto counts = [](const analysis::Counts& c) {
        return Json{{"holds", c.holds}, {"fails", c.fails}, {"undecided", c.undecided}};
    };
    Json json{{"claim", rule.claim},
              {"text", {{"en", rule.text.en}, {"zh", rule.text.zh}}},
              {"metric", rule.metric},
              {"factor", rule.factor},
              {"effect", rule.effect},
              {"share", rule.share},
              {"verdict", analysis::label(decision.verdict).en},
              {"reason", {{"en", decision.reason.en}, {"zh", decision.reason.zh}}},
              {"counts", counts(decision.counts)},
              {"evidence", evidence(decision.evidence)},
              {"region", Json::array()},
              {"kills", Json::array()}};
    for (const auto& factor : decision.region) {
        Json levels = Json::array();
        for (const auto& level : factor.levels) {
            Json one = counts(level.counts);
            one["level"] = level.level;
            levels.push_back(std::move(one));
        }
        json["region"].push_back({{"factor", factor.factor}, {"levels", levels}});
    }
    for (const auto& kill : decision.kills)
        json["kills"].push_back({{"design", kill.name},
                                 {"outcome", analysis::label(kill.outcome).en},
                                 {"counts", counts(kill.counts)},
                                 {"evidence", evidence(kill.evidence)}});
    return json;
}

}  // namespace yihe::app

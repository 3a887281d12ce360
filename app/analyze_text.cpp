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

Json level_json(const Response& response, std::size_t level) {
    return response.ordered() ? Json(response.levels[level]) : Json(response.names[level]);
}

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
        rows.push_back({response.level_name(i), readable(curve[i].mean),
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
        const std::string first = r.level_name(0);
        std::vector<Row> rows{{view.factor, (zh ? "与 " : "minus ") + first + (zh ? " 之差" : ""),
                               zh ? "95% 区间" : "95% interval", zh ? "成对数" : "pairs",
                               zh ? "配对方差比" : "variance, paired/unpaired",
                               (zh ? "对照 ±" : "against ±") + shortest(view.effect)}};
        for (std::size_t i = 1; i < r.levels.size(); ++i) {
            const auto d = analysis::level_difference(r, i, 0);
            rows.push_back(
                {r.level_name(i), readable(d.estimate), bounds(d.lower, d.upper),
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
                {{"level", level_json(r, i)},
                 {"from", level_json(r, 0)},
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
        if (r.ordered()) text += complete(r, 3) ? shape_text(r, view) : too_few(view.lang);
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
            one["curve"].push_back({{"level", level_json(r, i)},
                                    {"mean", number(curve[i].mean)},
                                    {"sd", number(curve[i].sd)},
                                    {"n", curve[i].n},
                                    {"lower", number(curve[i].lower)},
                                    {"upper", number(curve[i].upper)}});
        if (r.ordered() && complete(r, 3)) one.update(shape_json(r));
        json["settings"].push_back(std::move(one));
    }
    return json;
}

}  // namespace yihe::app

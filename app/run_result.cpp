#include "app/run_result.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/sparkline.hpp"
#include "app/table.hpp"
#include "sim/core/build_info.hpp"
#include "sim/run/interval.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/scalar.hpp"

namespace yihe::app {

namespace {

constexpr std::uint32_t last_weeks = 52;

/// Mean of a metric over the weeks from `from` on, per complete replicate, then over them.
Interval over_replicates(const Trajectory& table, std::size_t metric, std::uint32_t from) {
    std::vector<double> values;
    for (std::uint32_t r = 1; r <= table.replicates(); ++r) {
        if (!table.complete(r)) continue;
        double sum = 0;
        std::uint32_t n = 0;
        for (std::uint32_t week = from; week <= table.last_week(); ++week)
            if (const double x = table.row(r, week)[metric]; !std::isnan(x)) sum += x, ++n;
        values.push_back(n > 0 ? sum / n : Interval::empty);
    }
    return Intervals().of(values);
}

std::uint32_t first_of_last(const Trajectory& table) {
    const std::uint32_t n = std::min(last_weeks, table.weeks());
    return table.last_week() - n + 1;
}

std::size_t find_metric(const ModelInfo& info, std::string_view key) {
    std::size_t at = 0;
    while (at < info.metrics.size() && info.metrics[at].doc.key != key) ++at;
    return at;
}

/// The four dimensions and efficacy where the model has them, else all metrics.
std::vector<std::size_t> shown_metrics(const ModelInfo& info) {
    std::vector<std::size_t> shown;
    for (const char* key : {"coordination", "allocation", "precision", "stability", "efficacy"})
        if (const std::size_t at = find_metric(info, key); at < info.metrics.size())
            shown.push_back(at);
    if (shown.size() == 5) return shown;
    shown.resize(info.metrics.size());
    for (std::size_t i = 0; i < shown.size(); ++i) shown[i] = i;
    return shown;
}

std::string grouped(double whole) {
    std::string digits = shortest(whole);
    for (std::size_t at = digits.size();
         at > 3 && digits.find_first_not_of("0123456789") == std::string::npos;) {
        at -= 3;
        digits.insert(at, ",");
        if (at <= 3) break;
    }
    return digits;
}

std::string heading(const RunResult& result, Lang lang) {
    const std::string& about = result.scenario.about.in(lang);
    const auto file = std::filesystem::path(result.scenario.file).stem().string();
    // Counted by the model: a network or a list of residents may fix the number.
    const double agents = result.plan.model->memory(result.plan.values, result.plan.files).agents;
    const std::string people = say(", {0} residents", "，居民 {0} 人", {grouped(agents)}).in(lang);
    const std::string n = std::to_string(result.plan.replicates()),
                      weeks = std::to_string(result.plan.weeks());
    const std::string seed = shortest(result.plan.number("run.seed"));
    return (about.empty() ? file : about) + "\n" +
           say("model {0}, {1} × {2} weeks{3}, seed {4}",
               "模型 {0}，重复 {1} 次 × {2} 周{3}，种子 {4}",
               {result.scenario.model->name, n, weeks, people, seed})
               .in(lang) +
           "\n\n";
}

std::string metric_table(const RunResult& result, Lang lang) {
    const Trajectory& table = result.outcome.trajectory;
    const auto& metrics = result.scenario.model->metrics;
    const std::uint32_t from = first_of_last(table);
    const std::string n = std::to_string(table.last_week() - from + 1);
    std::vector<std::vector<std::string>> rows{{"", "",
                                                say("last {0} weeks", "最后 {0} 周", {n}).in(lang),
                                                lang == Lang::zh ? "95% 区间" : "95% interval"}};
    for (const std::size_t m : shown_metrics(*result.scenario.model)) {
        const Interval x = over_replicates(table, m, from);
        const std::string interval =
            std::isnan(x.lower) ? "–" : readable(x.lower) + " … " + readable(x.upper);
        rows.push_back({std::string(metrics[m].doc.label.in(lang)), std::string(metrics[m].doc.key),
                        readable(x.mean), interval});
    }
    return aligned(rows);
}

std::string sketch(const RunResult& result, const Console& console) {
    const Trajectory& table = result.outcome.trajectory;
    const auto& metrics = result.scenario.model->metrics;
    if (metrics.empty()) return {};
    std::size_t m = find_metric(*result.scenario.model, "efficacy");
    if (m == metrics.size()) m = 0;
    std::vector<double> series;
    for (std::uint32_t week = table.first_week(); week <= table.last_week(); ++week) {
        double sum = 0;
        std::uint32_t n = 0;
        for (std::uint32_t r = 1; r <= table.replicates(); ++r)
            if (const double x = table.row(r, week)[m]; table.complete(r) && !std::isnan(x))
                sum += x, ++n;
        series.push_back(n > 0 ? sum / n : Interval::empty);
    }
    double low = Interval::empty, high = Interval::empty;
    for (const double x : series) low = std::fmin(low, x), high = std::fmax(high, x);
    const std::string range = readable(low) + " … " + readable(high);
    const std::string first = std::to_string(table.first_week()),
                      last = std::to_string(table.last_week());
    return "\n  " + std::string(metrics[m].doc.key) + "  " + sparkline(series, 52, console.utf8()) +
           "  " + range +
           say(", weeks {0} to {1}", "，第 {0} 至 {1} 周", {first, last}).in(console.lang) + "\n";
}

}  // namespace

std::string result_text(const RunResult& result, const Console& console) {
    std::string text = heading(result, console.lang) + metric_table(result, console.lang) +
                       sketch(result, console);
    if (const std::size_t failed = result.outcome.failures(); failed > 0)
        text += "\n  " +
                say("{0} replicates failed; see manifest.json", "{0} 次重复失败，见 manifest.json",
                    {std::to_string(failed)})
                    .in(console.lang) +
                "\n";
    return text + "\n  " +
           say("written to {0}", "已写入 {0}", {result.folder.string()}).in(console.lang) + "\n";
}

std::string result_json(const RunResult& result) {
    using Json = nlohmann::ordered_json;
    const Trajectory& table = result.outcome.trajectory;
    auto number = [](double x) { return std::isnan(x) ? Json() : Json(x); };
    auto interval = [&](const Interval& x) {
        return Json{{"mean", number(x.mean)},
                    {"sd", number(x.sd)},
                    {"n", x.n},
                    {"lower", number(x.lower)},
                    {"upper", number(x.upper)}};
    };
    Json json{{"scenario", result.scenario.file},
              {"about", {{"en", result.scenario.about.en}, {"zh", result.scenario.about.zh}}},
              {"model", result.scenario.model->name},
              {"replicates", result.plan.replicates()},
              {"weeks", result.plan.weeks()},
              {"seed", static_cast<std::uint64_t>(result.plan.number("run.seed"))},
              {"version", build_info().version},
              {"results_version", results_version},
              {"failures", result.outcome.failures()},
              {"digest", result.outcome.digest()},
              {"folder", result.folder.string()},
              {"metrics", Json::object()}};
    const auto& metrics = result.scenario.model->metrics;
    for (std::size_t m = 0; m < metrics.size(); ++m)
        json["metrics"][std::string(metrics[m].doc.key)] = {
            {"final_week", interval(over_replicates(table, m, table.last_week()))},
            {"last_52_weeks", interval(over_replicates(table, m, first_of_last(table)))}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace yihe::app

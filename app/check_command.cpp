// yihe check FILE…: every problem of every scenario and study, and what its run would need.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "app/commands.hpp"
#include "app/scenario_arguments.hpp"
#include "models/registry.hpp"
#include "sim/parallel.hpp"
#include "sim/run/memory.hpp"
#include "sim/run/plan.hpp"
#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/problems.hpp"
#include "study/sweep.hpp"

namespace yihe::app {

namespace {

struct Checked {
    std::vector<Problem> problems;
    Exit exit = Exit::ok;
    std::string model;
    std::uint64_t points = 0;  ///< of a study
    std::uint32_t replicates = 0, weeks = 0;
    std::uint32_t least_weeks = 0;  ///< of a study whose points differ in their weeks
    double need = 0;
};

/// The fewest and the most weeks of a point: of all, or of so many evenly spread over a large
/// study.
std::pair<std::uint32_t, std::uint32_t> weeks_of(const study::Study& study) {
    constexpr std::uint64_t most_looked_at = 2000;
    const bool varies =
        study.blocks.size() > 1 || std::any_of(study.factors.begin(), study.factors.end(),
                                               [](const auto& f) { return f.name == "run.weeks"; });
    const std::uint64_t points = study.points();
    const std::uint64_t looked_at = varies ? std::min(points, most_looked_at) : 1;
    std::uint32_t least = study.plan({}).weeks(), most = least;
    for (std::uint64_t i = 1; i < looked_at; ++i) {
        const std::uint32_t weeks =
            study.plan({.point = 1 + i * (points - 1) / (looked_at - 1)}).weeks();
        least = std::min(least, weeks);
        most = std::max(most, weeks);
    }
    return {least, most};
}

/// A study needs what as many runs at a time as there are threads need.
void check_study(const std::string& file, double available, Checked& result) {
    const auto study = study::load_study(file, models::for_scenarios(), &models::find);
    result.model = study.model->info.name;
    result.points = study.points();
    result.replicates = study.replication.max;
    std::tie(result.least_weeks, result.weeks) = weeks_of(study);
    const int workers = study::workers_that_fit(study, parallel::available_threads(), available);
    result.need = MemoryNeed::program_bytes + workers * study::memory_of_a_run(study);
}

Checked check_one(const std::string& file, const std::vector<Override>& overrides,
                  double available) {
    Checked result;
    try {
        if (study::is_study(file)) {
            check_study(file, available, result);
            return result;
        }
        const Scenario scenario = load_scenario(file, models::for_scenarios(), overrides);
        RunPlan plan =
            plan_of(*models::find(scenario.model->name), scenario, parallel::available_threads());
        result.model = scenario.model->name;
        result.replicates = plan.replicates();
        result.weeks = plan.weeks();
        result.need = memory_need(plan);
        fit_memory(plan, available);
        result.need = memory_need(plan);
    } catch (const UserError& error) {
        result.problems = error.problems();
        for (Problem& problem : result.problems)
            if (problem.place.file.empty()) problem.place.file = file;
        result.exit = error.exit();
    }
    return result;
}

void print(const std::string& file, const Checked& checked, double available, Console& console) {
    if (!checked.problems.empty())
        return console.err(
            diagnostics(checked.problems, {.lang = console.lang, .colour = console.colour()}));
    const std::string least = std::to_string(checked.least_weeks) + " … ";
    const std::string weeks =
        (checked.least_weeks < checked.weeks ? least : "") + std::to_string(checked.weeks);
    if (checked.points > 0)
        return console.out(say(
            "{0}: good; a study of model {1}: {2} points × {3} replicates × {4} weeks, needs {5} "
            "of memory\n",
            "{0}：无误；模型 {1} 的研究：{2} 个点 × 重复 {3} 次 × {4} 周，需要内存 {5}\n",
            {file, checked.model, std::to_string(checked.points),
             std::to_string(checked.replicates), weeks, readable_bytes(checked.need)}));
    console.out(
        say("{0}: good; model {1}, {2} × {3} weeks, needs {4} of memory ({5} available)\n",
            "{0}：无误；模型 {1}，重复 {2} 次 × {3} 周，需要内存 {4}（可用 {5}）\n",
            {file, checked.model, std::to_string(checked.replicates), std::to_string(checked.weeks),
             readable_bytes(checked.need), readable_bytes(available)}));
}

nlohmann::ordered_json as_json(const std::string& file, const Checked& checked) {
    nlohmann::ordered_json json{{"file", file}, {"good", checked.problems.empty()}};
    json["problems"] = nlohmann::ordered_json::parse(diagnostics_json(checked.problems));
    if (checked.model.empty()) return json;
    json["model"] = checked.model;
    if (checked.points > 0) json["points"] = checked.points;
    json["replicates"] = checked.replicates;
    json["weeks"] = checked.weeks;
    json["memory_bytes"] = static_cast<std::uint64_t>(checked.need);
    return json;
}

int check_command(const Arguments& arguments, Console& console) {
    const double available = available_memory();
    const auto overrides = overrides_of(arguments);
    Exit worst = Exit::ok;
    auto files = nlohmann::ordered_json::array();
    for (const std::string& file : arguments.positionals) {
        const Checked checked = check_one(file, overrides, available);
        if (worst == Exit::ok || checked.exit == Exit::invalid)
            worst = checked.exit == Exit::ok ? worst : checked.exit;
        if (console.json) files.push_back(as_json(file, checked));
        else print(file, checked, available, console);
    }
    if (console.json) {
        const nlohmann::ordered_json json{
            {"exit", static_cast<int>(worst)},
            {"memory_available_bytes", static_cast<std::uint64_t>(available)},
            {"files", files}};
        console.out(json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
                    "\n");
    }
    return static_cast<int>(worst);
}

}  // namespace

CommandSpec check_spec() {
    return {
        .name = "check",
        .about = {"find every mistake in scenarios and studies, and say what a run needs",
                  "检查情景与研究中的全部错误，并说明运行所需"},
        .positional = {"FILE.yaml", {"scenarios or studies", "情景或研究文件"}, 1, 10000},
        .options = {set_option()},
        .notes = {},
        .run = &check_command,
    };
}

}  // namespace yihe::app

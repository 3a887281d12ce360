#include "sim/run/plan.hpp"

#include "sim/core/file_digest.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/scalar.hpp"

namespace yihe {

namespace {

/// The files that text parameters name; a text that names none is only a text.
void add_file_digests(const Scenario& scenario, RunPlan& plan) {
    const auto& params = scenario.model->params;
    for (std::size_t i = 0; i < params.size(); ++i) {
        if (params[i].type != ParamType::text || scenario.values[i].text.empty()) continue;
        try {
            plan.file_digests.emplace_back(params[i].doc.key,
                                           digest_of_file(confined(scenario, i)));
        } catch (const UserError&) {
        }
    }
}

/// Relative to the file that wrote the name, and refused there.
std::filesystem::path open_file(const Scenario& scenario, std::string_view as_written) {
    const auto& params = scenario.model->params;
    for (std::size_t i = 0; i < params.size(); ++i)
        if (params[i].type == ParamType::text && scenario.values[i].text == as_written)
            return confined(scenario, i);
    return confined(scenario, as_written);
}

void check_weeks(const Scenario& scenario) {
    const std::size_t burn_in = scenario.find("run.burn_in");
    const double weeks = scenario.at("run.weeks").number;
    if (scenario.values[burn_in].number < weeks) return;
    const std::string last = shortest(weeks - 1);
    throw UserError(Exit::invalid,
                    {{.place = scenario.places[burn_in],
                      .key = "run.burn_in",
                      .value = shortest(scenario.values[burn_in].number),
                      .what = say("no week would be recorded: run.weeks is {0}",
                                  "不会记录任何一周：run.weeks 为 {0}", {shortest(weeks)}),
                      .legal = say("from 0 to {0}", "0 到 {0}", {last})}});
}

}  // namespace

RunPlan plan_of(const ModelEntry& model, const Scenario& scenario, int threads) {
    check_weeks(scenario);
    RunPlan plan;
    plan.model = &model;
    plan.values = scenario.values;
    plan.threads = threads;
    for (const ScheduledChange& change : scenario.schedule)  // by week already
        plan.schedule.push_back({change.week, change.param, change.value});
    plan.files.open = [&scenario](std::string_view as_written) {
        return open_file(scenario, as_written);
    };
    add_file_digests(scenario, plan);
    return plan;
}

}  // namespace yihe

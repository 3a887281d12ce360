#include "study/factor.hpp"

#include <algorithm>

#include "sim/scenario/assignments.hpp"
#include "sim/scenario/scalar.hpp"
#include "sim/scenario/value.hpp"

namespace yihe::study {

namespace {

constexpr std::string_view prefix = "schedule.";

ParamInfo week_row(const Scenario& scenario) {
    return {.doc = {.key = "schedule.week",
                    .unit = "week",
                    .range = {1, scenario.at("run.weeks").number},
                    .label = {"Week of a scheduled change", "计划变更的周次"},
                    .source = "assumption"},
            .type = ParamType::integer,
            .choices = {},
            .default_value = {}};
}

std::optional<Factor> refuse(std::string_view name, const Place& place, Problems& problems,
                             Message what, Message legal) {
    problems.add({.place = place,
                  .key = std::string(name),
                  .what = std::move(what),
                  .legal = std::move(legal)});
    return std::nullopt;
}

bool has_entry(const Scenario& scenario, std::uint32_t entry) {
    return std::any_of(scenario.schedule.begin(), scenario.schedule.end(),
                       [&](const auto& change) { return change.entry == entry; });
}

/// "schedule.2.week" or "schedule.2.leadership.intensity"
std::optional<Factor> find_scheduled(const Scenario& scenario, std::string_view name,
                                     const Place& place, Problems& problems) {
    const std::string_view rest = name.substr(prefix.size());
    const auto dot = rest.find('.');
    const auto number = parse_integer(rest.substr(0, dot));
    if (!number || dot == std::string_view::npos)
        return refuse(name, place, problems,
                      say("\"{0}\" names no part of the schedule", "“{0}”不是日程中的名称", {name}),
                      say("schedule.1.week or schedule.1.group.name",
                          "schedule.1.week 或 schedule.1.group.name"));
    Factor factor{.name = std::string(name), .entry = static_cast<std::uint32_t>(*number)};
    if (*number < 1 || !has_entry(scenario, factor.entry))
        return refuse(
            name, place, problems,
            say("the schedule has no entry {0}", "日程中没有第 {0} 项", {rest.substr(0, dot)}),
            say("entries count from 1, in the order written", "各项按书写顺序从 1 编号"));
    const std::string_view key = rest.substr(dot + 1);
    if (key == "week") {
        factor.target = Factor::Target::schedule_week;
        factor.row = week_row(scenario);
        return factor;
    }
    for (const auto& change : scenario.schedule) {
        const auto& row = scenario.model->params[change.param];
        if (change.entry != factor.entry || row.doc.key != key) continue;
        factor.target = Factor::Target::schedule_value;
        factor.param = change.param;
        factor.row = row;
        return factor;
    }
    return refuse(name, place, problems,
                  say("entry {0} of the schedule does not set \"{1}\"",
                      "日程第 {0} 项没有设置“{1}”", {rest.substr(0, dot), key}),
                  say("a parameter that this entry sets, or week", "该项所设置的参数，或 week"));
}

bool belongs_to_study(std::string_view key) { return key == "run.replicates" || key == "run.seed"; }

}  // namespace

std::optional<Factor> find_factor(const Scenario& scenario, std::string_view name,
                                  const Place& place, Problems& problems) {
    if (name.starts_with(prefix)) return find_scheduled(scenario, name, place, problems);
    const std::size_t param = find_param(*scenario.model, name);
    if (param == scenario.model->params.size()) {
        problems.add(unknown_key(*scenario.model, name, place));
        return std::nullopt;
    }
    if (belongs_to_study(name))
        return refuse(name, place, problems,
                      say("{0} is no factor: the study repeats every point by itself",
                          "{0} 不能作为因素：研究本身会重复每个点", {name}),
                      say("replicates: 30 at the top of the study; set: {run.seed: 7}",
                          "在研究文件顶层写 replicates: 30；种子用 set: {run.seed: 7}"));
    return Factor{.name = std::string(name), .param = param, .row = scenario.model->params[param]};
}

Value value_in(const Scenario& scenario, const Factor& factor) {
    if (factor.target == Factor::Target::param) return scenario.values[factor.param];
    for (const auto& change : scenario.schedule) {
        if (change.entry != factor.entry) continue;
        if (factor.target == Factor::Target::schedule_week)
            return {.number = static_cast<double>(change.week), .text = {}};
        if (change.param == factor.param) return change.value;
    }
    return {};
}

Entries entries_of(const Scenario& scenario) {
    Entries entries;
    for (const auto& change : scenario.schedule) entries.push_back(change.entry);
    return entries;
}

void put_value(RunPlan& plan, const Entries& entries, const Factor& factor, const Value& value) {
    if (factor.target == Factor::Target::param) {
        plan.values[factor.param] = value;
        return;
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i] != factor.entry) continue;
        auto& change = plan.schedule[i];
        if (factor.target == Factor::Target::schedule_week)
            change.week = static_cast<std::uint32_t>(value.number);
        else if (change.param == factor.param) change.value = value;
    }
}

void order_schedule(RunPlan& plan, const Entries& entries) {
    std::vector<std::pair<std::uint32_t, Intervention>> changes;
    for (std::size_t i = 0; i < entries.size(); ++i)
        changes.emplace_back(entries[i], std::move(plan.schedule[i]));
    std::stable_sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) {
        return std::pair{a.second.week, a.first} < std::pair{b.second.week, b.first};
    });
    for (std::size_t i = 0; i < changes.size(); ++i)
        plan.schedule[i] = std::move(changes[i].second);
}

}  // namespace yihe::study

// Reads `schedule: [{week: N, set: {…}}, …]`.
#include "sim/scenario/schedule.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "sim/scenario/assignments.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/value.hpp"

namespace yihe {
namespace {

/// Places of changes that went well are kept for long; a huge line is not kept with each of them.
constexpr std::size_t longest_kept_line = 400;

constexpr std::array<std::string_view, 2> entry_keys{"week", "set"};

Message entry_form() {
    return say("- {week: 104, set: {group.name: value}}", "- {week: 104, set: {group.name: 值}}");
}

class ScheduleReader {
public:
    ScheduleReader(const Scenario& scenario, const YamlDocument& document, Problems& problems)
        : scenario_(scenario), document_(document), problems_(problems) {}

    void entry(const YamlNode& node) {
        ++entry_;
        if (!node.is_map())
            return add(node, say("an entry of the schedule has week and set",
                                 "日程的每一项有 week 和 set"));
        for (const auto& key : node.keys)
            if (std::find(entry_keys.begin(), entry_keys.end(), key.text) == entry_keys.end())
                add(key,
                    say("an entry of the schedule has no \"{0}\"", "日程的项没有“{0}”", {key.text}),
                    suggest_word(key.text, entry_keys));
        const auto* week_node = node.find("week");
        const auto* set = node.find("set");
        if (week_node == nullptr)
            add(node, say("an entry of the schedule needs week", "日程的项缺少 week"));
        if (set == nullptr)
            add(node, say("an entry of the schedule needs set", "日程的项缺少 set"));
        const auto week = week_node == nullptr ? std::nullopt : read_week(*week_node);
        if (set == nullptr) return;
        if (!set->is_map() || set->keys.empty())
            return add(*set, say("set holds at least one parameter", "set 至少包含一个参数"));
        for (const auto& assignment :
             find_assignments(*scenario_.model, document_, *set, {}, problems_))
            change(week, assignment);
    }

    std::vector<ScheduledChange> take() {
        std::vector<ScheduledChange> out;
        for (auto& [week, change] : changes_) out.push_back(std::move(change));
        return out;
    }

private:
    void add(const YamlNode& node, Message what, std::string suggestion = {}) {
        problems_.add({.place = document_.place(node),
                       .key = "schedule",
                       .value = node.text,
                       .what = std::move(what),
                       .legal = entry_form(),
                       .suggestion = std::move(suggestion)});
    }

    std::optional<std::uint32_t> read_week(const YamlNode& node) {
        const auto run_weeks = scenario_.find("run.weeks");
        const double last =
            run_weeks < scenario_.values.size() ? scenario_.values[run_weeks].number : 1e6;
        ParamInfo week{.doc = {.key = "schedule.week", .range = {1, last}, .label = {"Week", "周"}},
                       .type = ParamType::integer,
                       .choices = {},
                       .default_value = {}};
        const auto value = read_value(week, node, document_.place(node), problems_);
        if (!value) return {};
        return static_cast<std::uint32_t>(value->number);
    }

    void change(std::optional<std::uint32_t> week, const Assignment& assignment) {
        const auto& param = scenario_.model->params[assignment.param];
        const bool of_run = param.doc.key.starts_with("run.");
        if (of_run || param.change == Change::structural) {
            problems_.add(
                {.place = document_.place(*assignment.key),
                 .key = std::string(param.doc.key),
                 .what = of_run ? say("{0} belongs to the whole run and cannot change during it",
                                      "{0} 属于整个运行，不能中途改变", {param.doc.key})
                                : say("{0} shapes the community at week 0 and cannot change later",
                                      "{0} 在第 0 周决定社区结构，之后不能改变", {param.doc.key}),
                 .legal = say("set it outside the schedule", "请在日程之外设置")});
            return;
        }
        auto place = document_.place(*assignment.value);
        auto value = read_value(param, *assignment.value, place, problems_);
        if (!value || !week) return;
        const auto [first, fresh] = lines_.emplace(std::pair{*week, assignment.param}, place.line);
        if (!fresh) {
            problems_.add({.place = document_.place(*assignment.key),
                           .key = std::string(param.doc.key),
                           .what = say("{0} is set twice in week {1}, first at line {2}",
                                       "{0} 在第 {1} 周重复设置，首次在第 {2} 行",
                                       {param.doc.key, std::to_string(*week),
                                        std::to_string(first->second)})});
            return;
        }
        if (place.source_line.size() > longest_kept_line) place.source_line.clear();
        changes_.emplace(*week, ScheduledChange{.week = *week,
                                                .param = assignment.param,
                                                .value = *value,
                                                .place = std::move(place),
                                                .entry = entry_});
    }

    const Scenario& scenario_;
    const YamlDocument& document_;
    Problems& problems_;
    std::uint32_t entry_ = 0;
    std::multimap<std::uint32_t, ScheduledChange> changes_;  ///< by week, then as written
    std::map<std::pair<std::uint32_t, std::size_t>, int> lines_;
};

}  // namespace

std::vector<ScheduledChange> read_schedule(const Scenario& scenario, const YamlDocument& document,
                                           const YamlNode& node, Problems& problems) {
    ScheduleReader reader(scenario, document, problems);
    if (!node.is_list()) {
        problems.add({.place = document.place(node),
                      .key = "schedule",
                      .what = say("the schedule is a list", "日程是一个列表"),
                      .legal = entry_form()});
        return {};
    }
    for (const auto& entry : node.items)
        if (!problems.full()) reader.entry(entry);
    return reader.take();
}

}  // namespace yihe

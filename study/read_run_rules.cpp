#include "study/read_run_rules.hpp"

#include <algorithm>
#include <array>

#include "sim/scenario/suggest.hpp"
#include "sim/scenario/value.hpp"

namespace yihe::study {

namespace {

class RunRulesReader {
public:
    RunRulesReader(Study& study, const YamlDocument& document, Problems& problems)
        : study_(study), document_(document), problems_(problems) {}

    void read(Fields& top, const Scenario& base) {
        read_replicates(top, base);
        read_stops(top);
        read_keep(top, base);
        read_limits(top);
    }

private:
    void refuse(const YamlNode& at, std::string key, Message what, Message legal = {}) {
        problems_.add({.place = document_.place(at),
                       .key = std::move(key),
                       .value = at.text,
                       .what = std::move(what),
                       .legal = std::move(legal)});
    }

    std::size_t metric(const YamlNode& node) {
        const auto& metrics = study_.model->info.metrics;
        std::vector<std::string_view> keys;
        for (std::size_t i = 0; i < metrics.size(); ++i) {
            if (metrics[i].doc.key == node.text) return i;
            keys.push_back(metrics[i].doc.key);
        }
        problems_.add({.place = document_.place(node),
                       .key = "metric",
                       .value = node.text,
                       .what = say("there is no metric \"{0}\"", "没有指标“{0}”", {node.text}),
                       .legal = say("see: yihe describe {0}", "参见：yihe describe {0}",
                                    {study_.model->info.name}),
                       .suggestion = suggest_word(node.text, keys)});
        return 0;
    }

    void read_replicates(Fields& top, const Scenario& base) {
        constexpr Range counts{1, 1e6};
        Replication& r = study_.replication;
        r.max = static_cast<std::uint32_t>(base.at("run.replicates").number);
        const auto* node = top.find("replicates");
        if (node == nullptr) return;
        if (node->is_scalar()) {
            if (const auto n = top.whole("replicates", counts))
                r.max = static_cast<std::uint32_t>(*n);
            return;
        }
        Fields map(
            document_, *node, "replicates",
            say("replicates: 30, or {until: {metric: efficacy, half_width: 0.01}, max: 400}",
                "replicates: 30，或 {until: {metric: efficacy, half_width: 0.01}, max: 400}"),
            problems_);
        map.allow({"until", "min", "max"});
        const auto* until = map.need("until");
        map.need("max");
        r.max = static_cast<std::uint32_t>(map.whole("max", {2, counts.max}).value_or(2));
        r.min = static_cast<std::uint32_t>(
            map.whole("min", {2, r.max + 0.0}).value_or(std::min(r.max, 8u)));
        if (until != nullptr) read_until(*until);
    }

    void read_until(const YamlNode& node) {
        Fields map(document_, node, "until",
                   say("until: {metric: efficacy, half_width: 0.01}",
                       "until: {metric: efficacy, half_width: 0.01}"),
                   problems_);
        if (!map.is_map()) return;
        map.allow({"metric", "half_width"});
        if (const auto* name = map.need("metric")) study_.replication.metric = metric(*name);
        map.need("half_width");
        study_.replication.half_width = map.number("half_width", {1e-9, 1e9}).value_or(1);
    }

    void read_stops(const Fields& top) {
        const auto* node = top.find("stop");
        if (node == nullptr) return;
        const Message form = say("- {metric: efficacy, below: 0.1, weeks: 26}",
                                 "- {metric: efficacy, below: 0.1, weeks: 26}");
        if (!node->is_list())
            return refuse(*node, "stop", say("stop is a list", "stop 是一个列表"), form);
        for (const YamlNode& item : node->items) {
            Fields map(document_, item, "stop", form, problems_);
            if (!map.is_map()) continue;
            map.allow({"metric", "below", "above", "weeks"});
            StopRule rule;
            if (const auto* name = map.need("metric")) rule.metric = metric(*name);
            const auto below = map.number("below", {-1e300, 1e300});
            const auto above = map.number("above", {-1e300, 1e300});
            if (below.has_value() == above.has_value())
                map.report(item, say("a stop rule has one of below and above",
                                     "停止规则须有 below 或 above 之一"));
            rule.above = above.has_value();
            rule.bound = above.value_or(below.value_or(0));
            rule.weeks = static_cast<std::uint32_t>(map.whole("weeks", {1, 52000}).value_or(1));
            study_.stops.push_back(rule);
        }
    }

    void read_keep(const Fields& top, const Scenario& base) {
        const auto* node = top.find("keep");
        if (node == nullptr) return;
        const Message form = say("keep: [final, weekly, agents, events, {weeks: [52, 104]}]",
                                 "keep: [final, weekly, agents, events, {weeks: [52, 104]}]");
        if (!node->is_list())
            return refuse(*node, "keep", say("keep is a list", "keep 是一个列表"), form);
        for (const YamlNode& item : node->items) {
            if (item.is_map()) {
                read_kept_weeks(item, base, form);
                continue;
            }
            static constexpr std::array<std::string_view, 4> words{"final", "weekly", "agents",
                                                                   "events"};
            if (item.text == "weekly") study_.keep.weekly = true;
            else if (item.text == "agents") study_.keep.agents = true;
            else if (item.text == "events") keep_events(item);
            else if (item.text != "final")
                problems_.add({.place = document_.place(item),
                               .key = "keep",
                               .value = item.text,
                               .what = say("\"{0}\" cannot be kept", "无法保留“{0}”", {item.text}),
                               .legal = form,
                               .suggestion = suggest_word(item.text, words)});
        }
    }

    void keep_events(const YamlNode& item) {
        study_.keep.events = !study_.model->info.events.empty();
        if (!study_.keep.events)
            refuse(item, "keep",
                   say("the model {0} keeps no log of events", "模型 {0} 不记录事件",
                       {study_.model->info.name}));
    }

    void read_kept_weeks(const YamlNode& item, const Scenario& base, const Message& form) {
        Fields map(document_, item, "keep", form, problems_);
        map.allow({"weeks"});
        const auto* weeks = map.need("weeks");
        if (weeks == nullptr) return;
        if (!weeks->is_list()) return map.report(*weeks, say("weeks is a list", "weeks 是列表"));
        const ParamInfo row{.doc = {.key = "keep.weeks",
                                    .unit = "week",
                                    .range = {1, base.at("run.weeks").number},
                                    .label = {"Week to keep", "保留的周次"}},
                            .type = ParamType::integer,
                            .choices = {},
                            .default_value = {}};
        auto& kept = study_.keep.weeks;
        for (const YamlNode& week : weeks->items)
            if (const auto x = read_value(row, week, document_.place(week), problems_))
                kept.push_back(static_cast<std::uint32_t>(x->number));
        std::sort(kept.begin(), kept.end());
        kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    }

    void read_limits(const Fields& top) {
        const auto* node = top.find("limits");
        if (node == nullptr) return;
        Fields map(document_, *node, "limits",
                   say("limits: {seconds: 600, megabytes: 2000}",
                       "limits: {seconds: 600, megabytes: 2000}"),
                   problems_);
        if (!map.is_map()) return;
        map.allow({"seconds", "megabytes"});
        study_.limits.seconds = map.number("seconds", {0.001, 1e9}).value_or(0);
        study_.limits.megabytes = map.number("megabytes", {1, 1e9}).value_or(0);
    }

    Study& study_;
    const YamlDocument& document_;
    Problems& problems_;
};

}  // namespace

void read_run_rules(Study& study, const Scenario& base, const YamlDocument& document, Fields& top,
                    Problems& problems) {
    RunRulesReader(study, document, problems).read(top, base);
}

}  // namespace yihe::study

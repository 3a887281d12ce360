// The log of cases: one row for each case, in the week in which it closes.
#include <algorithm>

#include "models/governance/cases.hpp"

namespace yihe::governance {

namespace {

constexpr std::array<std::string_view, kind_count> kind_words{
    "committee",  "station", "property", "organization", "unit",
    "volunteers", "core",    "superior", "grid_branch",  "building_group"};
constexpr std::array<std::string_view, 5> channel_words{"none", "self_report", "relay", "visit",
                                                        "superior"};

std::vector<Case> closed_cases(const Cases::Community& community) {
    std::vector<Case> cases;
    for (const std::uint32_t number : community.ledger.closed_this_week())
        cases.push_back(community.ledger.at(number));
    return cases;
}

constexpr double empty = std::numeric_limits<double>::quiet_NaN();

LogCell week_of(std::uint16_t week) { return week == never ? empty : week; }
LogCell kind_of(std::uint8_t kind) {
    return kind < kind_count ? LogCell(kind_words[kind]) : LogCell(empty);
}

constexpr Doc column(std::string_view key, Text label, std::string_view unit = "1") {
    return {.key = key, .unit = unit, .range = {0, 1e9}, .label = label, .source = "du"};
}

}  // namespace

constinit const Log<Cases::Community, Case, 22> Cases::log{
    &closed_cases,
    {{{column("type", {"What is needed", "所需事项"}),
       [](const Case& c) -> LogCell { return types[c.type].key; }},
      {column("recorded_type", {"What was written down", "记录的事项"}),
       [](const Case& c) -> LogCell {
           return c.discovered == never ? LogCell(empty) : LogCell(types[c.recorded].key);
       }},
      {column("origin", {"Resident it came from", "来源居民"}, "agent"),
       [](const Case& c) -> LogCell { return c.origin == no_resident ? empty : c.origin; }},
      {column("outcome", {"How it ended", "结果"}),
       [](const Case& c) -> LogCell {
           return std::string_view(c.stage == Stage::resolved ? "resolved" : "expired");
       }},
      {column("arose", {"Arose in week", "产生周次"}, "week"),
       [](const Case& c) { return week_of(c.born); }},
      {column("discovered", {"Discovered in week", "发现周次"}, "week"),
       [](const Case& c) { return week_of(c.discovered); }},
      {column("accepted", {"First accepted in week", "受理周次"}, "week"),
       [](const Case& c) { return week_of(c.accepted); }},
      {column("closed", {"Closed in week", "结案周次"}, "week"),
       [](const Case& c) { return week_of(c.closed); }},
      {column("channel", {"How it became known", "发现渠道"}),
       [](const Case& c) -> LogCell { return channel_words[static_cast<std::size_t>(c.channel)]; }},
      {column("first_kind", {"Kind of actor that accepted it first", "首个受理主体类型"}),
       [](const Case& c) { return kind_of(c.first_kind); }},
      {column("server_kind", {"Kind of actor that served it last", "最后办理主体类型"}),
       [](const Case& c) { return kind_of(c.server_kind); }},
      {column("decisions", {"Decisions about it", "决策次数"}),
       [](const Case& c) -> LogCell { return c.decisions; }},
      {column("hand_overs", {"Hand-overs", "转办次数"}),
       [](const Case& c) -> LogCell { return c.hops; }},
      {column("wrong_hand_overs", {"Hand-overs to the wrong actor", "错误转办次数"}),
       [](const Case& c) -> LogCell { return c.wrong_hops; }},
      {column("services", {"Times it was served", "办理次数"}),
       [](const Case& c) -> LogCell { return c.attempts; }},
      {column("needs_partner", {"Needs a partner as well", "需多主体协同"}),
       [](const Case& c) -> LogCell { return c.several; }},
      {column("joined", {"Needed actors that joined", "已参与的应参与主体"}),
       [](const Case& c) -> LogCell { return c.joined; }},
      {column("served_right", {"The right service was delivered", "得到正确服务"}),
       [](const Case& c) -> LogCell { return c.served_right; }},
      {column("matched", {"Had the resource that it needs", "资源已对接"}),
       [](const Case& c) -> LogCell { return c.matched; }},
      {column("by_core", {"The core did it itself", "核心代办"}),
       [](const Case& c) -> LogCell { return c.by_core; }},
      {column("core_acted", {"The core acted on it", "核心介入"}),
       [](const Case& c) -> LogCell { return c.convened; }},
      {column("escalated", {"Escalated", "升级"}),
       [](const Case& c) -> LogCell { return c.escalated; }}}}};

}  // namespace yihe::governance

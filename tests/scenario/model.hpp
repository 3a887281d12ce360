// A small model of 30 parameters over all types, for the tests of scenarios.
#pragma once

#include <array>
#include <string_view>

#include "sim/scenario/scenario.hpp"

namespace yihe {

inline constexpr std::array<std::string_view, 4> kinds{"old", "commodity", "unit", "resettled"};
inline constexpr std::array<std::string_view, 3> networks{"small_world", "preferential", "file"};

inline ParamInfo number_row(ParamType type, Doc doc, double value,
                            Change change = Change::any_week) {
    return {
        .doc = doc, .type = type, .change = change, .choices = {}, .default_value = {value, {}}};
}
inline ParamInfo real(Doc doc, double value, Change change = Change::any_week) {
    return number_row(ParamType::real, doc, value, change);
}
inline ParamInfo integer(Doc doc, double value, Change change = Change::any_week) {
    return number_row(ParamType::integer, doc, value, change);
}
inline ParamInfo boolean(Doc doc, bool value) { return number_row(ParamType::boolean, doc, value); }
inline ParamInfo choice(Doc doc, std::span<const std::string_view> names) {
    auto row = number_row(ParamType::choice, doc, 0, Change::structural);
    row.choices = names;
    return row;
}

inline const ModelInfo& test_model() {
    constexpr auto structural = Change::structural;
    constexpr std::string_view none = "assumption";
    static const ModelInfo model{
        .name = "governance",
        .title = {"One core, many actors", "一核多元"},
        .about = {"A small model for tests", "测试用小模型"},
        .params =
            {
                integer({"run.weeks", "week", {1, 5200}, {"Weeks simulated", "模拟周数"}, none},
                        260),
                integer({"run.seed", "1", {0, 9007199254740991.0}, {"Seed", "随机种子"}, none}, 1),
                integer({"run.replicates", "1", {1, 1e6}, {"Replicates", "重复次数"}, none}, 30),
                integer(
                    {"community.residents", "person", {50, 1e7}, {"Residents", "居民人数"}, none},
                    7800, structural),
                choice({"community.kind", "1", {0, 3}, {"Kind of community", "社区类型"}, none},
                       kinds),
                real(
                    {"community.heterogeneity", "1", {0, 1}, {"Heterogeneity", "居民异质性"}, none},
                    0.5, structural),
                real({"leadership.intensity",
                      "1",
                      {0, 1},
                      {"Leadership intensity", "领导强度"},
                      none},
                     0.2),
                real({"leadership.style", "1", {0, 1}, {"Leadership style", "领导方式"}, none},
                     0.3),
                real({"leadership.goal_share",
                      "1",
                      {0, 1},
                      {"Share of goals", "目标式领导比例"},
                      none},
                     0.5),
                real({"leadership.attention",
                      "event/week",
                      {0, 500},
                      {"Attention of the core", "核心注意力"},
                      none},
                     36),
                real({"leadership.delegation", "1", {0, 1}, {"Delegation", "授权比例"}, none},
                     0.25),
                real({"roles.drift", "1/week", {0, 0.5}, {"Drift of duties", "职责漂移"}, none},
                     0.03),
                real({"roles.initial_clarity",
                      "1",
                      {0, 1},
                      {"Initial clarity", "初始职责清晰度"},
                      none},
                     0.6),
                boolean({"station.separated",
                         "1",
                         {0, 1},
                         {"Separated work station", "居站分设"},
                         none},
                        true),
                real(
                    {"station.leak", "1", {0, 1}, {"Leak of administration", "行政事务下渗"}, none},
                    0.3),
                integer(
                    {"station.staff", "person", {0, 200}, {"Station staff", "工作站人数"}, none},
                    12),
                integer({"committee.staff",
                         "person",
                         {0, 100},
                         {"Committee staff", "居委会人数"},
                         none},
                        7),
                real({"members.share", "1", {0, 1}, {"Share of members", "党员比例"}, none}, 0.06,
                     structural),
                real(
                    {"members.hidden_share", "1", {0, 1}, {"Hidden members", "隐性党员比例"}, none},
                    0.4, structural),
                boolean({"members.dual_registration",
                         "1",
                         {0, 1},
                         {"Dual registration", "双报到"},
                         none},
                        false),
                choice({"network.kind", "1", {0, 2}, {"Kind of network", "网络类型"}, none},
                       networks),
                real({"network.mean_degree", "1", {1, 100}, {"Mean degree", "平均度"}, none}, 8,
                     structural),
                {.doc = {"network.file", "1", {0, 0}, {"Network file", "网络文件"}, none},
                 .type = ParamType::text,
                 .change = structural,
                 .choices = {},
                 .default_value = {}},
                integer(
                    {"organizations.count", "1", {0, 1000}, {"Organizations", "社会组织数"}, none},
                    12),
                integer(
                    {"property.count", "1", {0, 100}, {"Property companies", "物业公司数"}, none},
                    2),
                integer({"units.broken_promise",
                         "week",
                         {0, 5200},
                         {"Week of the broken promise", "失信发生周"},
                         none},
                        0),
                real({"demand.load", "1", {0, 10}, {"Load of cases", "诉求负荷"}, none}, 1),
                integer({"conference.interval",
                         "week",
                         {1, 52},
                         {"Conference interval", "联席会议间隔"},
                         none},
                        4),
                real({"climate.shift",
                      "degree",
                      {-50, 50},
                      {"Shift of the climate", "气候变化"},
                      none},
                     0),
                real({"mechanisms.gaming", "1", {1e-9, 1e9}, {"Gaming", "指标博弈"}, none}, 1),
            },
        .columns = {},
        .phases = {},
        .metrics = {},
    };
    return model;
}

inline Models test_models() {
    static const ModelInfo other = [] {
        ModelInfo copy = test_model();
        copy.name = "schelling";
        return copy;
    }();
    return {.find = [](std::string_view name) -> const ModelInfo* {
                if (name == "governance") return &test_model();
                return name == "schelling" ? &other : nullptr;
            },
            .names = {"governance", "schelling"}};
}

}  // namespace yihe

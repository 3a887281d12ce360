// Who acts, on what: kinds of institution, types of case, and who is good at which.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "sim/core/text.hpp"

namespace yihe::governance {

/// Kinds of institution. The first six serve cases; a duty belief names one of them.
enum class Kind : std::uint8_t {
    committee,
    station,
    property,
    organization,
    unit,
    volunteers,
    core,
    superior,
    grid_branch,
    building_group,
};
inline constexpr std::size_t serving_kinds = 6;
inline constexpr std::size_t kind_count = 10;

inline constexpr std::array<Text, kind_count> kind_labels = {{
    {"residents' committee", "居民委员会"},
    {"work station", "社区工作站"},
    {"property company", "物业公司"},
    {"social organization", "社区社会组织"},
    {"resident unit", "驻区单位"},
    {"resident volunteers", "居民志愿者"},
    {"community Party organization", "社区党组织"},
    {"superior authority", "上级"},
    {"grid branch", "网格党支部"},
    {"building group", "楼栋党小组"},
}};

/// A type of case. `weekly` is the number that becomes known per week in a community of 7,800.
struct CaseType {
    std::string_view key;
    Text label;
    Kind owner;         ///< whose duty it is, with a separated station
    Kind partner;       ///< who must join when a case needs several actors
    double weekly;
    bool needs_resource;
    bool administrative;
};

inline constexpr std::size_t case_types = 15;
inline constexpr std::uint8_t superior_task = 13;
inline constexpr std::uint8_t leaked_task = 14;
inline constexpr std::uint8_t dispute = 10;

// Residents' matters: the mix of Beijing's 12345 contacts of 2020 without the epidemic (503.1 in
// units of 10^4) scaled to the 31 dispatched requests a week of 7,800 residents [beijing12345];
// disputes: 1.06 mediated cases per 100 heads and year [mediation2022]; the three types of self-
// detected neighbourhood need share 10 a week [assumption].
inline constexpr double per_contact = 31.0 / 503.1;
inline constexpr std::array<CaseType, case_types> types = {{
    {"market",
     {"Market and consumer order", "市场与消费秩序"},
     Kind::station,
     Kind::committee,
     98.0 * per_contact,
     false,
     true},
    {"utilities",
     {"Heating, water, transport", "供暖供水公交"},
     Kind::station,
     Kind::property,
     64.8 * per_contact,
     false,
     true},
    {"estate",
     {"Estate and repairs", "小区与房屋维修"},
     Kind::property,
     Kind::committee,
     61.2 * per_contact,
     false,
     false},
    {"health",
     {"Health and care", "健康与照护"},
     Kind::organization,
     Kind::volunteers,
     59.8 * per_contact,
     true,
     false},
    {"building",
     {"Construction, illegal building", "施工与违建"},
     Kind::station,
     Kind::property,
     54.8 * per_contact,
     false,
     true},
    {"parking",
     {"Traffic and parking", "交通与停车"},
     Kind::property,
     Kind::unit,
     47.2 * per_contact,
     false,
     false},
    {"order",
     {"Neighbourhood order", "邻里秩序"},
     Kind::committee,
     Kind::volunteers,
     46.5 * per_contact,
     false,
     false},
    {"labour",
     {"Labour and benefits", "劳动与社会保障"},
     Kind::station,
     Kind::unit,
     35.7 * per_contact,
     false,
     true},
    {"education",
     {"Education and youth", "教育与青少年"},
     Kind::unit,
     Kind::organization,
     35.1 * per_contact,
     true,
     false},
    {"environment",
     {"Litter, pets, greening", "环境卫生与宠物"},
     Kind::volunteers,
     Kind::property,
     10.0 / 3,
     false,
     false},
    {"dispute",
     {"Dispute between neighbours", "邻里纠纷"},
     Kind::committee,
     Kind::volunteers,
     1.6,
     false,
     false},
    {"culture",
     {"Culture and the elderly's activities", "文化与老年活动"},
     Kind::organization,
     Kind::volunteers,
     10.0 / 3,
     true,
     false},
    {"venue",
     {"Venues and shared facilities", "场地与公共设施"},
     Kind::unit,
     Kind::committee,
     10.0 / 3,
     true,
     false},
    {"task",
     {"Administrative task from above", "上级行政任务"},
     Kind::station,
     Kind::committee,
     0,
     false,
     true},
    {"leaked",
     {"Task pushed to the committee all the same", "仍压给居委会的任务"},
     Kind::committee,
     Kind::station,
     0,
     false,
     true},
}};
inline constexpr std::size_t need_types = 13;

/// Whose duty a type is: without a station the committee has the station's duties.
constexpr Kind owner_of(std::uint8_t type, bool separated) {
    const Kind owner = types[type].owner;
    return owner == Kind::station && !separated ? Kind::committee : owner;
}
constexpr Kind partner_of(std::uint8_t type, bool separated) {
    const Kind partner = types[type].partner;
    const bool merged = !separated && (partner == Kind::committee || partner == Kind::station);
    if (merged && owner_of(type, separated) == Kind::committee) return Kind::volunteers;
    return partner;
}

/// Chance that a service of this type by this kind meets the need [assumption: comparative
/// advantage of 杜荃惠, one clear owner, a second best, and a base level for everybody].
constexpr double skill(Kind kind, std::uint8_t type, bool separated, double specialisation) {
    constexpr double mean = 0.6;
    double own = 0.3;
    if (kind == owner_of(type, separated)) own = 0.9;
    else if (kind == Kind::core) own = 0.7;
    else if (kind == partner_of(type, separated)) own = 0.6;
    return mean + specialisation * (own - mean);
}

}  // namespace yihe::governance

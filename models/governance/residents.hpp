// Residents: where they live, how much they need, who among them is a Party member, whom they know.
#pragma once

#include "models/governance/actors.hpp"
#include "models/governance/inputs.hpp"
#include "sim/core/random.hpp"
#include "sim/graph/layer.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/week.hpp"

namespace yihe::governance {

enum class NetworkKind { configuration, small_world, scale_free, random, blocks, file };
constexpr auto names_of(NetworkKind) {
    return names("configuration", "small_world", "scale_free", "random", "blocks", "file");
}

enum class Membership : std::uint8_t { none, visible, hidden };

struct Residents : Mechanism {
    static constexpr std::string_view name = "residents";
    struct Params {
        std::int64_t residents = 7800;
        double household = 2.6;
        std::int64_t building_households = 36;
        std::int64_t grid_households = 300;
        double heterogeneity = 0.75;
        double member_share = 0.07;
        double hidden_share = 0.75;
        double building_degree = 6;
        NetworkKind kind = NetworkKind::configuration;
        double mean_degree = 6;
        double rewiring = 0.1;
        bool symmetrise = false;
        bool visibility = true;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "community.residents",
                  .unit = "person",
                  .range = {20, 4e9},
                  .label = {"Residents of the community", "社区居民人数"},
                  .source = "minzheng2014"},
              &Params::residents, Change::structural},
        Param{Doc{.key = "community.household",
                  .unit = "person",
                  .range = {1, 10},
                  .label = {"Persons per household", "每户人数"},
                  .source = "census2020"},
              &Params::household, Change::structural},
        Param{Doc{.key = "community.building_households",
                  .unit = "household",
                  .range = {1, 1000},
                  .label = {"Households per building", "每栋楼户数"},
                  .source = "community_profiles"},
              &Params::building_households, Change::structural},
        Param{Doc{.key = "grid.households",
                  .unit = "household",
                  .range = {10, 5000},
                  .label = {"Households per grid", "每个网格户数"},
                  .source = "community_profiles"},
              &Params::grid_households, Change::structural},
        Param{Doc{.key = "demand.heterogeneity",
                  .range = {0, 3},
                  .label = {"Spread of needs among residents (sd of the log)",
                            "居民需求差异（对数标准差）"},
                  .source = "assumption"},
              &Params::heterogeneity, Change::structural},
        Param{Doc{.key = "members.share",
                  .range = {0, 1},
                  .label = {"Party members among residents", "居民中党员比例"},
                  .source = "ccp2023"},
              &Params::member_share, Change::structural},
        Param{Doc{.key = "members.hidden_share",
                  .range = {0, 1},
                  .label = {"Members registered elsewhere (hidden)", "“隐身”党员比例"},
                  .source = "community_profiles"},
              &Params::hidden_share, Change::structural},
        Param{Doc{.key = "network.building_degree",
                  .unit = "tie",
                  .range = {0, 50},
                  .label = {"Neighbours known by name, mean", "知名邻居平均数"},
                  .source = "suns2017"},
              &Params::building_degree, Change::structural},
        Param{Doc{.key = "network.kind",
                  .label = {"Kind of acquaintance network", "熟人网络类型"},
                  .source = "assumption"},
              &Params::kind, Change::structural},
        Param{Doc{.key = "network.mean_degree",
                  .unit = "tie",
                  .range = {0, 200},
                  .label = {"Acquaintances in the community, mean", "社区内熟人平均数"},
                  .source = "suns2017"},
              &Params::mean_degree, Change::structural},
        Param{Doc{.key = "network.rewiring",
                  .range = {0, 1},
                  .label = {"Rewiring of the small world", "小世界重连概率"},
                  .source = "watts1998"},
              &Params::rewiring, Change::structural},
        Param{Doc{.key = "network.symmetrise",
                  .label = {"Directed ties of the file count as ties", "文件中的有向联系视为无向"},
                  .source = "assumption"},
              &Params::symmetrise, Change::structural},
        Param{Doc{.key = "mechanisms.visibility",
                  .label = {"Hidden members are not seen as members", "“隐身”党员不被居民看见"},
                  .source = "du"},
              &Params::visibility, Change::structural},
    };

    struct State {
        Column<std::uint32_t> building;
        Column<std::uint8_t> membership;
        Column<float> need_factor;
    };
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "building",
                      .range = {0, 2e8},
                      .label = {"Building", "楼栋"},
                      .source = "community_profiles"},
                  &State::building},
        ColumnRow{Doc{.key = "membership",
                      .range = {0, 2},
                      .label = {"Party membership: none, visible, hidden",
                                "党员身份：非党员、亮明、隐身"},
                      .source = "ccp2023"},
                  &State::membership},
        ColumnRow{Doc{.key = "need_factor",
                      .range = {0, 1e6},
                      .label = {"Needs relative to the mean", "相对需求强度"},
                      .source = "beijing12345"},
                  &State::need_factor},
    };

    /// The shape of this community.
    struct Community {
        std::uint32_t buildings = 0, grids = 0;
        std::vector<std::uint32_t> grid_of_building;  // [buildings]
        std::vector<std::uint32_t> visible_in_building;  // [buildings]
        std::vector<AgentId> visible_members;  // ascending
    };
    static constexpr auto fields =
        std::tuple{Field{"buildings", &Community::buildings}, Field{"grids", &Community::grids},
                   Field{"grid_of_building", &Community::grid_of_building},
                   Field{"visible_in_building", &Community::visible_in_building},
                   Field{"visible_members", &Community::visible_members}};

    static std::vector<std::uint32_t> sizes(const Params& p, const Inputs::Params& inputs,
                                            const Files& files);
    static double agents(const Params& p, const Inputs::Params& inputs, const Files& files);
    static double ties_per_agent(const Params& p);

    static void settle(const Params& p, const Inputs::Params& inputs, State& s, Community& c,
                       const Here& here, const Random& random, const Files& files);
    static Layer neighbours(const Params& p, const State& s, const Here& here,
                            const Random& random);
    static Layer acquaintances(const Params& p, const Inputs::Params& inputs, const State& s,
                               const Community& c, const Here& here, const Random& random,
                               const Files& files);

    /// A building has a group when at least this many visible members live there.
    static constexpr std::uint32_t group_size = 3;

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "visible_members",
                   .unit = "person",
                   .range = {0, 1e8},
                   .label = {"Visible Party members", "亮明身份的党员数"},
                   .source = "community_profiles"},
               {"members whom residents can see as members", "居民能看见其身份的党员数"},
               [](const Community& c) {
                   return level(static_cast<double>(c.visible_members.size()));
               }},
        Metric{Doc{.key = "building_coverage",
                   .label = {"Buildings with a Party group", "楼栋党小组覆盖率"},
                   .source = "wu"},
               {"share of buildings with at least three visible members",
                "至少有三名亮明身份党员的楼栋比例"},
               [](const Community& c) {
                   double covered = 0;
                   for (const auto n : c.visible_in_building) covered += n >= group_size;
                   return Ratio{covered, static_cast<double>(c.buildings)};
               }},
    };
};

}  // namespace yihe::governance

// Institutions: one table of agents of every kind, and the institutional layer that ties them.
#pragma once

#include "models/governance/cases.hpp"
#include "models/governance/residents.hpp"
#include "sim/run/archive.hpp"

namespace yihe::governance {

struct Institutions : Mechanism {
    static constexpr std::string_view name = "institutions";
    struct Params {
        double committee_staff = 5;
        bool separated = true;
        double station_staff = 6;
        std::int64_t units = 12;
        std::int64_t organizations = 6;
        std::int64_t properties = 3;
        double specialisation = 1;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "committee.staff",
                  .unit = "person",
                  .range = {0, 500},
                  .label = {"Staff of the residents' committee", "居委会工作人员数"},
                  .source = "hubei2022"},
              &Params::committee_staff},
        Param{Doc{.key = "station.separated",
                  .label = {"Work station separate from the committee", "居站分离"},
                  .source = "du"},
              &Params::separated, Change::structural},
        Param{Doc{.key = "station.staff",
                  .unit = "person",
                  .range = {0, 500},
                  .label = {"Staff of the work station", "工作站工作人员数"},
                  .source = "hubei2022"},
              &Params::station_staff},
        Param{Doc{.key = "units.count",
                  .range = {0, 1000},
                  .label = {"Resident units", "驻区单位数"},
                  .source = "community_profiles"},
              &Params::units, Change::structural},
        Param{Doc{.key = "organizations.count",
                  .range = {0, 1000},
                  .label = {"Social organizations", "社区社会组织数"},
                  .source = "xinhua2023"},
              &Params::organizations, Change::structural},
        Param{Doc{.key = "property.count",
                  .range = {0, 100},
                  .label = {"Property companies", "物业公司数"},
                  .source = "suns2017"},
              &Params::properties, Change::structural},
        Param{Doc{.key = "service.specialisation",
                  .label = {"Skill differences between actors (0: all equal)",
                            "主体专长差异（0 表示相同）"},
                  .source = "assumption"},
              &Params::specialisation},
    };

    struct Community {
        std::vector<Kind> kind;     // [institutions]; the serving ones first, by kind
        Layer ties;                 // the institutional layer
        Actor core = no_actor, committee = no_actor, station = no_actor, volunteers = no_actor;
        std::array<Actor, serving_kinds> first{};  // first institution of each serving kind
        std::array<Actor, serving_kinds> count{};
        Actor serving = 0;          // how many serve
    };
    static constexpr auto fields = std::tuple{
        Field{"kind", &Community::kind},       Field{"ties", &Community::ties},
        Field{"core", &Community::core},       Field{"committee", &Community::committee},
        Field{"station", &Community::station}, Field{"volunteers", &Community::volunteers},
        Field{"first", &Community::first},     Field{"count", &Community::count},
        Field{"serving", &Community::serving}};

    static void found(const Params& p, const Residents::Community& residents, Community& c,
                      const Here& here);

    /// Staff of a paid institution; 0 where hours come from elsewhere.
    static double staff(const Params& p, Kind kind) {
        if (kind == Kind::committee) return p.committee_staff + (p.separated ? 0 : p.station_staff);
        return kind == Kind::station ? p.station_staff : 0;
    }

    /// Which institution of a kind a case goes to: its building's property company, else one drawn.
    /// no_actor when the community has none of that kind.
    static Actor choose(const Community& c, Kind kind, const Case& which, std::uint32_t building,
                        const Random& random, Purpose purpose, std::uint32_t n);

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "organizations",
                   .range = {0, 1e6},
                   .label = {"Social organizations", "社区社会组织数"},
                   .source = "xinhua2023"},
               {"number of social organizations", "社区社会组织的数目"},
               [](const Community& c) {
                   return level(c.count[static_cast<std::size_t>(Kind::organization)]);
               }},
    };
};

}  // namespace yihe::governance

// Demand (R1, R9): residents' needs and disputes arise; the superior sends tasks, campaigns and
// inspections down.
#pragma once

#include "models/governance/cases.hpp"
#include "models/governance/institutions.hpp"
#include "models/governance/residents.hpp"
#include "sim/run/phases.hpp"

namespace yihe::governance {

struct Demand : Mechanism {
    static constexpr std::string_view name = "demand";
    struct Params {
        double load = 1;
        double known_share = 0.85;
        double complexity = 0.2;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "demand.load",
                  .range = {0, 20},
                  .label = {"Load of needs, multiplier", "需求负荷倍数"},
                  .source = "beijing12345"},
              &Params::load},
        Param{Doc{.key = "demand.known_share",
                  .range = {0.05, 1},
                  .label = {"Share of needs that the recorded figures stand for",
                            "记录数字所代表的需求比例"},
                  .source = "assumption"},
              &Params::known_share},
        Param{Doc{.key = "demand.complexity",
                  .label = {"Needs that take several actors", "需要多主体协作的需求比例"},
                  .source = "assumption"},
              &Params::complexity},
    };

    struct State {
        Column<std::uint8_t> arising;
    };
    static constexpr auto columns =
        std::tuple{ColumnRow{Doc{.key = "arising",
                                 .label = {"A need arises this week", "本周产生需求"},
                                 .source = "beijing12345"},
                             &State::arising}};

    struct Context {
        float rate;  // mean probability per resident-week
    };
    static Context context(const Params& p);
    /// At most one need per resident and week: the mean is exact, and at 0.01 a week a second one
    /// in the same week would come once in two hundred.
    [[maybe_unused]] static constexpr EachAgent arise{
        .context = &Demand::context,
        .reads = reads(&Residents::State::need_factor),
        .gathers = gathers(),
        .draws = std::array{Purpose{"need arises"}},
        .writes = writes(&State::arising),
        .rule = [](const Context& c, float factor, float u) {
            return std::tuple{static_cast<std::uint8_t>(u < c.rate * factor)};
        }};

    static void record(const Params& p, const State& s, Cases::Community& cases, const Here& here,
                       const Week& week, const Random& random);
};

struct Superior : Mechanism {
    static constexpr std::string_view name = "superior";
    struct Params {
        double tasks = 36;
        double campaign_factor = 2;
        double leak = 0.3;
        double inspection = 1;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "superior.tasks",
                  .unit = "case/week",
                  .range = {0, 1000},
                  .label = {"Tasks sent down", "上级下派任务数"},
                  .source = "hubei2003"},
              &Params::tasks},
        Param{Doc{.key = "superior.campaign_factor",
                  .range = {1, 10},
                  .label = {"Tasks in a campaign, multiplier", "运动式治理期间任务倍数"},
                  .source = "assumption"},
              &Params::campaign_factor},
        Param{Doc{.key = "station.leak",
                  .label = {"Tasks still pushed to the committee", "仍压给居委会的任务比例"},
                  .source = "assumption"},
              &Params::leak},
        Param{Doc{.key = "inspection.intensity",
                  .range = {0, 10},
                  .label = {"Inspections and relay meetings, multiplier of the surveyed time",
                            "检查与会议强度（相对调查所得时间）"},
                  .source = "yue2020"},
              &Params::inspection},
    };

    /// Share of time that inspections and meetings take beyond the work on the tasks
    /// themselves: 50.2 % inspections and 15.3 % relaying in a survey of more than 50 communities
    /// [yue2020], less the 36 tasks × 6.67 h of the 440 h a week of eleven staff.
    static constexpr double overhead_time = 0.502 + 0.153 - 36 * 6.67 / 440;
    static constexpr std::uint32_t campaign_weeks = 5, campaign_every = 26;

    struct Community {
        std::uint32_t escalated = 0;  // cases residents took to the superior last week
        double pressure = 0;  // 0 … 1, smoothed
    };
    static constexpr auto fields = std::tuple{Field{"escalated", &Community::escalated},
                                              Field{"pressure", &Community::pressure}};

    static void send(const Params& p, const Institutions::Params& ip,
                     const Institutions::Community& inst, const Community& c,
                     Cases::Community& cases, const Here& here, const Week& week,
                     const Random& random);

    /// Share of an institution's hours that inspections and relay meetings take.
    static double overhead(const Params& p, bool separated, Kind kind) {
        const double share = p.inspection * overhead_time;
        const double full = share < 1 ? share : 1;
        if (kind == Kind::committee) return separated ? p.leak * full : full;
        return kind == Kind::station ? (1 - p.leak) * full : 0;
    }

    static void hear(Community& c, const Cases::Community& cases, const Here& here);
};

}  // namespace yihe::governance

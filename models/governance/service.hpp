// Service (R7): institutions work off their cases, oldest first, with the hours, the skill and the
// motivation they have; a wide mix of tasks costs time.
#pragma once

#include "models/governance/autonomy.hpp"
#include "models/governance/demand.hpp"
#include "models/governance/participation.hpp"
#include "models/governance/resources.hpp"
#include "models/governance/trust.hpp"

namespace yihe::governance {

struct Service : Mechanism {
    static constexpr std::string_view name = "service";
    struct Params {
        double effort = 6.67;
        double switching = 0.05;
        double property_hours = 80;
        double organization_hours = 33.6;
        double unit_hours = 3.3;
        double volunteer_hours = 0.17;
        double reopen = 0.5;
        bool task_switching = true;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "service.effort",
                  .unit = "hour",
                  .range = {0.1, 200},
                  .label = {"Hours a case takes", "每件所需工时"},
                  .source = "hubei2003"},
              &Params::effort},
        Param{Doc{.key = "service.switching",
                  .label = {"Extra time per further type of task", "每增一类任务的额外时间"},
                  .source = "rubinstein2001"},
              &Params::switching},
        Param{Doc{.key = "property.hours",
                  .unit = "hour/week",
                  .range = {0, 10000},
                  .label = {"Hours of a property company for cases", "物业公司每周用于事项的工时"},
                  .source = "assumption"},
              &Params::property_hours},
        Param{Doc{.key = "organizations.hours",
                  .unit = "hour/week",
                  .range = {0, 10000},
                  .label = {"Hours of a social organization", "社会组织每周工时"},
                  .source = "volunteers2021"},
              &Params::organization_hours},
        Param{Doc{.key = "units.hours",
                  .unit = "hour/week",
                  .range = {0, 10000},
                  .label = {"Hours of a resident unit", "驻区单位每周工时"},
                  .source = "assumption"},
              &Params::unit_hours},
        Param{Doc{.key = "participation.case_hours",
                  .unit = "hour/week",
                  .range = {0, 40},
                  .label = {"Hours for cases per active resident", "每位活跃居民用于事项的工时"},
                  .source = "volunteers2021"},
              &Params::volunteer_hours},
        Param{Doc{.key = "service.reopen",
                  .label = {"Failed services that are reopened", "服务失败后重办的比例"},
                  .source = "assumption"},
              &Params::reopen},
        Param{Doc{.key = "mechanisms.task_switching",
                  .label = {"Switching between tasks costs time", "任务切换耗费时间"},
                  .source = "rubinstein2001"},
              &Params::task_switching},
    };

    static constexpr double week_hours = 40;
    /// Partners put in this share of a case's hours; the core's convening halves their refusals.
    static constexpr double partner_effort = 0.5, convening = 0.5;
    /// Mediation (R19): constant, weights of trust and skill, and of a week's age.
    static constexpr double mediation[4] = {1, 2, 2, 0.2};

    /// Of one institution, this week.
    struct Work {
        double hours = 0;  ///< available for cases
        double overhead = 0;  ///< taken by inspections and meetings
        double used = 0;  ///< spent on cases
        double administrative = 0;  ///< of these, on administrative cases
        double queued_hours = 0;  ///< of the cases that wait, at the week's end
        double carry = 0;  ///< hours not yet spent
        std::uint32_t done = 0;  ///< services that met the need
        std::uint32_t tried = 0;
        static constexpr bool packed = true;
    };
    struct Community {
        std::vector<Work> work;  // [serving]
        std::vector<std::array<double, case_types>>
            recent;  // [serving] services by type, fading over 4 weeks
        std::uint32_t core_done = 0, core_tried = 0;

        /// Weeks until a new case would be served.
        double expected_wait(Actor a) const {
            if (work[a].queued_hours == 0) return 0;
            return work[a].hours > 0 ? work[a].queued_hours / work[a].hours : 1e9;
        }
    };
    static constexpr auto fields = std::tuple{
        Field{"work", &Community::work}, Field{"recent", &Community::recent},
        Field{"core_done", &Community::core_done}, Field{"core_tried", &Community::core_tried}};

    static void begin(const Institutions::Community& inst, Community& c);
    /// Hours that each institution has this week.
    static void staff(const Params& p, const Institutions::Params& ip,
                      const Institutions::Community& inst, const Superior::Params& superior,
                      const Autonomy::Community& autonomy, const Participation::State& people,
                      Community& c, const Here& here);
    static void serve(const Params& p, const Institutions::Params& ip,
                      const Institutions::Community& inst, const Autonomy::Community& autonomy,
                      const Trust::State& trust, const Residents::State& people,
                      Cases::Community& cases, Community& c, const Week& week,
                      const Random& random);

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "utilisation",
                   .range = {0, 1e6},
                   .label = {"Utilisation of paid staff", "专职人员利用率"},
                   .source = "hubei2003"},
               {"hours of committee and station spent or taken by inspections ÷ their hours",
                "居委会与工作站已用及检查会议占用工时 ÷ 其总工时"},
               [](const Institutions::Community& inst, const Community& c) {
                   Ratio r;
                   for (Actor a = 0; a < inst.serving; ++a)
                       if (!Autonomy::voluntary(inst.kind[a]) && inst.kind[a] != Kind::property)
                           r += {c.work[a].used + c.work[a].overhead,
                                 c.work[a].hours + c.work[a].overhead};
                   return r;
               }},
        Metric{Doc{.key = "voluntary_output",
                   .unit = "case/week",
                   .range = {0, 1e6},
                   .label = {"Voluntary output", "志愿服务产出"},
                   .source = "deci1999"},
               {"needs met this week by organizations, units and volunteers",
                "本周由社会组织、驻区单位与志愿者满足的需求数"},
               [](const Institutions::Community& inst, const Community& c) {
                   double done = 0;
                   for (Actor a = 0; a < inst.serving; ++a)
                       done += Autonomy::voluntary(inst.kind[a]) ? c.work[a].done : 0;
                   return level(done);
               }},
        Metric{Doc{.key = "committee_output_per_head",
                   .unit = "case/week",
                   .range = {0, 1e6},
                   .label = {"Committee's output per head", "居委会人均产出"},
                   .source = "du"},
               {"needs met by the committee this week ÷ its staff",
                "居委会本周满足的需求数 ÷ 工作人员数"},
               [](const Institutions::Params& ip, const Institutions::Community& inst,
                  const Community& c) {
                   return Ratio{double(c.work[inst.committee].done),
                                Institutions::staff(ip, Kind::committee)};
               }},
        Metric{Doc{.key = "committee_admin_share",
                   .label = {"Committee's administrative share of time", "居委会行政事务时间占比"},
                   .source = "yue2020"},
               {"inspections, meetings and administrative cases ÷ hours worked by the committee",
                "检查会议与行政事务工时 ÷ 居委会已用工时"},
               [](const Institutions::Community& inst, const Community& c) {
                   const Work& w = c.work[inst.committee];
                   return Ratio{w.overhead + w.administrative, w.overhead + w.used};
               }},
        Metric{Doc{.key = "selfgov_effort",
                   .range = {0, 1e6},
                   .label = {"Committee's time for self-governance", "居委会自治服务时间占比"},
                   .source = "du"},
               {"hours of the committee on cases that are not administrative ÷ all its hours",
                "居委会非行政事项工时 ÷ 其总工时"},
               [](const Institutions::Community& inst, const Community& c) {
                   const Work& w = c.work[inst.committee];
                   return Ratio{w.used - w.administrative, w.overhead + w.hours};
               }},
    };
};

}  // namespace yihe::governance

// A factor: a name of the scenario that a study varies, and how its value is put into a run.
// Beside the parameters, `schedule.2.week` and `schedule.2.group.name` are names: the second entry
// of the schedule.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/run/replicate.hpp"
#include "sim/scenario/scenario.hpp"

namespace yihe::study {

struct Factor {
    enum class Target : std::uint8_t { param, schedule_week, schedule_value };

    std::string name;
    Target target = Target::param;
    std::size_t param = 0;    ///< number in the model; not for schedule_week
    std::uint32_t entry = 0;  ///< of the schedule
    ParamInfo row;            ///< which values are legal; its key views long-lived text
};

/// The factor called `name`, or nothing after a problem at `place`.
std::optional<Factor> find_factor(const Scenario& scenario, std::string_view name,
                                  const Place& place, Problems& problems);

/// The value that the scenario itself has.
Value value_in(const Scenario& scenario, const Factor& factor);

/// Numbers of the plan's schedule entries, aligned with its interventions as the scenario wrote
/// them.
using Entries = std::vector<std::uint32_t>;
Entries entries_of(const Scenario& scenario);

/// Puts the value into a plan made of the scenario that gave `entries`; several factors may follow,
/// then `order_schedule`.
void put_value(RunPlan& plan, const Entries& entries, const Factor& factor, const Value& value);
/// By week, then as written.
void order_schedule(RunPlan& plan, const Entries& entries);

}  // namespace yihe::study

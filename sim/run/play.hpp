// One replicate of a plan, week by week: what the schedule sets in a week is set before its phases.
#pragma once

#include <memory>

#include "sim/run/replicate.hpp"

namespace yihe {

class Play {
public:
    /// Week 0: the simulation as it was set up.
    Play(const RunPlan& plan, std::uint32_t replicate)
        : plan_(&plan), simulation_(plan.model->create(plan.values, replicate, plan.files)) {}

    Simulation& simulation() { return *simulation_; }
    const Simulation& simulation() const { return *simulation_; }
    std::uint32_t week() const { return simulation_->week(); }

    void one_week() {
        set_until(week() + 1);
        simulation_->step();
    }

    /// Goes on from a state that was saved; what was set until then is set again.
    void load(ByteReader& state) {
        simulation_->load(state);
        set_until(week());
    }

private:
    void set_until(std::uint32_t last) {
        const auto& schedule = plan_->schedule;
        for (; next_ < schedule.size() && schedule[next_].week <= last; ++next_)
            simulation_->set(schedule[next_].param, schedule[next_].value);
    }

    const RunPlan* plan_;
    std::unique_ptr<Simulation> simulation_;
    std::size_t next_ = 0;  ///< change of the schedule
};

}  // namespace yihe

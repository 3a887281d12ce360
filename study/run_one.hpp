// One run of a study, from its set-up to its record.
#pragma once

#include <atomic>
#include <functional>
#include <optional>

#include "sim/run/simulation.hpp"
#include "study/record.hpp"

namespace yihe::study {

struct RunOneOptions {
    const std::atomic<bool>* stop = nullptr;  ///< ends the run without a record
    /// Called with the plan and the finished simulation.
    std::function<void(const RunPlan&, const Simulation&)> finished;
    /// Called after every recorded week.
    std::function<void(const Simulation&)> week;
    bool all_weeks = false;  ///< rows of all recorded weeks, whatever the study keeps
};

/// A run that fails leaves a record with its message; UserError(Exit::storage) passes through.
/// Nothing when it was stopped.
std::optional<RunRecord> run_one(const Study& study, RunId id, const RunOneOptions& options = {});

}  // namespace yihe::study

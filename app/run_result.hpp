// What `yihe run` prints at the end: a short table for people, one object for programs.
#pragma once

#include <filesystem>
#include <string>

#include "app/console.hpp"
#include "sim/run/replicate.hpp"
#include "sim/scenario/scenario.hpp"

namespace yihe::app {

struct RunResult {
    const Scenario& scenario;
    const RunPlan& plan;
    const RunOutcome& outcome;
    std::filesystem::path folder;
};

std::string result_text(const RunResult& result, const Console& console);
std::string result_json(const RunResult& result);

}  // namespace yihe::app

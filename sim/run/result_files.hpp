// The tables of a run as CSV (RFC 4180; numbers in their shortest exact form; empty cell = NaN).
#pragma once

#include <cstdint>
#include <string>

#include "sim/run/safe_file.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/trajectory.hpp"

namespace yihe {

void append_number(std::string& text, double x);

/// replicate, week, one column per metric; complete replicates only.
void write_trajectory(SafeFile& file, const ModelInfo& info, const Trajectory& table);

/// metric, week, mean, sd, n, lower, upper.
void write_summary(SafeFile& file, const ModelInfo& info, const Trajectory& table);

/// "replicate,agent,<columns>"
std::string agents_header(const ModelInfo& info);
/// One row per resident, agents counted from 0 as in network files.
void write_agents(SafeFile& file, const ModelInfo& info, std::uint32_t replicate,
                  const Simulation& simulation);

/// "replicate,week,community,<columns of the log>"
std::string events_header(const ModelInfo& info);
/// The week just ended, one row per item that ended in it.
void write_events(SafeFile& file, std::uint32_t replicate, const Simulation& simulation);

/// Reads back what write_trajectory wrote into a table of the same shape; false when it does not
/// fit.
bool read_trajectory(std::string_view text, Trajectory& table);

}  // namespace yihe

// Whether a run fits into this machine, by arithmetic, before anything is allocated.
#pragma once

#include <optional>

#include "sim/run/replicate.hpp"

namespace yihe {

/// Bytes that this process may still use: free memory, limits of the control group, of the process.
double available_memory();

/// Bytes of a run as planned: replicates in flight, the table of results, checkpoints in the
/// making.
double memory_need(const RunPlan& plan);

/// Runs the replicates one at a time where only that fits. Throws UserError(Exit::refused) where
/// nothing does, naming the largest population that fits.
void fit_memory(RunPlan& plan, double available);

/// The largest `community.residents` that fits, if the model has it and any does.
std::optional<double> largest_residents(const RunPlan& plan, double available);

/// "1.3 GB"
std::string readable_bytes(double bytes);

}  // namespace yihe

// yihe sweep --on slurm: a study handed to the cluster.
#pragma once

#include <vector>

#include "app/arguments.hpp"
#include "app/console.hpp"
#include "study/folder.hpp"

namespace yihe::app {

/// What only matters on a cluster.
std::vector<OptionSpec> cluster_options();

/// Parts that --shards asks for, or that suit the number of runs.
std::uint32_t parts_of(const Arguments& arguments, const study::Study& study);

/// Throws UserError: --on names no cluster that we know, or such options are given without it.
bool on_slurm(const Arguments& arguments);

/// Submits all parts and the merge. The folder must be prepared.
int submit_study(const Arguments& arguments, const study::Study& study,
                 const study::StudyFolder& folder, Console& console);

/// An absolute path without a slash at its end: jobs are named after it.
std::filesystem::path plain_path(const std::filesystem::path& path);

}  // namespace yihe::app

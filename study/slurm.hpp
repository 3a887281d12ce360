// A study as Slurm jobs: the text of an array of parts and of the merge that runs after it. Slurm
// places, queues, requeues and accounts; the scripts can be read, and submitted by hand.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/text.hpp"

namespace yihe::study {

/// All paths are absolute and seen by every node.
struct SlurmJob {
    std::filesystem::path program, study, out;
    std::uint32_t parts = 1;
    std::uint32_t at_once = 0;  ///< parts that may run at the same time; 0: as Slurm likes
    std::uint32_t processors = 1;  ///< of each part
    std::string time;  ///< of each part, as sbatch takes it; empty: the partition's
    std::vector<std::string> options;  ///< "--partition=short": for sbatch, as typed
    Lang lang = Lang::en;

    std::filesystem::path folder() const { return out / "slurm"; }
    std::filesystem::path array_script() const { return folder() / "array.sh"; }
    std::filesystem::path merge_script() const { return folder() / "merge.sh"; }
    /// One line of JSON for each time that parts were submitted.
    std::filesystem::path record() const { return folder() / "jobs.jsonl"; }
    /// Shared by all jobs of a study, so that one scancel ends them.
    std::string name() const;
};

/// Elements of an array as sbatch takes them, from numbers in order: "3,7-9".
std::string element_list(std::span<const std::uint32_t> numbers);

/// How often a merge submits what is missing. What ran out of time or lost its node is queued again
/// without counting.
constexpr int most_rounds = 5;

/// Seconds before the time limit at which a part stops between two runs.
constexpr int warning_seconds = 60;

/// Throws UserError(Exit::invalid): options that are not of the form --name or --name=value, or
/// that would take the scripts apart; paths that cannot stand in a script.
void check_job(const SlurmJob& job);

std::string array_script_text(const SlurmJob& job);
std::string merge_script_text(const SlurmJob& job);

/// A word as a shell reads it back.
std::string quoted_for_shell(std::string_view word);

/// A value as it stands behind #SBATCH.
std::string quoted_for_sbatch(std::string_view value);

}  // namespace yihe::study

// The Slurm jobs of a study folder: submitted, recorded, and what has become of them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "study/slurm.hpp"

namespace yihe::study {

/// Parts submitted together, and the merge after them.
struct Submission {
    int round = 0;  ///< 0: by the user; then by a merge that found runs missing
    std::string array, merge;  ///< job numbers
    std::string parts;  ///< "1-12", "3,7"
};

/// Writes the scripts, submits both and records them. Throws UserError: without sbatch, where it
/// refuses (with its own words), where nothing can be written, and while earlier jobs go on.
Submission submit(const SlurmJob& job);

/// Every submission recorded in the folder of a study, the oldest first; a torn line is passed
/// over.
std::vector<Submission> submissions_of(const std::filesystem::path& out);

/// One line of squeue.
struct TaskState {
    std::string job;    ///< of the array as a whole, where it is one
    std::string part;   ///< element of the array; "N/A" for a merge
    std::string state;  ///< "RUNNING"
    std::string reason;
};

/// Of `squeue --array --noheader --format=%F|%K|%T|%r`; other lines are passed over.
std::vector<TaskState> parse_squeue(std::string_view text);

/// Whether Slurm will still do something for the job by itself.
bool is_active(std::string_view state);

struct JobsSummary {
    bool known = true;  ///< false: Slurm could not be asked
    std::map<std::string, std::size_t> parts;  ///< how many of the last submission's are in a state
    std::string merge;  ///< state of the last merge; empty: Slurm has forgotten it
    bool active = false;  ///< any job of any submission
};

JobsSummary summary_of(const std::vector<Submission>& submissions,
                       const std::vector<TaskState>& tasks);

/// Asks squeue.
JobsSummary jobs_summary(const std::filesystem::path& out);

}  // namespace yihe::study

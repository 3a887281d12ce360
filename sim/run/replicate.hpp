// Runs all replicates of a scenario: in parallel where there are enough of them, else each on all
// threads. Rows and digests are the same either way, and for any number of threads.
//
// Replicates count from 1; the number of a replicate keys its random streams.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "sim/run/simulation.hpp"
#include "sim/run/trajectory.hpp"

namespace yihe {

/// At the start of week `week`, before its phases, parameter number `param` gets this value.
struct Intervention {
    std::uint32_t week = 1;
    std::size_t param = 0;
    Value value;
};

struct CheckpointPlan {
    std::filesystem::path folder;  ///< empty: nothing is written, nothing can be resumed
    std::uint32_t every = 0;       ///< weeks; 0: only when interrupted
    bool resume = false;
};

/// `values` are aligned with `model->info.params`; run.* among them gives length, seed, replicates.
struct RunPlan {
    const ModelEntry* model = nullptr;
    std::vector<Value> values;
    std::vector<Intervention> schedule;  ///< by week
    Files files;
    std::vector<std::pair<std::string, std::string>> file_digests;  ///< parameter key, content
    int threads = 1;
    bool one_at_a_time = false;  ///< saves memory: replicates one after the other
    CheckpointPlan checkpoint;

    double number(std::string_view key) const;
    std::uint32_t replicates() const {
        return static_cast<std::uint32_t>(number("run.replicates"));
    }
    std::uint32_t weeks() const { return static_cast<std::uint32_t>(number("run.weeks")); }
    std::uint32_t burn_in() const { return static_cast<std::uint32_t>(number("run.burn_in")); }
    /// Replicates in memory at the same time.
    std::uint32_t in_flight() const;
};

struct RunProgress {
    std::uint64_t weeks_done = 0, weeks_total = 0;  ///< over all replicates
    std::uint64_t weeks_restored = 0;  ///< of those done: read from checkpoints
    double seconds = 0;
};

/// What the caller wants to see while it runs; all optional. Calls of `progress` never overlap,
/// those of `finished` may.
struct RunObserver {
    std::function<void(const RunProgress&)> progress;
    std::function<void(std::uint32_t replicate, const Simulation&)> finished;
    /// After every recorded week. A replicate with this is resumed only when it is finished.
    std::function<void(std::uint32_t replicate, const Simulation&)> week;
    /// Whether the outputs of `finished` for this replicate are already there, when resuming.
    std::function<bool(std::uint32_t replicate)> has_output;
    const std::atomic<bool>* stop = nullptr;
};

struct ReplicateOutcome {
    std::string digest;  ///< of the final full state
    std::string failure;  ///< why there is none
    bool finished = false;
    bool restored = false;  ///< finished before, not run again
};

struct RunOutcome {
    Trajectory trajectory;
    std::vector<ReplicateOutcome> replicates;
    bool interrupted = false;

    std::size_t failures() const;
    /// Over the digests of all replicates in order.
    std::string digest() const;
};

/// Throws UserError where every replicate would fail alike, and what all replicates threw where no
/// one succeeded.
RunOutcome run_replicates(const RunPlan& plan, const RunObserver& observer = {});

}  // namespace yihe

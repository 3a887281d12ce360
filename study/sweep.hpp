// Runs what is left of a study on this machine, all threads busy, each run on the disk before it is
// counted.
#pragma once

#include <atomic>
#include <functional>

#include "study/folder.hpp"
#include "study/work.hpp"

namespace yihe::study {

struct SweepProgress {
    std::uint64_t done = 0, total = 0;  ///< runs, restored ones included
    std::uint64_t restored = 0, failed = 0;
    double seconds = 0;
    double seconds_left = 0;  ///< by the work of the runs so far and of those ahead; 0: unknown
};

struct SweepOptions {
    int threads = 1;
    Shard shard;
    bool retry_failed = false;
    const std::atomic<bool>* stop = nullptr;
    std::function<void(const SweepProgress&)> progress;  ///< calls never overlap
};

struct SweepOutcome {
    std::uint64_t ran = 0, restored = 0, failed = 0;  ///< failed: of those that ran now
    double seconds = 0;
    double run_seconds = 0;  ///< spent in runs, over all workers
    int workers = 1;
    bool interrupted = false;
};

/// Throws UserError(Exit::storage) where a run could not be kept.
SweepOutcome run_sweep(const Study& study, const StudyFolder& folder, const PartIndex& done,
                       const SweepOptions& options);

/// Bytes of the largest single run, over all points of a small design and a sample of a large one.
double memory_of_a_run(const Study& study);

/// Runs at a time: as many as threads, fewer where memory is short. Throws UserError(Exit::refused)
/// where not even one fits.
int workers_that_fit(const Study& study, int threads, double available);

}  // namespace yihe::study

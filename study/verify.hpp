// Runs of a finished study again, compared bit by bit with what its database holds.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "study/folder.hpp"

namespace yihe::study {

struct Mismatch {
    RunId id;  ///< replicate 0: the point as a whole
    std::string table, column;
    std::uint32_t week = 0;  ///< of weekly rows
    std::string stored, now;

    /// "p12r3" or "p12"
    std::string where() const;
};

struct VerifyOptions {
    std::uint64_t sample = 0;  ///< runs, spread evenly; 0: all
    int threads = 1;
    const std::atomic<bool>* stop = nullptr;
    std::function<void(std::uint64_t done, std::uint64_t total)> progress;  ///< never overlaps
};

struct VerifyOutcome {
    std::uint64_t runs = 0, compared = 0, cells = 0;
    std::vector<std::string> changed_files;  ///< not as they were written
    std::vector<Mismatch> mismatches;        ///< at most 1000, by run
    bool interrupted = false;

    bool same() const { return changed_files.empty() && mismatches.empty(); }
};

/// Throws UserError(Exit::storage) for a database that is missing or damaged.
VerifyOutcome verify(const Study& study, const StudyFolder& folder, const VerifyOptions& options);

}  // namespace yihe::study

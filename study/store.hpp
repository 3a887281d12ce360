// The merged results of a study: results.sqlite, and its tables as CSV. The same bytes whatever the
// number of shards and the order of the runs.
#pragma once

#include "study/census.hpp"
#include "study/folder.hpp"

namespace yihe::study {

/// When and where, for manifest.json.
struct MergeFacts {
    std::string started, ended;  ///< UTC
    double seconds = 0;
    int threads = 1;
};

struct MergeOutcome {
    Census census;
    std::uint64_t damaged = 0;  ///< records that did not fit their checksum, now missing
    bool written = false;
};

/// Verifies every record; writes the results when none is missing. Throws
/// UserError(Exit::storage).
MergeOutcome merge(const Study& study, const StudyFolder& folder, PartIndex& index,
                   const MergeFacts& facts);

/// What manifest.json says of a merged study.
struct Merged {
    std::string plan;
    std::string replicates;  ///< text of the rule
    std::uint64_t runs = 0, failed = 0;
};

/// Nothing where the folder holds no merged results, or those of another study file or plan, or the
/// database has another size than when it was written.
std::optional<Merged> merged_already(const Study& study, const StudyFolder& folder);

}  // namespace yihe::study

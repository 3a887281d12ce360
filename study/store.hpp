// The merged results of a study: results.sqlite, and its tables as CSV. The same bytes whatever the
// number of shards and the order of the runs.
#pragma once

#include "study/merged.hpp"

namespace yihe::study {

struct MergeOutcome {
    Census census;
    std::uint64_t damaged = 0;  ///< records that did not fit their checksum, now missing
    bool written = false;
};

/// Verifies every record; writes the results when none is missing. Throws
/// UserError(Exit::storage).
MergeOutcome merge(const Study& study, const StudyFolder& folder, PartIndex& index,
                   const MergeFacts& facts);

}  // namespace yihe::study

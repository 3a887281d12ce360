// manifest.json of a merged study: what was merged, when, where, by which program.
#pragma once

#include <optional>
#include <string>

#include "study/census.hpp"
#include "study/folder.hpp"

namespace yihe::study {

/// When and where.
struct MergeFacts {
    std::string started, ended;  ///< UTC
    double seconds = 0;
    int threads = 1;
};

void write_manifest(const Study& study, const StudyFolder& folder, const Census& census,
                    const MergeFacts& facts);

/// What a merge that was killed has left half written, and the manifest of an earlier one: until
/// the new one is there, nothing is merged.
void remove_leftovers(const StudyFolder& folder);

struct Merged {
    std::string plan;
    std::string replicates;  ///< text of the rule
    std::uint64_t runs = 0, failed = 0;
};

/// Nothing where the folder holds no merged results, or those of another plan or replication, or
/// the database is not as it was written.
std::optional<Merged> merged_already(const Study& study, const StudyFolder& folder);

}  // namespace yihe::study

// Which runs a study consists of, given those that are done.
#pragma once

#include "study/parts.hpp"
#include "study/study.hpp"

namespace yihe::study {

/// Replicates 1 … `wanted` of a point belong to the study as far as known; `missing` of them are
/// not done.
struct PointCensus {
    std::uint32_t wanted = 0, missing = 0;
};
PointCensus census_of_point(const Study& study, const PartIndex& index, std::uint64_t point);

struct Census {
    std::uint64_t runs = 0, missing = 0, failed = 0;

    bool complete() const { return missing == 0; }
};
Census census_of(const Study& study, const PartIndex& index);

/// The parts, of so many, that have runs left, in order.
std::vector<std::uint32_t> parts_missing(const Study& study, const PartIndex& index,
                                         std::uint32_t of);

}  // namespace yihe::study

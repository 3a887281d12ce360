#include "study/census.hpp"

#include <set>

#include "study/work.hpp"

namespace yihe::study {

PointCensus census_of_point(const Study& study, const PartIndex& index, std::uint64_t point) {
    PointReplicates replicates(study.replication);
    PointCensus census;
    for (std::uint32_t r = 1; r <= replicates.wanted(); ++r) {
        if (const PartEntry* entry = index.find({point, r})) replicates.add(r, entry->watched);
        else ++census.missing;
    }
    census.wanted = replicates.wanted();
    return census;
}

Census census_of(const Study& study, const PartIndex& index) {
    Census sum;
    const std::uint64_t points = study.points();
    for (std::uint64_t point = 1; point <= points; ++point) {
        const PointCensus one = census_of_point(study, index, point);
        sum.runs += one.wanted;
        sum.missing += one.missing;
        for (std::uint32_t r = 1; r <= one.wanted; ++r)
            if (const PartEntry* entry = index.find({point, r}))
                sum.failed += entry->failed ? 1 : 0;
    }
    return sum;
}

std::vector<std::uint32_t> parts_missing(const Study& study, const PartIndex& index,
                                         std::uint32_t of) {
    std::set<std::uint32_t> parts;
    const std::uint64_t points = study.points();
    for (std::uint64_t point = 1; point <= points && parts.size() < of; ++point) {
        const PointCensus one = census_of_point(study, index, point);
        for (std::uint32_t r = 1; r <= one.wanted && one.missing > 0; ++r)
            if (index.find({point, r}) == nullptr) parts.insert(part_of(study, {point, r}, of));
    }
    return {parts.begin(), parts.end()};
}

}  // namespace yihe::study

// How much work the points of a study are, relative to each other.
#pragma once

#include <cstdint>
#include <vector>

#include "study/study.hpp"

namespace yihe::study {

/// Residents × weeks of a run, looked up at a sample of the points; between them, as at the one
/// before.
class Workload {
public:
    explicit Workload(const Study& study);

    double of(std::uint64_t point) const;
    /// Mean over the points behind `point`; of the last one where there are none.
    double mean_after(std::uint64_t point) const;

private:
    std::uint64_t points_;
    std::vector<double> costs_;  ///< at points 1 + i·points / size
};

}  // namespace yihe::study

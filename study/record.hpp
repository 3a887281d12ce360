// What one run leaves: its final values and rows, or why it failed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "study/study.hpp"

namespace yihe::study {

struct RunRecord {
    RunId id;
    Message failure;          ///< empty: finished
    std::string digest;       ///< of the final full state
    std::uint32_t weeks = 0;  ///< simulated; fewer than planned where a stop rule ended the run
    double seconds = 0;
    std::string host;
    std::vector<double> means;  ///< [metric], over the last `window` recorded weeks; NaN = empty
    std::vector<double> last;   ///< [metric], of the last week
    std::vector<std::uint32_t> kept_weeks;
    std::vector<double> rows;   ///< [kept week][metric]

    bool failed() const { return !failure.en.empty(); }
};

/// The same bytes for the same run, wherever it was run: seconds and host are left out.
std::string content_digest(const RunRecord& record);

std::vector<std::byte> encode(const RunRecord& record);
/// Throws UserError(Exit::storage) for bytes that `encode` did not write.
RunRecord decode(std::span<const std::byte> bytes);

}  // namespace yihe::study

// The two-lines test of an inverted U: a rising line left of a breakpoint, a falling one right of
// it.
#pragma once

#include <cstddef>

#include "analysis/response/response.hpp"

namespace yihe::analysis {

/// Least squares over single runs. The error is robust and clustered by replicate (sandwich with
/// G / (G - 1), G replicates), the interval 95 % by t with G - 1 degrees: for complete pairs
/// exactly the interval of the replicates' own slopes.
struct Line {
    double slope = Interval::empty, error = Interval::empty;
    double lower = Interval::empty, upper = Interval::empty;
    std::size_t levels = 0;
};

struct TwoLines {
    double breakpoint = Interval::empty;
    Line left, right;   ///< both hold a level that lies at the breakpoint
    bool hump = false;  ///< left slope above 0 and right slope below 0, both intervals
};

/// Simonsohn 2018 with his "Robin Hood" breakpoint, which gives the weaker line more of the levels
/// that are flat around the top. Instead of a smoother the means of the levels say which interior
/// ones are flat: those next to the best whose paired difference from it is within one standard
/// error. At least three levels. For a valley give it the mirrored response.
TwoLines two_lines(const Response& response);

}  // namespace yihe::analysis

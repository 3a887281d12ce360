// What a YAML library forgives or reports far from its cause, found line by line before it reads:
// tabs, full-width punctuation, unclosed quotes and brackets, directives, further documents.
#pragma once

#include "sim/scenario/problems.hpp"
#include "sim/scenario/source.hpp"

namespace yihe {

struct LintLimits {
    std::size_t lines;
    std::size_t line_bytes;
    int depth;
};

void lint_yaml(const Source& source, const LintLimits& limits, Problems& problems);

}  // namespace yihe

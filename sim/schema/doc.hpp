// What every declared row says about itself, once: name, unit, range, label in two languages,
// source.
#pragma once

#include <string_view>

#include "sim/core/text.hpp"

namespace yihe {

/// A closed interval of legal values.
struct Range {
    double min = 0, max = 1;

    constexpr bool contains(double x) const { return min <= x && x <= max; }
};

/// `unit` is "1" for pure numbers; `source` is a key of docs/references.bib, or "assumption".
struct Doc {
    std::string_view key;
    std::string_view unit = "1";
    Range range = {0, 1};
    Text label;
    std::string_view source;
};

}  // namespace yihe

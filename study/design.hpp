// A design: how many points, and the value of each of its factors at each point, as a function of
// the point's number. Nothing grows with the number of points.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/schema/param.hpp"

namespace yihe::study {

struct Design {
    std::string kind;                  ///< "factorial", "lhs", …
    std::vector<std::size_t> factors;  ///< numbers in the study, in the order of `at`
    std::uint64_t size = 0;
    /// The values of point `index` < size, aligned with `factors`.
    std::function<void(std::uint64_t index, std::span<Value> out)> at;
    /// What decides the points, as text, for the plan's digest.
    std::string text;
};

/// The values of one factor where they are listed, or a range to be filled.
struct Levels {
    ParamInfo row;
    std::vector<Value> values;  ///< empty: the range from `low` to `high`
    double low = 0, high = 1;
    bool logarithmic = false;

    bool is_range() const { return values.empty(); }
    /// The value at the share 0 <= u < 1 of the range, or of the list.
    Value at_share(double u) const;
    std::string text() const;
};

/// `steps` values from low to high, both included.
std::vector<Value> spaced(const Levels& range, std::uint32_t steps);

/// Every combination; the last factor changes fastest.
Design factorial(std::vector<std::vector<Value>> levels);
/// The first value of each, the second of each, …; all lists equally long.
Design zip(std::vector<std::vector<Value>> levels);
/// `base`, then each factor's values in turn with the others at base.
Design one_at_a_time(std::vector<Value> base, std::vector<std::vector<Value>> levels);
/// One row a point.
Design table(std::string kind, std::vector<std::vector<Value>> rows);
/// Every point of one with every point of the other, which changes faster.
Design crossed(Design slow, Design fast);
/// Points of the unit cube put into ranges or lists.
Design sampled(std::string kind, std::vector<Levels> levels, std::uint64_t size,
               std::function<void(std::uint64_t index, std::span<double> out)> unit);

}  // namespace yihe::study

// A relation between factors that every point must satisfy: "station.staff + committee.staff <=
// 20".
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/scenario/problems.hpp"

namespace yihe::study {

struct Expression;

/// Numbers, names, + - * / and parentheses on both sides of one of < <= > >= == !=; sides may be
/// chained: "0.1 <= a < b".
class Constraint {
public:
    /// Nothing after a problem; `number_of` gives the number of a name, or reports it and gives -1.
    static std::shared_ptr<const Constraint> parse(
        std::string_view text, const Place& place,
        const std::function<int(std::string_view name)>& number_of, Problems& problems);

    /// `values` by the numbers that `number_of` gave.
    bool holds(const std::vector<double>& values) const;
    const std::string& text() const { return text_; }

private:
    std::string text_;
    std::vector<std::shared_ptr<const Expression>> sides_;
    std::vector<std::string> relations_;
};

}  // namespace yihe::study

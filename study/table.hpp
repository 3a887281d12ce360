// A table of points: a CSV file whose header names factors, one point a row.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sim/scenario/problems.hpp"
#include "study/study.hpp"

namespace yihe::study {

struct PointTable {
    std::vector<std::size_t> factors;      ///< numbers in the study, one per column
    std::vector<std::vector<Value>> rows;  ///< [row][column]
    std::string text;                      ///< of the values, for the plan
};

/// The number of the factor called so, or nothing after a problem at the place.
using FactorNumber = std::function<std::optional<std::size_t>(std::string_view, const Place&)>;

/// `named_at` is where the user named the file, `shown` how messages call it.
PointTable read_point_table(const std::filesystem::path& file, const std::string& shown,
                            const Place& named_at, const FactorNumber& number_of,
                            const Study& study, Problems& problems);

}  // namespace yihe::study

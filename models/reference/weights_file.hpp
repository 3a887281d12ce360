// A CSV file of interpersonal influence: one row per resident.
#pragma once

#include <string_view>
#include <vector>

#include "sim/run/files.hpp"

namespace yihe::reference {

struct WeightsRow {
    double opinion = 0;         ///< at the start
    double susceptibility = 1;  ///< 0 … 1
    std::vector<double> weights;  ///< [n], at least 0, sum 1
};
struct WeightsFile {
    std::vector<WeightsRow> rows;  ///< [n]
};

/// Lines "opinion,susceptibility,w1,…,wn", n of them; lines that begin with # are comments.
/// Errors: UserError with line and column.
WeightsFile read_weights(const Files& files, std::string_view as_written);

}  // namespace yihe::reference

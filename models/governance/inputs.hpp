// Files that a governance scenario may bring: a list of residents, a social network.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/graph/layer.hpp"
#include "sim/run/files.hpp"

namespace yihe::governance {

/// One resident of a CSV file; what a file does not say is drawn as usual.
struct ResidentRow {
    std::optional<std::uint32_t> building;
    std::optional<int> membership;  ///< 0 none, 1 visible, 2 hidden
    std::optional<float> need_factor;
};

/// Columns `building` (whole number from 0), `membership` (none, visible, hidden) and `need_factor`
/// (mean 1), any of them, in any order; one row per resident. Errors: UserError with line and value.
std::vector<ResidentRow> read_population(const Files& files, std::string_view as_written);

/// GraphML by its ending .graphml or .xml, otherwise an edge list. Errors: UserError.
Layer read_network(const Files& files, std::string_view as_written);

}  // namespace yihe::governance

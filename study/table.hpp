// A table of points: a CSV file whose header names factors, one point a row.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/scenario/problems.hpp"
#include "study/factor.hpp"

namespace yihe::study {

struct PointTable {
    std::vector<std::string> names;
    std::vector<Place> places;  ///< of the names
    std::vector<std::vector<std::string>> cells;  ///< [row][column]
    std::vector<std::vector<Place>> cell_places;
};

/// Comma-separated, no quotes needed in numbers and names; rows shorter or longer than the header
/// are problems. `named_at` is where the user named the file.
PointTable read_point_table(const std::filesystem::path& file, const std::string& shown,
                            const Place& named_at, Problems& problems);

}  // namespace yihe::study

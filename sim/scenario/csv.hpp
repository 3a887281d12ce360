// A table that a user brings as a CSV file, row by row, every cell with its place.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/source.hpp"

namespace yihe {

/// Cells are separated by commas and may be quoted ("a ""b"", c"); a cell ends with its line. Blank
/// lines and lines that begin with # are passed over.
class CsvReader {
public:
    /// Throws UserError: the text is not UTF-8, or longer than `most_bytes`.
    CsvReader(const std::string& shown, std::string bytes, std::size_t most_bytes,
              Problems& problems);

    /// Of a regular file; `named_at` is where the user named it.
    static CsvReader open(const std::filesystem::path& file, const std::string& shown,
                          std::size_t most_bytes, const Place& named_at, Problems& problems);

    /// Goes to the next row; false at the end, or when there are problems enough for one report.
    bool next();

    /// Of the row, without quotes and the blanks around them.
    std::span<const std::string> cells() const { return cells_; }
    Place place_of(std::size_t cell) const;
    Place place() const;  ///< of the whole row

    /// The row as names of columns: none empty, none twice.
    bool read_names();

    /// Whether the row has as many cells as `names`; otherwise a problem.
    bool has_cells(std::size_t names);

private:
    struct Extent {
        std::size_t byte, bytes;
    };

    bool split(std::string_view line);
    std::size_t read_quoted(std::string_view line, std::size_t at);

    Source source_;
    Problems* problems_;
    std::size_t line_ = 0;
    std::vector<std::string> cells_;
    std::vector<Extent> extents_;  ///< of the cells in the line
};

}  // namespace yihe

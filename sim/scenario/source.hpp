// The text of a user's file as people see it: lines, columns in code points, places for problems.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/error.hpp"

namespace yihe {

/// Where in a source: line and column count from 1, columns and width in code points.
struct Mark {
    std::uint32_t line = 0, column = 0, width = 1;
    std::uint32_t byte = 0;  ///< the same column as an offset in the bytes of the line
};

class Source {
public:
    /// A byte-order mark is left out; a line ends at '\n', and a '\r' before it is left out.
    Source(std::string file, std::string text);

    const std::string& file() const { return file_; }
    std::string_view text() const { return text_; }
    std::size_t line_count() const { return starts_.size(); }

    /// Line number `line`, from 1; empty when there is none.
    std::string_view line(std::size_t line) const;

    /// Of the byte `byte` (from 0) of line `line` (from 1); `bytes` of text are underlined.
    Mark mark(std::size_t line, std::size_t byte, std::size_t bytes = 1) const;

    Place place(const Mark& mark) const;

private:
    /// Number of code points before the byte `offset` of the text.
    std::size_t code_points_before(std::size_t offset) const;

    std::string file_;
    std::string text_;
    std::vector<std::uint32_t> starts_;  ///< of the lines
    std::vector<std::uint32_t> counts_;  ///< code points before each block of bytes
};

}  // namespace yihe

// Text in columns that stay aligned under wide (Chinese) characters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yihe::app {

/// Padded with spaces on the right to a width on the terminal.
std::string padded(std::string_view text, int width);

/// Rows of cells, each column as wide as its widest cell, two spaces between; every line begins
/// with `indent`.
std::string aligned(const std::vector<std::vector<std::string>>& rows,
                    std::string_view indent = "  ");

/// A number as a terminal shows it: three decimals below ten, fewer above; a dash where there is
/// none.
std::string readable(double x);

/// A Markdown table; bars in cells are escaped.
std::string markdown(const std::vector<std::string>& header,
                     const std::vector<std::vector<std::string>>& rows);

}  // namespace yihe::app

#include "app/table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "sim/scenario/unicode.hpp"

namespace yihe::app {

std::string padded(std::string_view text, int width) {
    std::string result(text);
    result.append(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ');
    return result;
}

std::string aligned(const std::vector<std::vector<std::string>>& rows, std::string_view indent) {
    std::vector<int> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t c = 0; c < row.size(); ++c)
            widths[c] = std::max(widths[c], display_width(row[c]));
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line(indent);
        for (std::size_t c = 0; c < row.size(); ++c) line += padded(row[c], widths[c]) + "  ";
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string readable(double x) {
    if (std::isnan(x)) return "–";
    if (std::isinf(x)) return x < 0 ? "−∞" : "∞";
    char text[40];
    const double size = std::abs(x);
    std::snprintf(text, sizeof text, size < 10 ? "%.3f" : size < 1000 ? "%.1f" : "%.0f", x);
    return text;
}

std::string markdown(const std::vector<std::string>& header,
                     const std::vector<std::vector<std::string>>& rows) {
    auto line = [](const std::vector<std::string>& cells) {
        std::string text = "|";
        for (const std::string& cell : cells) {
            text += ' ';
            for (const char c : cell) {
                if (c == '|') text += '\\';
                text += c;
            }
            text += " |";
        }
        return text + "\n";
    };
    std::string text = line(header) + line(std::vector<std::string>(header.size(), "---"));
    for (const auto& row : rows) text += line(row);
    return text;
}

}  // namespace yihe::app

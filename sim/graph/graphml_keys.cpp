#include "sim/graph/graphml_keys.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <type_traits>

namespace yihe::graph_internal {

namespace {

template <class Number>
bool parse_number(std::string_view text, Number& number) {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-') || text.starts_with('+')) return false;
    }
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    const auto [at, error] = std::from_chars(begin, end, number);
    return error == std::errc() && at == end;
}

bool parse(std::string_view text, std::string_view, std::uint8_t& value) {
    text = trimmed(text);
    value = text == "true" || text == "1";
    return value == 1 || text == "false" || text == "0";
}

bool parse(std::string_view text, std::string_view type, std::int64_t& value) {
    using Int = std::numeric_limits<std::int32_t>;
    return parse_number(trimmed(text), value) &&
           (type == "long" || (value >= Int::min() && value <= Int::max()));
}

bool parse(std::string_view text, std::string_view, double& value) {
    return parse_number(trimmed(text), value) && std::isfinite(value);
}

bool parse(std::string_view text, std::string_view, std::string& value) {
    value = text;
    return true;
}

}  // namespace

bool is_graphml_type(std::string_view type) {
    constexpr std::array<std::string_view, 6> known{"boolean", "int",    "long",
                                                    "float",   "double", "string"};
    return std::find(known.begin(), known.end(), type) != known.end();
}

AttributeColumn::Values values_of_type(std::string_view type) {
    if (type == "boolean") return std::vector<std::uint8_t>{};
    if (type == "int" || type == "long") return std::vector<std::int64_t>{};
    if (type == "float" || type == "double") return std::vector<double>{};
    return std::vector<std::string>{};
}

bool set_value(AttributeColumn& column, std::string_view type, std::size_t row,
               std::string_view text) {
    if (column.present.size() <= row) column.present.resize(row + 1, 0);
    column.present[row] = 1;
    return std::visit(
        [&](auto& values) {
            if (values.size() <= row) values.resize(row + 1);
            return parse(text, type, values[row]);
        },
        column.values);
}

bool has_value(const AttributeColumn& column, std::size_t row) {
    return row < column.present.size() && column.present[row] == 1;
}

void complete_column(AttributeColumn& column, const GraphmlKey& key, std::size_t rows) {
    column.present.resize(rows, 0);
    std::visit([&](auto& values) { values.resize(rows); }, column.values);
    if (!key.default_text) return;
    for (std::size_t row = 0; row < rows; ++row)
        if (column.present[row] == 0) set_value(column, key.type, row, *key.default_text);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

}  // namespace yihe::graph_internal

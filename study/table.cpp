#include "study/table.hpp"

#include "sim/scenario/encoding.hpp"
#include "sim/scenario/files.hpp"
#include "sim/scenario/source.hpp"

namespace yihe::study {

namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20;

struct Cell {
    std::string text;
    std::size_t byte = 0;
};

std::string_view trimmed(std::string_view text, std::size_t& begin) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1), ++begin;
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

std::vector<Cell> split(std::string_view line) {
    std::vector<Cell> cells;
    for (std::size_t at = 0;;) {
        const std::size_t comma = std::min(line.find(',', at), line.size());
        std::size_t begin = at;
        const auto text = trimmed(line.substr(at, comma - at), begin);
        cells.push_back({std::string(text), begin});
        if (comma == line.size()) return cells;
        at = comma + 1;
    }
}

}  // namespace

PointTable read_point_table(const std::filesystem::path& file, const std::string& shown,
                            const Place& named_at, Problems& problems) {
    std::string bytes = read_regular_file(file, most_bytes, named_at);
    auto refuse = [&](const Place& place, Message what) {
        problems.add({.place = place, .key = "table", .what = std::move(what)});
    };
    PointTable table;
    if (bytes.size() > most_bytes) {
        refuse(named_at, say("the table is larger than 64 MiB", "表格超过 64 MiB"));
        return table;
    }
    const Source source(shown, std::move(bytes));
    for (std::size_t n = 1; n <= source.line_count() && !problems.full(); ++n) {
        if (source.line(n).empty()) continue;
        const auto cells = split(source.line(n));
        auto place = [&](const Cell& cell) {
            return source.place(
                source.mark(n, cell.byte, std::max<std::size_t>(1, cell.text.size())));
        };
        if (table.names.empty()) {
            for (const auto& cell : cells) {
                table.names.push_back(cell.text);
                table.places.push_back(place(cell));
            }
            continue;
        }
        if (cells.size() != table.names.size()) {
            refuse(source.place(source.mark(n, 0, source.line(n).size())),
                   say("{0} cells in this row, {1} names in the header",
                       "本行有 {0} 格，表头有 {1} 个名称",
                       {std::to_string(cells.size()), std::to_string(table.names.size())}));
            continue;
        }
        auto& texts = table.cells.emplace_back();
        auto& places = table.cell_places.emplace_back();
        for (const auto& cell : cells) {
            texts.push_back(cell.text);
            places.push_back(place(cell));
        }
    }
    if (table.cells.empty() && !problems.any())
        refuse(named_at, say("the table has no row of values", "表格中没有数据行"));
    return table;
}

}  // namespace yihe::study

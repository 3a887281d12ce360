#include "sim/scenario/csv.hpp"

#include <algorithm>

#include "sim/scenario/encoding.hpp"
#include "sim/scenario/files.hpp"

namespace yihe {
namespace {

constexpr std::string_view blanks = " \t";

std::size_t after_blanks(std::string_view line, std::size_t at) {
    return std::min(line.find_first_not_of(blanks, at), line.size());
}

/// Of spreadsheets elsewhere, and of Chinese keyboards.
bool holds_other_separator(std::string_view cell) {
    for (const std::string_view other : {";", "\t", "，", "；"})
        if (cell.find(other) != std::string_view::npos) return true;
    return false;
}

std::string checked(std::string bytes, const std::string& shown, std::size_t most_bytes,
                    Problems& problems) {
    check_encoding(bytes, shown, most_bytes, problems);
    return bytes;
}

}  // namespace

CsvReader::CsvReader(const std::string& shown, std::string bytes, std::size_t most_bytes,
                     Problems& problems)
    : source_(shown, checked(std::move(bytes), shown, most_bytes, problems)),
      problems_(&problems) {}

CsvReader CsvReader::open(const std::filesystem::path& file, const std::string& shown,
                          std::size_t most_bytes, const Place& named_at, Problems& problems) {
    return {shown, read_regular_file(file, most_bytes, named_at), most_bytes, problems};
}

bool CsvReader::next() {
    while (line_ < source_.line_count() && !problems_->full()) {
        const std::string_view line = source_.line(++line_);
        const std::size_t begin = after_blanks(line, 0);
        if (begin == line.size() || line[begin] == '#') continue;
        if (split(line)) return true;
    }
    return false;
}

Place CsvReader::place_of(std::size_t cell) const {
    const auto [byte, bytes] = extents_.at(cell);
    return source_.place(source_.mark(line_, byte, std::max<std::size_t>(1, bytes)));
}

Place CsvReader::place() const {
    return source_.place(source_.mark(line_, 0, source_.line(line_).size()));
}

bool CsvReader::split(std::string_view line) {
    cells_.clear();
    extents_.clear();
    for (std::size_t at = after_blanks(line, 0);; at = after_blanks(line, at + 1)) {
        if (at < line.size() && line[at] == '"') {
            at = read_quoted(line, at);
            if (at == std::string_view::npos) return false;
        } else {
            const std::size_t end = std::min(line.find(',', at), line.size());
            std::string_view text = line.substr(at, end - at);
            text = text.substr(0, text.find_last_not_of(blanks) + 1);
            cells_.emplace_back(text);
            extents_.push_back({at, text.size()});
            at = end;
        }
        if (at == line.size()) return true;
    }
}

/// The cell whose quote opens at `at`; returns the place of the comma behind it or the line's end,
/// or npos after a problem.
std::size_t CsvReader::read_quoted(std::string_view line, std::size_t at) {
    std::string text;
    std::size_t end = at + 1;
    for (; end < line.size(); ++end) {
        if (line[end] != '"') text += line[end];
        else if (line.substr(end).starts_with("\"\"")) text += line[end++];
        else break;
    }
    const std::size_t behind = after_blanks(line, end + 1);
    if (end < line.size() && (behind == line.size() || line[behind] == ',')) {
        cells_.push_back(std::move(text));
        extents_.push_back({at, end + 1 - at});
        return behind;
    }
    problems_->add({.place = source_.place(source_.mark(line_, at)),
                    .what = end < line.size()
                                ? say("text behind a closing quote", "引号之后还有文字")
                                : say("this quote is not closed in its line", "此引号在本行未闭合"),
                    .legal = say(R"("a ""b"", c")", R"("a ""b"", c")")});
    return std::string_view::npos;
}

bool CsvReader::read_names() {
    const bool good_before = !problems_->any();
    if (cells_.size() == 1 && holds_other_separator(cells_[0]))
        problems_->add({.place = place(),
                        .what = say("the cells of this table are not separated by commas",
                                    "此表的各格不是用逗号分隔的"),
                        .legal = say("a,b,c", "a,b,c")});
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (cells_[i].empty())
            problems_->add(
                {.place = place_of(i), .what = say("a column without a name", "此列没有名称")});
        else if (std::find(cells_.begin(), cells_.begin() + i, cells_[i]) != cells_.begin() + i)
            problems_->add(
                {.place = place_of(i),
                 .value = cells_[i],
                 .what = say("the column \"{0}\" stands twice", "列“{0}”出现两次", {cells_[i]})});
    }
    return good_before && !problems_->any();
}

bool CsvReader::has_cells(std::size_t names) {
    if (cells_.size() == names) return true;
    problems_->add({.place = place(),
                    .what = say("{0} cells in this row, {1} names in the header",
                                "本行有 {0} 格，表头有 {1} 个名称",
                                {std::to_string(cells_.size()), std::to_string(names)})});
    return false;
}

}  // namespace yihe

#include "sim/graph/source_text.hpp"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <system_error>
#include <tuple>
#include <utility>

namespace yihe::graph_internal {

namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

/// The first `count` code points.
std::string_view head(std::string_view text, std::size_t count) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!continues(text[i]) && count-- == 0) return text.substr(0, i);
    return text;
}

[[noreturn]] void refuse_file(const std::string& file, Message what, Message legal = {}) {
    throw UserError(Exit::invalid, std::vector<Problem>{{.place = {.file = file},
                                                         .what = std::move(what),
                                                         .legal = std::move(legal)}});
}

void refuse_size(const std::string& file, std::uint64_t size, std::uint64_t most) {
    const std::string has = std::to_string(size), may_have = std::to_string(most);
    refuse_file(file, {joined({"the file has ", has, " bytes"}), joined({"文件有 ", has, " 字节"})},
                {joined({"at most ", may_have, " bytes"}), joined({"最多 ", may_have, " 字节"})});
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t change = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, change});
        }
    }
    return row.back();
}

}  // namespace

std::size_t first_invalid_utf8(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (std::size_t i = 0; i < text.size();) {
        const unsigned lead = byte(i);
        const std::size_t length = lead < 0x80   ? 1
                                   : lead < 0xC2 ? 0
                                   : lead < 0xE0 ? 2
                                   : lead < 0xF0 ? 3
                                   : lead < 0xF5 ? 4
                                                 : 0;
        if (length == 0 || i + length > text.size()) return i;
        for (std::size_t k = 1; k < length; ++k)
            if (!continues(text[i + k])) return i;
        const unsigned second = length > 1 ? byte(i + 1) : 0;
        // Overlong forms, surrogates, beyond U+10FFFF.
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
            (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
            return i;
        i += length;
    }
    return text.size();
}

SourceText::SourceText(std::string file, std::string text, std::uint64_t max_bytes)
    : file_(std::move(file)), text_(std::move(text)) {
    if (text_.size() > max_bytes) refuse_size(file_, text_.size(), max_bytes);
    check_encoding();
    if (text_.find_first_not_of(" \t\r\n") == std::string::npos)
        refuse_file(file_, {"the file is empty", "文件为空"});
}

void SourceText::check_encoding() {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text_.starts_with(mark)) text_.erase(0, mark.size());
    if (text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF"))
        refuse_file(file_, {"the file is in UTF-16", "文件的编码是 UTF-16"},
                    {"save it as UTF-8", "请另存为 UTF-8"});
    if (const auto at = text_.find('\0'); at != std::string::npos)
        blame({at, 1},
              {.what = {"a NUL byte: this is not a text file", "含有空字节：这不是文本文件"}});
    else if (const auto bad = first_invalid_utf8(text_); bad < text_.size())
        blame({bad, 1}, {.what = {"a byte that is not UTF-8", "含有不属于 UTF-8 的字节"},
                         .legal = {"save the file as UTF-8", "请将文件另存为 UTF-8"}});
    refuse_if_bad();
}

SourceText SourceText::read(const std::filesystem::path& path, std::uint64_t max_bytes) {
    const std::string file = path.string();
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found)
        refuse_file(file, {"there is no such file", "文件不存在"});
    if (status.type() != std::filesystem::file_type::regular)
        refuse_file(file, {"this is not a regular file", "这不是普通文件"});
    const auto size = std::filesystem::file_size(path, error);
    if (!error && size > max_bytes) refuse_size(file, size, max_bytes);
    std::ifstream stream(path, std::ios::binary);
    std::string text(error ? 0 : size, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (error || !stream || static_cast<std::uint64_t>(stream.gcount()) != size)
        refuse_file(file, {"the file cannot be read", "文件无法读取"});
    return SourceText(file, std::move(text), max_bytes);
}

std::size_t SourceText::line_of(std::size_t offset) const {
    const auto end = text_.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text_.size()));
    return 1 + static_cast<std::size_t>(std::count(text_.begin(), end, '\n'));
}

Place SourceText::place(Extent extent) const {
    constexpr std::size_t longest_line = 400;  // code points that are worth showing
    const std::size_t offset = std::min(extent.offset, text_.size());
    const std::size_t before = offset == 0 ? std::string::npos : text_.rfind('\n', offset - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    std::string_view line = std::string_view(text_).substr(begin, text_.find('\n', offset) - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    Place place{.file = file_, .line = static_cast<int>(line_of(offset))};
    const std::size_t column = 1 + code_points(line.substr(0, offset - begin));
    place.column = static_cast<int>(column);
    if (column > longest_line) return place;
    const std::string_view marked = line.substr(std::min(offset - begin, line.size()));
    place.source_line = head(line, longest_line);
    for (char& c : place.source_line)
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t') c = ' ';
    place.source_line.resize(first_invalid_utf8(place.source_line));
    const std::size_t width = code_points(marked.substr(0, extent.length));
    place.caret_width = static_cast<int>(std::clamp(width, std::size_t{1}, longest_line));
    return place;
}

void SourceText::blame(Extent extent, Problem about) {
    found_.push_back({extent, false, std::move(about)});
}

void SourceText::blame(Problem about) { found_.push_back({{0, 0}, true, std::move(about)}); }

void SourceText::refuse_if_bad() const {
    if (found_.empty()) return;
    using Position = std::tuple<bool, std::size_t, std::size_t>;  // the last: order of discovery
    std::vector<Position> order;
    for (std::size_t i = 0; i < found_.size(); ++i)
        order.push_back({found_[i].whole_file, found_[i].extent.offset, i});
    std::sort(order.begin(), order.end());
    if (order.size() > most_problems) order.resize(most_problems);
    std::vector<Problem> problems;
    for (const auto& [whole_file, offset, i] : order) {
        problems.push_back(found_[i].problem);
        problems.back().place = whole_file ? Place{.file = file_} : place(found_[i].extent);
    }
    throw UserError(Exit::invalid, std::move(problems));
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string whole;
    for (const auto part : parts) whole += part;
    return whole;
}

std::string excerpt(std::string_view text) {
    const std::string_view shown = head(text, 60);
    std::string clean(shown);
    for (char& c : clean)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    if (shown.size() < text.size()) clean += "…";
    return clean;
}

std::string comma_list(std::span<const std::string_view> words) {
    std::string list;
    for (const auto word : words) list.append(list.empty() ? "" : ", ").append(excerpt(word));
    return list;
}

std::string nearest(std::string_view word, std::span<const std::string_view> candidates) {
    constexpr std::size_t longest_word = 64, most_candidates = 20000;
    if (word.empty() || word.size() > longest_word) return {};
    if (candidates.size() > most_candidates) return {};
    std::size_t best = 1 + std::min<std::size_t>(2, word.size() / 2);
    std::string_view found;
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > word.size() + 2 || word.size() > candidate.size() + 2) continue;
        const std::size_t distance = edit_distance(word, candidate);
        if (distance >= best) continue;
        best = distance;
        found = candidate;
    }
    return std::string(found);
}

void write_whole_file(const std::filesystem::path& path, std::string_view text) {
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    stream.flush();
    const bool flushed = stream.good();
    stream.close();
    if (flushed && stream.good()) return;
    throw UserError(Exit::storage,
                    std::vector<Problem>{{.place = {.file = path.string()},
                                          .what = {"the file could not be written completely",
                                                   "文件未能完整写入"}}});
}

}  // namespace yihe::graph_internal

#include "sim/graph/source_text.hpp"

#include <algorithm>
#include <fstream>
#include <tuple>
#include <utility>

#include "sim/scenario/encoding.hpp"
#include "sim/scenario/files.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe::graph_internal {

namespace {

/// The first `count` code points.
std::string_view head(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; at < text.size() && count > 0; --count)
        at += static_cast<std::size_t>(decode(text, at).bytes);
    return text.substr(0, at);
}

}  // namespace

SourceText::SourceText(std::string file, std::string text, std::uint64_t max_bytes)
    : file_(std::move(file)), text_(std::move(text)) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    Problems problems;
    check_encoding(text_, file_, max_bytes, problems);
    if (text_.starts_with(mark)) text_.erase(0, mark.size());
    if (text_.find_first_not_of(" \t\r\n") == std::string::npos)
        problems.add({.place = {.file = file_}, .what = say("the file is empty", "文件为空")});
    problems.throw_if_any();
}

SourceText SourceText::read(const std::filesystem::path& path, std::uint64_t max_bytes) {
    const std::string file = path.string();
    return {file, read_regular_file(path, max_bytes, {.file = file}), max_bytes};
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
    const std::size_t column = 1 + count_code_points(line.substr(0, offset - begin));
    place.column = static_cast<int>(column);
    if (column > longest_line) return place;
    const std::string_view marked = line.substr(std::min(offset - begin, line.size()));
    place.source_line = head(line, longest_line);
    for (char& c : place.source_line)
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t') c = ' ';
    const std::size_t width = count_code_points(marked.substr(0, extent.length));
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
    if (word.size() > longest_word || candidates.size() > most_candidates) return {};
    return suggest_word(word, candidates);
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

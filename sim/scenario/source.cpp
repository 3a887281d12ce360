// Lines and places of a text.
#include "sim/scenario/source.hpp"

#include <algorithm>

#include "sim/scenario/unicode.hpp"

namespace yihe {
namespace {

/// A column costs at most so many steps, however long the line.
constexpr std::size_t block_bytes = 64;

}  // namespace

Source::Source(std::string file, std::string text)
    : file_(std::move(file)), text_(std::move(text)) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);
    starts_.push_back(0);
    for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1))
        if (at + 1 < text_.size()) starts_.push_back(static_cast<std::uint32_t>(at + 1));
    std::size_t count = 0;
    for (std::size_t at = 0; at <= text_.size(); at += block_bytes) {
        counts_.push_back(static_cast<std::uint32_t>(count));
        count += count_code_points(std::string_view(text_).substr(at, block_bytes));
    }
}

std::string_view Source::line(std::size_t line) const {
    if (line == 0 || line > starts_.size()) return {};
    const std::size_t begin = starts_[line - 1];
    const std::size_t end = line < starts_.size() ? starts_[line] : text_.size();
    std::string_view content(text_.data() + begin, end - begin);
    if (content.ends_with('\n')) content.remove_suffix(1);
    if (content.ends_with('\r')) content.remove_suffix(1);
    return content;
}

Mark Source::mark(std::size_t line, std::size_t byte, std::size_t bytes) const {
    if (line > starts_.size()) return {.line = static_cast<std::uint32_t>(line), .column = 1};
    const auto content = this->line(line);
    byte = std::min(byte, content.size());
    const std::size_t at = starts_[line - 1] + byte;
    const auto width = count_code_points(content.substr(byte, bytes));
    const auto column = code_points_before(at) - code_points_before(starts_[line - 1]) + 1;
    return {.line = static_cast<std::uint32_t>(line),
            .column = static_cast<std::uint32_t>(column),
            .width = static_cast<std::uint32_t>(std::max<std::size_t>(width, 1)),
            .byte = static_cast<std::uint32_t>(byte)};
}

std::size_t Source::code_points_before(std::size_t offset) const {
    const std::size_t block = offset / block_bytes;
    const auto rest = text().substr(block * block_bytes, offset % block_bytes);
    return counts_[block] + count_code_points(rest);
}

Place Source::place(const Mark& mark) const {
    return {.file = file_,
            .line = static_cast<int>(mark.line),
            .column = static_cast<int>(mark.column),
            .source_line = std::string(line(mark.line)),
            .caret_width = static_cast<int>(mark.width)};
}

}  // namespace yihe

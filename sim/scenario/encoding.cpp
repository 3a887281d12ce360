// Recognises other encodings and names them, so that the user knows what to convert from.
#include "sim/scenario/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "sim/scenario/unicode.hpp"

namespace yihe {
namespace {

using namespace std::string_view_literals;

struct Signature {
    std::string_view bytes, name;
};

/// Longer signatures first: UTF-32LE begins as UTF-16LE does.
constexpr std::array<Signature, 6> signatures{{
    {"\xFF\xFE\0\0"sv, "UTF-32"},
    {"\0\0\xFE\xFF"sv, "UTF-32"},
    {"\xFF\xFE"sv, "UTF-16"},
    {"\xFE\xFF"sv, "UTF-16"},
    {"\x1F\x8B"sv, "gzip"},
    {"PK\x03\x04"sv, "zip"},
}};

std::string_view foreign_format(std::string_view bytes) {
    for (const auto& [signature, name] : signatures)
        if (bytes.starts_with(signature)) return name;
    const auto head = bytes.substr(0, 512);
    std::array<std::size_t, 2> nul{};
    for (std::size_t i = 0; i < head.size(); ++i) nul[i % 2] += head[i] == 0;
    const auto [few, many] = std::minmax(nul[0], nul[1]);
    return head.size() >= 4 && many * 4 > head.size() && few * 4 < many ? "UTF-16" : "";
}

/// Every byte above 0x7F belongs to a pair that GBK allows.
bool looks_like_gbk(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto lead = static_cast<unsigned char>(bytes[i]);
        if (lead < 0x80) continue;
        if (lead == 0x80 || lead == 0xFF || ++i == bytes.size()) return false;
        const auto trail = static_cast<unsigned char>(bytes[i]);
        if (trail < 0x40 || trail == 0x7F || trail == 0xFF) return false;
    }
    return true;
}

Place place_at(std::string_view bytes, const std::string& file, std::size_t at) {
    const auto newline = at == 0 ? std::string_view::npos : bytes.rfind('\n', at - 1);
    const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
    const auto line = bytes.substr(begin, std::min(bytes.find('\n', at), begin + 2000) - begin);
    const auto before = printable(bytes.substr(begin, at - begin));
    return {.file = file,
            .line = static_cast<int>(std::count(bytes.begin(), bytes.begin() + at, '\n') + 1),
            .column = static_cast<int>(count_code_points(before) + 1),
            .source_line = printable(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line),
            .caret_width = 1};
}

[[noreturn]] void refuse(Place place, Message what, Message legal) {
    throw UserError(
        Exit::invalid,
        {{.place = std::move(place), .what = std::move(what), .legal = std::move(legal)}});
}

std::string hexadecimal(char32_t c) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(c));
    return text.data();
}

[[noreturn]] void refuse_not_utf8(std::string_view bytes, const std::string& file, std::size_t at) {
    if (looks_like_gbk(bytes))
        refuse(place_at(bytes, file, at),
               say("this is not UTF-8; it looks like GBK (GB18030)",
                   "这不是 UTF-8，看来是 GBK（GB18030）编码"),
               say("save as UTF-8, or: iconv -f GB18030 -t UTF-8",
                   "请另存为 UTF-8，或用 iconv -f GB18030 -t UTF-8 转换"));
    refuse(place_at(bytes, file, at), say("this byte is not UTF-8", "此字节不是 UTF-8"),
           say("save the file as UTF-8", "请将文件另存为 UTF-8"));
}

/// A carriage return may only end a line; everything hidden is refused, wherever it stands.
void check_character(std::string_view bytes, const std::string& file, std::size_t at, CodePoint c,
                     Problems& problems) {
    if (c.value == 0)
        refuse(place_at(bytes, file, at), say("a NUL byte in a text file", "文本文件中有 NUL 字节"),
               say("remove it", "请删除"));
    const bool ends_line = at + 1 == bytes.size() || bytes[at + 1] == '\n';
    if (!is_hidden(c.value) || problems.full() || (c.value == '\r' && ends_line)) return;
    if (c.value == 0xFEFF && at == 0) return;
    problems.add({.place = place_at(bytes, file, at),
                  .value = hexadecimal(c.value),
                  .what = say("an invisible or control character ({0})",
                              "不可见字符或控制字符（{0}）", {hexadecimal(c.value)}),
                  .legal = say("remove it", "请删除")});
}

}  // namespace

void check_encoding(std::string_view bytes, const std::string& file, std::size_t most_bytes,
                    Problems& problems) {
    if (bytes.size() > most_bytes)
        refuse({.file = file}, say("the file is too large", "文件过大"),
               say("at most {0} bytes", "最多 {0} 字节", {std::to_string(most_bytes)}));
    if (const auto format = foreign_format(bytes); !format.empty())
        refuse({.file = file, .line = 1, .column = 1},
               say("this is {0}, not UTF-8 text", "这是 {0}，不是 UTF-8 文本", {format}),
               say("save the file as UTF-8", "请将文件另存为 UTF-8"));
    for (std::size_t at = 0; at < bytes.size();) {
        if (bytes[at] >= 0x20 && bytes[at] < 0x7F) {
            ++at;
            continue;
        }
        const auto c = decode(bytes, at);
        if (!c.valid) refuse_not_utf8(bytes, file, at);
        check_character(bytes, file, at, c, problems);
        at += c.bytes;
    }
}

}  // namespace yihe

// UTF-8 and the few Unicode tables of this house: widths after Unicode 15 (EastAsianWidth.txt).
#include "sim/scenario/unicode.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace yihe {
namespace {

struct Interval {
    char32_t first, last;
};

template <std::size_t N>
bool within(const std::array<Interval, N>& sorted, char32_t c) {
    const auto after = std::upper_bound(sorted.begin(), sorted.end(), c,
                                        [](char32_t x, const Interval& i) { return x < i.first; });
    return after != sorted.begin() && c <= std::prev(after)->last;
}

constexpr std::array<Interval, 22> zero_width{{
    {0x0300, 0x036F}, {0x0483, 0x0489},   {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x06D6, 0x06DC}, {0x0900, 0x0902},   {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},
    {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},   {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F},
    {0x20D0, 0x20FF}, {0x302A, 0x302D},   {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
    {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF},
}};

constexpr std::array<Interval, 36> wide{{
    {0x1100, 0x115F},   {0x231A, 0x231B}, {0x2329, 0x232A}, {0x23E9, 0x23EC}, {0x25FD, 0x25FE},
    {0x2614, 0x2615},   {0x2648, 0x2653}, {0x267F, 0x267F}, {0x2693, 0x2693}, {0x26A1, 0x26A1},
    {0x26AA, 0x26AB},   {0x26BD, 0x26BE}, {0x26C4, 0x26C5}, {0x26D4, 0x26D4}, {0x2705, 0x2705},
    {0x270A, 0x270B},   {0x2728, 0x2728}, {0x274C, 0x274C}, {0x2753, 0x2755}, {0x2757, 0x2757},
    {0x2795, 0x2797},   {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50}, {0x2E80, 0x303E}, {0x3041, 0x33FF},
    {0x3400, 0x4DBF},   {0x4E00, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
    {0xFE10, 0xFE19},   {0xFE30, 0xFE6F}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF},
    {0x20000, 0x3FFFD},
}};

constexpr std::array<Interval, 7> hidden{{
    {0x0000, 0x0008},
    {0x000B, 0x001F},
    {0x007F, 0x009F},
    {0x200B, 0x200F},
    {0x2028, 0x202E},
    {0x2060, 0x206F},
    {0xFEFF, 0xFEFF},
}};

struct Meant {
    char32_t typed;
    char ascii;
};

constexpr std::array<Meant, 19> typographic{{
    {0x00A0, ' '}, {0x2013, '-'}, {0x2014, '-'}, {0x2018, '\''}, {0x2019, '\''},
    {0x201C, '"'}, {0x201D, '"'}, {0x202F, ' '}, {0x205F, ' '},  {0x2212, '-'},
    {0x3000, ' '}, {0x3001, ','}, {0x3002, '.'}, {0x300C, '"'},  {0x300D, '"'},
    {0x3010, '['}, {0x3011, ']'}, {0x3014, '['}, {0x3015, ']'},
}};

}  // namespace

CodePoint decode(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(at);
    if (lead < 0x80) return {lead, 1, true};
    const int bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    const CodePoint bad{0xFFFD, 1, false};
    if (lead < 0xC2 || lead > 0xF4 || at + bytes > text.size()) return bad;
    char32_t value = lead & (0xFFu >> (bytes + 1));
    for (int i = 1; i < bytes; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return bad;
        value = value << 6 | (byte(at + i) & 0x3F);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    if (value < smallest[bytes] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return bad;
    return {value, bytes, true};
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = decode(text, at);
        if (!c.valid) return false;
        at += static_cast<std::size_t>(c.bytes);
    }
    return true;
}

std::string encode(char32_t c) {
    std::string out;
    const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    }
    return out;
}

std::size_t count_code_points(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

int display_width(char32_t c) {
    if (c < 0x300) return 1;
    if (within(zero_width, c)) return 0;
    return within(wide, c) ? 2 : 1;
}

int display_width(std::string_view text) {
    int width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = decode(text, at);
        width += display_width(c.value);
        at += c.bytes;
    }
    return width;
}

char meant_ascii(char32_t c) {
    if (c < 0x80) return 0;
    if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>(c - 0xFF01 + '!');
    if (c >= 0x2000 && c <= 0x200A) return ' ';
    for (const auto& [typed, ascii] : typographic)
        if (typed == c) return ascii;
    return 0;
}

std::string to_meant_ascii(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = decode(text, at);
        if (const char ascii = meant_ascii(c.value)) out += ascii;
        else out += text.substr(at, c.bytes);
        at += c.bytes;
    }
    return out;
}

bool is_hidden(char32_t c) { return within(hidden, c); }

std::string printable(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = decode(text, at);
        if (c.value < 0x20) out += c.value == '\t' ? " " : encode(0x2400 + c.value);
        else if (!c.valid || is_hidden(c.value)) out += encode(0xFFFD);
        else out += text.substr(at, c.bytes);
        at += c.bytes;
    }
    return out;
}

}  // namespace yihe

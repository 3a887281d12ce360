// What a reader of people's text must know of Unicode: code points, their width on a terminal, the
// ASCII character that a full-width one was meant to be, characters that hide.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace yihe {

struct CodePoint {
    char32_t value = 0;
    int bytes = 0;      ///< 1 when not valid
    bool valid = true;  ///< shortest form, no surrogate, at most U+10FFFF
};

/// The code point that starts at byte `at` of `text`; `at` must lie inside.
CodePoint decode(std::string_view text, std::size_t at);

bool is_utf8(std::string_view text);

std::string encode(char32_t code_point);

/// Number of code points of valid UTF-8.
std::size_t count_code_points(std::string_view text);

/// Columns on a terminal: 0 for combining and zero-width, 2 for wide and full-width, else 1.
int display_width(char32_t code_point);
int display_width(std::string_view text);

/// '：' → ':', '０' → '0', '　' → ' ', '“' → '"', …; 0 when no ASCII character is meant.
char meant_ascii(char32_t code_point);

/// The text with every such character replaced.
std::string to_meant_ascii(std::string_view text);

/// Control characters (but tab and newline), marks that change the direction or hide in a text.
bool is_hidden(char32_t code_point);

/// Safe on a terminal: hidden characters and bytes that are not UTF-8 become visible, a tab a
/// space.
std::string printable(std::string_view text);

}  // namespace yihe

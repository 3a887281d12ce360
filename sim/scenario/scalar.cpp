// The grammar of plain scalars.
#include "sim/scenario/scalar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe {
namespace {

constexpr double exact = 9007199254740992.0;  // 2^53: whole numbers below are exact

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t skip_digits(std::string_view text, std::size_t at) {
    while (at < text.size() && is_digit(text[at])) ++at;
    return at;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string_view unsigned_part(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    return text;
}

bool all_of(std::string_view text, std::string_view allowed) {
    return !text.empty() && text.find_first_not_of(allowed) == text.npos;
}

bool is_sexagesimal(std::string_view text) {
    text = unsigned_part(text);
    std::size_t at = skip_digits(text, 0);
    if (at == 0 || at == text.size() || text[at] != ':') return false;
    while (at < text.size() && text[at] == ':') {
        const auto end = skip_digits(text, at + 1);
        if (end == at + 1 || end > at + 3) return false;
        at = end;
    }
    return at == text.size() || (text[at] == '.' && skip_digits(text, at + 1) == text.size());
}

/// Removes what a decimal number does not have: sign plus, leading zeros, separators.
std::string plain_decimal(std::string_view text) {
    std::string digits(text);
    std::erase(digits, '_');
    const bool negative = digits.starts_with('-');
    digits = std::string(unsigned_part(digits));
    while (digits.size() > 1 && digits[0] == '0' && is_digit(digits[1])) digits.erase(0, 1);
    if (digits.starts_with('.')) digits.insert(0, "0");
    if (digits.ends_with('.')) digits.pop_back();
    return negative ? "-" + digits : digits;
}

std::string nearest_number(std::string_view typed);

/// The first full-width or typographic character of a text that holds one.
std::optional<ScalarFault> find_full_width(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto c = decode(text, at);
        const auto bytes = static_cast<std::size_t>(c.bytes);
        if (meant_ascii(c.value) != 0)
            return ScalarFault{
                .what = say("a full-width or typographic character \"{0}\" where ASCII is meant",
                            "此处应使用半角（ASCII）字符，而不是“{0}”", {text.substr(at, bytes)}),
                .legal = say("write {0}", "请写 {0}", {to_meant_ascii(text)}),
                .suggestion = {},
                .byte = at,
                .bytes = bytes};
        at += bytes;
    }
    return {};
}

std::optional<ScalarFault> check_full_width(std::string_view text) {
    auto fault = find_full_width(text);
    if (!fault) return {};
    const std::string ascii = to_meant_ascii(text);
    const std::string word = lower(ascii);
    const bool numeric =
        all_of(ascii, "0123456789+-.,:eE_ %") && std::any_of(ascii.begin(), ascii.end(), is_digit);
    const bool boolean = word == "true" || word == "false";
    const bool in_quotes = ascii.size() > 1 && (ascii.front() == '"' || ascii.front() == '\'') &&
                           ascii.back() == ascii.front() && (text.front() & 0x80) != 0;
    if (!numeric && !boolean && !in_quotes) return {};
    if (numeric) fault->suggestion = nearest_number(ascii);
    if (boolean) fault->suggestion = word;
    return fault;
}

constexpr Text in_quotes_for_text{"or quote it when text is meant", "若本意是文本，请加引号"};

Message decimal_only() {
    return say("decimal numbers only; {0}", "只用十进制数；{1}",
               {in_quotes_for_text.en, in_quotes_for_text.zh});
}

std::optional<ScalarFault> check_number_form(std::string_view text) {
    const auto digits = lower(unsigned_part(text));
    if (digits == ".nan" || digits == ".inf")
        return ScalarFault{
            say("\"{0}\" is not a finite number", "“{0}”不是有限的数", {text}), decimal_only(), {}};
    if (digits.size() > 2 && digits[0] == '0' &&
        (digits[1] == 'x' || digits[1] == 'o' || digits[1] == 'b') &&
        all_of(std::string_view(digits).substr(2), "0123456789abcdef_"))
        return ScalarFault{
            say("a hexadecimal, octal or binary number", "十六进制、八进制或二进制数"),
            decimal_only(),
            {}};
    if (digits.size() > 1 && digits[0] == '0' && is_digit(digits[1]) &&
        all_of(digits, "0123456789_."))
        return ScalarFault{say("a number with a leading zero: octal for some readers",
                               "数字以 0 开头：有的程序会当作八进制"),
                           decimal_only(), plain_decimal(text)};
    if (is_sexagesimal(text))
        return ScalarFault{say("\"{0}\" is a base-60 number for some readers",
                               "“{0}”会被有的程序当作六十进制数", {text}),
                           decimal_only(),
                           {}};
    if (is_digit(digits.empty() ? 'x' : digits[0]) && digits.find('_') != digits.npos &&
        all_of(digits, "0123456789_.e+-"))
        return ScalarFault{say("a number with underscores", "数字中有下划线"), decimal_only(),
                           plain_decimal(text)};
    return {};
}

struct Word {
    std::string_view word;
    std::string_view instead;
};
constexpr std::array<Word, 4> old_booleans{
    {{"yes", "true"}, {"on", "true"}, {"no", "false"}, {"off", "false"}}};

bool has_number_grammar(std::string_view text) {
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = at;
    at = skip_digits(text, at);
    if (at == whole || (text[whole] == '0' && at > whole + 1)) return false;
    if (at < text.size() && text[at] == '.') {
        const std::size_t fraction = at + 1;
        at = skip_digits(text, fraction);
        if (at == fraction) return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
        const std::size_t exponent = at;
        at = skip_digits(text, at);
        if (at == exponent) return false;
    }
    return at == text.size();
}

/// "260 weeks" → 260; empty when more than a unit follows the number.
std::string before_unit(std::string_view text) {
    std::size_t end = skip_digits(text, text.starts_with('-') ? 1 : 0);
    if (end < text.size() && text[end] == '.') end = skip_digits(text, end + 1);
    const auto head = text.substr(0, end);
    const bool unit = text.find_first_of("0123456789+-./,:", end) == text.npos;
    return unit && parse_number(head) ? std::string(head) : std::string();
}

/// "20%" → 0.2, "1,000" → 1000, "0,5" → 0.5; empty when nothing is close.
std::string nearest_number(std::string_view typed) {
    std::string text = plain_decimal(to_meant_ascii(typed));
    while (text.ends_with(' ') || text.ends_with(',')) text.pop_back();
    if (parse_number(text)) return text;
    if (text.ends_with('%'))
        if (const auto percent = parse_number(std::string_view(text).substr(0, text.size() - 1)))
            return shortest(*percent / 100);
    if (const auto comma = text.find(','); comma != text.npos && comma > 0) {
        std::string joined = text;
        const bool thousands = text.size() - text.rfind(',') == 4 && text.front() != '0';
        if (thousands) std::erase(joined, ',');
        else joined[comma] = '.';
        if (parse_number(joined)) return joined;
    }
    return before_unit(text);
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
    if (!has_number_grammar(text)) return {};
    double x = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(x)) return {};
    return x + 0.0;  // no negative zero
}

std::optional<double> parse_integer(std::string_view text) {
    if (text.find('.') != text.npos) return {};
    const auto x = parse_number(text);
    return x && std::abs(*x) < exact && *x == std::floor(*x) ? x : std::nullopt;
}

std::optional<ScalarFault> check_plain_scalar(std::string_view text) {
    const std::string word = lower(text);
    for (const auto& [old, instead] : old_booleans)
        if (word == old)
            return ScalarFault{say("\"{0}\" is a boolean for some readers and text for others",
                                   "“{0}”有的程序当作布尔值，有的当作文本", {text}),
                               say("true or false; {0}", "true 或 false；{1}",
                                   {in_quotes_for_text.en, in_quotes_for_text.zh}),
                               std::string(instead)};
    if (auto fault = check_full_width(text)) return fault;
    return check_number_form(text);
}

ScalarFault explain_number(std::string_view text, bool integer) {
    ScalarFault fault;
    fault.what =
        integer
            ? say("a whole number is expected, not \"{0}\"", "此处应为整数，而不是“{0}”", {text})
            : say("a number is expected, not \"{0}\"", "此处应为数字，而不是“{0}”", {text});
    if (const auto character = find_full_width(text)) {
        fault = *character;
        fault.legal = {};
    }
    fault.suggestion = nearest_number(text);
    const bool plain = integer ? has_number_grammar(text) && text.find_first_of(".eE") == text.npos
                               : has_number_grammar(text);
    if (plain) {
        fault.what = say("\"{0}\" is too large or too small to be exact",
                         "“{0}”过大或过小，无法精确表示", {text});
        fault.suggestion.clear();
        return fault;
    }
    if (!integer) return fault;
    const auto x = parse_number(fault.suggestion.empty() ? text : fault.suggestion);
    if (x && *x == std::floor(*x) && std::abs(*x) < exact) {
        std::array<char, 32> digits{};
        const auto end =
            std::to_chars(digits.data(), digits.data() + digits.size(), static_cast<long long>(*x))
                .ptr;
        fault.suggestion.assign(digits.data(), end);
    } else {
        fault.suggestion.clear();
    }
    return fault;
}

std::string shortest(double x) {
    std::array<char, 40> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), x).ptr;
    return {digits.data(), end};
}

}  // namespace yihe

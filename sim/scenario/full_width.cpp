// How full-width characters are reported.
#include "sim/scenario/full_width.hpp"

#include <string>

#include "sim/scenario/unicode.hpp"

namespace yihe {

Problem full_width_problem(Place place, std::string_view typed, char meant) {
    const std::string ascii(1, meant);
    return {.place = std::move(place),
            .value = std::string(typed),
            .what = say("a full-width or typographic character \"{0}\" where ASCII is meant",
                        "此处应使用半角（ASCII）字符，而不是“{0}”", {typed}),
            .legal = meant == ' ' ? say("write an ordinary space", "请写半角空格")
                                  : say("write {0}", "请写 {0}", {ascii})};
}

bool add_full_width_problem(const Source& source, std::size_t line, Problems& problems) {
    const auto text = source.line(line);
    char quote = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = decode(text, at);
        if (quote != 0) quote = c.value == static_cast<char32_t>(quote) ? '\0' : quote;
        else if (c.value == '"' || c.value == '\'') quote = static_cast<char>(c.value);
        else if (c.value == '#' && (at == 0 || text[at - 1] == ' ')) return false;
        else if (const char meant = meant_ascii(c.value); meant != 0 && meant != '.') {
            const auto bytes = static_cast<std::size_t>(c.bytes);
            problems.add(full_width_problem(source.place(source.mark(line, at, bytes)),
                                            text.substr(at, bytes), meant));
            return true;
        }
        at += c.bytes;
    }
    return false;
}

}  // namespace yihe

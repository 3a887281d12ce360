// Layout of a diagnostic; whatever came from the user is made safe for a terminal.
#include "sim/scenario/diagnostic.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe {
namespace {

/// Long lines are cut to this many columns around the caret.
constexpr int before_caret = 60, after_caret = 60;

struct Painter {
    bool colour;

    std::string operator()(std::string_view code, std::string_view text) const {
        if (!colour) return std::string(text);
        return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
    }
};
constexpr std::string_view bold = "1", red = "1;31", green = "1;32", dim = "2";

std::string heading(const Problem& problem, const DiagnosticStyle& style, const Painter& paint) {
    const auto& place = problem.place;
    std::string where = printable(place.file);
    if (place.line > 0) where += (where.empty() ? "" : ":") + std::to_string(place.line);
    if (place.line > 0 && place.column > 0) where += ":" + std::to_string(place.column);
    if (!where.empty()) where = paint(bold, where + ":") + " ";
    const auto word = paint(red, style.lang == Lang::zh ? "错误：" : "error:");
    return where + word + (style.lang == Lang::zh ? "" : " ") +
           printable(problem.what.in(style.lang)) + "\n";
}

/// Bytes of the first code points of `text` that fit into `columns`.
std::size_t fit(std::string_view text, int columns) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto c = decode(text, at);
        columns -= display_width(c.value);
        if (columns < 0) break;
        at += c.bytes;
    }
    return at;
}

std::size_t byte_of_column(std::string_view text, int column) {
    std::size_t at = 0;
    for (int i = 1; i < column && at < text.size(); ++i) at += decode(text, at).bytes;
    return at;
}

std::string excerpt(const Place& place, const Painter& paint) {
    if (place.line == 0 || place.column == 0 || place.source_line.empty()) return {};
    const std::string line = printable(place.source_line);
    const auto begin = byte_of_column(line, place.column);
    const auto end =
        begin + byte_of_column(std::string_view(line).substr(begin), place.caret_width + 1);
    std::string_view before(line.data(), begin);
    const std::string_view marked(line.data() + begin, end - begin);
    std::string_view after(line.data() + end, line.size() - end);
    std::string head, tail;
    if (display_width(before) > before_caret) {
        before.remove_prefix(fit(before, display_width(before) - before_caret));
        head = "…";
    }
    const int columns = std::max(std::min(display_width(marked), after_caret), 1);
    const auto shown = marked.substr(0, fit(marked, after_caret));
    if (shown.size() < marked.size()) after = {};
    const auto rest = after.substr(0, fit(after, after_caret));
    if (rest.size() < after.size() || shown.size() < marked.size()) tail = "…";
    const std::string number = std::to_string(place.line);
    const std::string margin(number.size(), ' ');
    const auto indent = static_cast<std::size_t>(display_width(head) + display_width(before));
    std::string out = paint(dim, " " + number + " |") + " " + head;
    out += std::string(before) + std::string(shown) + std::string(rest) + tail + "\n";
    out += paint(dim, " " + margin + " |") + " " + std::string(indent, ' ');
    return out + paint(green, std::string(static_cast<std::size_t>(columns), '^')) + "\n";
}

std::string advice(const Problem& problem, Lang lang) {
    std::string out;
    const auto& legal = problem.legal.in(lang);
    const auto suggestion = printable(problem.suggestion);
    const bool chinese = lang == Lang::zh;
    if (!legal.empty()) out += (chinese ? "  合法：" : "  legal: ") + printable(legal) + "\n";
    if (!suggestion.empty())
        out += chinese ? "  是否想写 `" + suggestion + "`？\n"
                       : "  did you mean `" + suggestion + "`?\n";
    return out;
}

nlohmann::json in_both(const Message& message) { return {{"en", message.en}, {"zh", message.zh}}; }

}  // namespace

std::string diagnostic(const Problem& problem, const DiagnosticStyle& style) {
    const Painter paint{style.colour};
    return heading(problem, style, paint) + excerpt(problem.place, paint) +
           advice(problem, style.lang);
}

std::string diagnostics(std::span<const Problem> problems, const DiagnosticStyle& style) {
    std::string out;
    for (const auto& problem : problems) out += diagnostic(problem, style);
    if (problems.size() >= Problems::most)
        out += say("these are the first {0}; there may be more\n", "以上为前 {0} 处，可能还有\n",
                   {std::to_string(Problems::most)})
                   .in(style.lang);
    return out;
}

std::string diagnostics_json(std::span<const Problem> problems) {
    auto list = nlohmann::json::array();
    for (const auto& problem : problems) {
        nlohmann::json object{{"message", in_both(problem.what)}};
        if (!problem.place.file.empty()) object["file"] = problem.place.file;
        if (problem.place.line > 0) {
            object["line"] = problem.place.line;
            object["column"] = problem.place.column;
            object["width"] = problem.place.caret_width;
            object["source"] = problem.place.source_line;
        }
        if (!problem.key.empty()) object["key"] = problem.key;
        if (!problem.value.empty()) object["value"] = problem.value;
        if (!problem.legal.en.empty()) object["legal"] = in_both(problem.legal);
        if (!problem.suggestion.empty()) object["suggestion"] = problem.suggestion;
        list.push_back(std::move(object));
    }
    return list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace yihe

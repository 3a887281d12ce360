// One pass over the lines with just enough state to know what is quoted, commented or plain.
#include "sim/scenario/lint.hpp"

#include <limits>
#include <string>
#include <vector>

#include "sim/scenario/full_width.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe {
namespace {

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_marker(std::string_view line, std::string_view marker) {
    return line.starts_with(marker) && (line.size() == 3 || is_blank(line[3]));
}

class Linter {
public:
    Linter(const Source& source, const LintLimits& limits, Problems& problems)
        : source_(source), limits_(limits), problems_(problems) {}

    void run() {
        for (number_ = 1; number_ <= source_.line_count() && !problems_.full(); ++number_) {
            line_ = source_.line(number_);
            if (number_ > limits_.lines)
                return add(0, 1, say("too many lines", "行数过多"),
                           say("at most {0}", "最多 {0} 行", {std::to_string(limits_.lines)}));
            if (line_.size() > limits_.line_bytes)
                return add(0, 1, say("a line is too long", "有一行过长"),
                           say("at most {0} bytes", "最多 {0} 字节",
                               {std::to_string(limits_.line_bytes)}));
            if (quote_ != 0) scan(0, true);
            else if (!start_line()) return;
        }
        if (problems_.full()) return;
        if (quote_ != 0) add(opened_quote_, say("this quote is never closed", "此引号没有闭合"));
        else if (!open_.empty() &&
                 !add_full_width_problem(source_, open_.back().at.line, problems_))
            add(open_.back().at, say("this bracket is never closed", "此括号没有闭合"));
    }

private:
    struct Bracket {
        char closing;
        Mark at;
    };

    void add(const Mark& mark, Message what, Message legal = {}) {
        problems_.add(
            {.place = source_.place(mark), .what = std::move(what), .legal = std::move(legal)});
    }
    void add(std::size_t byte, std::size_t bytes, Message what, Message legal = {}) {
        add(source_.mark(number_, byte, bytes), std::move(what), std::move(legal));
    }
    void add_full_width(std::size_t at, CodePoint c) {
        const auto bytes = static_cast<std::size_t>(c.bytes);
        problems_.add(full_width_problem(source_.place(source_.mark(number_, at, bytes)),
                                         line_.substr(at, bytes), meant_ascii(c.value)));
        reported_ = true;
    }

    /// Indentation, markers of documents, then the content; false when nothing more can be read.
    bool start_line() {
        std::size_t at = 0;
        while (at < line_.size() && is_blank(line_[at])) ++at;
        if (at == line_.size()) return true;
        if (in_block_ && at > block_indent_) return true;
        in_block_ = false;
        if (line_[at] == '#') return true;
        reported_ = false;
        if (const auto tab = line_.substr(0, at).find('\t'); tab != line_.npos && open_.empty()) {
            add(tab, 1, say("a tab in the indentation", "缩进中有制表符"),
                say("indent with spaces", "请用空格缩进"));
            return true;
        }
        if (const auto c = decode(line_, at); meant_ascii(c.value) == ' ') {
            add_full_width(at, c);
            return true;
        }
        if (open_.empty() && at == 0 && !document_markers()) return false;
        if (open_.empty()) content(at);
        else scan(at, false);
        return true;
    }

    bool document_markers() {
        if (line_[0] == '%') {
            add(0, line_.size(), say("YAML directives are not used here", "此处不使用 YAML 指令"),
                say("remove this line", "请删除此行"));
            return false;
        }
        const bool begins = is_marker(line_, "---");
        if (ended_ || (begins && (begun_ || has_content_))) {
            add(0, ended_ && !begins ? line_.size() : 3,
                ended_ && !begins
                    ? say("text after the end of the document", "文档结束之后还有内容")
                    : say("a second document in the file", "文件中有第二个文档"),
                say("one document per file", "一个文件只写一个文档"));
            return false;
        }
        begun_ = begun_ || begins;
        ended_ = is_marker(line_, "...");
        return true;
    }

    /// The first line of an entry: list dashes, then `key: value` or a continued plain text.
    void content(std::size_t at) {
        if (ended_ || is_marker(line_, "---")) {
            if (!ended_) scan(3, false);
            return;
        }
        has_content_ = true;
        if (at > continues_beyond_) return;
        const std::size_t indent = at;
        while (at + 1 < line_.size() && line_[at] == '-' && is_blank(line_[at + 1]))
            at = std::min(line_.find_first_not_of(" \t", at + 1), line_.size());
        if (at + 1 < line_.size() && line_[at] == '?' && is_blank(line_[at + 1])) {
            add(at, 1, say("a key written with '?'", "用“?”写的键"),
                say("write key: value", "请写成 key: value"));
            return;
        }
        key_indent_ = at == indent || line_.find(": ", at) != line_.npos || line_.ends_with(':')
                          ? at
                          : indent;
        check_key(at);
        continues_beyond_ = nowhere;
        if (!reported_) scan(at, false);
    }

    /// Up to the first ASCII colon, a plain key must not hold what only looks like a colon.
    void check_key(std::size_t begin) {
        if (begin >= line_.size() || line_[begin] == '"' || line_[begin] == '\'') return;
        if (line_[begin] == '{' || line_[begin] == '[') return;
        for (std::size_t at = begin; at < line_.size();) {
            const auto c = decode(line_, at);
            if (c.value == '#' && at > begin && is_blank(line_[at - 1])) return;
            if (meant_ascii(c.value) == ':') return add_full_width(at, c);
            if (c.value == ':') return check_after_colon(begin, at);
            at += c.bytes;
        }
    }

    void check_after_colon(std::size_t begin, std::size_t colon) {
        if (colon + 1 == line_.size() || is_blank(line_[colon + 1])) return;
        const auto next = decode(line_, colon + 1);
        if (meant_ascii(next.value) == ' ') return add_full_width(colon + 1, next);
        const auto key = line_.substr(begin, colon - begin);
        const bool name = key.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyz_.ABCDEFGHIJKLMNOPQRSTUVWXYZ") == key.npos;
        if (key.empty() || !name || next.value == '/' || next.value == ':') return;
        add(colon, 1, say("a space is missing after the colon", "冒号后缺少空格"),
            say("{0}: …", "{0}: …", {key}));
        reported_ = true;
    }

    /// Quotes, brackets, comments and block scalars from byte `at` on. In the middle of a quote or
    /// of a plain text, `inside` holds.
    void scan(std::size_t at, bool inside) {
        bool fresh = !inside;  // where a quote or a bracket may open
        while (at < line_.size()) {
            if (quote_ != 0) {
                at = end_of_quote(at);
                fresh = false;
                continue;
            }
            const char c = line_[at];
            if (c == '#' && (at == 0 || is_blank(line_[at - 1]))) break;
            if (is_blank(c)) {
                ++at;
                continue;
            }
            if (fresh && (c == '"' || c == '\'')) {
                quote_ = c;
                opened_quote_ = source_.mark(number_, at);
            } else if (fresh && open_.empty() && (c == '|' || c == '>')) {
                in_block_ = true;
                block_indent_ = key_indent_;
                return;
            } else {
                fresh = bracket_or_separator(at, c, fresh);
            }
            ++at;
        }
        if (quote_ == 0 && open_.empty() && !fresh) continues_beyond_ = key_indent_;
    }

    std::size_t end_of_quote(std::size_t at) {
        for (; at < line_.size(); ++at) {
            if (quote_ == '"' && line_[at] == '\\') ++at;
            else if (line_[at] == quote_ && quote_ == '\'' &&
                     line_.substr(at + 1).starts_with('\''))
                ++at;
            else if (line_[at] == quote_) {
                quote_ = 0;
                return at + 1;
            }
        }
        return at;
    }

    /// Whether the next token may open a quote or a bracket.
    bool bracket_or_separator(std::size_t at, char c, bool fresh) {
        const bool flow = !open_.empty();
        if ((fresh || flow) && (c == '[' || c == '{')) {
            open_.push_back({c == '[' ? ']' : '}', source_.mark(number_, at)});
            if (static_cast<int>(open_.size()) > limits_.depth)
                throw UserError(Exit::invalid, {{.place = source_.place(open_.back().at),
                                                 .what = say("nested too deep", "嵌套过深"),
                                                 .legal = say("at most {0} levels", "最多 {0} 层",
                                                              {std::to_string(limits_.depth)})}});
            return true;
        }
        if (flow && (c == ']' || c == '}')) {
            if (c != open_.back().closing && !reported_) {
                add(at, 1,
                    say("this bracket does not close the one opened at line {0}",
                        "此括号与第 {0} 行打开的括号不配对",
                        {std::to_string(open_.back().at.line)}));
                reported_ = true;
            }
            open_.pop_back();
            return false;
        }
        if (flow && c == ',') return true;
        const bool ends = at + 1 == line_.size() || is_blank(line_[at + 1]);
        const bool closed_key = at > 0 && (line_[at - 1] == '"' || line_[at - 1] == '\'') && flow;
        return c == ':' && (ends || closed_key);
    }

    const Source& source_;
    LintLimits limits_;
    Problems& problems_;
    std::size_t number_ = 0;
    std::string_view line_;
    char quote_ = 0;  ///< the open quote, or 0
    Mark opened_quote_;
    std::vector<Bracket> open_;
    bool in_block_ = false;
    std::size_t block_indent_ = 0;
    std::size_t key_indent_ = 0;
    std::size_t continues_beyond_ = nowhere;  ///< deeper lines continue a plain text
    bool begun_ = false, ended_ = false, has_content_ = false;
    bool reported_ = false;  ///< one problem per line
};

}  // namespace

void lint_yaml(const Source& source, const LintLimits& limits, Problems& problems) {
    Linter(source, limits, problems).run();
}

}  // namespace yihe

// The strict rules of a document's tree.
#include "sim/scenario/tree.hpp"

#include <algorithm>

#include "sim/scenario/full_width.hpp"
#include "sim/scenario/scalar.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe {
namespace {

/// Keys that differ only so are the same key.
std::string normalised(std::string_view key) {
    std::string out = to_meant_ascii(key);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '-' || c == ' ') c = '_';
    }
    return out;
}

/// Code points of a scalar as written, on the line where it begins.
std::uint32_t written_width(std::string_view rest, const YamlNode& node) {
    std::size_t bytes = 1;
    if (!node.quoted) {
        bytes = rest.starts_with(node.text) ? node.text.size() : rest.size();
    } else if (rest.starts_with('"') || rest.starts_with('\'')) {
        while (bytes < rest.size() && rest[bytes] != rest[0])
            bytes += rest[bytes] == '\\' && rest[0] == '"' ? 2 : 1;
        bytes = std::min(bytes + 1, rest.size());
    }
    const auto width = count_code_points(rest.substr(0, bytes));
    return static_cast<std::uint32_t>(std::max<std::size_t>(width, 1));
}

/// The list dash that ends its line at or above `mark`.
Mark dash_before(const Source& source, const Mark& mark) {
    for (std::size_t line = std::min<std::size_t>(mark.line, source.line_count()); line > 0;
         --line) {
        const auto text = source.line(line);
        const auto last = text.find_last_not_of(" \t");
        if (last != text.npos && text[last] == '-') return source.mark(line, last);
    }
    return mark;
}

UserError beyond_limit(Place place, Message what, Message legal) {
    return UserError(
        Exit::invalid,
        {{.place = std::move(place), .what = std::move(what), .legal = std::move(legal)}});
}

}  // namespace

void TreeBuilder::open(YamlNode::Kind kind, const Mark& at, const NodeProperties& properties) {
    check_properties(at, properties);
    if (static_cast<int>(open_.size()) >= limits_.depth)
        throw beyond_limit(
            source_.place(at), say("nested too deep", "嵌套过深"),
            say("at most {0} levels", "最多 {0} 层", {std::to_string(limits_.depth)}));
    open_.push_back({.node = {.kind = kind, .mark = at}, .lines = {}});
}

void TreeBuilder::close() {
    ensure(!open_.empty(), "a collection is closed once");
    auto node = std::move(open_.back().node);
    open_.pop_back();
    attach(std::move(node));
}

void TreeBuilder::scalar(const Mark& at, const std::string& text, bool quoted,
                         const NodeProperties& properties) {
    check_properties(at, properties);
    YamlNode node{.quoted = quoted, .mark = at, .text = text};
    node.mark.width = written_width(rest_at(at), node);
    if (quoted) check_quoted(node);
    else if (!awaits_key()) check_plain(node);
    attach(std::move(node));
}

void TreeBuilder::null(const Mark& at, const NodeProperties& properties) {
    check_properties(at, properties);
    YamlNode node{.mark = at};
    const auto rest = rest_at(at);
    bool written = rest.starts_with('~');
    for (const std::string_view word : {"null", "Null", "NULL"})
        if (rest.starts_with(word)) {
            written = true;
            node.mark.width = static_cast<std::uint32_t>(word.size());
        }
    add_empty(node.mark, written);
    attach(std::move(node));
}

void TreeBuilder::alias(const Mark& at) {
    add_no_anchor(at);
    attach({.mark = at});
}

YamlNode TreeBuilder::take() {
    if (count_ == 0 && !problems_.any()) add_empty_file();
    return std::move(root_);
}

bool TreeBuilder::awaits_key() const {
    return !open_.empty() && open_.back().node.is_map() &&
           open_.back().node.keys.size() == open_.back().node.items.size();
}

bool TreeBuilder::awaits_value() const {
    return !open_.empty() && open_.back().node.keys.size() > open_.back().node.items.size();
}

std::string_view TreeBuilder::rest_at(const Mark& at) const {
    return source_.line(at.line).substr(at.byte);
}

void TreeBuilder::add(const Mark& mark, Message what, Message legal) {
    problems_.add(
        {.place = source_.place(mark), .what = std::move(what), .legal = std::move(legal)});
}

void TreeBuilder::add_no_anchor(const Mark& mark) {
    add(mark, say("anchors and aliases are not used here", "此处不使用锚点和别名"),
        say("write the value out, or build on another file with extends:",
            "请直接写出值，或用 extends: 引用另一个文件"));
}

void TreeBuilder::add_empty_file() {
    problems_.add({.place = {.file = source_.file(), .line = 1, .column = 1},
                   .what = say("the file is empty", "文件是空的"),
                   .legal = say("for example: about: …", "例如：about: …")});
}

void TreeBuilder::add_empty(const Mark& mark, bool written) {
    const auto legal = say("give a value, indent the keys of a section under it, or remove it",
                           "请给出值，或把该节的键缩进写在其下，或删除此键");
    if (written) return add(mark, say("an empty value (null)", "空值（null）"), legal);
    if (awaits_key()) return add(mark, say("a key is missing", "缺少键"));
    if (open_.empty()) return add_empty_file();
    if (!awaits_value()) {
        const bool flow = rest_at(mark).starts_with(',');
        return add(flow ? mark : dash_before(source_, mark),
                   say("an empty list entry", "列表中有空项"));
    }
    const auto& key = open_.back().node.keys.back();
    if (!key.quoted && to_meant_ascii(key.text) != key.text) return;  // reported as such
    if (const auto colon = key.text.find(':'); colon != key.text.npos && !key.quoted)
        return add(
            key.mark, say("a space is missing after the colon", "冒号后缺少空格"),
            say("{0}: {1}", "{0}: {1}", {key.text.substr(0, colon), key.text.substr(colon + 1)}));
    add(key.mark, say("\"{0}\" has no value", "“{0}”没有值", {key.text}), legal);
}

void TreeBuilder::check_properties(const Mark& at, const NodeProperties& properties) {
    if (properties.tagged)
        add(at, say("YAML tags are not used here", "此处不使用 YAML 标签"),
            say("write the value alone", "请只写值"));
    else if (properties.anchored) add_no_anchor(at);
}

void TreeBuilder::check_quoted(const YamlNode& node) {
    for (std::size_t at = 0; at < node.text.size();) {
        const auto c = decode(node.text, at);
        if (!c.valid || is_hidden(c.value))
            return add(node.mark, say("the text holds an invisible or control character",
                                      "文本中有不可见字符或控制字符"));
        at += c.bytes;
    }
}

void TreeBuilder::check_plain(const YamlNode& node) {
    const auto fault = check_plain_scalar(node.text);
    if (!fault) return;
    auto mark = node.mark;
    if (fault->bytes > 0 && rest_at(mark).starts_with(node.text))
        mark = source_.mark(mark.line, mark.byte + fault->byte, fault->bytes);
    problems_.add({.place = source_.place(mark),
                   .value = node.text,
                   .what = fault->what,
                   .legal = fault->legal,
                   .suggestion = fault->suggestion});
}

void TreeBuilder::check_key(const YamlNode& key) {
    if (!key.is_scalar())
        return add(key.mark, say("a key must be a plain name", "键必须是简单的名称"));
    if (key.text == "<<" && !key.quoted)
        return add(key.mark, say("merge keys (<<) are not used here", "此处不使用合并键（<<）"),
                   say("build on another file with extends:", "请用 extends: 引用另一个文件"));
    if (!check_key_characters(key)) return;
    const auto [found, fresh] = open_.back().lines.emplace(normalised(key.text), key.mark.line);
    if (fresh) return;
    problems_.add(
        {.place = source_.place(key.mark),
         .key = key.text,
         .what = say("the key \"{0}\" is written twice, first at line {1}",
                     "键“{0}”重复，首次出现在第 {1} 行", {key.text, std::to_string(found->second)}),
         .legal = say("keep one of them", "请只保留一个")});
}

bool TreeBuilder::check_key_characters(const YamlNode& key) {
    const auto begin = key.mark.byte;
    for (std::size_t at = 0; at < key.text.size() && !key.quoted;) {
        const auto c = decode(key.text, at);
        const auto bytes = static_cast<std::size_t>(c.bytes);
        if (const char meant = meant_ascii(c.value)) {
            const auto mark = source_.mark(key.mark.line, begin + at, bytes);
            const auto typed = std::string_view(key.text).substr(at, bytes);
            problems_.add(full_width_problem(source_.place(mark), typed, meant));
            return false;
        }
        at += bytes;
    }
    return true;
}

void TreeBuilder::attach(YamlNode node) {
    if (++count_ > limits_.nodes)
        throw beyond_limit(source_.place(node.mark),
                           say("too many values in one file", "一个文件中的值过多"),
                           say("at most {0}", "最多 {0} 个", {std::to_string(limits_.nodes)}));
    if (open_.empty()) {
        root_ = std::move(node);
    } else if (awaits_key()) {
        check_key(node);
        open_.back().node.keys.push_back(std::move(node));
    } else {
        open_.back().node.items.push_back(std::move(node));
    }
}

}  // namespace yihe

// Builds our tree from the library's events and translates its errors.
#include "sim/scenario/yaml.hpp"

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "sim/scenario/encoding.hpp"
#include "sim/scenario/full_width.hpp"
#include "sim/scenario/lint.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/scalar.hpp"
#include "sim/scenario/syntax_errors.hpp"
#include "sim/scenario/tree.hpp"

namespace yihe {
namespace {

/// Hands the library's events to a TreeBuilder. The library counts lines and bytes from 0.
class Events : public YAML::EventHandler {
public:
    Events(const Source& source, TreeBuilder& tree) : source_(source), tree_(tree) {}

    void OnDocumentStart(const YAML::Mark& at) override {
        // Lint has seen to "---": here the library gave up on the indentation.
        if (++documents_ > 1) throw YAML::ParserException(at, YAML::ErrorMsg::END_OF_MAP);
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& at, YAML::anchor_t anchor) override {
        tree_.null(mark(at), properties(at, "?", anchor));
    }
    void OnAlias(const YAML::Mark& at, YAML::anchor_t) override { tree_.alias(mark(at)); }
    void OnScalar(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        tree_.scalar(mark(at), value, tag != "?", properties(at, tag, anchor));
    }
    void OnSequenceStart(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        tree_.open(YamlNode::Kind::list, mark(at), properties(at, tag, anchor));
    }
    void OnSequenceEnd() override { tree_.close(); }
    void OnMapStart(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        tree_.open(YamlNode::Kind::map, mark(at), properties(at, tag, anchor));
    }
    void OnMapEnd() override { tree_.close(); }

private:
    Mark mark(const YAML::Mark& at) const {
        return source_.mark(static_cast<std::size_t>(at.line) + 1,
                            static_cast<std::size_t>(at.column));
    }

    /// A plain scalar has the tag "?", a quoted one "!", as has one after a lone '!'.
    NodeProperties properties(const YAML::Mark& at, const std::string& tag,
                              YAML::anchor_t anchor) const {
        const auto line = source_.line(static_cast<std::size_t>(at.line) + 1);
        const auto column = static_cast<std::size_t>(at.column);
        const bool lone = column < line.size() && line[column] == '!';
        return {.tagged = lone || (tag != "?" && tag != "!" && !tag.empty()),
                .anchored = anchor != YAML::NullAnchor};
    }

    const Source& source_;
    TreeBuilder& tree_;
    int documents_ = 0;
};

/// A syntax error is told only when nothing nearer to its cause is known.
void add_syntax_error(const Source& source, const YAML::Exception& error, Problems& problems) {
    if (problems.any()) return;
    const auto line = static_cast<std::size_t>(std::max(error.mark.line, 0) + 1);
    if (add_full_width_problem(source, line, problems)) return;
    if (line > 1 && add_full_width_problem(source, line - 1, problems)) return;
    const auto& [what, legal] = explain_syntax_error(error.msg);
    const auto mark = source.mark(std::min(line, source.line_count()),
                                  static_cast<std::size_t>(std::max(error.mark.column, 0)));
    problems.add({.place = source.place(mark), .what = what, .legal = legal});
}

YamlNode build(const Source& source, const YamlLimits& limits, Problems& problems) {
    std::istringstream text{std::string(source.text())};
    TreeBuilder tree(source, limits, problems);
    Events events(source, tree);
    try {
        YAML::Parser parser(text);
        while (parser.HandleNextDocument(events)) {
        }
    } catch (const YAML::Exception& error) {
        add_syntax_error(source, error, problems);
    } catch (const UserError& error) {
        problems.add(error.problems());
    }
    return tree.take();
}

/// Problems of a text that stands at `place`.
void move_problems(const UserError& error, const Place& place, Problems& into) {
    for (Problem problem : error.problems()) {
        const int width = problem.place.line == 0 ? place.caret_width : problem.place.caret_width;
        const int offset = std::max(problem.place.column - 1, 0);
        problem.place = place;
        problem.place.column += offset;
        problem.place.caret_width = width;
        into.add(std::move(problem));
    }
}

}  // namespace

YamlDocument parse_yaml(std::string_view bytes, std::string file) {
    const YamlLimits limits;
    Problems problems;
    check_encoding(bytes, file, limits.bytes, problems);
    YamlDocument document{.source = Source(std::move(file), std::string(bytes)), .root = {}};
    problems.throw_if_any();
    lint_yaml(document.source,
              {.lines = limits.lines, .line_bytes = limits.line_bytes, .depth = limits.depth},
              problems);
    problems.throw_if_any();  // what the library makes of such a text would only mislead
    document.root = build(document.source, limits, problems);
    problems.throw_if_any();
    return document;
}

YamlNode parse_yaml_scalar(std::string_view text, const Place& place, Problems& problems) {
    YamlNode node{.mark = {.line = 1, .column = 1}, .text = std::string(text)};
    try {
        Problems found;
        check_encoding(text, place.file, YamlLimits{}.line_bytes, found);
        found.throw_if_any();
        if (text.find_first_of("\t\n") != text.npos)
            throw UserError(Exit::invalid,
                            say("a tab or a new line in a value", "值中有制表符或换行"));
        if (text.starts_with('"') || text.starts_with('\'')) {
            node = parse_yaml(text, place.file).root;
            if (!node.is_scalar())
                throw UserError(Exit::invalid, say("a single value is expected", "此处应为单个值"));
            return node;
        }
        if (text.empty()) throw UserError(Exit::invalid, say("a value is missing", "缺少值"));
        if (const auto fault = check_plain_scalar(text))
            throw UserError(Exit::invalid, {{.value = node.text,
                                             .what = fault->what,
                                             .legal = fault->legal,
                                             .suggestion = fault->suggestion}});
    } catch (const UserError& error) {
        move_problems(error, place, problems);
    }
    return node;
}

}  // namespace yihe

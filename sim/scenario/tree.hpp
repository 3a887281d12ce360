// Builds the tree of a document from what a parser reads, piece by piece, and refuses the parts of
// YAML that are not used here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/source.hpp"
#include "sim/scenario/yaml.hpp"

namespace yihe {

/// What precedes a value in the text.
struct NodeProperties {
    bool tagged = false;
    bool anchored = false;
};

/// Marks are where a value, or what precedes it, begins. Throws UserError past the limits.
class TreeBuilder {
public:
    TreeBuilder(const Source& source, const YamlLimits& limits, Problems& problems)
        : source_(source), limits_(limits), problems_(problems) {}

    void open(YamlNode::Kind kind, const Mark& at, const NodeProperties& properties);
    void close();
    void scalar(const Mark& at, const std::string& text, bool quoted,
                const NodeProperties& properties);
    void null(const Mark& at, const NodeProperties& properties);
    void alias(const Mark& at);

    /// The whole tree; an empty document is a problem.
    YamlNode take();

private:
    struct Open {
        YamlNode node;
        std::map<std::string, std::uint32_t> lines;  ///< of a map: normalised key → line
    };

    bool awaits_key() const;
    bool awaits_value() const;
    std::string_view rest_at(const Mark& at) const;

    void add(const Mark& mark, Message what, Message legal = {});
    void add_no_anchor(const Mark& mark);
    void add_empty_file();
    void add_empty(const Mark& mark, bool written);
    void check_properties(const Mark& at, const NodeProperties& properties);
    void check_quoted(const YamlNode& node);
    void check_plain(const YamlNode& node);
    void check_key(const YamlNode& key);
    bool check_key_characters(const YamlNode& key);
    void attach(YamlNode node);

    const Source& source_;
    YamlLimits limits_;
    Problems& problems_;
    YamlNode root_;
    std::vector<Open> open_;
    std::size_t count_ = 0;
};

}  // namespace yihe

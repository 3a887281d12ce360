// Strict YAML: the bytes of a file in, a small tree of our own out, or every problem at its place.
// Nothing outside sim/scenario sees the YAML library.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/source.hpp"

namespace yihe {

struct YamlLimits {
    std::size_t bytes = std::size_t{1} << 20;
    std::size_t nodes = 20000;
    std::size_t lines = 20000;
    std::size_t line_bytes = 20000;
    int depth = 16;
};

struct YamlNode {
    enum class Kind { scalar, list, map };

    Kind kind = Kind::scalar;
    bool quoted = false;          ///< a scalar in quotes or a block scalar: always text
    Mark mark;
    std::string text;             ///< of a scalar
    std::vector<YamlNode> keys;   ///< of a map: scalars, unique, aligned with items
    std::vector<YamlNode> items;  ///< of a map or list

    bool is_scalar() const { return kind == Kind::scalar; }
    bool is_list() const { return kind == Kind::list; }
    bool is_map() const { return kind == Kind::map; }

    /// The value of `key` in a map, or nullptr.
    const YamlNode* find(std::string_view key) const {
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (keys[i].text == key) return &items[i];
        return nullptr;
    }
};

struct YamlDocument {
    Source source;
    YamlNode root;

    Place place(const YamlNode& node) const { return source.place(node.mark); }
};

/// Throws UserError(Exit::invalid) with all problems found, at most 20.
YamlDocument parse_yaml(std::string_view bytes, std::string file);

/// A scalar as a shell gave it: `text` is a plain or quoted YAML scalar of one line. Appends to
/// `problems` at `place`, whose column is that of the first character of `text`.
YamlNode parse_yaml_scalar(std::string_view text, const Place& place, Problems& problems);

}  // namespace yihe

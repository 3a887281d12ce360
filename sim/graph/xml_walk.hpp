// The only door to expat: walks an XML text that is UTF-8, has no DOCTYPE and is not too deep.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>

#include "sim/graph/source_text.hpp"

namespace yihe::graph_internal {

struct XmlAttribute {
    std::string_view name, value;
};

struct XmlVisitor {
    std::function<void(std::string_view name, std::span<const XmlAttribute>, Extent)> start;
    std::function<void(Extent)> end;
    std::function<void(std::string_view text, Extent)> text;
};

/// Ends early where the XML itself is bad, or `source` has enough problems; says so to `source`.
void walk_xml(SourceText& source, std::size_t max_depth, const XmlVisitor& visitor);

}  // namespace yihe::graph_internal

// The part of GraphML that is read: which element may stand where, with which attributes.
#pragma once

#include <string_view>
#include <vector>

namespace yihe::graph_internal {

/// Lists are separated by blanks; the root has no parents.
struct ElementRule {
    std::string_view name, parents, attributes;
};

/// Null if the element may not stand there; an empty parent asks for the root.
const ElementRule* rule_of(std::string_view name, std::string_view parent);
std::vector<std::string_view> elements_in(std::string_view parent);

std::vector<std::string_view> words(std::string_view list);
bool contains(const std::vector<std::string_view>& list, std::string_view word);

/// Namespaces, schema locations and parser hints carry no content.
bool is_hint(std::string_view attribute);

}  // namespace yihe::graph_internal

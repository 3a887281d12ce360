#include "sim/graph/graphml_rules.hpp"

#include <algorithm>
#include <array>

namespace yihe::graph_internal {

namespace {

constexpr std::array<ElementRule, 8> rules{{
    {"graphml", "", ""},
    {"key", "graphml", "id for attr.name attr.type"},
    {"default", "key", ""},
    {"desc", "graphml key graph node edge", ""},
    {"graph", "graphml", "id edgedefault"},
    {"node", "graph", "id"},
    {"edge", "graph", "id source target directed"},
    {"data", "graphml graph node edge", "key"},
}};

bool stands_in(const ElementRule& rule, std::string_view parent) {
    return parent.empty() ? rule.parents.empty() : contains(words(rule.parents), parent);
}

}  // namespace

const ElementRule* rule_of(std::string_view name, std::string_view parent) {
    for (const ElementRule& rule : rules)
        if (rule.name == name) return stands_in(rule, parent) ? &rule : nullptr;
    return nullptr;
}

std::vector<std::string_view> elements_in(std::string_view parent) {
    std::vector<std::string_view> names;
    for (const ElementRule& rule : rules)
        if (stands_in(rule, parent)) names.push_back(rule.name);
    return names;
}

std::vector<std::string_view> words(std::string_view list) {
    std::vector<std::string_view> all;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        all.push_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return all;
}

bool contains(const std::vector<std::string_view>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_hint(std::string_view attribute) {
    return attribute == "xmlns" || attribute.starts_with("xmlns:") ||
           attribute.starts_with("xsi:") || attribute.starts_with("xml:") ||
           attribute.starts_with("parse.");
}

}  // namespace yihe::graph_internal

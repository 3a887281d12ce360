#include "sim/graph/graphml_content.hpp"

#include <algorithm>

namespace yihe::graph_internal {

std::optional<std::size_t> GraphmlContent::add_node(std::string_view id, std::size_t offset,
                                                    const SourceText& source) {
    const auto number = names.intern(id);
    node_of.resize(names.size(), undeclared);
    if (node_of[number] != undeclared) return source.line_of(offsets[node_of[number]]);
    node_of[number] = static_cast<AgentId>(vertices.size());
    vertices.emplace_back(id);
    offsets.push_back(offset);
    return std::nullopt;
}

namespace {

/// Ends become vertices; edges to nodes that are nowhere declared are blamed.
void resolve_ends(GraphmlContent& content, SourceText& source) {
    content.node_of.resize(content.names.size(), GraphmlContent::undeclared);
    const std::vector<std::string_view> known(content.vertices.begin(), content.vertices.end());
    for (ReadTie& edge : content.edges)
        for (AgentId* end : {&edge.from, &edge.to}) {
            const AgentId node = content.node_of[*end];
            if (node == GraphmlContent::undeclared && !source.enough()) {
                const std::string& id = content.names[*end];
                source.blame({edge.offset, edge.length},
                             {.key = end == &edge.from ? "source" : "target",
                              .value = excerpt(id),
                              .what = {"there is no node with this id", "没有编号如此的节点"},
                              .suggestion = nearest(id, known)});
            }
            *end = node;
        }
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (const auto line = text.substr(0, end); !line.empty()) lines.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Gives every edge its layer and returns the layers' names.
std::vector<std::string> assign_layers(GraphmlContent& content, SourceText& source,
                                       const std::string& attribute) {
    const auto key = std::find_if(content.keys.begin(), content.keys.end(), [&](const auto& k) {
        return k.for_edges && k.name == attribute;
    });
    if (key == content.keys.end()) return {std::string(only_layer)};
    const auto* const values = std::get_if<std::vector<std::string>>(&key->edges.values);
    if (values == nullptr) {
        source.blame({key->offset, 1}, {.key = attribute,
                                        .value = key->type,
                                        .what = {"the attribute that names layers is a string",
                                                 "表示层的属性须为 string 类型"}});
        return {};
    }
    Names layers;
    for (const auto& [name, text] : content.about)
        if (name == layer_list)
            for (const auto& layer : lines_of(text)) layers.intern(layer);
    for (std::size_t row = 0; row < content.edges.size(); ++row) {
        ReadTie& edge = content.edges[row];
        if (!(*values)[row].empty()) edge.layer = layers.intern((*values)[row]);
        else if (!source.enough())
            source.blame(
                {edge.offset, edge.length},
                {.key = attribute, .what = {"this edge names no layer", "此边没有指明层"}});
    }
    return layers.all();
}

void demand_layers(const std::vector<std::string>& found, SourceText& source,
                   const std::vector<std::string>& wanted) {
    const std::vector<std::string_view> names(found.begin(), found.end());
    const std::string list = comma_list(names);
    for (const auto& layer : wanted)
        if (std::find(found.begin(), found.end(), layer) == found.end())
            source.blame({.key = "layer",
                          .value = excerpt(layer),
                          .what = {"the file has no such layer", "文件中没有此层"},
                          .legal = {list, list},
                          .suggestion = nearest(layer, names)});
}

/// A key for several kinds of element makes a column only where it has values.
bool makes_column(const GraphmlKey& key, const AttributeColumn& column) {
    const int kinds = int{key.for_nodes} + int{key.for_edges} + int{key.for_graph};
    return kinds == 1 || std::count(column.present.begin(), column.present.end(), 1) > 0;
}

}  // namespace

NetworkFile network_of(GraphmlContent content, SourceText& source, const GraphmlOptions& options) {
    resolve_ends(content, source);
    NetworkFile network;
    std::vector<AttributeColumn> tie_columns;
    for (GraphmlKey& key : content.keys) {
        complete_column(key.nodes, key, content.vertices.size());
        complete_column(key.edges, key, content.edges.size());
        if (key.for_nodes && makes_column(key, key.nodes)) network.attributes.push_back(key.nodes);
        if (key.for_edges && key.name != options.layer_attribute && makes_column(key, key.edges))
            tie_columns.push_back(key.edges);
    }
    const auto layer_names = assign_layers(content, source, options.layer_attribute);
    demand_layers(layer_names, source, options.layers);
    source.refuse_if_bad();
    network.layers = layers_of(content.vertices.size(), content.edges, layer_names, tie_columns,
                               content.vertices, source);
    source.refuse_if_bad();
    network.vertices = std::move(content.vertices);
    for (auto& entry : content.about)
        if (entry.first != layer_list) network.about.push_back(std::move(entry));
    network.symmetrised = content.symmetrised;
    return network;
}

}  // namespace yihe::graph_internal

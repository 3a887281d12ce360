// What a GraphML file says, before it is known to be a network: ends may be undeclared, layers
// missing, ties double.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/graph/files.hpp"
#include "sim/graph/graphml_keys.hpp"
#include "sim/graph/source_text.hpp"
#include "sim/graph/tie_table.hpp"

namespace yihe::graph_internal {

/// The graph's own attribute that lists its layers, one a line: their order, and the empty ones.
inline constexpr std::string_view layer_list = "layers";

struct GraphmlContent {
    std::vector<GraphmlKey> keys;
    Names names;                        ///< of nodes, in order of mention
    std::vector<AgentId> node_of;       ///< [names] order of declaration, or `undeclared`
    std::vector<std::string> vertices;  ///< [n] in order of declaration
    std::vector<std::size_t> offsets;   ///< [n] of the declarations in the file
    std::vector<ReadTie> edges;         ///< ends count `names`
    std::vector<std::pair<std::string, std::string>> about;
    bool symmetrised = false;

    static constexpr AgentId undeclared = 0xFFFFFFFFu;

    /// The line of an earlier node with this id, if there is one; then nothing is added.
    std::optional<std::size_t> add_node(std::string_view id, std::size_t offset,
                                        const SourceText& source);
};

/// Errors: every problem of `source`.
NetworkFile network_of(GraphmlContent content, SourceText& source, const GraphmlOptions& options);

}  // namespace yihe::graph_internal

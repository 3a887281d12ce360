// GraphML's <key>s: the declared attributes, and the columns that their values fill.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/graph/files.hpp"

namespace yihe::graph_internal {

enum class Domain { node, edge, graph };

struct GraphmlKey {
    std::string id, name, type = "string";
    bool for_nodes = false, for_edges = false, for_graph = false;
    std::optional<std::string> default_text;
    std::size_t offset = 0;         ///< of the declaration
    AttributeColumn nodes, edges;   ///< the values read, by row

    bool is_for(Domain domain) const {
        return domain == Domain::node ? for_nodes : domain == Domain::edge ? for_edges : for_graph;
    }
    AttributeColumn& column(Domain domain) { return domain == Domain::node ? nodes : edges; }
};

/// boolean, int, long, float, double, string
bool is_graphml_type(std::string_view type);

/// An empty column of this type.
AttributeColumn::Values values_of_type(std::string_view type);

/// Writes one value; false if the text is not of the type (a number: finite, in range, alone).
bool set_value(AttributeColumn& column, std::string_view type, std::size_t row,
               std::string_view text);
bool has_value(const AttributeColumn& column, std::size_t row);

/// Gives the column `rows` rows, the missing ones filled from the key's default if it has one.
void complete_column(AttributeColumn& column, const GraphmlKey& key, std::size_t rows);

/// Without the blanks around it.
std::string_view trimmed(std::string_view text);

}  // namespace yihe::graph_internal

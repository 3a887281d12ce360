// A social network that a scenario names: one layer out of a file, or the user's error.
#pragma once

#include <string_view>

#include "sim/graph/layer.hpp"
#include "sim/run/files.hpp"

namespace yihe {

/// GraphML by its ending .graphml or .xml, otherwise an edge list. Of several layers, the one
/// called `layer`. Directed ties are taken as undirected when `symmetrise`, else refused. Errors:
/// UserError, at network.file.
Layer read_network(const Files& files, std::string_view as_written, bool symmetrise,
                   std::string_view layer);

}  // namespace yihe

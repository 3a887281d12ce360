// From ties listed at one of their ends to compressed sparse rows, without a list of ties between.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sim/graph/layer.hpp"

namespace yihe::graph_internal {

/// `listed(v)` is a range of the other ends of the ties that v lists; each tie is listed once, by
/// one of its ends, and the ties are simple. Needs no memory besides the rows.
template <class Listed>
Layer layer_from_lists(std::size_t n, Listed listed) {
    std::vector<std::uint64_t> offsets(n + 1, 0);
    for (std::size_t v = 0; v < n; ++v)
        for (const AgentId w : listed(v)) {
            ++offsets[v + 1];
            ++offsets[w + 1];
        }
    // offsets[v + 1] is the place of v's next neighbour, and so its row's end when all are placed.
    std::uint64_t sum = 0;
    for (std::size_t v = 0; v < n; ++v) sum += std::exchange(offsets[v + 1], sum);
    std::vector<AgentId> rows(sum);
    for (std::size_t v = 0; v < n; ++v)
        for (const AgentId w : listed(v)) rows[offsets[w + 1]++] = static_cast<AgentId>(v);
    for (std::size_t v = 0; v < n; ++v)
        for (const AgentId w : listed(v)) rows[offsets[v + 1]++] = w;
    for (std::size_t v = 0; v < n; ++v) {
        const std::span row(rows.data() + offsets[v], offsets[v + 1] - offsets[v]);
        if (!std::is_sorted(row.begin(), row.end())) std::sort(row.begin(), row.end());
    }
    return Layer::from_rows(std::move(offsets), std::move(rows));
}

}  // namespace yihe::graph_internal

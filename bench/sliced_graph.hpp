// A graph in slices of 16 agents of similar degree, renumbered so that a slice is contiguous.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "sim/graph/layer.hpp"
#include "sim/parallel.hpp"

namespace yihe::bench {

/// Agents are sorted by degree within each block and renumbered; rows beyond the last agent are
/// empty. No agent may be left out, so a hub widens its slice: for small worlds only.
struct SlicedGraph {
    static constexpr std::size_t lanes = 16;

    std::size_t agents = 0;
    std::vector<std::uint64_t> first;     // [slice + 1] into entries
    std::vector<std::uint32_t> entries;   // [width][16] per slice
    std::vector<std::uint32_t> degrees;   // [agent, padded to slices]

    explicit SlicedGraph(const Layer& graph) : agents(graph.size()) {
        const std::size_t slices = (agents + lanes - 1) / lanes;
        std::vector<AgentId> order(agents), number(agents);
        std::iota(order.begin(), order.end(), AgentId{0});
        for (std::size_t b = 0; b < agents; b += parallel::block_size)
            std::sort(order.begin() + static_cast<std::ptrdiff_t>(b),
                      order.begin() +
                          static_cast<std::ptrdiff_t>(std::min(agents, b + parallel::block_size)),
                      [&](AgentId v, AgentId w) {
                          const std::size_t left = graph.degree(v), right = graph.degree(w);
                          return left != right ? left > right : v < w;
                      });
        for (std::size_t i = 0; i < agents; ++i) number[order[i]] = static_cast<AgentId>(i);
        degrees.resize(slices * lanes);
        first.push_back(0);
        for (std::size_t s = 0; s < slices; ++s) {
            std::size_t width = 0;
            for (std::size_t i = s * lanes; i < std::min(agents, (s + 1) * lanes); ++i) {
                degrees[i] = static_cast<std::uint32_t>(graph.degree(order[i]));
                width = std::max<std::size_t>(width, degrees[i]);
            }
            first.push_back(first.back() + width * lanes);
        }
        entries.resize(first.back());
        for (std::size_t i = 0; i < agents; ++i) {
            std::size_t at = first[i / lanes] + i % lanes;
            for (const AgentId w : graph.neighbours(order[i])) {
                entries[at] = number[w];
                at += lanes;
            }
        }
    }
};

}  // namespace yihe::bench

// Preferential attachment by drawing from the list of all ends of ties.
#include <algorithm>

#include "sim/graph/demands.hpp"
#include "sim/graph/draws.hpp"
#include "sim/graph/generators.hpp"
#include "sim/graph/rows.hpp"

namespace yihe {

using namespace graph_internal;

namespace {

constexpr Purpose attaches{"graph.barabasi_albert.attaches"};

/// Vertex v lists ties to earlier vertices: v of them in the complete start, then m each.
struct Growth {
    std::size_t m;
    std::vector<AgentId> listed;  // every tie's later end is implied by its place

    std::size_t begin(std::size_t v) const {
        return v <= m ? v * (v - 1) / 2 : m * (m + 1) / 2 + (v - m - 1) * m;
    }
    std::span<const AgentId> of(std::size_t v) const {
        if (v == 0) return {};
        return {listed.data() + begin(v), v <= m ? v : m};
    }
    /// The vertex that listed the tie at this place.
    std::size_t owner(std::size_t place) const {
        const std::size_t start = m * (m + 1) / 2;
        if (place >= start) return m + 1 + (place - start) / m;
        std::size_t v = 1;
        while (begin(v + 1) <= place) ++v;
        return v;
    }
};

}  // namespace

Layer barabasi_albert(const BarabasiAlbert& config, const Random& random) {
    const auto [n, m, stream] = config;
    demand_vertices(n);
    demand(m >= 1 && m < n, "ties_per_node",
           {"ties per node are at least 1 and fewer than the vertices",
            "每个新节点的连边数至少为 1，且须少于节点数"});
    demand(n < 0x7FFFFFFFu / m, "n",
           {"the graph has too many ties to draw from", "网络的连边过多，无法抽取"});
    Growth growth{.m = m, .listed = {}};
    auto& listed = growth.listed;
    listed.reserve(m * (m + 1) / 2 + (n - m - 1) * m);
    for (std::size_t v = 1; v <= m; ++v)
        for (std::size_t w = 0; w < v; ++w) listed.push_back(static_cast<AgentId>(w));
    DrawSequence draws(random, attaches, stream);
    for (std::size_t v = m + 1; v < n; ++v) {
        const std::size_t ties = listed.size();
        while (listed.size() < ties + m) {
            const std::size_t end = draws.below(2 * ties);
            const auto w =
                end < ties ? listed[end] : static_cast<AgentId>(growth.owner(end - ties));
            const auto own = listed.begin() + static_cast<std::ptrdiff_t>(ties);
            if (std::find(own, listed.end(), w) == listed.end()) listed.push_back(w);
        }
    }
    return layer_from_lists(n, [&](std::size_t v) { return growth.of(v); });
}

}  // namespace yihe

// The small world of Watts and Strogatz, straight into compressed sparse rows.
#include <algorithm>
#include <array>
#include <optional>

#include "sim/graph/demands.hpp"
#include "sim/graph/generators.hpp"
#include "sim/graph/rows.hpp"

namespace yihe {

using namespace graph_internal;

namespace {

constexpr Purpose rewires{"graph.watts_strogatz.rewires"};
constexpr Purpose new_end{"graph.watts_strogatz.new_end"};

/// Tie number j of vertex v runs from v to ends[v * laps + j].
struct Rewiring {
    std::size_t n, laps;
    std::vector<AgentId> ends;

    std::span<AgentId> listed(std::size_t v) { return {ends.data() + v * laps, laps}; }
    bool lists(std::size_t v, std::size_t w) {
        const auto row = listed(v);
        return std::find(row.begin(), row.end(), static_cast<AgentId>(w)) != row.end();
    }
    bool free(std::size_t v, std::size_t w) { return w != v && !lists(v, w) && !lists(w, v); }
};

/// Rejection first; a vertex that is tied to nearly all chooses from the list of what is left.
std::optional<AgentId> draw_end(Rewiring& graph, std::size_t v, Draws draws) {
    for (int attempt = 0; attempt < 64; ++attempt) {
        const AgentId w = draws.below(static_cast<std::uint32_t>(graph.n));
        if (graph.free(v, w)) return w;
    }
    std::vector<AgentId> left;
    for (std::size_t w = 0; w < graph.n; ++w)
        if (graph.free(v, w)) left.push_back(static_cast<AgentId>(w));
    if (left.empty()) return std::nullopt;
    return left[draws.below(static_cast<std::uint32_t>(left.size()))];
}

}  // namespace

Layer watts_strogatz(const WattsStrogatz& config, const Random& random) {
    const auto [n, degree, rewiring, stream] = config;
    demand_ring(n, degree);
    demand_probability(rewiring, "rewiring");
    Rewiring graph{.n = n, .laps = degree / 2, .ends = {}};
    graph.ends.resize(n * graph.laps);
    for (std::size_t v = 0; v < n; ++v)
        for (std::size_t j = 0; j < graph.laps; ++j) {
            const std::size_t w = v + j + 1;
            graph.listed(v)[j] = static_cast<AgentId>(w < n ? w : w - n);
        }
    // Draws are keyed by (lap, vertex); a lap's entities start at a multiple of four.
    const std::size_t lap_length = (n + 3) / 4 * 4;
    std::array<float, 1024> chance;
    for (std::size_t j = 0; j < graph.laps && rewiring > 0; ++j)
        for (std::size_t begin = 0; begin < n; begin += chance.size()) {
            const std::size_t size = std::min(chance.size(), n - begin);
            const std::uint64_t first = j * lap_length + begin;
            random.uniforms(rewires, first, stream, 0, std::span(chance).first(size));
            for (std::size_t i = 0; i < size; ++i) {
                if (chance[i] >= rewiring) continue;
                const Draws draws(random, new_end, first + i, stream);
                if (const auto w = draw_end(graph, begin + i, draws))
                    graph.listed(begin + i)[j] = *w;
            }
        }
    return layer_from_lists(n, [&](std::size_t v) { return graph.listed(v); });
}

}  // namespace yihe

// Graphs without chance: ring lattice, complete graph, square grid.
#include <algorithm>
#include <array>
#include <utility>

#include "sim/graph/demands.hpp"
#include "sim/graph/generators.hpp"

namespace yihe {

using namespace graph_internal;

Layer ring_lattice(const RingLattice& config) {
    const auto [n, degree] = config;
    demand_ring(n, degree);
    std::vector<std::uint64_t> offsets(n + 1);
    std::vector<AgentId> rows(n * degree);
    for (std::size_t v = 0; v < n; ++v) {
        const auto row = rows.begin() + static_cast<std::ptrdiff_t>(v * degree);
        for (std::size_t j = 0; j < degree / 2; ++j) {
            row[j] = static_cast<AgentId>((v + n - degree / 2 + j) % n);
            row[degree / 2 + j] = static_cast<AgentId>((v + 1 + j) % n);
        }
        std::sort(row, row + static_cast<std::ptrdiff_t>(degree));
        offsets[v + 1] = (v + 1) * degree;
    }
    return Layer::from_rows(std::move(offsets), std::move(rows));
}

Layer complete_graph(std::size_t n) {
    demand_vertices(n);
    std::vector<std::uint64_t> offsets(n + 1);
    std::vector<AgentId> rows;
    rows.reserve(n == 0 ? 0 : n * (n - 1));
    for (std::size_t v = 0; v < n; ++v) {
        for (std::size_t w = 0; w < n; ++w)
            if (w != v) rows.push_back(static_cast<AgentId>(w));
        offsets[v + 1] = rows.size();
    }
    return Layer::from_rows(std::move(offsets), std::move(rows));
}

Layer square_grid(const SquareGrid& config) {
    const auto [rows, columns, neighbourhood, torus] = config;
    demand(rows == 0 || columns < 0xFFFFFFFFu / rows, "rows",
           {"the grid has too many cells", "网格的格子过多"});
    // Half of the neighbours: right, below, and the two diagonals below.
    constexpr std::array<std::pair<int, int>, 4> steps{{{0, 1}, {1, 0}, {1, 1}, {1, -1}}};
    const std::size_t used = neighbourhood == Neighbourhood::moore ? 4 : 2;
    std::vector<Tie> ties;
    ties.reserve(rows * columns * used);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            for (std::size_t s = 0; s < used; ++s) {
                const std::size_t down = r + static_cast<std::size_t>(steps[s].first);
                const std::size_t right = c + columns + static_cast<std::size_t>(steps[s].second);
                const bool inside = down < rows && right >= columns && right < 2 * columns;
                if (!inside && !torus) continue;
                ties.push_back({static_cast<AgentId>(r * columns + c),
                                static_cast<AgentId>(down % rows * columns + right % columns)});
            }
    return Layer::from_ties(rows * columns, ties);
}

}  // namespace yihe

// Graphs without chance: ring lattice, complete graph, square grid.
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

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
    const auto [rows, columns, neighbourhood, torus, radius] = config;
    demand(rows == 0 || columns < 0xFFFFFFFFu / rows, "rows",
           {"the grid has too many cells", "网格的格子过多"});
    demand(radius <= 1000, "radius", {"a radius is at most 1000", "半径最多为 1000"});
    const auto height = static_cast<std::int64_t>(rows), width = static_cast<std::int64_t>(columns);
    const auto far = static_cast<std::int64_t>(radius);
    // Half of the neighbours: to the right, and all below.
    std::vector<std::pair<std::int64_t, std::int64_t>> steps;
    for (std::int64_t down = 0; down <= far; ++down) {
        const std::int64_t reach = neighbourhood == Neighbourhood::moore ? far : far - down;
        for (std::int64_t right = down == 0 ? 1 : -reach; right <= reach; ++right)
            steps.emplace_back(down, right);
    }
    const auto wrapped = [](std::int64_t x, std::int64_t size) { return (x % size + size) % size; };
    std::vector<Tie> ties;
    ties.reserve(rows * columns * steps.size());
    for (std::int64_t r = 0; r < height; ++r)
        for (std::int64_t c = 0; c < width; ++c)
            for (const auto& [down, right] : steps) {
                const std::int64_t row = r + down, column = c + right;
                if (!torus && (row >= height || column < 0 || column >= width)) continue;
                ties.push_back(
                    {static_cast<AgentId>(r * width + c),
                     static_cast<AgentId>(wrapped(row, height) * width + wrapped(column, width))});
            }
    return Layer::from_ties(rows * columns, ties);
}

}  // namespace yihe

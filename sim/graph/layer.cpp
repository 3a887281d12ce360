#include "sim/graph/layer.hpp"

#include <algorithm>

#include "sim/core/error.hpp"

namespace yihe {

Layer Layer::from_ties(std::size_t n, std::span<const Tie> ties) {
    std::vector<std::uint64_t> offsets(n + 1, 0);
    for (const auto [a, b] : ties) {
        ensure(a < n && b < n, "a tie ends inside the layer");
        if (a == b) continue;
        ++offsets[a + 1];
        ++offsets[b + 1];
    }
    for (std::size_t v = 0; v < n; ++v) offsets[v + 1] += offsets[v];
    std::vector<AgentId> rows(offsets[n]);
    std::vector<std::uint64_t> at(offsets.begin(), offsets.end() - 1);
    for (const auto [a, b] : ties) {
        if (a == b) continue;
        rows[at[a]++] = b;
        rows[at[b]++] = a;
    }
    // Sort each row and close the gaps that duplicates leave.
    std::uint64_t write = 0;
    for (std::size_t v = 0; v < n; ++v) {
        const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(offsets[v]);
        const auto end = rows.begin() + static_cast<std::ptrdiff_t>(offsets[v + 1]);
        std::sort(begin, end);
        const auto last = std::unique(begin, end);
        offsets[v] = write;
        const auto to = rows.begin() + static_cast<std::ptrdiff_t>(write);
        const auto moved = std::copy(begin, last, to);
        write = static_cast<std::uint64_t>(moved - rows.begin());
    }
    offsets[n] = write;
    rows.resize(write);
    return from_rows(std::move(offsets), std::move(rows));
}

Layer Layer::from_rows(std::vector<std::uint64_t> offsets, std::vector<AgentId> neighbours) {
    ensure(!offsets.empty() && offsets.back() == neighbours.size(), "rows cover the neighbours");
    Layer layer;
    layer.offsets_ = std::move(offsets);
    layer.neighbours_ = std::move(neighbours);
    return layer;
}

Layer Layer::side_by_side(std::span<const Layer> parts) {
    std::size_t vertices = 0, ends = 0;
    for (const Layer& part : parts) {
        vertices += part.size();
        ends += part.targets().size();
    }
    std::vector<std::uint64_t> offsets(1, 0);
    std::vector<AgentId> rows;
    offsets.reserve(vertices + 1);
    rows.reserve(ends);
    AgentId first = 0;
    for (const Layer& part : parts) {
        const std::uint64_t before = rows.size();
        for (const std::uint64_t end : part.offsets().subspan(1)) offsets.push_back(before + end);
        for (const AgentId v : part.targets()) rows.push_back(first + v);
        first += static_cast<AgentId>(part.size());
    }
    return from_rows(std::move(offsets), std::move(rows));
}

bool Layer::tied(AgentId a, AgentId b) const {
    const auto row = neighbours(a);
    return std::binary_search(row.begin(), row.end(), b);
}

std::vector<Tie> Layer::ties() const {
    std::vector<Tie> all;
    all.reserve(tie_count());
    for (AgentId v = 0; v < size(); ++v)
        for (const AgentId w : neighbours(v))
            if (v < w) all.push_back({v, w});
    return all;
}

}  // namespace yihe

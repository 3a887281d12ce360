// One typed layer of the social graph: undirected, simple, in compressed sparse rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace yihe {

using AgentId = std::uint32_t;

/// An undirected tie; self-ties are not allowed.
struct Tie {
    AgentId a, b;
    friend auto operator<=>(const Tie&, const Tie&) = default;
};

/// Undirected simple graph on vertices 0 … n-1. Every tie stands twice, neighbours ascend.
/// Models Boost.Graph's concepts: include sim/graph/boost_concepts.hpp to run its algorithms.
class Layer {
public:
    Layer() : offsets_(1, 0) {}

    /// Ties in any order; each tie once, in either direction. Self-ties and duplicates are dropped.
    /// Errors: an end outside [0, n) breaks an invariant (files check before they come here).
    static Layer from_ties(std::size_t n, std::span<const Tie> ties);

    /// Takes rows that are already symmetric, sorted and simple.
    static Layer from_rows(std::vector<std::uint64_t> offsets, std::vector<AgentId> neighbours);

    /// The disjoint union: the vertices of each part follow those of the part before.
    static Layer side_by_side(std::span<const Layer> parts);

    std::size_t size() const { return offsets_.size() - 1; }
    std::size_t tie_count() const { return neighbours_.size() / 2; }
    std::size_t degree(AgentId v) const { return offsets_[v + 1] - offsets_[v]; }
    double mean_degree() const {
        if (size() == 0) return 0;
        return static_cast<double>(neighbours_.size()) / static_cast<double>(size());
    }
    std::span<const AgentId> neighbours(AgentId v) const {
        return {neighbours_.data() + offsets_[v], degree(v)};
    }
    bool tied(AgentId a, AgentId b) const;

    std::span<const std::uint64_t> offsets() const { return offsets_; }
    std::span<const AgentId> targets() const { return neighbours_; }

    /// Every tie once, with a < b, ascending.
    std::vector<Tie> ties() const;

    friend bool operator==(const Layer&, const Layer&) = default;

private:
    std::vector<std::uint64_t> offsets_;  // [n + 1]
    std::vector<AgentId> neighbours_;  // [2 * ties]
};

}  // namespace yihe

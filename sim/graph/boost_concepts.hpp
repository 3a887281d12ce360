// A Layer seen by the Boost Graph Library: VertexListGraph, IncidenceGraph, AdjacencyGraph and
// EdgeListGraph, with its vertices' ids as index. Slow to compile: include it in .cpp files only.
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstddef>
#include <utility>

#include "sim/graph/layer.hpp"

namespace yihe {

/// A tie seen from one of its ends; equal to the same tie seen from the other.
struct LayerEdge {
    AgentId from = 0, to = 0;
    friend bool operator==(const LayerEdge& x, const LayerEdge& y) {
        return (x.from == y.from && x.to == y.to) || (x.from == y.to && x.to == y.from);
    }
};

/// The ties of one vertex, seen from it.
class OutEdgeIterator
    : public boost::iterator_facade<OutEdgeIterator, LayerEdge, boost::random_access_traversal_tag,
                                    LayerEdge, std::ptrdiff_t> {
public:
    OutEdgeIterator() = default;
    OutEdgeIterator(AgentId from, const AgentId* at) : from_(from), at_(at) {}

private:
    friend class boost::iterator_core_access;
    LayerEdge dereference() const { return {from_, *at_}; }
    bool equal(const OutEdgeIterator& other) const { return at_ == other.at_; }
    void increment() { ++at_; }
    void decrement() { --at_; }
    void advance(std::ptrdiff_t steps) { at_ += steps; }
    std::ptrdiff_t distance_to(const OutEdgeIterator& other) const { return other.at_ - at_; }

    AgentId from_ = 0;
    const AgentId* at_ = nullptr;
};

/// Every tie once, from its lower end.
class EdgeIterator
    : public boost::iterator_facade<EdgeIterator, LayerEdge, boost::forward_traversal_tag,
                                    LayerEdge, std::ptrdiff_t> {
public:
    EdgeIterator() = default;
    EdgeIterator(const Layer& layer, std::uint64_t at) : layer_(&layer), at_(at) { settle(); }

private:
    friend class boost::iterator_core_access;
    LayerEdge dereference() const { return {from_, layer_->targets()[at_]}; }
    bool equal(const EdgeIterator& other) const { return at_ == other.at_; }
    void increment() {
        ++at_;
        settle();
    }
    /// Moves on to the next entry that ends above its row.
    void settle() {
        const auto offsets = layer_->offsets();
        const auto targets = layer_->targets();
        for (; at_ < targets.size(); ++at_) {
            while (offsets[from_ + 1] <= at_) ++from_;
            if (from_ < targets[at_]) return;
        }
    }

    const Layer* layer_ = nullptr;
    std::uint64_t at_ = 0;
    AgentId from_ = 0;
};

struct LayerTraversal : boost::vertex_list_graph_tag,
                        boost::incidence_graph_tag,
                        boost::adjacency_graph_tag,
                        boost::edge_list_graph_tag {};

}  // namespace yihe

namespace boost {

template <>
struct graph_traits<yihe::Layer> {
    using vertex_descriptor = yihe::AgentId;
    using edge_descriptor = yihe::LayerEdge;
    using directed_category = undirected_tag;
    using edge_parallel_category = disallow_parallel_edge_tag;
    using traversal_category = yihe::LayerTraversal;
    using vertices_size_type = std::size_t;
    using edges_size_type = std::size_t;
    using degree_size_type = std::size_t;
    using vertex_iterator = counting_iterator<yihe::AgentId>;
    using out_edge_iterator = yihe::OutEdgeIterator;
    using edge_iterator = yihe::EdgeIterator;
    using adjacency_iterator = const yihe::AgentId*;

    static vertex_descriptor null_vertex() { return 0xFFFFFFFFu; }
};

/// Some of Boost's algorithms deduce a constant graph.
template <>
struct graph_traits<const yihe::Layer> : graph_traits<yihe::Layer> {};

template <>
struct property_map<yihe::Layer, vertex_index_t> {
    using type = typed_identity_property_map<yihe::AgentId>;
    using const_type = type;
};

}  // namespace boost

namespace yihe {

using LayerTraits = boost::graph_traits<Layer>;

inline std::size_t num_vertices(const Layer& layer) { return layer.size(); }
inline std::size_t num_edges(const Layer& layer) { return layer.tie_count(); }
inline std::size_t out_degree(AgentId v, const Layer& layer) { return layer.degree(v); }
inline AgentId source(const LayerEdge& edge, const Layer&) { return edge.from; }
inline AgentId target(const LayerEdge& edge, const Layer&) { return edge.to; }

inline auto vertices(const Layer& layer) {
    using Iterator = LayerTraits::vertex_iterator;
    return std::pair(Iterator(0), Iterator(static_cast<AgentId>(layer.size())));
}
inline auto adjacent_vertices(AgentId v, const Layer& layer) {
    const auto row = layer.neighbours(v);
    return std::pair(row.data(), row.data() + row.size());
}
inline auto out_edges(AgentId v, const Layer& layer) {
    const auto [begin, end] = adjacent_vertices(v, layer);
    return std::pair(OutEdgeIterator(v, begin), OutEdgeIterator(v, end));
}
inline auto edges(const Layer& layer) {
    return std::pair(EdgeIterator(layer, 0), EdgeIterator(layer, layer.targets().size()));
}

inline boost::typed_identity_property_map<AgentId> get(boost::vertex_index_t, const Layer&) {
    return {};
}
inline AgentId get(boost::vertex_index_t, const Layer&, AgentId v) { return v; }

}  // namespace yihe

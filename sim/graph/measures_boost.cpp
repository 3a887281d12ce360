// Measures by Boost.Graph's algorithms: components, distances, betweenness, cores.
#include <algorithm>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/core_numbers.hpp>
#include <boost/graph/two_bit_color_map.hpp>
#include <boost/pending/queue.hpp>
#include <numeric>
#include <utility>

#include "sim/graph/boost_concepts.hpp"
#include "sim/graph/draws.hpp"
#include "sim/graph/measures.hpp"
#include "sim/parallel.hpp"

namespace yihe {

using namespace graph_internal;

namespace {

constexpr Purpose picks_source{"graph.sampled_path_lengths"};
constexpr boost::typed_identity_property_map<AgentId> index{};

struct Distances {
    std::uint64_t sum = 0, reached = 0;
    std::uint32_t longest = 0;

    Distances& operator+=(const Distances& other) {
        sum += other.sum;
        reached += other.reached;
        longest = std::max(longest, other.longest);
        return *this;
    }
};

/// Measures distances from one source as the search meets each vertex.
struct DistanceVisitor : boost::default_bfs_visitor {
    std::vector<std::uint32_t>* distance;
    Distances* found;

    void tree_edge(const LayerEdge& edge, const Layer&) const {
        const std::uint32_t far = (*distance)[edge.from] + 1;
        (*distance)[edge.to] = far;
        found->sum += far;
        ++found->reached;
        found->longest = std::max(found->longest, far);
    }
};

Distances distances_from(const Layer& layer, std::span<const AgentId> sources) {
    Distances found;
    std::vector<std::uint32_t> distance(layer.size());
    for (const AgentId source : sources) {
        auto colours = boost::make_two_bit_color_map(layer.size(), index);
        boost::queue<AgentId> queue;
        DistanceVisitor visitor;
        visitor.distance = &distance;
        visitor.found = &found;
        distance[source] = 0;
        boost::breadth_first_visit(layer, source, queue, visitor, colours);
    }
    return found;
}

PathLengths path_lengths_from(const Layer& layer, std::span<const AgentId> sources) {
    constexpr std::size_t batch = 16;
    std::vector<Distances> found((sources.size() + batch - 1) / batch);
    parallel::for_each(found.size(), [&](std::size_t b) {
        const std::size_t begin = b * batch;
        found[b] =
            distances_from(layer, sources.subspan(begin, std::min(batch, sources.size() - begin)));
    });
    const auto all =
        std::accumulate(found.begin(), found.end(), Distances{},
                        [](Distances sum, const Distances& part) { return sum += part; });
    const std::uint64_t pairs = sources.empty() ? 0 : sources.size() * (layer.size() - 1);
    return {.mean = all.reached == 0
                        ? 0
                        : static_cast<double>(all.sum) / static_cast<double>(all.reached),
            .longest = all.longest,
            .connected_pairs = all.reached,
            .separate_pairs = pairs - all.reached};
}

std::vector<AgentId> all_vertices(const Layer& layer) {
    std::vector<AgentId> all(layer.size());
    std::iota(all.begin(), all.end(), AgentId{0});
    return all;
}

}  // namespace

double Components::giant_share() const {
    if (of.empty()) return 0;
    return static_cast<double>(*std::max_element(sizes.begin(), sizes.end())) /
           static_cast<double>(of.size());
}

Components components(const Layer& layer) {
    Components found;
    found.of.resize(layer.size());
    const auto count = boost::connected_components(
        layer, boost::make_iterator_property_map(found.of.begin(), index));
    found.sizes.resize(count, 0);
    for (const std::uint32_t c : found.of) ++found.sizes[c];
    return found;
}

PathLengths path_lengths(const Layer& layer) {
    return path_lengths_from(layer, all_vertices(layer));
}

PathLengths sampled_path_lengths(const Layer& layer, std::size_t sources, const Random& random,
                                 std::uint32_t stream) {
    auto vertices = all_vertices(layer);
    if (sources < vertices.size()) {
        DrawSequence draws(random, picks_source, stream);
        for (std::size_t i = 0; i < sources; ++i)
            std::swap(vertices[i], vertices[i + draws.below(vertices.size() - i)]);
        vertices.resize(sources);
    }
    return path_lengths_from(layer, vertices);
}

std::vector<double> betweenness(const Layer& layer) {
    std::vector<double> centrality(layer.size(), 0);
    boost::brandes_betweenness_centrality(
        layer, boost::centrality_map(boost::make_iterator_property_map(centrality.begin(), index))
                   .vertex_index_map(index));
    return centrality;
}

std::vector<std::uint32_t> core_numbers(const Layer& layer) {
    std::vector<std::uint32_t> core(layer.size(), 0);
    if (layer.size() == 0) return core;
    boost::core_numbers(layer, boost::make_iterator_property_map(core.begin(), index));
    return core;
}

}  // namespace yihe

// Measures of a layer: degrees, clustering, components, distances, centrality, cores.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/core/random.hpp"
#include "sim/graph/layer.hpp"

namespace yihe {

/// [k] vertices of degree k, up to the largest degree; empty for no vertices.
std::vector<std::size_t> degree_counts(const Layer& layer);

/// [n] share of the pairs of v's neighbours that are tied; 0 below two neighbours.
/// Watts and Strogatz 1998, Nature 393:440.
std::vector<double> local_clustering(const Layer& layer);
/// Mean of local_clustering over all vertices; 0 for no vertices.
double mean_local_clustering(const Layer& layer);
/// 3 × triangles / connected triples, 0 without triples. Newman 2003, SIAM Review 45:167.
double transitivity(const Layer& layer);

struct Components {
    std::vector<std::uint32_t> of;   ///< [n] component, in order of the lowest vertex
    std::vector<std::size_t> sizes;  ///< [components], in the same order

    /// The largest component's share of the vertices; 0 for no vertices.
    double giant_share() const;
};
Components components(const Layer& layer);

/// Distances in ties between ordered pairs (source, other vertex).
struct PathLengths {
    double mean = 0;                  ///< over connected pairs; 0 if there are none
    std::uint32_t longest = 0;        ///< the diameter of the components, if all are sources
    std::uint64_t connected_pairs = 0;
    std::uint64_t separate_pairs = 0;
};
PathLengths path_lengths(const Layer& layer);
/// From `sources` different vertices, drawn at random; all of them if there are no more.
PathLengths sampled_path_lengths(const Layer& layer, std::size_t sources, const Random& random,
                                 std::uint32_t stream = 0);

/// [n] shortest paths through v, each unordered pair once, not normalised. Freeman 1977,
/// Sociometry 40:35; Brandes 2001, Journal of Mathematical Sociology 25:163.
std::vector<double> betweenness(const Layer& layer);

/// [n] the largest k such that v belongs to a subgraph of degrees >= k. Seidman 1983, Social
/// Networks 5:269; Batagelj and Zaveršnik 2003.
std::vector<std::uint32_t> core_numbers(const Layer& layer);

/// Correlation of the degrees at both ends of a tie; none where all degrees are equal.
/// Newman 2002, Physical Review Letters 89:208701.
std::optional<double> degree_assortativity(const Layer& layer);

/// 1 for a star, 0 for equal degrees; 0 below three vertices. Freeman 1979, Social Networks 1:215.
double degree_centralisation(const Layer& layer);

}  // namespace yihe

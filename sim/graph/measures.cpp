// Measures that follow from the degrees, and clustering.
#include "sim/graph/measures.hpp"

#include <algorithm>
#include <span>

#include "sim/parallel.hpp"

namespace yihe {

namespace {

/// Ties among the neighbours of v.
std::uint64_t triangles_at(const Layer& layer, AgentId v) {
    const auto mine = layer.neighbours(v);
    std::uint64_t shared = 0;
    for (const AgentId w : mine) {
        const auto theirs = layer.neighbours(w);
        auto a = std::upper_bound(mine.begin(), mine.end(), w);
        auto b = std::upper_bound(theirs.begin(), theirs.end(), w);
        while (a != mine.end() && b != theirs.end()) {
            const AgentId x = *a, y = *b;
            shared += x == y;
            a += x <= y;
            b += y <= x;
        }
    }
    return shared;
}

}  // namespace

std::vector<std::size_t> degree_counts(const Layer& layer) {
    std::vector<std::size_t> counts;
    for (AgentId v = 0; v < layer.size(); ++v) {
        const std::size_t degree = layer.degree(v);
        if (degree >= counts.size()) counts.resize(degree + 1, 0);
        ++counts[degree];
    }
    return counts;
}

std::vector<double> local_clustering(const Layer& layer) {
    std::vector<double> clustering(layer.size(), 0);
    parallel::for_blocks(layer.size(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const auto v = static_cast<AgentId>(i);
            const auto degree = static_cast<double>(layer.degree(v));
            if (degree < 2) continue;
            const auto triangles = static_cast<double>(triangles_at(layer, v));
            clustering[i] = 2 * triangles / (degree * (degree - 1));
        }
    });
    return clustering;
}

double mean_local_clustering(const Layer& layer) {
    const auto clustering = local_clustering(layer);
    if (clustering.empty()) return 0;
    const auto sum =
        parallel::sum_blocks<double>(clustering.size(), [&](std::size_t begin, std::size_t end) {
            double part = 0;
            for (std::size_t i = begin; i < end; ++i) part += clustering[i];
            return part;
        });
    return sum / static_cast<double>(clustering.size());
}

double transitivity(const Layer& layer) {
    std::uint64_t triples = 0;
    for (AgentId v = 0; v < layer.size(); ++v)
        triples += layer.degree(v) * (layer.degree(v) - (layer.degree(v) > 0 ? 1 : 0)) / 2;
    if (triples == 0) return 0;
    const auto closed =
        parallel::sum_blocks<std::uint64_t>(layer.size(), [&](std::size_t begin, std::size_t end) {
            std::uint64_t part = 0;
            for (std::size_t v = begin; v < end; ++v)
                part += triangles_at(layer, static_cast<AgentId>(v));
            return part;
        });
    return static_cast<double>(closed) / static_cast<double>(triples);
}

std::optional<double> degree_assortativity(const Layer& layer) {
    // Over the ends of ties: sum of j k by ties, of k and k^2 by vertices.
    double products = 0, squares = 0, cubes = 0;
    for (AgentId v = 0; v < layer.size(); ++v) {
        const auto k = static_cast<double>(layer.degree(v));
        squares += k * k;
        cubes += k * k * k;
        double around = 0;
        for (const AgentId w : layer.neighbours(v)) around += static_cast<double>(layer.degree(w));
        products += k * around;
    }
    const auto ends = static_cast<double>(layer.targets().size());
    const double variance = cubes * ends - squares * squares;
    if (!(variance > 0)) return std::nullopt;
    return (products * ends - squares * squares) / variance;
}

double degree_centralisation(const Layer& layer) {
    const std::size_t n = layer.size();
    if (n < 3) return 0;
    std::size_t largest = 0;
    for (AgentId v = 0; v < n; ++v) largest = std::max(largest, layer.degree(v));
    const auto missing = static_cast<double>(largest * n - layer.targets().size());
    return missing / (static_cast<double>(n - 1) * static_cast<double>(n - 2));
}

}  // namespace yihe

// Graphs of independent pairs: G(n, p) and blocks in super-blocks, by skipping from tie to tie.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "sim/graph/demands.hpp"
#include "sim/graph/draws.hpp"
#include "sim/graph/generators.hpp"
#include "sim/graph/rows.hpp"

namespace yihe {

using namespace graph_internal;

namespace {

constexpr Purpose everywhere{"graph.erdos_renyi"};
constexpr Purpose in_block{"graph.stochastic_blocks.within_block"};
constexpr Purpose in_super_block{"graph.stochastic_blocks.within_super_block"};
constexpr Purpose across_all{"graph.stochastic_blocks.across"};

/// For each position in [begin, end), ties to a random part of [from(position), end).
template <class From, class Take>
void skip_through(std::size_t begin, std::size_t end, double probability, DrawSequence& draws,
                  From from, Take take) {
    if (probability <= 0) return;
    const Gaps gaps(probability);
    const std::uint64_t limit = std::uint64_t{1} << 62;
    std::uint64_t gap = gaps.next(draws, limit);
    for (std::size_t i = begin; i < end; ++i) {
        std::size_t j = from(i);
        while (gap < end - j) {
            j += gap;
            take(i, j);
            ++j;
            gap = gaps.next(draws, limit);
        }
        gap -= end - j;
    }
}

double ratio_to_one(double wanted_ties, double pairs) {
    return pairs > 0 ? std::min(1.0, wanted_ties / pairs) : 0;
}

double pairs_of(std::size_t n) { return static_cast<double>(n) * (static_cast<double>(n) - 1) / 2; }

/// Vertices ordered by super-block, then block: every block is a range, in the range of its
/// super-block.
struct Order {
    std::vector<AgentId> vertex;             // [n] position → vertex
    std::vector<std::size_t> block_end;      // [n] position → end of its block
    std::vector<std::size_t> super_end;      // [n] position → end of its super-block
};

Order order_of(const StochasticBlocks& config) {
    const std::size_t n = config.block.size();
    const auto super = [&](AgentId v) {
        return config.super_block.empty() ? 0u : config.super_block[v];
    };
    Order order;
    order.vertex.resize(n);
    std::iota(order.vertex.begin(), order.vertex.end(), AgentId{0});
    std::sort(order.vertex.begin(), order.vertex.end(), [&](AgentId a, AgentId b) {
        return std::tuple(super(a), config.block[a], a) < std::tuple(super(b), config.block[b], b);
    });
    order.block_end.resize(n);
    order.super_end.resize(n);
    for (std::size_t i = n; i-- > 0;) {
        const AgentId v = order.vertex[i];
        const bool last = i + 1 == n;
        const bool super_ends = last || super(order.vertex[i + 1]) != super(v);
        const bool block_ends = super_ends || config.block[order.vertex[i + 1]] != config.block[v];
        order.super_end[i] = super_ends ? i + 1 : order.super_end[i + 1];
        order.block_end[i] = block_ends ? i + 1 : order.block_end[i + 1];
    }
    return order;
}

/// f(begin, end) for each range.
template <class F>
void for_ranges(const std::vector<std::size_t>& ends, F f) {
    for (std::size_t begin = 0; begin < ends.size(); begin = ends[begin]) f(begin, ends[begin]);
}

std::vector<Tie> draw_blocks(const StochasticBlocks& config, const Order& order,
                             const Random& random) {
    const std::size_t n = order.vertex.size();
    std::vector<Tie> ties;
    const auto take = [&](std::size_t i, std::size_t j) {
        ties.push_back({order.vertex[i], order.vertex[j]});
    };
    DrawSequence near(random, in_block, config.stream);
    DrawSequence middle(random, in_super_block, config.stream);
    DrawSequence far(random, across_all, config.stream);
    for_ranges(order.block_end, [&](std::size_t begin, std::size_t end) {
        const double wanted = config.within_block * static_cast<double>(end - begin) / 2;
        skip_through(
            begin, end, ratio_to_one(wanted, pairs_of(end - begin)), near,
            [](std::size_t i) { return i + 1; }, take);
    });
    double pairs_across = pairs_of(n);
    for_ranges(order.super_end, [&](std::size_t begin, std::size_t end) {
        double pairs = pairs_of(end - begin);
        pairs_across -= pairs;
        for (std::size_t b = begin; b < end; b = order.block_end[b])
            pairs -= pairs_of(order.block_end[b] - b);
        const double wanted = config.within_super_block * static_cast<double>(end - begin) / 2;
        skip_through(
            begin, end, ratio_to_one(wanted, pairs), middle,
            [&](std::size_t i) { return order.block_end[i]; }, take);
    });
    const double wanted = config.across * static_cast<double>(n) / 2;
    skip_through(
        0, n, ratio_to_one(wanted, pairs_across), far,
        [&](std::size_t i) { return order.super_end[i]; }, take);
    return ties;
}

}  // namespace

Layer erdos_renyi(const ErdosRenyi& config, const Random& random) {
    const auto [n, mean_degree, stream] = config;
    demand_vertices(n);
    demand_mean_degree(mean_degree, "mean_degree");
    demand(mean_degree == 0 || mean_degree <= static_cast<double>(n) - 1, "mean_degree",
           {"the mean degree is at most the number of vertices - 1", "平均度最多为节点数减 1"});
    const double wanted = mean_degree * static_cast<double>(n) / 2;
    std::vector<AgentId> ends;
    ends.reserve(static_cast<std::size_t>(wanted + 6 * std::sqrt(wanted)));
    std::vector<std::uint64_t> listed(n + 1, 0);
    DrawSequence draws(random, everywhere, stream);
    skip_through(
        0, n, ratio_to_one(wanted, pairs_of(n)), draws, [](std::size_t i) { return i + 1; },
        [&](std::size_t i, std::size_t j) {
            ends.push_back(static_cast<AgentId>(j));
            ++listed[i + 1];
        });
    std::partial_sum(listed.begin(), listed.end(), listed.begin());
    return layer_from_lists(n, [&](std::size_t v) {
        return std::span(ends.data() + listed[v], listed[v + 1] - listed[v]);
    });
}

Layer stochastic_blocks(const StochasticBlocks& config, const Random& random) {
    demand_vertices(config.block.size());
    demand(config.super_block.empty() || config.super_block.size() == config.block.size(),
           "super_block",
           {"every vertex has one block and one super-block", "每个节点须有一个块和一个上级块"});
    demand_mean_degree(config.within_block, "within_block");
    demand_mean_degree(config.within_super_block, "within_super_block");
    demand_mean_degree(config.across, "across");
    const Order order = order_of(config);
    return Layer::from_ties(order.vertex.size(), draw_blocks(config, order, random));
}

}  // namespace yihe

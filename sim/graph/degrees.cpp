// Degree sequences: negative binomial ones, and what makes a sequence graphical.
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <queue>
#include <utility>

#include "sim/graph/block_order.hpp"
#include "sim/graph/demands.hpp"
#include "sim/graph/generators.hpp"

namespace yihe {

using namespace graph_internal;

namespace {

constexpr Purpose contacts{"graph.negative_binomial_degrees"};

/// By how much the condition of Erdős and Gallai is missed at worst; an odd sum counts as 1.
/// `degrees` descend. At k: sum of the k largest <= k (k - 1) + sum over the others of min(d, k).
std::uint64_t excess(std::span<const std::uint32_t> degrees) {
    const std::size_t n = degrees.size();
    const auto sum = std::accumulate(degrees.begin(), degrees.end(), std::uint64_t{0});
    std::uint64_t worst = sum % 2;
    std::size_t split = n;             // degrees before it are >= k, from it on < k
    std::uint64_t head = 0, tail = 0;  // sums of the k largest, and from `split` on
    for (std::uint64_t k = 1; k <= n && degrees[k - 1] >= k; ++k) {
        head += degrees[k - 1];
        while (split > 0 && degrees[split - 1] < k) tail += degrees[--split];
        const std::uint64_t bound = k * (k - 1) + (split - k) * k + tail;
        if (head > bound) worst = std::max(worst, head - bound);
    }
    return worst;
}

std::uint64_t excess_of(std::vector<std::uint32_t> degrees) {
    std::sort(degrees.begin(), degrees.end(), std::greater<>());
    return excess(degrees);
}

}  // namespace

bool graphical(std::span<const std::uint32_t> degrees) {
    return excess_of({degrees.begin(), degrees.end()}) == 0;
}

void make_graphical(std::span<std::uint32_t> degrees, std::span<const std::uint32_t> block) {
    const BlockOrder order(degrees.size(), block);
    for (std::size_t b = 0; b < order.count(); ++b) {
        const auto members = order.members(b);
        const auto most = static_cast<std::uint32_t>(members.size() - 1);
        std::priority_queue<std::pair<std::uint32_t, AgentId>> largest;
        std::vector<std::uint32_t> sequence;
        for (const AgentId v : members) {
            degrees[v] = std::min(degrees[v], most);
            largest.push({degrees[v], v});
        }
        for (;;) {
            sequence.clear();
            for (const AgentId v : members) sequence.push_back(degrees[v]);
            // Lowering one degree by one mends at most one unit of the worst violation.
            std::uint64_t missing = excess_of(sequence);
            if (missing == 0) break;
            for (; missing > 0; --missing) {
                const AgentId v = largest.top().second;
                largest.pop();
                largest.push({--degrees[v], v});
            }
        }
    }
}

std::vector<std::uint32_t> negative_binomial_degrees(const NegativeBinomialDegrees& config,
                                                     const Random& random) {
    const auto [n, mean, size, stream] = config;
    demand_mean_degree(mean, "mean");
    demand(
        std::isfinite(size) && size > 0, "size",
        {"the size of a negative binomial distribution is above 0", "负二项分布的 size 须大于 0"});
    constexpr double most = 64000;  // a Poisson draw takes mean / 16 of the 4096 draws of a key
    std::vector<std::uint32_t> degrees(n);
    for (std::size_t v = 0; v < n; ++v) {
        Draws draws(random, contacts, v, stream);
        degrees[v] = draws.poisson(std::min(most, draws.gamma(size) * (mean / size)));
    }
    return degrees;
}

}  // namespace yihe

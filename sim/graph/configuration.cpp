// The configuration model: random stub matching, repaired by swaps until simple.
#include <algorithm>
#include <queue>
#include <utility>

#include "sim/graph/block_order.hpp"
#include "sim/graph/demands.hpp"
#include "sim/graph/draws.hpp"
#include "sim/graph/generators.hpp"

namespace yihe {

using namespace graph_internal;

namespace {

constexpr Purpose matches{"graph.configuration.matches"};
constexpr Purpose swaps{"graph.configuration.swaps"};
constexpr int attempts_per_tie = 400;
constexpr std::size_t mixing_swaps_per_tie = 10;

/// A multigraph under double-edge swaps. Row v has room for v's degree, whatever its ties are.
class Multigraph {
public:
    explicit Multigraph(std::span<const std::uint32_t> degrees)
        : offsets_(degrees.size() + 1, 0), filled_(degrees.size(), 0) {
        for (std::size_t v = 0; v < degrees.size(); ++v) offsets_[v + 1] = offsets_[v] + degrees[v];
        rows_.resize(offsets_.back());
    }

    void clear(AgentId v) { filled_[v] = 0; }
    void add(Tie tie) {
        rows_[offsets_[tie.a] + filled_[tie.a]++] = tie.b;
        rows_[offsets_[tie.b] + filled_[tie.b]++] = tie.a;
    }
    std::size_t multiplicity(AgentId a, AgentId b) const {
        const bool shorter = filled_[a] <= filled_[b];
        const auto row = this->row(shorter ? a : b);
        return static_cast<std::size_t>(std::count(row.begin(), row.end(), shorter ? b : a));
    }
    bool bad(Tie tie) const { return tie.a == tie.b || multiplicity(tie.a, tie.b) > 1; }

    /// (a, b), (c, d) → (a, c), (b, d), unless that makes a self-tie or a double tie.
    bool swap(Tie& first, Tie& second) {
        const auto [a, b] = first;
        const auto [c, d] = second;
        if (a == c || b == d || (a == b && c == d)) return false;
        if (multiplicity(a, c) > 0 || multiplicity(b, d) > 0) return false;
        replace(a, b, c);
        replace(b, a, d);
        replace(c, d, a);
        replace(d, c, b);
        first = {a, c};
        second = {b, d};
        return true;
    }

    Layer layer() && {
        for (AgentId v = 0; v < filled_.size(); ++v) {
            const auto begin = rows_.begin() + static_cast<std::ptrdiff_t>(offsets_[v]);
            std::sort(begin, begin + filled_[v]);
        }
        return Layer::from_rows(std::move(offsets_), std::move(rows_));
    }

private:
    std::span<const AgentId> row(AgentId v) const {
        return {rows_.data() + offsets_[v], filled_[v]};
    }
    void replace(AgentId v, AgentId before, AgentId after) {
        const auto begin = rows_.begin() + static_cast<std::ptrdiff_t>(offsets_[v]);
        const auto at = std::find(begin, begin + filled_[v], before);
        ensure(at != begin + filled_[v], "a swapped tie stands in both rows");
        *at = after;
    }

    std::vector<std::uint64_t> offsets_;  // [n + 1]
    std::vector<std::uint32_t> filled_;   // [n]
    std::vector<AgentId> rows_;
};

std::vector<Tie> matched_stubs(std::span<const AgentId> members,
                               std::span<const std::uint32_t> degrees, DrawSequence& draws) {
    std::vector<AgentId> stubs;
    for (const AgentId v : members) stubs.insert(stubs.end(), degrees[v], v);
    for (std::size_t i = stubs.size(); i > 1; --i) std::swap(stubs[i - 1], stubs[draws.below(i)]);
    std::vector<Tie> ties(stubs.size() / 2);
    for (std::size_t t = 0; t < ties.size(); ++t) ties[t] = {stubs[2 * t], stubs[2 * t + 1]};
    return ties;
}

/// Havel 1955, Hakimi 1962: the vertex that misses most ties takes the next ones.
std::vector<Tie> constructed(std::span<const AgentId> members,
                             std::span<const std::uint32_t> degrees) {
    using Missing = std::pair<std::uint32_t, AgentId>;
    std::priority_queue<Missing> queue;
    for (const AgentId v : members)
        if (degrees[v] > 0) queue.push({degrees[v], v});
    std::vector<Tie> ties;
    std::vector<Missing> partners;
    while (!queue.empty()) {
        const auto [wanted, v] = queue.top();
        queue.pop();
        partners.clear();
        for (std::uint32_t i = 0; i < wanted; ++i) {
            ensure(!queue.empty(), "graphical degrees are realised");
            partners.push_back(queue.top());
            queue.pop();
        }
        for (const auto& [missing, w] : partners) {
            ties.push_back({v, w});
            if (missing > 1) queue.push({missing - 1, w});
        }
    }
    return ties;
}

bool random_swap(Multigraph& graph, std::vector<Tie>& ties, std::size_t t, DrawSequence& draws) {
    const std::size_t end = draws.below(2 * ties.size());
    Tie& other = ties[end / 2];
    if (&other == &ties[t]) return false;
    if (end % 2 == 1) std::swap(other.a, other.b);
    return graph.swap(ties[t], other);
}

/// One pass suffices: a swap makes no tie bad.
bool repaired(Multigraph& graph, std::vector<Tie>& ties, DrawSequence& draws) {
    for (std::size_t t = 0; t < ties.size(); ++t)
        for (int attempt = 0; graph.bad(ties[t]); ++attempt) {
            if (attempt == attempts_per_tie) return false;
            random_swap(graph, ties, t, draws);
        }
    return true;
}

void match(Multigraph& graph, std::span<const AgentId> members,
           std::span<const std::uint32_t> degrees, DrawSequence& match_draws,
           DrawSequence& swap_draws) {
    auto ties = matched_stubs(members, degrees, match_draws);
    for (const Tie tie : ties) graph.add(tie);
    if (repaired(graph, ties, swap_draws)) return;
    for (const AgentId v : members) graph.clear(v);
    ties = constructed(members, degrees);
    for (const Tie tie : ties) graph.add(tie);
    for (std::size_t i = 0; i < mixing_swaps_per_tie * ties.size(); ++i)
        random_swap(graph, ties, i % ties.size(), swap_draws);
}

}  // namespace

Layer configuration(const Configuration& config, const Random& random) {
    const auto [given, block, stream] = config;
    demand_vertices(given.size());
    demand(block.empty() || block.size() == given.size(), "block",
           {"every vertex has one degree and one block", "每个节点须有一个度和一个块"});
    demand(!block.empty() || graphical(given), "degrees",
           {"no simple graph has these degrees (Erdős–Gallai)",
            "不存在具有该度序列的简单图（Erdős–Gallai 条件）"});
    std::vector<std::uint32_t> degrees(given.begin(), given.end());
    if (!block.empty()) make_graphical(degrees, block);
    Multigraph graph(degrees);
    const BlockOrder order(degrees.size(), block);
    DrawSequence match_draws(random, matches, stream);
    DrawSequence swap_draws(random, swaps, stream);
    for (std::size_t b = 0; b < order.count(); ++b)
        match(graph, order.members(b), degrees, match_draws, swap_draws);
    return std::move(graph).layer();
}

}  // namespace yihe

// Rewiring the ties of any graph: by moving an end, or by swaps that keep the degrees.
#include <algorithm>
#include <utility>
#include <vector>

#include "sim/graph/demands.hpp"
#include "sim/graph/generators.hpp"

namespace yihe {

using namespace graph_internal;

namespace {

constexpr Purpose rewires{"graph.rewired.rewires"};
constexpr Purpose partner{"graph.rewired.partner"};
constexpr int attempts = 64;

class Rows {
public:
    explicit Rows(const Layer& layer) : rows_(layer.size()) {
        for (AgentId v = 0; v < layer.size(); ++v) {
            const auto row = layer.neighbours(v);
            rows_[v].assign(row.begin(), row.end());
        }
    }
    bool tied(AgentId a, AgentId b) const {
        const bool shorter = rows_[a].size() <= rows_[b].size();
        const auto& row = rows_[shorter ? a : b];
        return std::find(row.begin(), row.end(), shorter ? b : a) != row.end();
    }
    void remove(Tie tie) {
        drop(tie.a, tie.b);
        drop(tie.b, tie.a);
    }
    void add(Tie tie) {
        rows_[tie.a].push_back(tie.b);
        rows_[tie.b].push_back(tie.a);
    }

private:
    void drop(AgentId v, AgentId w) {
        auto& row = rows_[v];
        std::iter_swap(std::find(row.begin(), row.end(), w), row.end() - 1);
        row.pop_back();
    }

    std::vector<std::vector<AgentId>> rows_;
};

bool move_end(Rows& rows, Tie& tie, std::size_t n, Draws& draws) {
    const AgentId end = draws.below(static_cast<std::uint32_t>(n));
    if (end == tie.a || rows.tied(tie.a, end)) return false;
    rows.remove(tie);
    tie.b = end;
    rows.add(tie);
    return true;
}

bool swap_ends(Rows& rows, std::vector<Tie>& ties, std::size_t t, Draws& draws) {
    Tie& first = ties[t];
    Tie& second = ties[draws.below(static_cast<std::uint32_t>(ties.size()))];
    const bool turned = draws.chance(0.5);
    const auto [a, b] = first;
    const auto [c, d] = turned ? Tie{second.b, second.a} : second;
    if (a == c || a == d || b == c || b == d || rows.tied(a, d) || rows.tied(c, b)) return false;
    rows.remove(first);
    rows.remove(second);
    first = {a, d};
    second = {c, b};
    rows.add(first);
    rows.add(second);
    return true;
}

}  // namespace

Layer rewired(const Layer& layer, const Rewired& config, const Random& random) {
    const auto [rewiring, by, stream] = config;
    demand_probability(rewiring, "rewiring");
    if (rewiring == 0) return layer;
    std::vector<Tie> ties = layer.ties();
    demand_vertices(ties.size());
    Rows rows(layer);
    for (std::size_t t = 0; t < ties.size(); ++t) {
        if (!random.chance(rewiring, rewires, t, stream)) continue;
        Draws draws(random, partner, t, stream);
        for (int attempt = 0; attempt < attempts; ++attempt)
            if (by == RewiredBy::ends ? move_end(rows, ties[t], layer.size(), draws)
                                      : swap_ends(rows, ties, t, draws))
                break;
    }
    return Layer::from_ties(layer.size(), ties);
}

}  // namespace yihe

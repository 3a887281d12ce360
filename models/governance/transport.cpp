#include "models/governance/transport.hpp"

#include <algorithm>
#include <limits>

namespace yihe::governance {

namespace {

constexpr std::int64_t unreached = std::numeric_limits<std::int64_t>::min() / 2;

struct Flow {
    std::array<std::int64_t, suppliers> supply;
    std::array<std::int64_t, case_types> demand;
    std::array<std::array<std::int64_t, case_types>, suppliers> amount{};
};

struct Paths {
    std::array<std::int64_t, suppliers> at_supplier;
    std::array<std::int64_t, case_types> at_type;
    std::array<int, suppliers> from_type;
    std::array<int, case_types> from_supplier;
};

/// Longest paths from the suppliers with stock, over the residual arcs (Bellman–Ford).
Paths longest_paths(const TransportProblem& problem, const Flow& flow) {
    Paths paths;
    for (std::size_t j = 0; j < suppliers; ++j)
        paths.at_supplier[j] = flow.supply[j] > 0 ? 0 : unreached;
    paths.at_type.fill(unreached);
    paths.from_type.fill(-1);
    paths.from_supplier.fill(-1);
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t j = 0; j < suppliers; ++j)
            for (std::size_t k = 0; k < case_types; ++k) {
                if (paths.at_supplier[j] > unreached &&
                    paths.at_supplier[j] + problem.value[j][k] > paths.at_type[k]) {
                    paths.at_type[k] = paths.at_supplier[j] + problem.value[j][k];
                    paths.from_supplier[k] = static_cast<int>(j);
                    changed = true;
                }
                if (flow.amount[j][k] > 0 && paths.at_type[k] > unreached &&
                    paths.at_type[k] - problem.value[j][k] > paths.at_supplier[j]) {
                    paths.at_supplier[j] = paths.at_type[k] - problem.value[j][k];
                    paths.from_type[j] = static_cast<int>(k);
                    changed = true;
                }
            }
    }
    return paths;
}

/// Sends as much as fits along the path that ends at `type`; returns the amount.
std::int64_t send(Flow& flow, const Paths& paths, std::size_t type) {
    std::int64_t most = flow.demand[type];
    auto walk = [&](auto&& visit) {
        std::size_t k = type;
        for (;;) {
            const auto j = static_cast<std::size_t>(paths.from_supplier[k]);
            visit(j, k);
            if (paths.from_type[j] < 0) return j;
            k = static_cast<std::size_t>(paths.from_type[j]);
        }
    };
    std::size_t first = suppliers, last_supplier = suppliers;
    first = walk([&](std::size_t j, std::size_t k) {
        if (last_supplier < suppliers) most = std::min(most, flow.amount[last_supplier][k]);
        last_supplier = j;
    });
    most = std::min(most, flow.supply[first]);
    last_supplier = suppliers;
    walk([&](std::size_t j, std::size_t k) {
        if (last_supplier < suppliers) flow.amount[last_supplier][k] -= most;
        flow.amount[j][k] += most;
        last_supplier = j;
    });
    flow.supply[first] -= most;
    flow.demand[type] -= most;
    return most;
}

}  // namespace

std::int64_t best_delivery(const TransportProblem& problem) {
    Flow flow{problem.supply, problem.demand, {}};
    std::int64_t total = 0;
    for (;;) {
        const Paths paths = longest_paths(problem, flow);
        std::int64_t longest = 0;
        for (std::size_t k = 0; k < case_types; ++k)
            if (flow.demand[k] > 0) longest = std::max(longest, paths.at_type[k]);
        if (longest == 0) return total;
        // Paths of the same length do not spoil each other: each stays a longest one.
        for (std::size_t k = 0; k < case_types; ++k)
            if (flow.demand[k] > 0 && paths.at_type[k] == longest)
                total += longest * send(flow, paths, k);
    }
}

}  // namespace yihe::governance

// Connected clusters of residents, for metrics.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/graph/layer.hpp"

namespace yihe::reference {

/// Sizes of the clusters of 0 … n-1, in order of their lowest member. `each(i, f)` calls f for all
/// candidates of i; `joined(i, j)` says whether the two belong together.
template <class Each, class Joined>
std::vector<std::size_t> clusters_of(AgentId n, Each&& each, Joined&& joined) {
    std::vector<std::uint8_t> seen(n, 0);
    std::vector<AgentId> open;
    std::vector<std::size_t> sizes;
    for (AgentId first = 0; first < n; ++first) {
        if (seen[first] != 0) continue;
        seen[first] = 1;
        open.assign(1, first);
        for (std::size_t at = 0; at < open.size(); ++at) {
            const AgentId i = open[at];
            each(i, [&](AgentId j) {
                if (seen[j] != 0 || !joined(i, j)) return;
                seen[j] = 1;
                open.push_back(j);
            });
        }
        sizes.push_back(open.size());
    }
    return sizes;
}

/// 0 where there is none.
inline std::size_t largest(const std::vector<std::size_t>& sizes) {
    return sizes.empty() ? 0 : *std::max_element(sizes.begin(), sizes.end());
}

}  // namespace yihe::reference

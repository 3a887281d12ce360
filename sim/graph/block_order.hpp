// Vertices grouped by block: blocks ascend by their number, members by id.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/graph/layer.hpp"

namespace yihe::graph_internal {

class BlockOrder {
public:
    /// `block` is [n], or empty: one block of all.
    BlockOrder(std::size_t n, std::span<const std::uint32_t> block) : vertices_(n), begins_{0} {
        ensure(block.empty() || block.size() == n, "every vertex has one block");
        std::iota(vertices_.begin(), vertices_.end(), AgentId{0});
        if (!block.empty())
            std::sort(vertices_.begin(), vertices_.end(), [&](AgentId a, AgentId b) {
                return std::pair(block[a], a) < std::pair(block[b], b);
            });
        for (std::size_t i = 1; i < n && !block.empty(); ++i)
            if (block[vertices_[i]] != block[vertices_[i - 1]]) begins_.push_back(i);
        if (n > 0) begins_.push_back(n);
    }

    std::size_t count() const { return begins_.size() - 1; }
    /// Never empty.
    std::span<const AgentId> members(std::size_t b) const {
        return std::span(vertices_).subspan(begins_[b], begins_[b + 1] - begins_[b]);
    }

private:
    std::vector<AgentId> vertices_;    // [n]
    std::vector<std::size_t> begins_;  // [blocks + 1]
};

}  // namespace yihe::graph_internal

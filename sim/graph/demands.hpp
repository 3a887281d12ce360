// What generators demand of their configuration, said to the user in both languages.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include "sim/core/error.hpp"

namespace yihe::graph_internal {

inline void demand(bool holds, const char* key, Message what) {
    if (holds) return;
    throw UserError(Exit::invalid, std::vector<Problem>{{.key = key, .what = std::move(what)}});
}

inline void demand_vertices(std::size_t n) {
    demand(n < 0xFFFFFFFFu, "n",
           {"a layer holds fewer than 4294967295 vertices", "一层的节点数须少于 4294967295"});
}

inline void demand_ring(std::size_t n, std::size_t degree) {
    demand_vertices(n);
    demand(degree % 2 == 0, "degree",
           {"the degree of a ring is even, not " + std::to_string(degree),
            "环形网络的度须为偶数，不能是 " + std::to_string(degree)});
    demand(degree == 0 || degree < n, "degree",
           {"a degree of " + std::to_string(degree) + " needs more than " + std::to_string(n) +
                " vertices",
            "度为 " + std::to_string(degree) + " 时，节点数须多于 " + std::to_string(n)});
}

inline void demand_probability(double p, const char* key) {
    demand(p >= 0 && p <= 1, key, {"a probability lies in 0 … 1", "概率须在 0 … 1 之间"});
}

inline void demand_mean_degree(double mean, const char* key) {
    demand(std::isfinite(mean) && mean >= 0, key,
           {"a mean degree is a number of at least 0", "平均度须为不小于 0 的数"});
}

}  // namespace yihe::graph_internal

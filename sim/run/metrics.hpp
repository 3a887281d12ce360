// Sums over residents for metrics, in fixed blocks.
#pragma once

#include <algorithm>
#include <type_traits>
#include <vector>

#include "sim/parallel.hpp"
#include "sim/run/column.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/week.hpp"

namespace yihe {

namespace detail {

/// The sums of `side` whole blocks from `begin` on, side by side: each adds in agents' order, and
/// none waits for another's additions.
template <std::size_t side, class T, class F>
void sum_side_by_side(std::size_t begin, T* sums, F&& f) {
    T sum[side] = {};
    for (std::size_t i = 0; i < parallel::block_size; ++i)
        for (std::size_t b = 0; b < side; ++b)
            sum[b] += static_cast<T>(f(begin + b * parallel::block_size + i));
    for (std::size_t b = 0; b < side; ++b) sums[b] = sum[b];
}

}  // namespace detail

/// Σ f(agent) over the residents here; f returns a number. Sums of blocks, added in block order.
template <class T, class F>
T sum_over(const Here& here, F&& f) {
    constexpr std::size_t side = 4;
    std::vector<T> sums(parallel::block_count(here.size()));
    const auto group = [&](std::size_t g) {
        const std::size_t last = std::min(sums.size(), (g + 1) * side);
        std::size_t b = g * side;
        if (b + side < sums.size() && std::is_floating_point_v<T>) {
            detail::sum_side_by_side<side>(here.begin + b * parallel::block_size, &sums[b], f);
            return;
        }
        for (; b < last; ++b) {
            const std::size_t begin = here.begin + b * parallel::block_size;
            const std::size_t end = std::min<std::size_t>(here.end, begin + parallel::block_size);
            T sum{};
            for (std::size_t i = begin; i < end; ++i) sum += static_cast<T>(f(i));
            sums[b] = sum;
        }
    };
    const std::size_t groups = (sums.size() + side - 1) / side;
    if (groups == 1) group(0);
    else parallel::for_each(groups, group);
    T total{};
    for (const T& sum : sums) total += sum;
    return total;
}

inline Ratio share_of(const Column<std::uint8_t>& flags, const Here& here) {
    const auto set =
        sum_over<std::uint32_t>(here, [&](std::size_t i) { return flags[i] != 0 ? 1u : 0u; });
    return {static_cast<double>(set), static_cast<double>(here.size())};
}

template <class T>
Ratio mean_of(const Column<T>& values, const Here& here) {
    const auto total =
        sum_over<double>(here, [&](std::size_t i) { return static_cast<double>(values[i]); });
    return {total, static_cast<double>(here.size())};
}

}  // namespace yihe

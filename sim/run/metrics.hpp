// Sums over residents for metrics, in fixed blocks.
#pragma once

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <vector>

#include "sim/core/vectorise.hpp"
#include "sim/parallel.hpp"
#include "sim/run/column.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/week.hpp"

namespace yihe {

namespace detail {

/// The sums of `side` blocks of [begin, end), side by side: each adds in agents' order, and none
/// waits for another's additions. Only the last may be short.
template <std::size_t side, class T, class F>
void sum_side_by_side(std::size_t begin, std::size_t end, T* sums, F&& f) {
    constexpr std::size_t size = parallel::block_size;
    const std::size_t common = end - begin - (side - 1) * size;
    T sum[side] = {};
    for (std::size_t i = 0; i < common; ++i)
        for (std::size_t b = 0; b < side; ++b) sum[b] += static_cast<T>(f(begin + b * size + i));
    for (std::size_t i = common; i < size; ++i)
        for (std::size_t b = 0; b + 1 < side; ++b)
            sum[b] += static_cast<T>(f(begin + b * size + i));
    for (std::size_t b = 0; b < side; ++b) sums[b] = sum[b];
}

}  // namespace detail

/// Σ f(agent) over the residents here; f returns a number. Sums of blocks, added in block order.
template <class T, class F>
T sum_over(const Here& here, F&& f) {
    constexpr std::size_t side = 4;
    std::vector<T> sums(parallel::block_count(here.size()));
    const auto group = [&](std::size_t g) {
        constexpr std::size_t size = parallel::block_size;
        const std::size_t begin = here.begin + g * side * size;
        const std::size_t end = std::min<std::size_t>(here.end, begin + side * size);
        if constexpr (std::is_integral_v<T>) {  // in any order
            vectorised([&]() __attribute__((always_inline)) {
                T sum{};
                for (std::size_t i = begin; i < end; ++i) sum += static_cast<T>(f(i));
                sums[g * side] = sum;
            });
        } else if (end - begin > (side - 1) * size) {
            detail::sum_side_by_side<side>(begin, end, &sums[g * side], f);
        } else {
            for (std::size_t i = begin; i < end; ++i)
                sums[g * side + (i - begin) / size] += static_cast<T>(f(i));
        }
    };
    const std::size_t groups = (sums.size() + side - 1) / side;
    if (groups == 1) group(0);
    else parallel::for_each(groups, group);
    T total{};
    for (const T& sum : sums) total += sum;
    return total;
}

/// How many residents here f(agent) is true of.
template <class F>
std::uint32_t count_of(const Here& here, F&& f) {
    return sum_over<std::uint32_t>(here, [&](std::size_t i) { return f(i) ? 1u : 0u; });
}

/// f(agent) for each resident here whose flag is 1, in order.
template <class F>
void for_each_set(const Column<std::uint8_t>& flags, const Here& here, F&& f) {
    const std::uint8_t* all = flags.view().data();
    const std::uint8_t* const end = all + here.end;
    for (const std::uint8_t* at = all + here.begin;
         at != end && (at = static_cast<const std::uint8_t*>(
                           std::memchr(at, 1, static_cast<std::size_t>(end - at)))) != nullptr;
         ++at)
        f(static_cast<AgentId>(at - all));
}

inline Ratio share_of(const Column<std::uint8_t>& flags, const Here& here) {
    const auto set = count_of(here, [&](std::size_t i) { return flags[i] != 0; });
    return {static_cast<double>(set), static_cast<double>(here.size())};
}

template <class T>
Ratio mean_of(const Column<T>& values, const Here& here) {
    const auto total =
        sum_over<double>(here, [&](std::size_t i) { return static_cast<double>(values[i]); });
    return {total, static_cast<double>(here.size())};
}

}  // namespace yihe

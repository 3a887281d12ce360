// Sums over residents for metrics, in fixed blocks.
#pragma once

#include "sim/parallel.hpp"
#include "sim/run/column.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/week.hpp"

namespace yihe {

/// Σ f(agent) over the residents here; f returns a number.
template <class T, class F>
T sum_over(const Here& here, F&& f) {
    return parallel::sum_blocks<T>(here.size(), [&](std::size_t begin, std::size_t end) {
        T sum{};
        for (std::size_t i = here.begin + begin; i < here.begin + end; ++i) sum += static_cast<T>(f(i));
        return sum;
    });
}

inline Ratio share_of(const Column<std::uint8_t>& flags, const Here& here) {
    const auto set = sum_over<std::uint32_t>(here, [&](std::size_t i) { return flags[i] != 0 ? 1u : 0u; });
    return {static_cast<double>(set), static_cast<double>(here.size())};
}

template <class T>
Ratio mean_of(const Column<T>& values, const Here& here) {
    const auto total = sum_over<double>(here, [&](std::size_t i) { return static_cast<double>(values[i]); });
    return {total, static_cast<double>(here.size())};
}

}  // namespace yihe

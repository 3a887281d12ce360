// The most that actors with given hours and skills could deliver: a transport problem.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "models/governance/actors.hpp"

namespace yihe::governance {

/// Seven suppliers: the serving kinds and the core.
inline constexpr std::size_t suppliers = serving_kinds + 1;

struct TransportProblem {
    std::array<std::int64_t, suppliers> supply{};   // cases × 1000 that each could serve
    std::array<std::int64_t, case_types> demand{};  // cases × 1000
    std::array<std::array<std::int64_t, case_types>, suppliers> value{};  // skill × 10^6, >= 0
};

/// The greatest Σ value × amount over shipments within supply and demand, in whole units (exact;
/// successive longest paths, Ford and Fulkerson 1962).
std::int64_t best_delivery(const TransportProblem& problem);

}  // namespace yihe::governance

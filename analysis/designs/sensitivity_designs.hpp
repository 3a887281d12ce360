// Designs whose points belong together: Saltelli's for variance shares, Morris's for screening.
#pragma once

#include <cstddef>
#include <cstdint>

#include "analysis/designs/unit_design.hpp"

namespace yihe::analysis {

/// Saltelli et al. 2010. Rows A and B are the two halves of a shifted Sobol' sequence in
/// 2·dimensions; AB_i is A with coordinate i from B, BA_i is B with coordinate i from A.
/// Row by row: index = base · block() + place, with place 0 = A, 1 = B, 2 + i = AB_i,
/// 2 + dimensions + i = BA_i. More base points leave the first blocks as they are.
struct Saltelli {
    std::size_t dimensions = 1;  ///< 1 … 1833
    std::uint64_t base_points = 1;  ///< best a power of two
    bool second_order = false;  ///< with BA_i, for pairs of factors
    std::uint64_t seed = 0;

    std::size_t block() const { return (second_order ? 2 : 1) * dimensions + 2; }
};
UnitDesign saltelli(const Saltelli& config);

/// Morris 1991: trajectories that move one coordinate at a time, each once, by
/// levels / (2 (levels - 1)), on the grid 0, 1 / (levels - 1), …, 1 (the only design here that
/// reaches 1). index = trajectory · block() + step; step 0 is the start.
/// More trajectories leave the first ones as they are.
struct Morris {
    std::size_t dimensions = 1;
    std::uint64_t trajectories = 1;  ///< 1 … 2^31
    std::uint32_t levels = 4;        ///< even, 2 … 2^20
    std::uint64_t seed = 0;

    std::size_t block() const { return dimensions + 1; }
    double delta() const { return levels / (2.0 * (levels - 1)); }
};
UnitDesign morris(const Morris& config);

/// The coordinate that changes between `step` and `step` + 1 of a trajectory, and whether it grows;
/// step < dimensions.
struct MorrisMove {
    std::size_t dimension;
    bool up;
};
MorrisMove morris_move(const Morris& config, std::uint64_t trajectory, std::size_t step);

}  // namespace yihe::analysis

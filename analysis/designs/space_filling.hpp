// Designs that fill the unit cube: Latin hypercube, independent random points, Sobol' sequence.
#pragma once

#include <cstddef>
#include <cstdint>

#include "analysis/designs/unit_design.hpp"

namespace yihe::analysis {

inline constexpr std::size_t most_dimensions = 3667;  ///< of every design: Boost's Sobol' table

/// McKay, Beckman and Conover 1979: cut into `points` equal cells, each dimension has one point in
/// every cell. Its points depend on their number: another number is another design.
struct LatinHypercube {
    std::size_t dimensions = 1;
    std::uint64_t points = 1;  ///< 1 … 2^31
    std::uint64_t seed = 0;
    bool centred = false;  ///< in the middle of the cell, otherwise anywhere in it
};
UnitDesign latin_hypercube(const LatinHypercube& config);

/// Independent and uniform, in steps of 2^-32. More points leave the first ones as they are.
struct RandomPoints {
    std::size_t dimensions = 1;
    std::uint64_t points = 1;
    std::uint64_t seed = 0;
};
UnitDesign random_points(const RandomPoints& config);

/// Sobol' sequence with the direction numbers of Joe and Kuo 2008, in Gray-code order. Index 0 is
/// the element 0 of the sequence, the origin, which belongs to it: without it the first 2^m points
/// are not balanced. More points leave the first ones as they are; each aligned block of 2^m points
/// fills every dyadic interval of length 2^-m once in every dimension.
struct Sobol {
    std::size_t dimensions = 1;
    std::uint64_t points = 1;  ///< 1 … 2^48, best a power of two
    /// Moves every dimension by the exclusive or with a word drawn from the seed: keeps the
    /// balance, and no point is special. Without it the points are those of the literature.
    bool shifted = true;
    std::uint64_t seed = 0;
};
UnitDesign sobol(const Sobol& config);

}  // namespace yihe::analysis

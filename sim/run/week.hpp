// What a phase may know about time and place.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/core/random.hpp"
#include "sim/graph/layer.hpp"

namespace yihe {

/// Weeks count from 1; week 0 is the set-up.
struct Week {
    std::uint32_t number = 0;
    std::uint32_t substeps = 3;
};

/// One community: its number and its residents, which are contiguous.
struct Here {
    std::uint32_t community = 0;
    AgentId begin = 0, end = 0;
    std::uint32_t substep = 0;  ///< within `substeps` of the week

    std::size_t size() const { return end - begin; }
};

}  // namespace yihe

// Full-width and typographic characters typed where ASCII is meant: ： ， ０ “ and their like.
#pragma once

#include <cstddef>
#include <string_view>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/source.hpp"

namespace yihe {

Problem full_width_problem(Place place, std::string_view typed, char meant);

/// Adds the first one of a line that stands outside quotes and comments; false when there is none.
bool add_full_width_problem(const Source& source, std::size_t line, Problems& problems);

}  // namespace yihe

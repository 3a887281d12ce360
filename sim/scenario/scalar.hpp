// Plain scalars: which numbers are numbers, and which words YAML readers understand differently.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/core/error.hpp"

namespace yihe {

/// A decimal or scientific number in the form that JSON has too: -?(0|[1-9]…)(.…)?(e…)?
/// Nothing else, and nothing that overflows.
std::optional<double> parse_number(std::string_view text);

/// An integer in plain digits that a double holds exactly.
std::optional<double> parse_integer(std::string_view text);

/// What is wrong with a part of a scalar.
struct ScalarFault {
    Message what;
    Message legal;
    std::string suggestion;
    std::size_t byte = 0;   ///< the part, within the scalar
    std::size_t bytes = 0;  ///< 0: all of it
};

/// Plain scalars that YAML 1.1 and 1.2 read differently, and full-width characters in a number.
std::optional<ScalarFault> check_plain_scalar(std::string_view text);

/// Why a text is not the number that it was meant to be, with what to write instead.
ScalarFault explain_number(std::string_view text, bool integer);

/// Shortest decimal form that reads back to the same bits.
std::string shortest(double x);

}  // namespace yihe

// A series as one line of characters.
#pragma once

#include <span>
#include <string>

namespace yihe::app {

/// At most `width` characters; each stands for an equal share of the series and shows its mean
/// between the least and the greatest. Empty values (NaN) are spaces.
std::string sparkline(std::span<const double> series, std::size_t width, bool utf8);

}  // namespace yihe::app

// Units of parameters and metrics as both languages write them.
#pragma once

#include <string_view>

#include "sim/core/text.hpp"

namespace yihe {

/// "hour/week" → {"hour/week", "小时/周"}. Words that are not known stay as they are.
Message unit_text(std::string_view unit);

}  // namespace yihe

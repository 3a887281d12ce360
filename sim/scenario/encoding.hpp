// Which bytes are a text at all: UTF-8 of bounded size, without NUL or characters that hide.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sim/scenario/problems.hpp"

namespace yihe {

/// Throws UserError when the bytes are not UTF-8 text or too many; appends other problems.
void check_encoding(std::string_view bytes, const std::string& file, std::size_t most_bytes,
                    Problems& problems);

}  // namespace yihe

// The YAML library's syntax errors, said in our words and in both languages.
#pragma once

#include <string_view>

#include "sim/core/text.hpp"

namespace yihe {

struct SyntaxError {
    Message what;
    Message legal;
};

/// `library_message` as the library's exception holds it.
SyntaxError explain_syntax_error(std::string_view library_message);

}  // namespace yihe

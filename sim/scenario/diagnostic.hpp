// Problems as people read them (place, source line, caret, legal range, suggestion) and as JSON.
#pragma once

#include <span>
#include <string>

#include "sim/core/error.hpp"
#include "sim/core/text.hpp"

namespace yihe {

struct DiagnosticStyle {
    Lang lang = Lang::en;
    bool colour = false;  ///< escape codes, for a terminal only
};

/// Several lines, each ended; the caret stands under what is meant, also under wide characters.
std::string diagnostic(const Problem& problem, const DiagnosticStyle& style = {});
std::string diagnostics(std::span<const Problem> problems, const DiagnosticStyle& style = {});

/// A JSON array: file, line, column, width, key, value, message {en, zh}, legal {en, zh},
/// suggestion; what is unknown is left out.
std::string diagnostics_json(std::span<const Problem> problems);

}  // namespace yihe

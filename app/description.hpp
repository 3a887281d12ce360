// The description of models as Markdown tables and as JSON, from the rows that declare them.
#pragma once

#include <span>
#include <string>

#include "sim/run/simulation.hpp"

namespace yihe::app {

std::string models_markdown(std::span<const ModelEntry> models, Lang lang);
std::string models_json(std::span<const ModelEntry> models);
std::string model_markdown(const ModelInfo& model, Lang lang);
std::string model_json(const ModelInfo& model);

/// "real", "integer", "boolean", "choice", "text", in the language.
std::string_view type_name(ParamType type, Lang lang);
/// "0 … 1", or the choices; empty for text.
std::string legal_text(const ParamInfo& param);
/// Shortest, whole numbers in plain digits.
std::string plain_number(double x);

}  // namespace yihe::app

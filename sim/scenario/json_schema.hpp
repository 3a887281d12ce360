// A JSON Schema (draft 2020-12) of a model's scenario files, for editors and other programs.
#pragma once

#include <string>

#include "sim/schema/model_info.hpp"

namespace yihe {

/// Accepts what load_scenario accepts, but for what a schema cannot say: keys written twice in two
/// forms, weeks after the end of the run, files that do not exist.
std::string json_schema(const ModelInfo& model);

}  // namespace yihe

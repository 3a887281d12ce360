// Files that a scenario names: a model asks for them as written; only paths inside the project root
// are opened.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

namespace yihe {

struct Files {
    /// The real path of a file named in the scenario, or UserError.
    std::function<std::filesystem::path(std::string_view as_written)> open;
};

}  // namespace yihe

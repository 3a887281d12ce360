// Versions of the libraries that this program runs with.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace yihe::app {

std::vector<std::pair<std::string, std::string>> library_versions();

}  // namespace yihe::app

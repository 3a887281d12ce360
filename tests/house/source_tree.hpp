// The files of the checkout, as text, for the tests that read the source itself.
#pragma once

#include <string>
#include <vector>

namespace yihe::house {

struct File {
    std::string path;  ///< from the root, with forward slashes
    std::string text;
};

/// Every file that git tracks or would track; without git, every file outside build/ and runs/.
std::vector<std::string> checkout_paths();

/// C++ files below the folders named.
std::vector<File> cpp_files(const std::vector<std::string>& folders);

/// The whole file, from the root.
std::string read(const std::string& path);

/// Code with comments and the insides of literals blanked; every line stays where it was.
std::string code_only(const std::string& text);

std::vector<std::string> lines(const std::string& text);

/// One finding a line, for a failure's message.
std::string listed(const std::vector<std::string>& findings);

}  // namespace yihe::house

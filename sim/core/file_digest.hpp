// The digest of a file's content.
#pragma once

#include <filesystem>
#include <string>

namespace yihe {

/// 32 hexadecimal digits; empty where the file cannot be read.
std::string digest_of_file(const std::filesystem::path& path);

}  // namespace yihe

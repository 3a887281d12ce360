// Files that users name: read without waiting on anything that is no regular file, and kept inside
// the project root.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "sim/core/error.hpp"

namespace yihe {

/// The bytes of a regular file, at most `most_bytes` + 1. `named_at` is where the user named it;
/// problems are placed there. Throws UserError: missing, unreadable, a folder, a device.
std::string read_regular_file(const std::filesystem::path& file, std::size_t most_bytes,
                              const Place& named_at);

/// The folder of `file`, or the nearest one above that holds `scenarios/` or `.yihe`.
std::filesystem::path project_root(const std::filesystem::path& file);

/// The regular file `as_written`, relative to `folder`, inside `root` whatever the links on the
/// way. Throws UserError at `named_at`.
std::filesystem::path confined_path(const std::filesystem::path& root,
                                    const std::filesystem::path& folder,
                                    std::string_view as_written, const Place& named_at);

}  // namespace yihe

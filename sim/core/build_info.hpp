// Which program this is: version, results version, compiler, flags, commit.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace yihe {

/// The same scenario and seed give the same bits as long as this number stays.
inline constexpr int results_version = 1;

struct BuildInfo {
    std::string_view version;
    std::string_view compiler;
    std::string_view flags;
    std::string_view build_type;
    std::string_view commit;  ///< empty outside a git checkout
};

const BuildInfo& build_info();

/// The running program's own file, also where a loader beside it was called with it; empty where
/// that cannot be found.
std::filesystem::path program_file();

/// How to call this program again: YIHE_PROGRAM where a wrapper has set it, else its own file.
std::filesystem::path program_command();

/// The name of this machine; empty where it has none.
const std::string& host_name();

/// Digest of the running program's own file; empty where it cannot be read.
const std::string& program_digest();

}  // namespace yihe

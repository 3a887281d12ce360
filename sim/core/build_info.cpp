// The definitions come from sim/CMakeLists.txt and are given to this file alone.
#include "sim/core/build_info.hpp"

#include "sim/core/file_digest.hpp"

namespace yihe {

const BuildInfo& build_info() {
    static constexpr BuildInfo info{
        .version = YIHE_VERSION,
#if defined(__clang__)
        .compiler = "clang " __clang_version__,
#else
        .compiler = "g++ " __VERSION__,
#endif
        .flags = YIHE_FLAGS,
        .build_type = YIHE_BUILD_TYPE,
        .commit = YIHE_COMMIT,
    };
    return info;
}

const std::string& program_digest() {
    static const std::string digest = digest_of_file("/proc/self/exe");
    return digest;
}

}  // namespace yihe

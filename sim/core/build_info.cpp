// The definitions come from sim/CMakeLists.txt and are given to this file alone.
#include "sim/core/build_info.hpp"

#include <sys/utsname.h>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <fstream>

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

std::filesystem::path program_file() {
    // Of the mapping that holds this very function: "55d0…-55d1… r-xp … /path/of/yihe"
    const auto here = reinterpret_cast<std::uintptr_t>(&program_file);
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t begin = 0, end = 0;
        const char* const last = line.data() + line.size();
        const auto first = std::from_chars(line.data(), last, begin, 16);
        if (first.ptr == last) continue;
        std::from_chars(first.ptr + 1, last, end, 16);
        const auto path = line.find('/');
        if (begin <= here && here < end && path != std::string::npos) return line.substr(path);
    }
    return {};
}

std::filesystem::path program_command() {
    const char* const wrapper = std::getenv("YIHE_PROGRAM");
    return wrapper != nullptr && *wrapper != 0 ? wrapper : program_file();
}

const std::string& host_name() {
    static const std::string name = [] {
        utsname host{};
        return std::string(uname(&host) == 0 ? host.nodename : "");
    }();
    return name;
}

const std::string& program_digest() {
    static const std::string digest = digest_of_file(program_file());
    return digest;
}

}  // namespace yihe

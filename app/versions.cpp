// The definitions come from app/CMakeLists.txt and are given to this file alone.
#include "app/versions.hpp"

#include <expat.h>
#include <gnu/libc-version.h>
#include <xxhash.h>

#include <CLI/Version.hpp>
#include <boost/version.hpp>
#include <nlohmann/json.hpp>
#ifndef YIHE_STD_THREADS
#include <tbb/version.h>
#endif

namespace yihe::app {

namespace {

std::string dotted(unsigned major, unsigned minor, unsigned patch) {
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> library_versions() {
    const unsigned xxh = XXH_versionNumber();
    const XML_Expat_Version expat = XML_ExpatVersionInfo();
    return {
#ifndef YIHE_STD_THREADS
        {"oneTBB", TBB_runtime_version()},
#endif
        {"yaml-cpp", YIHE_YAML_VERSION},
        {"Boost", dotted(BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100)},
        {"SLEEF", YIHE_SLEEF_VERSION},
        {"xxHash", dotted(xxh / 10000, xxh / 100 % 100, xxh % 100)},
        {"Expat", dotted(static_cast<unsigned>(expat.major), static_cast<unsigned>(expat.minor),
                         static_cast<unsigned>(expat.micro))},
        {"nlohmann-json", dotted(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                                 NLOHMANN_JSON_VERSION_PATCH)},
        {"CLI11", CLI11_VERSION},
        {"glibc", gnu_get_libc_version()},
    };
}

}  // namespace yihe::app

// A temporary project folder: `.yihe` marks its root, nothing is left behind.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace yihe {

class Project {
public:
    Project() {
        std::string name = (std::filesystem::temp_directory_path() / "scenario-XXXXXX").string();
        root_ = std::filesystem::canonical(::mkdtemp(name.data()));
        std::filesystem::create_directory(root_ / ".yihe");
    }
    ~Project() {
        std::error_code ignored;
        std::filesystem::remove_all(root_, ignored);
    }
    Project(const Project&) = delete;
    Project& operator=(const Project&) = delete;

    const std::filesystem::path& root() const { return root_; }
    std::string path(std::string_view name) const { return (root_ / name).string(); }

    std::string write(std::string_view name, std::string_view text) const {
        const auto file = root_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file.string();
    }

private:
    std::filesystem::path root_;
};

}  // namespace yihe

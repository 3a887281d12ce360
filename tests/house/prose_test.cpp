// What everything written here keeps to: no path of one machine, and both languages side by side.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <vector>

#include "tests/house/source_tree.hpp"

namespace yihe::house {
namespace {

/// A folder that only some machine has. Scripts may say where mktemp puts its files.
bool names_a_machine_path(const std::string& line) {
    if (line.find("mktemp") != std::string::npos) return false;
    for (const std::string folder : {"home", "root", "tmp"}) {
        const std::string path = "/" + folder + "/";
        for (std::size_t at = line.find(path); at != std::string::npos;
             at = line.find(path, at + 1)) {
            const char before = at == 0 ? ' ' : line[at - 1];
            const bool inside = std::isalnum(static_cast<unsigned char>(before)) != 0 ||
                                std::string("_-.}$)~").find(before) != std::string::npos;
            if (!inside) return true;
        }
    }
    return false;
}

TEST(Prose, NamesNoPathOfOneMachine) {
    std::vector<std::string> findings;
    for (const std::string& path : checkout_paths()) {
        const std::string text = read(path);
        if (text.find('\0') != std::string::npos) continue;
        int number = 0;
        for (const std::string& line : lines(text)) {
            ++number;
            if (names_a_machine_path(line))
                findings.push_back(path + ":" + std::to_string(number) + ": " + line);
        }
    }
    EXPECT_TRUE(findings.empty()) << listed(findings);
}

TEST(Prose, MachinePathsAreFound) {
    const std::string home = std::string("/") + "home/", tmp = std::string("/") + "tmp/";
    EXPECT_TRUE(names_a_machine_path("see " + home + "someone/file"));
    EXPECT_TRUE(names_a_machine_path(tmp + "x"));
    EXPECT_TRUE(names_a_machine_path("\"" + tmp + "x\""));
    EXPECT_FALSE(names_a_machine_path("https://example.org" + home + "page"));
    EXPECT_FALSE(names_a_machine_path("mktemp -d " + tmp + "x.XXXX"));
}

TEST(Prose, EveryTextHasItsTwinInTheOtherLanguage) {
    const std::vector<std::string> paths = checkout_paths();
    const std::set<std::string> all(paths.begin(), paths.end());
    std::vector<std::string> findings;
    const auto needs = [&](const std::string& path, const std::string& twin) {
        if (!all.contains(twin)) findings.push_back(path + " has no " + twin);
    };
    for (const std::string& path : paths) {
        if (!path.ends_with(".md")) continue;
        if (path.starts_with("docs/en/")) needs(path, "docs/zh/" + path.substr(8));
        if (path.starts_with("docs/zh/")) needs(path, "docs/en/" + path.substr(8));
    }
    if (all.contains("README.md")) needs("README.md", "README.zh.md");
    if (all.contains("README.zh.md")) needs("README.zh.md", "README.md");
    EXPECT_TRUE(findings.empty()) << listed(findings);
}

TEST(Prose, EveryPackageSaysWhyInBothLanguages) {
    std::vector<std::string> findings;
    for (const std::string& line : lines(read("packages.txt"))) {
        if (line.empty() || line[0] == '#' || line[0] == '[') continue;
        const std::size_t why = line.find(" # "), chinese = line.find(" | ");
        if (why == std::string::npos || chinese == std::string::npos || chinese < why)
            findings.push_back("packages.txt: " + line);
    }
    EXPECT_TRUE(findings.empty()) << listed(findings);
}

}  // namespace
}  // namespace yihe::house

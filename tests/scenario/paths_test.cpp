// Files that are none, and paths that must not leave the project.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>

#include "sim/scenario/scenario.hpp"
#include "tests/scenario/refused.hpp"

namespace yihe {
namespace {

namespace fs = std::filesystem;

TEST(Files, WhatIsNoReadableFileIsRefusedAtOnce) {
    const auto start = std::chrono::steady_clock::now();
    const Project project;
    project.write("baseline.yaml", "about: x\n");
    const auto missing = problem_of_file(project.path("baselin.yaml"));
    EXPECT_TRUE(says(missing, "no file"));
    EXPECT_EQ(missing.suggestion, project.path("baseline.yaml"));
    EXPECT_TRUE(says(problem_of_file(project.path("no/such/folder.yaml")), "no file"));
    EXPECT_TRUE(says(problem_of_file(project.root()), "folder"));
    ASSERT_EQ(::mkfifo(project.path("fifo").c_str(), 0600), 0);
    EXPECT_TRUE(says(problem_of_file(project.path("fifo")), "pipe"));
    for (const char* device : {"/dev/zero", "/dev/null", "/dev/random", "/dev/tty"}) {
        const auto problem = problem_of_file(device);
        EXPECT_TRUE(says(problem, "device") || says(problem, "cannot read")) << problem.what.en;
    }
    fs::create_symlink("loop", project.root() / "loop");
    EXPECT_TRUE(says(problem_of_file(project.path("loop")), "circle"));
    EXPECT_TRUE(says(problem_of_file(project.path(std::string(5000, 'a'))), "too long"));
    project.write("large.yaml", std::string(3 << 20, '#'));
    EXPECT_TRUE(says(problem_of_file(project.path("large.yaml")), "too large"));
    ::truncate(project.path("large.yaml").c_str(), off_t{1} << 40);
    EXPECT_TRUE(says(problem_of_file(project.path("large.yaml")), "too large"));
    if (::geteuid() != 0) {
        fs::permissions(project.write("secret.yaml", "about: x\n"), fs::perms::none);
        EXPECT_TRUE(says(problem_of_file(project.path("secret.yaml")), "permission"));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(Confined, PathsStayInsideTheProject) {
    const Project outside, project;
    const auto secret = outside.write("secret.yaml", "about: secret\n");
    project.write("data/ties.graphml", "<graphml/>");
    project.write("deep/scenario.yaml", "about: x\n");
    fs::create_symlink(secret, project.root() / "link.yaml");
    fs::create_symlink(outside.root(), project.root() / "way_out");
    fs::create_symlink("data/ties.graphml", project.root() / "inside.graphml");
    ASSERT_EQ(::mkfifo(project.path("fifo").c_str(), 0600), 0);
    const auto s = load_scenario(project.path("deep/scenario.yaml"), test_models());
    EXPECT_EQ(s.root, project.root().string());
    EXPECT_EQ(confined(s, "../data/ties.graphml"), project.root() / "data/ties.graphml");
    EXPECT_EQ(confined(s, "../inside.graphml"), project.root() / "data/ties.graphml");
    EXPECT_EQ(confined(s, "scenario.yaml"), project.root() / "deep/scenario.yaml");
    struct Row {
        std::string written;
        std::string_view what;
    };
    for (const auto& [written, what] :
         std::initializer_list<Row>{{secret, "absolute"},
                                    {"/etc/passwd", "absolute"},
                                    {"../../x", "leaves"},
                                    {"../../../../../../etc/passwd", "leaves"},
                                    {"a/../../../x", "leaves"},
                                    {"../link.yaml", "symbolic link"},
                                    {"../way_out/secret.yaml", "symbolic link"},
                                    {"../way_out", "symbolic link"},
                                    {"../fifo", "pipe"},
                                    {"..", "folder"},
                                    {".", "folder"},
                                    {"", "missing"},
                                    {"../nothing", "no file"},
                                    {std::string("a\0b", 3), "control"},
                                    {"a\nb", "control"},
                                    {"\xff", "control"},
                                    {"../data/ties.graphm", "no file"},
                                    {"../data/ties.graphml/x", "no file"}}) {
        const auto problems = problems_of([&] { confined(s, written); });
        EXPECT_TRUE(says(problems.front(), what)) << written << ": " << problems.front().what.en;
    }
    const auto similar = problems_of([&] { confined(s, "../data/ties.graphm"); });
    EXPECT_EQ(similar.front().suggestion, "../data/ties.graphml");
}

TEST(Confined, ExtendsIsConfinedToo) {
    const Project outside, project;
    const auto secret = outside.write("secret.yaml", "about: secret\n");
    fs::create_symlink(secret, project.root() / "link.yaml");
    EXPECT_TRUE(
        says(problem_of_file(project.write("a.yaml", "extends: link.yaml\n")), "symbolic link"));
    EXPECT_TRUE(says(problem_of_file(project.write("b.yaml", "extends: ../x.yaml\n")), "leaves"));
    ASSERT_EQ(::mkfifo(project.path("fifo").c_str(), 0600), 0);
    EXPECT_TRUE(says(problem_of_file(project.write("c.yaml", "extends: fifo\n")), "pipe"));
}

TEST(Confined, AParameterIsRelativeToTheFileThatWroteIt) {
    const Project project;
    project.write("base/ties.graphml", "<graphml/>");
    project.write("base/base.yaml", "network: {kind: file, file: ties.graphml}\n");
    const auto s =
        load_scenario(project.write("a.yaml", "extends: base/base.yaml\n"), test_models());
    const auto file = s.find("network.file");
    EXPECT_EQ(confined(s, file), project.root() / "base/ties.graphml");
    fs::remove(project.root() / "base/ties.graphml");
    const auto problems = problems_of([&] { confined(s, file); });
    EXPECT_EQ(problems.front().place.file, project.path("base/base.yaml"));
    EXPECT_EQ(problems.front().place.column, 29);
}

TEST(Confined, TheRootIsTheNearestProject) {
    const Project project;
    fs::create_directories(project.root() / "inner" / "scenarios");
    const auto inner =
        load_scenario(project.write("inner/scenarios/a.yaml", "about: x\n"), test_models());
    EXPECT_EQ(inner.root, (project.root() / "inner").string());
    const auto outer = load_scenario(project.write("other/a.yaml", "about: x\n"), test_models());
    EXPECT_EQ(outer.root, project.root().string());
}

}  // namespace
}  // namespace yihe

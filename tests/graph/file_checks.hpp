// What the tests of network files share: catching problems, temporary files.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/error.hpp"

namespace yihe {

/// The problems of what `read` throws; each is said in both languages.
inline std::vector<Problem> problems_of(const std::function<void()>& read,
                                        Exit exit = Exit::invalid) {
    try {
        read();
    } catch (const UserError& error) {
        EXPECT_EQ(error.exit(), exit);
        EXPECT_FALSE(error.problems().empty());
        for (const Problem& problem : error.problems()) {
            EXPECT_FALSE(problem.what.en.empty());
            EXPECT_FALSE(problem.what.zh.empty());
            EXPECT_EQ(problem.legal.en.empty(), problem.legal.zh.empty());
        }
        return error.problems();
    }
    ADD_FAILURE() << "nothing was refused";
    return {};
}

/// The first problem says `word` in English, at this line and column.
inline void expect_problem(const std::vector<Problem>& problems, std::string_view word, int line,
                           int column, std::string_view what) {
    ASSERT_FALSE(problems.empty()) << what;
    const Problem& first = problems.front();
    EXPECT_NE(first.what.en.find(word), std::string::npos) << first.what.en << "\n" << what;
    EXPECT_EQ(first.place.line, line) << what;
    EXPECT_EQ(first.place.column, column) << what;
    EXPECT_EQ(first.place.file, "net") << what;
}

/// A file that is gone when the test ends.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& name, std::string_view text = {})
        : path_(std::filesystem::path(testing::TempDir()) / ("yihe_graph_" + name)) {
        std::ofstream(path_, std::ios::binary) << text;
    }
    ~TemporaryFile() { std::filesystem::remove(path_); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace yihe

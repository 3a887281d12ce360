// Shared by the tests of scenarios: what must be refused, and with which words.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string_view>
#include <vector>

#include "sim/scenario/diagnostic.hpp"
#include "tests/scenario/model.hpp"
#include "tests/scenario/project.hpp"

namespace yihe {

/// The problems of something that must be refused.
template <class F>
std::vector<Problem> problems_of(F refused) {
    try {
        refused();
    } catch (const UserError& error) {
        EXPECT_EQ(error.exit(), Exit::invalid);
        return error.problems();
    }
    ADD_FAILURE() << "was accepted";
    return {Problem{}};
}

inline Problem problem_of_file(const std::filesystem::path& file,
                               std::vector<Override> overrides = {}) {
    const auto problems = problems_of([&] { load_scenario(file, test_models(), overrides); });
    EXPECT_EQ(problems.size(), 1u) << diagnostics(problems);
    return problems.front();
}

inline Problem problem_of_set(std::string key, std::string value) {
    const Project project;
    return problem_of_file(project.write("a.yaml", "about: x\n"),
                           {{std::move(key), std::move(value)}});
}

inline bool says(const Problem& problem, std::string_view part) {
    return problem.what.en.find(part) != std::string::npos;
}

}  // namespace yihe

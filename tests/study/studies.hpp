// Shared by the tests of studies: a project with a small scenario, studies written in it, and
// sweeps of them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "models/registry.hpp"
#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/value.hpp"
#include "study/store.hpp"
#include "study/sweep.hpp"
#include "tests/scenario/project.hpp"

namespace yihe::study::test {

inline constexpr std::string_view base_scenario = R"(about: base
model: governance
run: {weeks: 30, seed: 3}
community: {residents: 120}
schedule:
  - {week: 10, set: {leadership.intensity: 0.6, leadership.style: 0.4}}
  - {week: 20, set: {demand.load: 1.5}}
)";

/// What every folder of results must hold in the same bytes.
inline constexpr std::array<std::string_view, 4> result_files{"results.sqlite", "results.csv",
                                                              "summaries.csv", "dictionary.csv"};

inline std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

class Studies {
public:
    Studies() { project.write("base.yaml", base_scenario); }

    Study load(std::string_view text, std::string_view name = "study.yaml") const {
        return load_study(project.write(name, text), models::for_scenarios(), &models::find);
    }
    /// The problems with which the study must be refused.
    std::vector<Problem> problems(std::string_view text) const {
        try {
            load(text);
        } catch (const UserError& error) {
            EXPECT_EQ(error.exit(), Exit::invalid);
            return error.problems();
        }
        ADD_FAILURE() << "was understood:\n" << text;
        return {Problem{}};
    }
    std::filesystem::path folder(std::string_view name) const { return project.root() / name; }

    Project project;
};

/// Values of the factors at each point, as text: "0.3 true".
inline std::vector<std::string> points_of(const Study& study) {
    std::vector<std::string> all;
    for (std::uint64_t point = 1; point <= study.points(); ++point) {
        const auto values = study.values(point);
        std::string text;
        for (std::size_t f = 0; f < values.size(); ++f)
            text += (f > 0 ? " " : "") + plain_text(study.factors[f].row, values[f]);
        all.push_back(text);
    }
    return all;
}

/// Runs one part of the study, or all of it, into the folder.
inline SweepOutcome sweep(const Study& study, const std::filesystem::path& path, Shard shard = {},
                          int threads = 1, bool retry_failed = false) {
    StudyFolder folder(path, study);
    folder.check();
    folder.prepare();
    return run_sweep(study, folder, folder.index(),
                     {.threads = threads,
                      .shard = shard,
                      .retry_failed = retry_failed,
                      .stop = nullptr,
                      .progress = {}});
}

inline MergeOutcome merge(const Study& study, const std::filesystem::path& path) {
    const StudyFolder folder(path, study);
    auto index = folder.index();
    return study::merge(study, folder, index, {});
}

inline void expect_same_results(const std::filesystem::path& a, const std::filesystem::path& b) {
    for (const auto name : result_files) {
        EXPECT_GT(bytes_of(a / name).size(), 100u) << a / name;
        EXPECT_TRUE(bytes_of(a / name) == bytes_of(b / name)) << a / name << " and " << b;
    }
}

}  // namespace yihe::study::test

// Every scenario of scenarios/reference is understood, speaks both languages and runs.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "sim/run/plan.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/support/runs.hpp"

namespace yihe {
namespace {

namespace fs = std::filesystem;

Models registered() {
    Models models;
    models.find = [](std::string_view name) {
        const ModelEntry* entry = models::find(name);
        return entry == nullptr ? nullptr : &entry->info;
    };
    for (const ModelEntry& entry : models::all()) models.names.push_back(entry.info.name);
    return models;
}

TEST(ReferenceScenarios, AreUnderstoodAndRun) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(YIHE_SOURCE_DIR "/scenarios/reference"))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    EXPECT_GE(files.size(), 11u);
    for (const fs::path& file : files) {
        const Scenario scenario = load_scenario(file, registered());
        EXPECT_FALSE(scenario.about.en.empty()) << file;
        EXPECT_FALSE(scenario.about.zh.empty()) << file;
        const ModelEntry& model = test::model(scenario.model->name);
        const RunPlan plan = plan_of(model, scenario, 1);
        const auto history = test::run(model, plan.values, 3, 1, plan.files);
        EXPECT_EQ(history.rows.size(), 3u) << file;
    }
}

/// A scenario for every reference model.
TEST(ReferenceScenarios, ShowEveryModel) {
    std::vector<std::string> shown = {"governance", "participation"};
    for (const auto& entry : fs::directory_iterator(YIHE_SOURCE_DIR "/scenarios/reference"))
        if (entry.path().extension() == ".yaml")
            shown.emplace_back(load_scenario(entry.path(), registered()).model->name);
    for (const ModelEntry& model : models::all())
        EXPECT_NE(std::find(shown.begin(), shown.end(), model.info.name), shown.end())
            << model.info.name;
}

}  // namespace
}  // namespace yihe

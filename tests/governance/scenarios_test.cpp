// The scenarios of the project: each is understood, speaks both languages and runs.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "sim/run/plan.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/support/runs.hpp"

namespace yihe {
namespace {

Models registered() {
    Models models;
    models.find = [](std::string_view name) {
        const ModelEntry* entry = models::find(name);
        return entry == nullptr ? nullptr : &entry->info;
    };
    for (const ModelEntry& entry : models::all()) models.names.push_back(entry.info.name);
    return models;
}

std::vector<std::filesystem::path> scenario_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(YIHE_SOURCE_DIR "/scenarios"))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// The scenario cut to 30 weeks, one replicate and a small community, unless a file gives its size.
RunPlan short_plan(const Scenario& scenario) {
    RunPlan plan = plan_of(test::model(scenario.model->name), scenario, 1);
    const auto set = [&](std::string_view key, double most) {
        double& x = plan.values[scenario.find(key)].number;
        x = std::min(x, most);
    };
    set("run.weeks", 30);
    set("run.burn_in", 10);
    set("run.replicates", 1);
    const bool sized_by_a_file = std::any_of(plan.values.begin(), plan.values.end(),
                                             [](const Value& v) { return !v.text.empty(); });
    if (!sized_by_a_file) set("community.residents", 1500);
    std::erase_if(plan.schedule, [](const Intervention& change) { return change.week > 30; });
    return plan;
}

TEST(Scenarios, AreUnderstoodSpeakBothLanguagesAndRun) {
    const auto files = scenario_files();
    ASSERT_GE(files.size(), 5u);
    for (const auto& file : files) {
        SCOPED_TRACE(file.filename());
        const Scenario scenario = load_scenario(file, registered());
        EXPECT_FALSE(scenario.about.en.empty());
        EXPECT_FALSE(scenario.about.zh.empty());
        EXPECT_NE(scenario.about.en, scenario.about.zh);
        const RunOutcome outcome = run_replicates(short_plan(scenario));
        ASSERT_EQ(outcome.failures(), 0u);
        EXPECT_TRUE(outcome.replicates[0].finished);
        const auto last = outcome.trajectory.row(1, outcome.trajectory.last_week());
        EXPECT_TRUE(std::any_of(last.begin(), last.end(), [](double x) { return !std::isnan(x); }));
    }
}

TEST(Scenarios, DifferFromEachOther) {
    std::vector<std::string> digests;
    for (const auto& file : scenario_files()) {
        const Scenario scenario = load_scenario(file, registered());
        RunPlan plan = short_plan(scenario);
        for (Intervention& change : plan.schedule) change.week = std::min(change.week, 20u);
        digests.push_back(run_replicates(plan).digest());
    }
    std::sort(digests.begin(), digests.end());
    EXPECT_EQ(std::unique(digests.begin(), digests.end()), digests.end());
}

TEST(Scenarios, TheOnesOfTheGuideAreThere) {
    for (const char* name : {"baseline", "under_leading", "over_intervening", "facilitating_core",
                             "leadership_ramp", "real_network"})
        EXPECT_TRUE(
            std::filesystem::exists(std::string(YIHE_SOURCE_DIR "/scenarios/") + name + ".yaml"))
            << name;
}

}  // namespace
}  // namespace yihe

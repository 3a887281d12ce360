// Small runs whose results are kept as readable values: a change of a number is seen, and meant.
//
// expected.txt holds, for each scenario of this folder, the digest of the final full states, the
// digest of all weekly rows, and metrics of the last week of the last replicate. Where numbers are
// meant to change:   YIHE_UPDATE_GOLDEN=1 ./test -- -R golden
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "sim/core/hash.hpp"
#include "sim/run/plan.hpp"
#include "sim/run/result_files.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/support/runs.hpp"

namespace yihe {
namespace {

namespace fs = std::filesystem;

const fs::path folder = YIHE_SOURCE_DIR "/tests/golden";
const fs::path expected_file = folder / "expected.txt";

std::vector<fs::path> cases() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

Models registered() {
    Models models;
    models.find = [](std::string_view name) {
        const ModelEntry* entry = models::find(name);
        return entry == nullptr ? nullptr : &entry->info;
    };
    for (const ModelEntry& entry : models::all()) models.names.push_back(entry.info.name);
    return models;
}

std::string digest_of_rows(const Trajectory& table) {
    Hasher hasher;
    for (std::uint32_t r = 1; r <= table.replicates(); ++r)
        for (std::uint32_t week = table.first_week(); week <= table.last_week(); ++week)
            for (const double x : table.row(r, week))
                put(hasher, std::isnan(x) ? 0 : test::bits_of(x));
    return hasher.digest();
}

/// One value a line; empty cells are written as a dash.
std::string results_of(const fs::path& file) {
    const Scenario scenario = load_scenario(file, registered());
    const RunPlan plan = plan_of(test::model(scenario.model->name), scenario, 1);
    const RunOutcome outcome = run_replicates(plan);
    EXPECT_EQ(outcome.failures(), 0u);
    const Trajectory& table = outcome.trajectory;
    std::string text = "  state " + outcome.digest() + "\n  rows " + digest_of_rows(table) + "\n";
    const auto last = table.row(table.replicates(), table.last_week());
    for (std::size_t m = 0; m < last.size(); ++m) {
        text += "  " + std::string(scenario.model->metrics[m].doc.key) + " ";
        if (std::isnan(last[m])) text += "-";
        else append_number(text, last[m]);
        text += "\n";
    }
    return text;
}

std::map<std::string, std::string> expected() {
    std::map<std::string, std::string> all;
    std::ifstream file(expected_file);
    std::string line, name;
    while (std::getline(file, line)) {
        if (line.starts_with("#") || line.empty()) continue;
        if (line.starts_with("  ")) all[name] += line + "\n";
        else name = line;
    }
    return all;
}

/// The lines that differ, theirs and ours.
std::string difference(const std::string& theirs, const std::string& ours) {
    std::istringstream a(theirs), b(ours);
    std::string text, line_a, line_b;
    while (true) {
        const bool more_a = static_cast<bool>(std::getline(a, line_a));
        const bool more_b = static_cast<bool>(std::getline(b, line_b));
        if (!more_a && !more_b) return text;
        if (more_a && more_b && line_a == line_b) continue;
        text += "expected" + (more_a ? line_a : "  nothing") + "\n     got" +
                (more_b ? line_b : "  nothing") + "\n";
    }
}

TEST(Golden, ValuesAreThoseThatWereKept) {
    const auto kept = expected();
    std::map<std::string, std::string> now;
    for (const fs::path& file : cases()) now[file.stem().string()] = results_of(file);
    if (std::getenv("YIHE_UPDATE_GOLDEN") != nullptr) {
        std::ofstream out(expected_file);
        out << "# Results of the scenarios beside this file; golden_test.cpp says how they are "
               "renewed.\n";
        for (const auto& [name, text] : now) out << '\n' << name << '\n' << text;
        ASSERT_TRUE(out.flush());
        GTEST_SKIP() << "expected.txt is written anew";
    }
    for (const auto& [name, text] : now) {
        ASSERT_TRUE(kept.contains(name)) << name << " has no expected values";
        const std::string differing = difference(kept.at(name), text);
        EXPECT_TRUE(differing.empty()) << name << '\n' << differing;
    }
    EXPECT_EQ(kept.size(), now.size()) << "a kept case has no scenario";
}

TEST(Golden, CasesAreManySmallAndDifferent) {
    EXPECT_GE(cases().size(), 30u);
    std::vector<std::string> digests;
    for (const auto& [name, text] : expected()) digests.push_back(text.substr(0, text.find('\n')));
    std::sort(digests.begin(), digests.end());
    EXPECT_EQ(std::unique(digests.begin(), digests.end()), digests.end()) << "two cases run alike";
    for (const fs::path& file : cases()) {
        const Scenario scenario = load_scenario(file, registered());
        EXPECT_LE(scenario.at("run.weeks").number, 40) << file;
        EXPECT_LE(scenario.at("run.replicates").number, 2) << file;
        EXPECT_TRUE(scenario.at("community.residents").number <= 600 ||
                    !scenario.given[scenario.find("community.residents")]);
    }
}

}  // namespace
}  // namespace yihe

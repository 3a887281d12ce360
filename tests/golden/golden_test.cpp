// Small runs whose results are kept as readable values: a change of a number is seen, and meant.
//
// expected.txt holds, for each scenario of this folder, the digest of the final full states, the
// digest of all weekly rows, and metrics of the last week of the last replicate, under the results
// version. Where numbers are meant to change, raise that version, say so in CHANGELOG.md, and:
// YIHE_UPDATE_GOLDEN=1 ./test -- -R golden
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "sim/core/build_info.hpp"
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
    const Scenario scenario = load_scenario(file, models::for_scenarios());
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

constexpr std::string_view version_line = "# Results version: ";

struct Expected {
    std::string version;
    std::map<std::string, std::string> cases;
};

Expected expected() {
    Expected all;
    std::ifstream file(expected_file);
    std::string line, name;
    while (std::getline(file, line)) {
        if (line.starts_with(version_line)) all.version = line.substr(version_line.size());
        if (line.starts_with("#") || line.empty()) continue;
        if (line.starts_with("  ")) all.cases[name] += line + "\n";
        else name = line;
    }
    return all;
}

/// Whether a metric that both have differs: digests may, where something is added.
bool numbers_differ(const std::string& theirs, const std::string& ours) {
    std::map<std::string, std::string> kept;
    std::istringstream a(theirs), b(ours);
    std::string name, value;
    while (a >> name >> value) kept[name] = value;
    while (b >> name >> value)
        if (name != "state" && name != "rows" && kept.contains(name) && kept[name] != value)
            return true;
    return false;
}

void write_anew(const Expected& kept, const std::map<std::string, std::string>& now) {
    const std::string version = std::to_string(results_version);
    for (const auto& [name, text] : kept.cases)
        if (kept.version == version && now.contains(name)) {
            ASSERT_FALSE(numbers_differ(text, now.at(name)))
                << name << ": numbers change, so results_version must; see CHANGELOG.md";
        }
    std::ofstream out(expected_file);
    out << "# Results of the scenarios beside this file; golden_test.cpp says how they are "
           "renewed.\n"
        << version_line << version << '\n';
    for (const auto& [name, text] : now) out << '\n' << name << '\n' << text;
    ASSERT_TRUE(out.flush());
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
        write_anew(kept, now);
        GTEST_SKIP() << "expected.txt is renewed, unless refused above";
    }
    EXPECT_EQ(kept.version, std::to_string(results_version));
    for (const auto& [name, text] : now) {
        ASSERT_TRUE(kept.cases.contains(name)) << name << " has no expected values";
        const std::string differing = difference(kept.cases.at(name), text);
        EXPECT_TRUE(differing.empty()) << name << '\n' << differing;
    }
    EXPECT_EQ(kept.cases.size(), now.size()) << "a kept case has no scenario";
}

TEST(Golden, TheChangelogNamesTheResultsVersion) {
    std::ifstream file(YIHE_SOURCE_DIR "/CHANGELOG.md");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::string line = "\nResults version: " + std::to_string(results_version) + "\n";
    const auto at = text.find("\nResults version: ");
    EXPECT_EQ(at, text.find(line)) << "the newest entry of CHANGELOG.md says another version";
    EXPECT_NE(at, std::string::npos);
}

TEST(Golden, CasesAreManySmallAndDifferent) {
    EXPECT_GE(cases().size(), 30u);
    std::vector<std::string> digests;
    for (const auto& [name, text] : expected().cases)
        digests.push_back(text.substr(0, text.find('\n')));
    std::sort(digests.begin(), digests.end());
    EXPECT_EQ(std::unique(digests.begin(), digests.end()), digests.end()) << "two cases run alike";
    for (const fs::path& file : cases()) {
        const Scenario scenario = load_scenario(file, models::for_scenarios());
        EXPECT_LE(scenario.at("run.weeks").number, 40) << file;
        EXPECT_LE(scenario.at("run.replicates").number, 2) << file;
        EXPECT_TRUE(scenario.at("community.residents").number <= 600 ||
                    !scenario.given[scenario.find("community.residents")]);
    }
}

}  // namespace
}  // namespace yihe

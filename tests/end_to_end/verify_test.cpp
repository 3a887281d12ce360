// yihe verify and yihe replay, from the shell: the same bits again, and what was tampered with.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>

#include "tests/end_to_end/finished_study.hpp"

namespace yihe {
namespace {

using Json = nlohmann::json;
using test::FinishedStudy;
using test::Program;
using test::read_file;
using test::rows_of;
using test::Said;
namespace fs = std::filesystem;

/// Changes the bytes of the number `x`, stored as SQLite does (big-endian), wherever they are.
int tamper(const fs::path& file, double x) {
    std::string bytes = read_file(file), number(8, '\0');
    const auto bits = std::bit_cast<std::uint64_t>(x);
    for (int i = 0; i < 8; ++i)
        number[static_cast<std::size_t>(i)] = static_cast<char>(bits >> (56 - 8 * i));
    int changed = 0;
    for (auto at = bytes.find(number); at != std::string::npos; at = bytes.find(number, at + 8)) {
        bytes[at + 7] = static_cast<char>(bytes[at + 7] ^ 1);
        ++changed;
    }
    test::write_file(file, bytes);
    return changed;
}

TEST(Verify, SaysThatAllIsTheSame) {
    const FinishedStudy yihe;
    const Said all = yihe.run({"verify", "o", "--all"});
    EXPECT_EQ(all.exit, 0) << all.err << all.out;
    EXPECT_NE(all.out.find("24 of 24 runs made again"), std::string::npos) << all.out;
    const Json json = Json::parse(yihe.run({"verify", "o", "--sample", "5", "--json"}).out);
    EXPECT_EQ(json["same"], true);
    EXPECT_EQ(json["compared"], 5);
    EXPECT_GT(json["cells"], 5 * 48 * 10);
}

TEST(Verify, NamesTheCellThatWasTamperedWith) {
    const FinishedStudy yihe;
    const auto rows = rows_of(yihe.run({"export", "o", "finals"}).out);
    const auto column = static_cast<std::size_t>(
        std::find(rows[0].begin(), rows[0].end(), "efficacy") - rows[0].begin());
    const auto& row = rows.at(10);  // of point 3, replicate 2
    ASSERT_EQ(row[0] + "." + row[1], "3.2");
    ASSERT_EQ(tamper(yihe.folder / "o/results.sqlite", std::stod(row[column])), 1);
    const Said said = yihe.run({"verify", "o", "--all", "--json"});
    EXPECT_EQ(said.exit, 6) << said.err;
    const Json json = Json::parse(said.out);
    EXPECT_EQ(json["changed_files"], Json::array({"results.sqlite"}));
    ASSERT_EQ(json["mismatches"].size(), 1u) << said.out;
    EXPECT_EQ(json["mismatches"][0]["run"], "p3r2");
    EXPECT_EQ(json["mismatches"][0]["table"], "finals");
    EXPECT_EQ(json["mismatches"][0]["column"], "efficacy");
    EXPECT_EQ(json["mismatches"][0]["now"], row[column]);
    for (const char* lang : {"en", "zh"}) {
        const Said text = yihe.run({"verify", "o", "--all", "--lang", lang});
        EXPECT_EQ(text.exit, 6);
        EXPECT_NE(text.out.find("p3r2"), std::string::npos) << text.out;
    }
}

TEST(Verify, NamesTheCellsOfPointsAndSummariesToo) {
    const FinishedStudy yihe;
    const auto rows = rows_of(yihe.run({"export", "o", "summaries"}).out);
    const auto mean = std::find_if(rows.begin(), rows.end(), [](const auto& row) {
        return row[0] == "2" && row[1] == "efficacy";
    });
    ASSERT_NE(mean, rows.end());
    ASSERT_EQ(tamper(yihe.folder / "o/results.sqlite", std::stod((*mean)[3])), 1);
    ASSERT_GE(tamper(yihe.folder / "o/results.sqlite", 0.4), 2);  // an intensity of two points
    const Said said = yihe.run({"verify", "o", "--all", "--json"});
    EXPECT_EQ(said.exit, 6) << said.err;
    std::vector<std::string> cells;
    const Json json = Json::parse(said.out);
    for (const Json& one : json["mismatches"])
        if (one["table"] == "summaries" || one["table"] == "points")
            cells.push_back(one["run"].get<std::string>() + " " + one["column"].get<std::string>());
    EXPECT_EQ(cells, (std::vector<std::string>{"p2 leadership_intensity", "p2 efficacy mean",
                                               "p5 leadership_intensity"}));
}

TEST(Verify, ComparesTheFilesOfAgentsAndEventsToo) {
    const Program yihe;
    test::write_file(yihe.folder / "base.yaml",
                     "model: governance\nrun: {weeks: 12}\ncommunity: {residents: 200}\n");
    test::write_file(yihe.folder / "s.yaml",
                     "scenario: base.yaml\nreplicates: 2\nkeep: [agents, events]\n"
                     "design: [{factorial: {leadership.intensity: [0.1, 0.4]}}]\n");
    ASSERT_EQ(yihe.run({"sweep", "s.yaml", "--out", "o"}).exit, 0);
    const Said same = yihe.run({"verify", "o", "--all"});
    EXPECT_EQ(same.exit, 0) << same.out << same.err;
    const std::string agents = read_file(yihe.folder / "o/agents/p2r1.csv");
    const std::string events = read_file(yihe.folder / "o/events/p1r2.csv");
    test::write_file(yihe.folder / "o/events/p1r2.csv", events + "x");
    fs::remove(yihe.folder / "o/agents/p2r1.csv");
    const Json json = Json::parse(yihe.run({"verify", "o", "--all", "--json"}).out);
    ASSERT_EQ(json["mismatches"].size(), 2u) << json.dump(2);
    EXPECT_EQ(json["mismatches"][0]["run"], "p1r2");
    EXPECT_EQ(json["mismatches"][0]["table"], "events");
    EXPECT_EQ(json["mismatches"][1]["run"], "p2r1");
    EXPECT_EQ(json["mismatches"][1]["stored"], "");
    // The missing file is made again with its run, and only that.
    const Said again = yihe.run({"sweep", "s.yaml", "--out", "o"});
    EXPECT_NE(again.out.find("1 ran now"), std::string::npos) << again.out;
    EXPECT_EQ(read_file(yihe.folder / "o/agents/p2r1.csv"), agents);
}

TEST(Verify, NoticesTamperedFiles) {
    const FinishedStudy yihe;
    for (const char* name : {"results.csv", "summaries.csv", "dictionary.csv"}) {
        const std::string before = read_file(yihe.folder / "o" / name);
        std::string after = before;
        after[after.size() / 2] ^= 1;
        test::write_file(yihe.folder / "o" / name, after);
        const Said said = yihe.run({"verify", "o", "--sample", "1"});
        EXPECT_EQ(said.exit, 6) << name;
        EXPECT_NE(said.out.find(name), std::string::npos) << said.out;
        test::write_file(yihe.folder / "o" / name, before);
    }
    EXPECT_EQ(yihe.run({"verify", "o", "--sample", "1"}).exit, 0);
    test::write_file(yihe.folder / "o/inputs/base.yaml", "run: {weeks: 52}\n");
    const Said inputs = yihe.run({"verify", "o"});
    EXPECT_NE(inputs.exit, 0);
    EXPECT_NE(yihe.run({"verify", "absent"}).exit, 0);
    test::write_file(yihe.folder / "o/results.sqlite", "no database");
    EXPECT_NE(yihe.run({"verify", "o"}).exit, 0);
}

TEST(Replay, GivesTheRowsThatWereKeptAndAScenarioThatGivesThemAgain) {
    const FinishedStudy yihe;
    const Said said = yihe.run({"replay", "o", "p5r3", "--json"});
    ASSERT_EQ(said.exit, 0) << said.err;
    EXPECT_EQ(Json::parse(said.out)["weeks"], 52);
    const auto replayed = rows_of(read_file(yihe.folder / "o/replays/p5r3/trajectory.csv"));
    ASSERT_EQ(replayed.size(), 1u + 48);
    std::vector<std::vector<std::string>> kept;
    for (const auto& row : rows_of(yihe.run({"export", "o", "weekly"}).out))
        if (row[0] == "5" && row[1] == "3") kept.emplace_back(row.begin() + 1, row.end());
    EXPECT_EQ(kept, std::vector(replayed.begin() + 1, replayed.end()));
    EXPECT_TRUE(fs::exists(yihe.folder / "o/replays/p5r3/agents.csv"));
    const Said run = yihe.run({"run", "o/replays/p5r3/scenario.yaml", "--out", "again"});
    ASSERT_EQ(run.exit, 0) << run.err;
    std::vector<std::vector<std::string>> again;
    for (const auto& row : rows_of(read_file(yihe.folder / "again/trajectory.csv")))
        if (row[0] == "3") again.push_back(row);
    EXPECT_EQ(again, kept);
    const std::string mine = "mine";
    fs::create_directory(yihe.folder / "mine");
    test::write_file(yihe.folder / "mine/scenario.yaml", mine);
    EXPECT_EQ(yihe.run({"replay", "o", "p5r3", "--out", "mine"}).exit, 2);
    EXPECT_EQ(read_file(yihe.folder / "mine/scenario.yaml"), mine);
    for (const char* wrong : {"p7r1", "p0r1", "p1", "r1", "p1r0", "p1r5", "x"})
        EXPECT_EQ(yihe.run({"replay", "o", wrong}).exit, 2) << wrong;
}

TEST(Replay, TakesItsNetworkFromTheFolderOfTheStudy) {
    const Program yihe;
    fs::create_directory(yihe.folder / ".yihe");
    std::string ring;
    for (int i = 0; i < 40; ++i)
        ring += std::to_string(i) + " " + std::to_string((i + 1) % 40) + "\n";
    test::write_file(yihe.folder / "ring.edges", ring);
    test::write_file(yihe.folder / "base.yaml",
                     "model: governance\nrun: {weeks: 20}\ncommunity: {residents: 40}\n"
                     "network: {kind: file, file: ring.edges}\n");
    test::write_file(yihe.folder / "s.yaml",
                     "scenario: base.yaml\nreplicates: 2\n"
                     "design: [{factorial: {leadership.intensity: [0.1, 0.4]}}]\n");
    const Said swept = yihe.run({"sweep", "s.yaml", "--out", "o"});
    ASSERT_EQ(swept.exit, 0) << swept.err;
    fs::remove(yihe.folder / "ring.edges");
    fs::remove(yihe.folder / "base.yaml");
    const Said said = yihe.run({"replay", "o", "p2r1", "--json"});
    ASSERT_EQ(said.exit, 0) << said.err;
    std::string stored;
    for (const auto& row : rows_of(yihe.run({"export", "o", "runs"}).out))
        if (row[0] == "2" && row[1] == "1") stored = row[7];
    EXPECT_EQ(Json::parse(said.out)["digest"], stored);
    const Said again =
        yihe.run({"run", "o/replays/p2r1/scenario.yaml", "--out", "again", "--json"});
    EXPECT_EQ(again.exit, 0) << again.err;
    EXPECT_EQ(yihe.run({"verify", "o", "--all"}).exit, 0);
}

}  // namespace
}  // namespace yihe

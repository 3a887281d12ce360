// What a finished study can be asked from the shell: verify, replay, analyze, export, check.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <nlohmann/json.hpp>

#include "tests/end_to_end/program.hpp"

namespace yihe {
namespace {

using Json = nlohmann::json;
using test::Program;
using test::read_file;
using test::Said;
namespace fs = std::filesystem;

/// A project with a finished study of six points and four replicates in `o`.
class Finished : public Program {
public:
    Finished() {
        fs::create_directory(folder / ".yihe");
        test::write_file(folder / "base.yaml",
                         "model: governance\nrun: {weeks: 52, seed: 3, burn_in: 4}\n"
                         "community: {residents: 300}\nschedule:\n"
                         "  - {week: 20, set: {leadership.style: 0.6, demand.load: 1.2}}\n"
                         "  - {week: 30, set: {demand.load: 1.5}}\n");
        test::write_file(
            folder / "s.yaml",
            "about: {en: How much, zh: 多少}\nscenario: base.yaml\ndesign:\n"
            "  - factorial: {schedule.1.week: [20, 40], leadership.intensity: [0, 0.4, 1]}\n"
            "replicates: 4\npairing: independent\nkeep: [final, weekly]\nclaims:\n"
            "  - {id: H1, text: {en: it helps, zh: 有益}, metric: efficacy, factor: "
            "leadership.intensity, pattern: hump, effect: 0.02}\n");
        EXPECT_EQ(run({"sweep", "s.yaml", "--out", "o"}).exit, 0);
    }
};

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

std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
    std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
    for (const char c : csv) {
        if (c == '\r') continue;
        if (c == '\n') rows.emplace_back(1);
        else if (c == ',') rows.back().emplace_back();
        else rows.back().back() += c;
    }
    rows.pop_back();
    return rows;
}

TEST(Verify, SaysThatAllIsTheSame) {
    const Finished yihe;
    const Said all = yihe.run({"verify", "o", "--all"});
    EXPECT_EQ(all.exit, 0) << all.err << all.out;
    EXPECT_NE(all.out.find("24 of 24 runs made again"), std::string::npos) << all.out;
    const Json json = Json::parse(yihe.run({"verify", "o", "--sample", "5", "--json"}).out);
    EXPECT_EQ(json["same"], true);
    EXPECT_EQ(json["compared"], 5);
    EXPECT_GT(json["cells"], 5 * 48 * 10);
}

TEST(Verify, NamesTheCellThatWasTamperedWith) {
    const Finished yihe;
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

TEST(Verify, NoticesTamperedFiles) {
    const Finished yihe;
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
    const Finished yihe;
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
    for (const char* wrong : {"p7r1", "p0r1", "p1", "r1", "p1r0", "x"})
        EXPECT_EQ(yihe.run({"replay", "o", wrong}).exit, 2) << wrong;
}

TEST(Analyze, SpeaksTextAndJsonInBothLanguages) {
    const Finished yihe;
    for (const char* what : {"overview", "compare", "response", "claims"}) {
        const Said en = yihe.run({"analyze", "o", what, "--factor", "leadership.intensity"});
        const Said zh =
            yihe.run({"analyze", "o", what, "--factor", "leadership.intensity", "--lang", "zh"});
        EXPECT_EQ(en.exit, 0) << what << en.err;
        EXPECT_GT(en.out.size(), 100u) << what;
        EXPECT_EQ(zh.exit, 0) << what;
        EXPECT_NE(en.out, zh.out) << what;
        const Said json =
            yihe.run({"analyze", "o", what, "--factor", "leadership.intensity", "--json"});
        EXPECT_FALSE(Json::parse(json.out, nullptr, false).is_discarded()) << json.out;
    }
    const auto json = Json::parse(
        yihe.run({"analyze", "o", "response", "--factor", "leadership.intensity", "--json"}).out);
    ASSERT_EQ(json["settings"].size(), 2u);
    EXPECT_EQ(json["settings"][1]["where"]["schedule.1.week"], "40");
    ASSERT_EQ(json["settings"][0]["curve"].size(), 3u);
    const auto summaries = rows_of(yihe.run({"export", "o", "summaries"}).out);
    for (std::size_t level = 0; level < 3; ++level)
        for (const auto& row : summaries)
            if (row[0] == std::to_string(level + 1) && row[1] == "efficacy") {
                EXPECT_EQ(json["settings"][0]["curve"][level]["mean"].get<double>(),
                          std::stod(row[3]));
            }
    const auto claims = Json::parse(yihe.run({"analyze", "o", "claims", "--json"}).out);
    EXPECT_EQ(claims["claims"][0]["claim"], "H1");
    EXPECT_FALSE(claims["claims"][0]["verdict"].get<std::string>().empty());
}

TEST(Analyze, RefusesWhatTheStudyDoesNotHave) {
    const Finished yihe;
    for (const std::vector<std::string>& more :
         std::vector<std::vector<std::string>>{{"respons"},
                                               {"response", "--metric", "eficacy"},
                                               {"response", "--factor", "leadership.intensty"},
                                               {"response", "--design", "none"},
                                               {"response", "--where", "leadership.intensity"},
                                               {"response", "--where", "leadership.intensity=much"},
                                               {"compare", "--effect", "-1"},
                                               {"compare", "--values", "median"}}) {
        std::vector<std::string> args{"analyze", "o"};
        args.insert(args.end(), more.begin(), more.end());
        const Said said = yihe.run(args);
        EXPECT_EQ(said.exit, 2) << more.back() << said.out << said.err;
        EXPECT_EQ(said.out, "") << more.back();
    }
    EXPECT_EQ(yihe.run({"analyze", "absent"}).exit, 2);
}

TEST(Analyze, LooksAtEveryMetricWhateverIsEmpty) {
    const Finished yihe;
    const Json models = Json::parse(yihe.run({"describe", "governance", "--json"}).out);
    for (const Json& metric : models["metrics"]) {
        const std::string key = metric.contains("key") ? metric["key"] : metric["name"];
        const Said said = yihe.run(
            {"analyze", "o", "response", "--factor", "leadership.intensity", "--metric", key});
        EXPECT_EQ(said.exit, 0) << key << said.err;
    }
}

TEST(Export, PrintsEveryTable) {
    const Finished yihe;
    for (const char* table : {"results", "finals", "last_week", "weekly", "weekly_results", "runs",
                              "points", "summaries", "dictionary", "provenance"}) {
        const Said said = yihe.run({"export", "o", table});
        EXPECT_EQ(said.exit, 0) << table << said.err;
        EXPECT_GE(rows_of(said.out).size(), 2u) << table;
    }
    EXPECT_EQ(yihe.run({"export", "o"}).out, read_file(yihe.folder / "o/results.csv"));
    const Said wrong = yihe.run({"export", "o", "result"});
    EXPECT_EQ(wrong.exit, 2);
    EXPECT_NE(wrong.err.find("did you mean `results`?"), std::string::npos) << wrong.err;
    EXPECT_EQ(yihe.run({"export", "absent"}).exit, 2);
}

TEST(Check, KnowsStudies) {
    const Finished yihe;
    const Said good = yihe.run({"check", "s.yaml", "base.yaml"});
    EXPECT_EQ(good.exit, 0) << good.err;
    EXPECT_NE(good.out.find("6 points × 4 replicates × 52 weeks"), std::string::npos) << good.out;
    test::write_file(yihe.folder / "bad.yaml",
                     "scenario: base.yaml\ndesign:\n"
                     "  - factorial: {leadership.intensty: [0, 1]}\nreplicates: 0\n");
    for (const char* command : {"check", "sweep"}) {
        std::vector<std::string> args{command, "bad.yaml"};
        if (args[0] == "sweep") args.insert(args.end(), {"--out", "p"});
        const Said bad = yihe.run(args);
        EXPECT_EQ(bad.exit, 2);
        EXPECT_NE(bad.err.find("bad.yaml:3:17"), std::string::npos) << bad.err;
        EXPECT_NE(bad.err.find("did you mean `leadership.intensity`?"), std::string::npos);
        EXPECT_NE(bad.err.find("bad.yaml:4:13"), std::string::npos) << bad.err;
    }
    EXPECT_FALSE(fs::exists(yihe.folder / "p"));
}

}  // namespace
}  // namespace yihe

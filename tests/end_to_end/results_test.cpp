// What else a finished study can be asked from the shell: analyze, export, check.
#include <gtest/gtest.h>

#include <algorithm>

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

TEST(Analyze, SpeaksTextAndJsonInBothLanguages) {
    const FinishedStudy yihe;
    const std::vector<std::string> factor{"--factor", "leadership.intensity"};
    for (const std::string what : {"overview", "compare", "response", "claims"}) {
        const bool asks = what == "compare" || what == "response";
        const auto said = [&](const std::vector<std::string>& more) {
            std::vector<std::string> args{"analyze", "o", what};
            if (asks) args.insert(args.end(), factor.begin(), factor.end());
            args.insert(args.end(), more.begin(), more.end());
            return yihe.run(args);
        };
        const Said en = said({}), zh = said({"--lang", "zh"}), json = said({"--json"});
        EXPECT_EQ(en.exit, 0) << what << en.err;
        EXPECT_GT(en.out.size(), 100u) << what;
        EXPECT_EQ(zh.exit, 0) << what;
        EXPECT_NE(en.out, zh.out) << what;
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

TEST(Analyze, ComparesEntriesReplicateByReplicate) {
    const Program yihe;
    test::write_file(yihe.folder / "base.yaml",
                     "model: governance\nrun: {weeks: 52}\ncommunity: {residents: 300}\n");
    test::write_file(yihe.folder / "s.yaml",
                     "scenario: base.yaml\nover: {factorial: {leadership.intensity: [0.1, 0.4]}}\n"
                     "replicates: 5\ndesign:\n  - {name: plain, factorial: {demand.load: [1, 2]}}\n"
                     "  - {name: clear, set: {mechanisms.role_ambiguity: false}, "
                     "factorial: {demand.load: [1, 2]}}\n");
    ASSERT_EQ(yihe.run({"sweep", "s.yaml", "--out", "o"}).exit, 0);
    const Said said = yihe.run(
        {"analyze", "o", "compare", "--factor", "design", "--metric", "efficacy", "--json"});
    ASSERT_EQ(said.exit, 0) << said.err;
    const Json json = Json::parse(said.out);
    ASSERT_EQ(json["settings"].size(), 4u) << said.out;
    const Json& last = json["settings"][3];
    EXPECT_EQ(last["where"], (Json{{"leadership.intensity", "0.4"}, {"demand.load", "2"}}));
    ASSERT_EQ(last["differences"].size(), 1u);
    EXPECT_EQ(last["differences"][0]["level"], "clear");
    EXPECT_EQ(last["differences"][0]["from"], "plain");
    EXPECT_EQ(last["differences"][0]["pairs"], 5);
    double sum = 0;  // points 4 and 8, from the exported rows
    const auto rows = rows_of(yihe.run({"export", "o", "finals"}).out);
    const auto column = static_cast<std::size_t>(
        std::find(rows[0].begin(), rows[0].end(), "efficacy") - rows[0].begin());
    for (const auto& row : rows)
        if (row[0] == "4" || row[0] == "8")
            sum += std::stod(row[column]) * (row[0] == "8" ? 1 : -1);
    EXPECT_NEAR(last["differences"][0]["estimate"].get<double>(), sum / 5, 1e-12);
    const Said curve = yihe.run({"analyze", "o", "response", "--factor", "design"});
    EXPECT_NE(curve.out.find("clear"), std::string::npos) << curve.out;
    const Said one = yihe.run({"analyze", "o", "compare", "--factor", "design", "--design", "plain",
                               "--design", "clear"});
    EXPECT_EQ(one.exit, 0) << one.err;
}

TEST(Analyze, RefusesWhatTheStudyDoesNotHave) {
    const FinishedStudy yihe;
    for (const std::vector<std::string>& more :
         std::vector<std::vector<std::string>>{{"respons"},
                                               {"response", "--metric", "eficacy"},
                                               {"response", "--factor", "leadership.intensty"},
                                               {"response", "--design", "none"},
                                               {"response", "--where", "leadership.intensity"},
                                               {"response", "--where", "leadership.intensity=much"},
                                               {"compare", "--effect", "-1"},
                                               {"claims", "--metric", "efficacy"},
                                               {"overview", "--where", "leadership.intensity=0"},
                                               {"compare", "--where", "leadership.intensity=0.3"},
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
    const FinishedStudy yihe;
    const Json models = Json::parse(yihe.run({"describe", "governance", "--json"}).out);
    for (const Json& metric : models["metrics"]) {
        const std::string key = metric.contains("key") ? metric["key"] : metric["name"];
        const Said said = yihe.run(
            {"analyze", "o", "response", "--factor", "leadership.intensity", "--metric", key});
        EXPECT_EQ(said.exit, 0) << key << said.err;
    }
}

TEST(Export, PrintsEveryTable) {
    const FinishedStudy yihe;
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
    const FinishedStudy yihe;
    const Said good = yihe.run({"check", "s.yaml", "base.yaml"});
    EXPECT_EQ(good.exit, 0) << good.err;
    EXPECT_NE(good.out.find("6 points × 4 replicates × 52 weeks"), std::string::npos) << good.out;
    test::write_file(yihe.folder / "weeks.yaml",
                     "scenario: base.yaml\nschedule: []\nreplicates: 3\ndesign:\n"
                     "  - factorial: {run.weeks: [40, 90, 60]}\n");
    const Said lengths = yihe.run({"check", "weeks.yaml"});
    EXPECT_NE(lengths.out.find("3 points × 3 replicates × 40 … 90 weeks"), std::string::npos)
        << lengths.out << lengths.err;
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

// The data dictionary, and what the analyses read from a database.
#include <set>

#include "analysis/decision/decision.hpp"
#include "study/columns.hpp"
#include "study/responses.hpp"
#include "tests/study/studies.hpp"

namespace yihe::study {
namespace {

using test::Studies;

bool has_chinese(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

TEST(Dictionary, CoversEveryColumnOfEveryTableAndView) {
    const Studies studies;
    for (const char* keep : {"[final]", "[weekly]"}) {
        const auto study = studies.load(
            "scenario: base.yaml\ndesign:\n  - factorial: {leadership.intensity: [0, 1], "
            "schedule.1.week: [5, 6], network.kind: [small_world]}\nkeep: " +
                std::string(keep) + "\n",
            keep[1] == 'f' ? "a.yaml" : "b.yaml");
        const auto folder = studies.folder(keep);
        test::sweep(study, folder);
        ASSERT_TRUE(test::merge(study, folder).written);
        std::set<std::pair<std::string, std::string>> documented, there;
        for (const ColumnDoc& doc : data_dictionary(study)) {
            EXPECT_TRUE(documented.emplace(doc.table, doc.column).second)
                << doc.table << "." << doc.column << " twice";
            EXPECT_FALSE(doc.label.en.empty()) << doc.table << "." << doc.column;
            EXPECT_TRUE(has_chinese(doc.label.zh)) << doc.table << "." << doc.column;
            EXPECT_FALSE(doc.unit.empty()) << doc.table << "." << doc.column;
            EXPECT_EQ(doc.meaning.en.empty(), doc.meaning.zh.empty()) << doc.column;
        }
        Database db(folder / "results.sqlite", Database::Mode::read);
        auto tables = db.prepare("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')");
        while (tables.step()) {
            auto columns = db.prepare("SELECT * FROM " + sql_name(tables.text(0)));
            for (int c = 0; c < columns.columns(); ++c)
                there.emplace(tables.text(0), columns.name(c));
        }
        EXPECT_EQ(documented, there);
        auto rows = db.prepare("SELECT count(*) FROM dictionary");
        ASSERT_TRUE(rows.step());
        EXPECT_EQ(rows.whole(0), static_cast<std::int64_t>(documented.size()));
    }
}

TEST(Dictionary, NamesOfParametersAndMetricsAreApartAsColumns) {
    for (const ModelEntry& model : models::all()) {
        std::set<std::string> names{"point", "replicate", "week", "block"};
        const auto add = [&](std::string_view key) {
            std::string name = column_name(key);
            EXPECT_TRUE(names.insert(name).second) << model.info.name << " " << key;
            EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789"),
                      std::string::npos)
                << key;
        };
        for (const ParamInfo& param : model.info.params) add(param.doc.key);
        for (const MetricInfo& metric : model.info.metrics) add(metric.doc.key);
    }
}

/// A database of our own numbers: efficacy = 10 × point + replicate.
class Numbers {
public:
    explicit Numbers(const Study& study, std::uint32_t replicates)
        : db_(project_.root() / "n.sqlite", Database::Mode::write_new) {
        db_.run("CREATE TABLE finals (point INTEGER, replicate INTEGER, efficacy REAL)");
        auto insert = db_.prepare("INSERT INTO finals VALUES (?, ?, ?)");
        for (std::uint64_t point = 1; point <= study.points(); ++point)
            for (std::uint32_t r = 1; r <= replicates; ++r)
                if (point != 2 || r != 2)  // one run failed
                    insert.bind(0, static_cast<std::int64_t>(point))
                        .bind(1, static_cast<std::int64_t>(r))
                        .bind(2, 10.0 * static_cast<double>(point) + r)
                        .insert();
    }
    Database& db() { return db_; }

private:
    Project project_;
    Database db_;
};

const std::string two_designs =
    "scenario: base.yaml\ndesign:\n"
    "  - {name: main, factorial: {demand.load: [1, 2], leadership.intensity: [0.5, 0, 1]}}\n"
    "  - {name: without, set: {mechanisms.role_ambiguity: false}, "
    "factorial: {leadership.intensity: [0, 0.5, 1]}}\n"
    "replicates: 3\n";

TEST(Responses, GroupAllOtherFactorsAndOrderTheLevels) {
    const Studies studies;
    const auto study = studies.load(two_designs);
    Numbers numbers(study, 3);
    const auto all = responses(
        study, numbers.db(),
        {.metric = "efficacy", .factor = "leadership.intensity", .designs = {"main"}, .where = {}});
    ASSERT_EQ(all.size(), 2u);
    using Levels = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(all[0].levels, (Levels{{"demand.load", "1"}}));
    EXPECT_EQ(all[1].levels, (Levels{{"demand.load", "2"}}));
    EXPECT_EQ(all[0].response.levels, (std::vector<double>{0, 0.5, 1}));
    const auto& values = all[0].response.values;
    EXPECT_EQ(values[1], (std::vector<double>{11, 12, 13}));
    EXPECT_EQ(values[2], (std::vector<double>{31, 32, 33}));
    EXPECT_EQ(values[0][0], 21);
    EXPECT_TRUE(std::isnan(values[0][1])) << "the replicate keeps its place";
    EXPECT_EQ(values[0][2], 23);
    const auto one = responses(study, numbers.db(),
                               {.metric = "efficacy",
                                .factor = "leadership.intensity",
                                .designs = {"main"},
                                .where = {{"demand.load", Value{2, {}}}}});
    ASSERT_EQ(one.size(), 1u);
    EXPECT_TRUE(one[0].levels.empty()) << "nothing left that tells settings apart";
    EXPECT_EQ(one[0].response.values[1], (std::vector<double>{41, 42, 43}));
}

TEST(Responses, RefuseNamesThatTheStudyDoesNotHave) {
    const Studies studies;
    const auto study = studies.load(two_designs);
    Numbers numbers(study, 1);
    const auto refused = [&](ResponseQuery query) {
        try {
            responses(study, numbers.db(), query);
        } catch (const UserError& error) {
            EXPECT_EQ(error.exit(), Exit::invalid);
            return error.problems()[0].suggestion;
        }
        return std::string("accepted");
    };
    const std::string metric = "efficacy", factor = "leadership.intensity";
    EXPECT_EQ(refused({.metric = "eficacy", .factor = factor, .designs = {}, .where = {}}), metric);
    EXPECT_EQ(
        refused({.metric = metric, .factor = "leadership.intensty", .designs = {}, .where = {}}),
        factor);
    EXPECT_EQ(refused({.metric = metric, .factor = factor, .designs = {"mian"}, .where = {}}),
              "main");
    EXPECT_EQ(
        refused({.metric = metric, .factor = factor, .designs = {}, .where = {{"demand.lod", {}}}}),
        "demand.load");
}

TEST(Claims, SeeTheirSettingsAndTheirKillRuns) {
    const Studies studies;
    const auto study =
        studies.load(two_designs +
                     "claims:\n  - id: H1\n    metric: efficacy\n    factor: leadership.intensity\n"
                     "    pattern: rising\n    effect: 5\n"
                     "    kills: [{design: without, vanishes: rise}]\n");
    ASSERT_EQ(study.claims.size(), 1u);
    Numbers numbers(study, 3);
    const auto settings = settings_of(study, numbers.db(), study.claims[0], "finals");
    ASSERT_EQ(settings.size(), 3u);
    EXPECT_EQ(settings[0].kill, "");
    EXPECT_EQ(settings[2].kill, "without");
    EXPECT_EQ(settings[2].response.values[1], (std::vector<double>{81, 82, 83}));
    // Point 3 over point 2 by 10, but point 1, the level between, lies below both.
    const auto decision = analysis::decide(study.claims[0].rule, settings);
    EXPECT_EQ(decision.counts.holds + decision.counts.fails + decision.counts.undecided, 2u);
    EXPECT_EQ(decision.kills.size(), 1u);
}

}  // namespace
}  // namespace yihe::study

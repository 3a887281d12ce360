// Factors within the schedule, and entries of the design with settings of their own.
#include "tests/study/studies.hpp"

namespace yihe::study {
namespace {

using test::points_of;
using test::Studies;

/// "10 leadership.intensity 0.6; …" as the run of the point sets it.
std::string schedule_of(const Study& study, std::uint64_t point) {
    std::string text;
    const RunPlan plan = study.plan({.point = point});
    for (const Intervention& change : plan.schedule) {
        const ParamInfo& row = study.model->info.params[change.param];
        text += (text.empty() ? "" : "; ") + std::to_string(change.week) + " " +
                std::string(row.doc.key) + " " + plain_text(row, change.value);
    }
    return text;
}

double value_at(const Study& study, std::uint64_t point, std::string_view key) {
    const Scenario& base = *study.locate(point).first->base;
    return study.plan({.point = point}).values[base.find(key)].number;
}

TEST(ScheduleFactors, MoveAWholeEntry) {
    const Studies studies;
    const auto study =
        studies.load("scenario: base.yaml\ndesign: [{factorial: {schedule.1.week: [5, 25]}}]\n");
    EXPECT_EQ(schedule_of(study, 1),
              "5 leadership.intensity 0.6; 5 leadership.style 0.4; 20 demand.load 1.5");
    EXPECT_EQ(schedule_of(study, 2),
              "20 demand.load 1.5; 25 leadership.intensity 0.6; 25 leadership.style 0.4");
}

TEST(ScheduleFactors, SetAValueAndBothTogether) {
    const Studies studies;
    const auto study = studies.load(
        "scenario: base.yaml\ndesign:\n"
        "  - factorial: {schedule.2.week: [10, 1], schedule.1.leadership.intensity: [0, 1]}\n");
    EXPECT_EQ(points_of(study), (std::vector<std::string>{"10 0", "10 1", "1 0", "1 1"}));
    EXPECT_EQ(schedule_of(study, 2),
              "10 leadership.intensity 1; 10 leadership.style 0.4; 10 demand.load 1.5")
        << "in one week: as written";
    EXPECT_EQ(schedule_of(study, 3),
              "1 demand.load 1.5; 10 leadership.intensity 0; 10 leadership.style 0.4");
}

TEST(ScheduleFactors, TiesFollowTheFileThoughWeeksCrossed) {
    const Studies studies;
    const auto study = studies.load(
        "scenario: base.yaml\nschedule:\n"
        "  - {week: 20, set: {demand.load: 2}}\n  - {week: 10, set: {demand.load: 3}}\n"
        "design: [{factorial: {schedule.2.week: [10, 20, 29]}}]\n");
    EXPECT_EQ(schedule_of(study, 1), "10 demand.load 3; 20 demand.load 2");
    EXPECT_EQ(schedule_of(study, 2), "20 demand.load 2; 20 demand.load 3");
    EXPECT_EQ(schedule_of(study, 3), "20 demand.load 2; 29 demand.load 3");
}

TEST(ScheduleFactors, ChangeTheRun) {
    const Studies studies;
    const auto study =
        studies.load("scenario: base.yaml\ndesign: [{factorial: {schedule.2.week: [2, 30]}}]\n");
    test::sweep(study, studies.folder("o"));
    const auto index = StudyFolder(studies.folder("o"), study).index();
    EXPECT_NE(index.read(*index.find({1, 1}))->digest, index.read(*index.find({2, 1}))->digest);
}

TEST(Blocks, HaveSettingsScenarioAndScheduleOfTheirOwn) {
    const Studies studies;
    studies.project.write("other.yaml", "run: {weeks: 30}\ncommunity: {residents: 200}\n");
    const auto study = studies.load(
        "scenario: base.yaml\nset: {leadership.style: 0.1}\ndesign:\n"
        "  - factorial: {leadership.intensity: [0, 1]}\n"
        "  - {name: loaded, set: {demand.load: 2}, factorial: {leadership.intensity: [0, 1]}}\n"
        "  - {name: elsewhere, scenario: other.yaml, factorial: {leadership.intensity: [0.5]}}\n"
        "  - name: late\n    schedule: [{week: 30, set: {demand.load: 9}}]\n"
        "    factorial: {leadership.intensity: 0.5}\n");
    ASSERT_EQ(study.points(), 6u);
    EXPECT_EQ(study.locate(1).first->name, "1");
    EXPECT_EQ(study.locate(6).first->name, "late");
    EXPECT_EQ(value_at(study, 1, "demand.load"), 1);
    EXPECT_EQ(value_at(study, 3, "demand.load"), 2);
    EXPECT_EQ(value_at(study, 5, "community.residents"), 200);
    EXPECT_EQ(value_at(study, 5, "leadership.style"), 0.1) << "the study's set holds everywhere";
    EXPECT_EQ(schedule_of(study, 5), "");
    EXPECT_EQ(schedule_of(study, 6), "30 demand.load 9");
    EXPECT_EQ(points_of(study),
              (std::vector<std::string>{"0 1", "1 1", "0 2", "1 2", "0.5 1", "0.5 1"}))
        << "what an entry sets is a column";
}

TEST(Blocks, AreRefusedWhereTheyAreNotOfTheStudy) {
    const Studies studies;
    studies.project.write("kernel.yaml", "model: participation\n");
    const auto other = studies.problems(
        "scenario: base.yaml\ndesign:\n  - factorial: {demand.load: [1]}\n"
        "  - scenario: kernel.yaml\n    factorial: {demand.load: [1, 2]}\n");
    ASSERT_EQ(other.size(), 1u) << diagnostics(other);
    EXPECT_EQ(other[0].place.line, 4u);
    EXPECT_NE(other[0].what.en.find("another model"), std::string::npos) << other[0].what.en;
    const auto absent = studies.problems(
        "scenario: base.yaml\ndesign:\n  - factorial: {schedule.1.leadership.intensity: [0, 1]}\n"
        "  - schedule: [{week: 5, set: {demand.load: 2}}]\n"
        "    factorial: {schedule.1.leadership.intensity: [0, 1]}\n");
    ASSERT_EQ(absent.size(), 1u) << diagnostics(absent);
    EXPECT_EQ(absent[0].place.line, 5u);
    EXPECT_NE(absent[0].what.en.find("does not set"), std::string::npos) << absent[0].what.en;
}

TEST(Pairing, CommonSharesSeedsAndIndependentDoesNot) {
    const Studies studies;
    const std::string text =
        "scenario: base.yaml\ndesign:\n  - factorial: {demand.load: {from: 1, to: 2, steps: 50}}\n";
    const auto common = studies.load(text), own = studies.load(text + "pairing: independent\n");
    std::map<std::uint64_t, int> seeds;
    for (std::uint64_t point = 1; point <= 50; ++point) {
        EXPECT_EQ(common.seed(point), 3u);
        EXPECT_LT(own.seed(point), std::uint64_t{1} << 53) << "run.seed is a number";
        ++seeds[own.seed(point)];
        EXPECT_EQ(value_at(own, point, "run.seed"), static_cast<double>(own.seed(point)));
    }
    EXPECT_EQ(seeds.size(), 50u);
    const auto again = studies.load(text + "pairing: independent\n");
    EXPECT_EQ(again.seed(7), own.seed(7));
}

}  // namespace
}  // namespace yihe::study

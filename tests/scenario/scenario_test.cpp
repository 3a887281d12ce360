// Scenarios from files: defaults, building on one another, overrides.
#include "sim/scenario/scenario.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/scenario/refused.hpp"

namespace yihe {
namespace {

TEST(Scenario, DefaultsFillWhatIsNotNamed) {
    const Project project;
    const auto s = load_scenario(project.write("a.yaml", "leadership.style: 0.7\n"), test_models());
    EXPECT_EQ(s.at("leadership.style").number, 0.7);
    EXPECT_EQ(s.at("leadership.intensity").number, 0.2);
    EXPECT_TRUE(s.given[s.find("leadership.style")]);
    EXPECT_FALSE(s.given[s.find("leadership.intensity")]);
    EXPECT_EQ(s.places[s.find("leadership.style")].line, 1);
    EXPECT_EQ(s.values.size(), test_model().params.size());
    EXPECT_EQ(s.model->name, "governance");
    EXPECT_THROW(s.at("no.such"), InvariantError);
}

TEST(Scenario, ScheduleIsSortedAndStable) {
    const Project project;
    const auto s = parse_scenario(
        "schedule:\n  - {week: 9, set: {station.leak: 0.1, demand.load: 2}}\n"
        "  - {week: 3, set: {demand.load: 3}}\n  - {week: 9, set: {roles.drift: 0.1}}\n",
        project.path("a.yaml"), test_models());
    std::string order;
    for (const auto& change : s.schedule)
        order += std::to_string(change.week) + " " +
                 std::string(s.model->params[change.param].doc.key) + "; ";
    EXPECT_EQ(order, "3 demand.load; 9 station.leak; 9 demand.load; 9 roles.drift; ");
    EXPECT_EQ(s.schedule[1].place.line, 2);
}

TEST(Extends, TheExtendingFileWinsAndPlacesStay) {
    const Project project;
    project.write("base/base.yaml",
                  "about: base\nleadership: {intensity: 0.1, style: 0.9}\nrun.weeks: 52\n"
                  "schedule: [{week: 5, set: {demand.load: 2}}]\n");
    project.write("middle.yaml", "extends: base/base.yaml\nleadership.style: 0.8\n");
    const auto s =
        load_scenario(project.write("a.yaml", "extends: middle.yaml\nleadership.intensity: 0.3\n"),
                      test_models());
    EXPECT_EQ(s.at("leadership.intensity").number, 0.3);
    EXPECT_EQ(s.at("leadership.style").number, 0.8);
    EXPECT_EQ(s.at("run.weeks").number, 52);
    EXPECT_EQ(s.about.en, "base");
    EXPECT_EQ(s.places[s.find("leadership.intensity")].file, project.path("a.yaml"));
    EXPECT_EQ(s.places[s.find("leadership.style")].file, project.path("middle.yaml"));
    EXPECT_EQ(s.places[s.find("run.weeks")].file, project.path("base/base.yaml"));
    EXPECT_EQ(s.places[s.find("run.weeks")].line, 3);
    ASSERT_EQ(s.schedule.size(), 1u);
    const auto cleared =
        load_scenario(project.write("b.yaml", "extends: a.yaml\nschedule: []\n"), test_models());
    EXPECT_TRUE(cleared.schedule.empty());
}

TEST(Extends, ProblemsOfTheBaseAreInTheBase) {
    const Project project;
    project.write("base.yaml", "about: x\nleadership.intensity: 7\n");
    const auto file = project.write("a.yaml", "extends: base.yaml\nleadership.intensity: 0.5\n");
    const auto problem = problem_of_file(file);
    EXPECT_EQ(problem.place.file, project.path("base.yaml"));
    EXPECT_EQ(problem.place.line, 2);
    project.write("base.yaml", "about: [\n");
    EXPECT_EQ(problem_of_file(file).place.file, project.path("base.yaml"));
}

TEST(Extends, ScheduleAndWeeksOfDifferentFiles) {
    const Project project;
    project.write("base.yaml", "schedule: [{week: 100, set: {demand.load: 2}}]\n");
    const auto problem =
        problem_of_file(project.write("a.yaml", "extends: base.yaml\nrun.weeks: 50\n"));
    EXPECT_EQ(problem.place.file, project.path("base.yaml"));
    EXPECT_EQ(problem.place.column, 19);
}

TEST(Extends, CirclesDepthAndOtherModels) {
    const Project project;
    const auto self = project.write("self.yaml", "extends: ./self.yaml\n");
    EXPECT_TRUE(says(problem_of_file(self), "circle"));
    project.write("one.yaml", "extends: two.yaml\n");
    project.write("two.yaml", "\nextends: one.yaml\n");
    const auto circle = problem_of_file(project.path("one.yaml"));
    EXPECT_TRUE(says(circle, "circle"));
    EXPECT_EQ(circle.place.file, project.path("two.yaml"));
    EXPECT_EQ(circle.place.line, 2);
    for (int i = 0; i < 9; ++i)
        project.write("d" + std::to_string(i) + ".yaml",
                      "extends: d" + std::to_string(i + 1) + ".yaml\n");
    project.write("d9.yaml", "about: end\n");
    EXPECT_TRUE(says(problem_of_file(project.path("d0.yaml")), "too many files"));
    EXPECT_NO_THROW(load_scenario(project.path("d3.yaml"), test_models()));
    project.write("other.yaml", "model: schelling\n");
    EXPECT_TRUE(
        says(problem_of_file(project.write("m.yaml", "extends: other.yaml\nmodel: governance\n")),
             "another model"));
    EXPECT_EQ(
        load_scenario(project.write("n.yaml", "extends: other.yaml\n"), test_models()).model->name,
        "schelling");
}

TEST(Override, WinsOverEveryFile) {
    const Project project;
    project.write("base.yaml", "leadership.style: 0.9\n");
    const auto file = project.write("a.yaml", "extends: base.yaml\nleadership.intensity: 0.3\n");
    const std::vector<Override> overrides{
        {"leadership.intensity", "0.6"},     {"leadership.style", "1e-1"},
        {"station.separated", "false"},      {"community.kind", "unit"},
        {"network.file", "\"a b.graphml\""}, {"run.weeks", "12"}};
    const auto s = load_scenario(file, test_models(), overrides);
    EXPECT_EQ(s.at("leadership.intensity").number, 0.6);
    EXPECT_EQ(s.at("leadership.style").number, 0.1);
    EXPECT_EQ(s.at("station.separated").number, 0);
    EXPECT_EQ(s.at("community.kind").number, 2);
    EXPECT_EQ(s.at("network.file").text, "a b.graphml");
    EXPECT_EQ(s.places[s.find("run.weeks")].file, "--set");
}

TEST(Override, ProblemsPointIntoTheArgument) {
    struct Row {
        std::string key, value;
        int column, width;
        std::string_view what;
        std::string_view suggestion;
    };
    for (const auto& [key, value, column, width, what, suggestion] : std::initializer_list<Row>{
             {"leadership.intesity", "0.2", 1, 19, "no parameter", "leadership.intensity"},
             {"leadership", "0.2", 1, 10, "is a section", ""},
             {"", "0.2", 1, 1, "no parameter", ""},
             {"schedule", "[]", 1, 8, "no parameter", ""},
             {"leadership.intensity", "2", 22, 1, "out of range", ""},
             {"leadership.intensity", "", 22, 1, "missing", ""},
             {"leadership.intensity", "０.2", 22, 3, "full-width", "0.2"},
             {"leadership.intensity", ".nan", 22, 4, "not a finite", ""},
             {"leadership.intensity", "\"0.2\"", 22, 5, "in quotes", "0.2"},
             {"leadership.intensity", "\"0.2", 22, 1, "never closed", ""},
             {"leadership.intensity", " 0.2", 22, 4, "a number is expected", ""},
             {"leadership.intensity", "0.2\n", 22, 4, "new line", ""},
             {"leadership.intensity", "[0.2]", 22, 5, "a number is expected", ""},
             {"station.separated", "yes", 19, 3, "boolean", "true"},
             {"run.weeks", "2.0", 11, 3, "whole number", "2"},
             {"run.weeks", "010", 11, 3, "leading zero", "10"},
             {"领导强度", "0.2", 1, 4, "no parameter", "leadership.intensity"},
             {"network.file", "a\x1b", 15, 1, "control character", ""},
             {"network.file", "a\xff", 15, 1, "not UTF-8", ""},
         }) {
        const auto problem = problem_of_set(key, value);
        EXPECT_EQ(problem.place.file, "--set") << key << "=" << value;
        EXPECT_EQ(problem.place.line, 1);
        EXPECT_EQ(problem.place.column, column) << key << "=" << value << " " << problem.what.en;
        EXPECT_EQ(problem.place.caret_width, width)
            << key << "=" << value << " " << problem.what.en;
        EXPECT_TRUE(says(problem, what)) << key << "=" << value << " " << problem.what.en;
        EXPECT_EQ(problem.suggestion, suggestion) << key << "=" << value;
        EXPECT_FALSE(problem.what.zh.empty());
    }
}

TEST(Override, TwiceIsRefused) {
    const Project project;
    EXPECT_TRUE(says(problem_of_file(project.write("a.yaml", "about: x\n"),
                                     {{"run.weeks", "3"}, {"run.weeks", "4"}}),
                     "twice"));
}

}  // namespace
}  // namespace yihe

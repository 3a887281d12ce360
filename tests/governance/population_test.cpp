// A list of residents from a CSV file: what is read, what is left to be drawn, what is refused.
#include <gtest/gtest.h>

#include <fstream>

#include "models/governance/inputs.hpp"
#include "tests/run/drift_model.hpp"

namespace yihe::governance {
namespace {

std::vector<ResidentRow> read(const std::string& text) {
    const test::TemporaryFolder folder;
    std::ofstream(folder.path() / "people.csv") << text;
    const Files files{[&](std::string_view name) { return folder.path() / name; }};
    return read_population(files, "people.csv");
}

std::string rows(int n, const std::string& row) {
    std::string text;
    for (int i = 0; i < n; ++i) text += row + "\n";
    return text;
}

Problem refused(const std::string& text) {
    try {
        read(text);
    } catch (const UserError& error) {
        return error.problems().at(0);
    }
    ADD_FAILURE() << "understood: " << text;
    return {};
}

TEST(Population, ReadsWhatAStatisticsProgramWrites) {
    const auto people = read("\"need_factor\",\"membership\",\"building\"\r\n" +
                             rows(19, "0.5,\"hidden\",2\r") + "NA,,\n");
    ASSERT_EQ(people.size(), 20);
    EXPECT_EQ(people[0].building, 2);
    EXPECT_EQ(people[0].membership, 2);
    EXPECT_EQ(people[0].need_factor, 0.5F);
    EXPECT_FALSE(people[19].building || people[19].membership || people[19].need_factor);
}

TEST(Population, RefusesAtThePlace) {
    const struct {
        std::string text, what;
        int line, column;
    } cases[] = {
        {"building,memberships\n", "unknown column \"memberships\"", 1, 10},
        {"building,building\n", "the column \"building\" stands twice", 1, 10},
        {"building,membership\n1\n", "1 cells in this row, 2 names in the header", 2, 1},
        {"building,membership\n1,none\n1.5,none\n", "not a building's number", 3, 1},
        {"building,membership\n60000,none\n", "not a building's number", 2, 1},
        {"membership,building\n党员,1\n", "unknown membership", 2, 1},
        {"membership,need_factor\nnone,-1\n", "not a need factor", 2, 6},
        {"membership,need_factor\nnone,1e999\n", "not a need factor", 2, 6},
        {"membership;building\nnone;1\n", "the cells of this table are not separated by commas", 1,
         1},
        {"building\n" + rows(19, "1"), "a population has at least 20 residents", 0, 0},
        {"", "a population has at least 20 residents", 0, 0},
    };
    for (const auto& one : cases) {
        const Problem problem = refused(one.text);
        EXPECT_EQ(problem.what.en, one.what) << one.text;
        EXPECT_EQ(problem.place.line, one.line) << one.text;
        EXPECT_EQ(problem.place.column, one.column) << one.text;
        EXPECT_EQ(problem.place.file, "people.csv");
    }
    EXPECT_EQ(refused("building,memberships\n").suggestion, "membership");
}

}  // namespace
}  // namespace yihe::governance

// Tables that users bring: what spreadsheets and statistics programs write is read, and what is no
// such table is refused at its place.
#include "sim/scenario/csv.hpp"

#include <gtest/gtest.h>

namespace yihe {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string text) {
    Problems problems;
    CsvReader csv("t.csv", std::move(text), 1 << 20, problems);
    Rows rows;
    while (csv.next()) rows.emplace_back(csv.cells().begin(), csv.cells().end());
    problems.throw_if_any();
    return rows;
}

/// The first problem of a table whose first row holds names.
Problem problem_of(std::string text) {
    Problems problems;
    try {
        CsvReader csv("t.csv", std::move(text), 1 << 20, problems);
        if (csv.next() && csv.read_names())
            for (const std::size_t names = csv.cells().size(); csv.next();) csv.has_cells(names);
    } catch (const UserError& error) {
        return error.problems().at(0);
    }
    const auto found = problems.take();
    return found.empty() ? Problem{} : found[0];
}

TEST(Csv, ReadsWhatSpreadsheetsWrite) {
    const Rows expected{{"a", "b"}, {"1", "2"}, {"3", ""}};
    EXPECT_EQ(rows_of("a,b\n1,2\n3,\n"), expected);
    EXPECT_EQ(rows_of("\xEF\xBB\xBF"
                      "a,b\r\n1,2\r\n3,\r\n"),
              expected);
    EXPECT_EQ(rows_of("\"a\",\"b\"\n1,\"2\"\n\"3\",\"\"\n"), expected);
    EXPECT_EQ(rows_of("a , b\n\n# a remark, with a comma\n 1,\t2\n3,"), expected);
}

TEST(Csv, QuotesHoldCommasAndQuotes) {
    EXPECT_EQ(rows_of("\"x, y\",\"say \"\"no\"\"\"\n"), (Rows{{"x, y", "say \"no\""}}));
}

TEST(Csv, PlacesACellUnderChineseText) {
    const Problem problem = problem_of("甲,乙,甲\n");
    EXPECT_EQ(problem.place.line, 1);
    EXPECT_EQ(problem.place.column, 5);
    EXPECT_EQ(problem.what.en, "the column \"甲\" stands twice");
}

TEST(Csv, RefusesWhatIsNoSuchTable) {
    EXPECT_EQ(problem_of("a,b\n1,\"2\n").what.en, "this quote is not closed in its line");
    EXPECT_EQ(problem_of("a,b\n\"1\"x,2\n").what.en, "text behind a closing quote");
    EXPECT_EQ(problem_of("a,b\n1,2,3\n").what.en, "3 cells in this row, 2 names in the header");
    EXPECT_EQ(problem_of("a,,c\n").what.en, "a column without a name");
    EXPECT_EQ(problem_of("a;b\n1;2\n").what.en,
              "the cells of this table are not separated by commas");
    EXPECT_EQ(problem_of("a\tb\n").place.line, 1);
}

TEST(Csv, RefusesOtherEncodings) {
    EXPECT_EQ(problem_of("a,b\n\xC4\xE3\xBA\xC3,2\n").what.en,
              "this is not UTF-8; it looks like GBK (GB18030)");
    EXPECT_EQ(problem_of(std::string("\xFF\xFE"
                                     "a\0,\0",
                                     6))
                  .what.en,
              "this is UTF-16, not UTF-8 text");
    EXPECT_EQ(problem_of("PK\x03\x04 a spreadsheet").what.en, "this is zip, not UTF-8 text");
}

}  // namespace
}  // namespace yihe

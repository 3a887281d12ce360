// Constraints: their grammar, and the points that they leave.
#include "study/constraint.hpp"

#include "tests/study/studies.hpp"

namespace yihe::study {
namespace {

using test::points_of;
using test::Studies;

/// Of a.a = 2, b.b = 3, c.c = 0.5.
int number_of(std::string_view name) {
    if (name == "a.a") return 0;
    if (name == "b.b") return 1;
    return name == "c.c" ? 2 : -1;
}

bool holds(std::string_view text) {
    Problems problems;
    const auto constraint = Constraint::parse(text, {}, &number_of, problems);
    EXPECT_FALSE(problems.any()) << text;
    return constraint != nullptr && constraint->holds({2, 3, 0.5});
}

TEST(Constraints, KnowArithmeticAndPrecedence) {
    for (const char* text : {"a.a < b.b",
                             "a.a <= 2",
                             "b.b >= 3",
                             "b.b > 2.5",
                             "a.a == 2",
                             "a.a != b.b",
                             "a.a + b.b * 2 == 8",
                             "(a.a + b.b) * 2 == 10",
                             "a.a - b.b - 1 == -2",
                             "b.b / a.a == 1.5",
                             "12 / a.a / b.b == 2",
                             "-a.a + b.b == 1",
                             "-(a.a - b.b) == 1",
                             "a.a*b.b==6",
                             "2 * -a.a == -4",
                             "c.c == 5e-1",
                             "c.c == 5E-1",
                             "a.a == 2e+0",
                             "a.a == 2e0",
                             "1e-3 < c.c",
                             "a.a - 1 == 1",
                             "a.a -1 == 1",
                             "((((a.a)))) == 2"})
        EXPECT_TRUE(holds(text)) << text;
    for (const char* text :
         {"a.a > b.b", "a.a + b.b == 6", "a.a + b.b * 2 == 10", "a.a != 2", "b.b <= 2.999"})
        EXPECT_FALSE(holds(text)) << text;
}

TEST(Constraints, MayBeChained) {
    EXPECT_TRUE(holds("1 <= a.a < b.b <= 3"));
    EXPECT_FALSE(holds("1 <= a.a < b.b < 3"));
    EXPECT_FALSE(holds("2 < a.a < b.b"));
    EXPECT_TRUE(holds("c.c < a.a != b.b == 3"));
}

TEST(Constraints, OfNothingDefinedDoNotHold) {
    EXPECT_FALSE(holds("0 / 0 == 0 / 0"));
    EXPECT_FALSE(holds("(a.a - 2) / (b.b - 3) <= 1"));
    EXPECT_TRUE(holds("a.a / 0 > 1000"));
}

TEST(Constraints, ThatCannotBeUnderstoodAreReportedOnce) {
    for (const std::string text : {"",
                                   "a.a",
                                   "a.a <",
                                   "< a.a",
                                   "a.a < < b.b",
                                   "a.a = 2",
                                   "a.a <> 2",
                                   "(a.a < 2",
                                   "a.a) < 2",
                                   "(a.a < 2) < 3",
                                   "a.a 2 < 3",
                                   "2 +",
                                   "a.a < 1e",
                                   "x.y < 2",
                                   "a.a < 1..2",
                                   "a.a ** 2 < 3",
                                   "a.a < 2 and b.b < 3",
                                   "a.a ≤ 2",
                                   "a.a % 2 == 0",
                                   "()",
                                   "a.a < 2;"}) {
        Problems problems;
        int unknown = 0;
        const auto constraint = Constraint::parse(
            text, {},
            [&](std::string_view name) {
                const int number = number_of(name);
                unknown += number < 0 ? 1 : 0;
                return number;
            },
            problems);
        EXPECT_EQ(constraint, nullptr) << text;
        const std::size_t found = problems.any() ? problems.take().size() : 0;
        EXPECT_EQ(found + static_cast<std::size_t>(unknown), 1u) << text;
    }
}

TEST(Constraints, OfAnyLengthAreRefusedAndNotRun) {
    for (const std::string& text :
         {std::string(100000, '(') + "1 < 2", std::string(100000, '-') + "1 < 2", "1 < 2" + [] {
              std::string sum;
              for (int i = 0; i < 100000; ++i) sum += " + 1";
              return sum;
          }()}) {
        Problems problems;
        EXPECT_EQ(Constraint::parse(text, {}, &number_of, problems), nullptr);
        EXPECT_TRUE(problems.any());
    }
    EXPECT_TRUE(holds(std::string(49, '(') + "1" + std::string(49, ')') + " < 2"));
}

TEST(Constraints, LeaveThePointsThatSatisfyThem) {
    const Studies studies;
    const auto study = studies.load(
        "scenario: base.yaml\ndesign:\n"
        "  - factorial: {leadership.intensity: [0, 0.5, 1], leadership.style: [0, 0.5, 1]}\n"
        "constraints: [leadership.intensity + leadership.style <= 1, "
        "leadership.style > 0]\n");
    EXPECT_EQ(points_of(study), (std::vector<std::string>{"0 0.5", "0 1", "0.5 0.5"}));
    EXPECT_EQ(study.points(), 3u);
}

TEST(Constraints, MayNameWhatNoDesignVaries) {
    const Studies studies;
    const auto study = studies.load(
        "scenario: base.yaml\nset: {demand.load: 0.5}\ndesign:\n"
        "  - factorial: {leadership.intensity: [0, 0.5, 1]}\n"
        "  - {name: b, set: {demand.load: 2}, factorial: {leadership.intensity: [0, 1]}}\n"
        "constraints: [leadership.intensity <= demand.load]\n");
    EXPECT_EQ(study.points(), 4u);
    EXPECT_EQ(study.locate(3).first->name, "b");
}

}  // namespace
}  // namespace yihe::study

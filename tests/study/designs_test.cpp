// Designs as a study writes them: which points they have, in which order.
#include "sim/scenario/scalar.hpp"
#include "tests/study/studies.hpp"

namespace yihe::study {
namespace {

using Points = std::vector<std::string>;
using test::points_of;
using test::Studies;

Points points(std::string_view design, std::string_view rest = "") {
    const Studies studies;
    return points_of(studies.load("scenario: base.yaml\ndesign:\n" + std::string(design) + "\n" +
                                  std::string(rest)));
}

TEST(Designs, FactorialChangesItsLastFactorFastest) {
    EXPECT_EQ(points("  - factorial: {leadership.intensity: [0, 0.5], demand.load: [1, 2, 3]}"),
              (Points{"0 1", "0 2", "0 3", "0.5 1", "0.5 2", "0.5 3"}));
}

TEST(Designs, ASingleValueIsALevel) {
    EXPECT_EQ(points("  - factorial: {leadership.intensity: 0.4, demand.load: [1, 2]}"),
              (Points{"0.4 1", "0.4 2"}));
}

TEST(Designs, ZipGoesThroughItsListsTogether) {
    EXPECT_EQ(points("  - zip: {leadership.intensity: [0, 0.5, 1], demand.load: [3, 2, 1]}"),
              (Points{"0 3", "0.5 2", "1 1"}));
    EXPECT_EQ(points("  - zip: {leadership.intensity: [0, 0, 1], demand.load: [3, 2, 3]}"),
              (Points{"0 3", "0 2", "1 3"}));
}

TEST(Designs, OneAtATimeStartsAtTheScenarioAndLeavesItOut) {
    EXPECT_EQ(points("  - one_at_a_time: {leadership.intensity: [0, 0.25, 1], demand.load: [1, 2]}",
                     "set: {leadership.intensity: 0.25, demand.load: 1}"),
              (Points{"0.25 1", "0 1", "1 1", "0.25 2"}));
}

TEST(Designs, PointsAreThoseListed) {
    EXPECT_EQ(points("  - points:\n"
                     "      - {leadership.intensity: 0.1, station.separated: true}\n"
                     "      - {leadership.intensity: 0.9, station.separated: false}"),
              (Points{"0.1 true", "0.9 false"}));
}

TEST(Designs, ATableGivesOnePointARow) {
    const Studies studies;
    studies.project.write("tables/t.csv",
                          "\xEF\xBB\xBFleadership.intensity , demand.load,network.kind\r\n"
                          "0.1,1,small_world\r\n\r\n 0.2 , 2 ,random\r\n");
    const auto study = studies.load("scenario: base.yaml\ndesign: [{table: tables/t.csv}]\n");
    EXPECT_EQ(points_of(study), (Points{"0.1 1 small_world", "0.2 2 random"}));
    EXPECT_EQ(study.blocks[0].design.kind, "table");
}

TEST(Designs, CrossedEntriesHaveEveryPointOfOneWithEveryOfTheOther) {
    EXPECT_EQ(points("  - zip: {leadership.intensity: [0, 1], leadership.style: [0.2, 0.4]}\n"
                     "    factorial: {demand.load: [1, 2]}"),
              (Points{"0 0.2 1", "0 0.2 2", "1 0.4 1", "1 0.4 2"}));
    EXPECT_EQ(points("  - factorial: {demand.load: [1, 2]}\n"
                     "    lhs: {points: 5, factors: {leadership.intensity: [0, 1]}}")
                  .size(),
              10u);
}

TEST(Designs, TakeIntegersChoicesAndFlags) {
    EXPECT_EQ(
        points("  - factorial: {units.count: [3, 5], network.kind: [small_world, random], "
               "station.separated: [true, false]}"),
        (Points{"3 small_world true", "3 small_world false", "3 random true", "3 random false",
                "5 small_world true", "5 small_world false", "5 random true", "5 random false"}));
}

TEST(Designs, SpacedValuesAreThoseThatAPersonWouldWrite) {
    EXPECT_EQ(points("  - factorial: {leadership.intensity: {from: 0, to: 1, steps: 11}}"),
              (Points{"0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"}));
    EXPECT_EQ(points("  - factorial: {demand.load: {from: 0.7, to: 1.3, steps: 7}}"),
              (Points{"0.7", "0.8", "0.9", "1", "1.1", "1.2", "1.3"}));
    EXPECT_EQ(points("  - factorial: {demand.load: {from: 0.5, to: 2, steps: 1}}"), Points{"0.5"});
    EXPECT_EQ(points("  - factorial: {demand.load: {from: 0.001, to: 0.004, steps: 4}}"),
              (Points{"0.001", "0.002", "0.003", "0.004"}));
    // Every two-decimal grid of the unit interval, of whatever step.
    for (int step = 1; step <= 50; ++step)
        for (int low = 0; low + 2 * step <= 100; low += 3) {
            const int steps = (100 - low) / step + 1, high = low + (steps - 1) * step;
            const auto text = [](int hundredths) { return shortest(hundredths / 100.0); };
            Points expected;
            for (int x = low; x <= high; x += step) expected.push_back(text(x));
            const Levels range{.row = {.doc = {}, .choices = {}, .default_value = {}},
                               .values = {},
                               .low = low / 100.0,
                               .high = high / 100.0};
            Points found;
            for (const Value& value : spaced(range, static_cast<std::uint32_t>(steps)))
                found.push_back(shortest(value.number));
            EXPECT_EQ(found, expected);
        }
}

TEST(Designs, SpacedWholeNumbersAreNotRepeated) {
    EXPECT_EQ(points("  - factorial: {units.count: {from: 1, to: 4, steps: 9}}"),
              (Points{"1", "2", "3", "4"}));
}

TEST(Designs, LogarithmicRangesKeepTheirEnds) {
    const auto all =
        points("  - factorial: {demand.load: {from: 0.01, to: 1, steps: 5, scale: log}}");
    ASSERT_EQ(all.size(), 5u);
    EXPECT_EQ(all.front(), "0.01");
    EXPECT_EQ(all.back(), "1");
    // The logarithm and the power are correct to an ulp or so each.
    EXPECT_NEAR(std::stod(all[2]), 0.1, 1e-15);
    EXPECT_NEAR(std::stod(all[1]), 0.01 * std::sqrt(10.0), 1e-16);
}

TEST(Designs, SamplesStayInTheirRangesAndFillThem) {
    const Studies studies;
    const auto study = studies.load(
        "scenario: base.yaml\ndesign:\n  - lhs:\n      points: 40\n      factors:\n"
        "        leadership.intensity: [0.2, 0.6]\n        units.count: [3, 6]\n"
        "        demand.load: {from: 0.1, to: 10, scale: log}\n"
        "        network.kind: {values: [small_world, random]}\n");
    std::map<double, int> counts, kinds;
    std::vector<int> strata(40), decades(2);
    for (std::uint64_t point = 1; point <= study.points(); ++point) {
        const auto v = study.values(point);
        ASSERT_GE(v[0].number, 0.2);
        ASSERT_LT(v[0].number, 0.6);
        ++strata[static_cast<std::size_t>((v[0].number - 0.2) / 0.4 * 40)];
        ++counts[v[1].number];
        ++decades[v[2].number < 1 ? 0 : 1];
        ++kinds[v[3].number];
    }
    EXPECT_EQ(*std::min_element(strata.begin(), strata.end()), 1) << "one point a stratum";
    EXPECT_EQ(counts, (std::map<double, int>{{3, 10}, {4, 10}, {5, 10}, {6, 10}}));
    EXPECT_EQ(decades, (std::vector<int>{20, 20})) << "as many in each decade";
    ASSERT_EQ(kinds.size(), 2u);
    EXPECT_EQ(kinds.begin()->second, 20);
}

TEST(Designs, HaveTheSizesOfTheirKinds) {
    const std::string factors = "factors: {leadership.intensity: [0, 1], demand.load: [0.5, 2]}";
    for (const auto& [design, size] : std::vector<std::pair<std::string, std::size_t>>{
             {"lhs: {points: 7, ", 7},
             {"random: {points: 9, seed: 4, ", 9},
             {"sobol: {points: 8, ", 8},
             {"saltelli: {points: 8, ", 8 * (2 + 2)},
             {"saltelli: {points: 8, second_order: true, ", 8 * (2 * 2 + 2)},
             {"morris: {trajectories: 5, levels: 6, ", 5 * (2 + 1)}})
        EXPECT_EQ(points("  - " + design + factors + "}").size(), size) << design;
}

TEST(Designs, WithoutOneTheScenarioIsTheOnlyPoint) {
    const Studies studies;
    const auto study = studies.load("scenario: base.yaml\nreplicates: 4\n");
    EXPECT_EQ(study.points(), 1u);
    EXPECT_TRUE(study.factors.empty());
    EXPECT_EQ(study.replication.max, 4u);
}

TEST(Designs, OfManyPointsCostNothingUntilTheyAreRun) {
    const Studies studies;
    const auto study = studies.load(
        "scenario: base.yaml\ndesign:\n  - factorial:\n"
        "      leadership.intensity: {from: 0, to: 1, steps: 1000}\n"
        "      demand.load: {from: 0, to: 1, steps: 1000}\n      units.count: "
        "{from: 1, to: 10, steps: 10}\n");
    EXPECT_EQ(study.points(), 10'000'000u);
    EXPECT_EQ(study.values(10'000'000)[0].number, 1);
    EXPECT_EQ(study.values(1)[2].number, 1);
    EXPECT_EQ(study.values(9'999'999)[2].number, 9);
}

}  // namespace
}  // namespace yihe::study

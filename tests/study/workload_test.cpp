// The work of a study's points, by which the time left is foreseen.
#include "study/workload.hpp"

#include "tests/study/studies.hpp"

namespace yihe::study {
namespace {

TEST(Workload, IsResidentsTimesWeeks) {
    const test::Studies studies;
    const Study study = studies.load(
        "scenario: base.yaml\nschedule: []\n"
        "design: [{factorial: {community.residents: [100, 1000], run.weeks: [30, 60]}}]\n");
    const Workload work(study);
    const double unit = work.of(1);
    EXPECT_GT(unit, 0);
    EXPECT_DOUBLE_EQ(work.of(2) / unit, 2);
    EXPECT_NEAR(work.of(3) / unit, 10, 0.5);  // institutions count as agents too
    EXPECT_NEAR(work.of(4) / unit, 20, 1);
    EXPECT_DOUBLE_EQ(work.mean_after(0), (work.of(1) + work.of(2) + work.of(3) + work.of(4)) / 4);
    EXPECT_DOUBLE_EQ(work.mean_after(2), (work.of(3) + work.of(4)) / 2);
    EXPECT_DOUBLE_EQ(work.mean_after(4), work.of(4));
}

TEST(Workload, IsLookedUpAtASampleOfManyPoints) {
    const test::Studies studies;
    const Study study = studies.load(
        "scenario: base.yaml\nschedule: []\ndesign:\n"
        "  - random: {points: 100000, factors: {community.residents: [100, 300]}}\n");
    const Workload work(study);
    double sum = 0;
    for (std::uint64_t point = 1; point <= 100000; ++point) sum += work.of(point);
    // Uniform between 100 and 300 at 512 points: sd 57.7, standard error 2.6; beside them a few
    // institutions.
    EXPECT_NEAR(sum / 100000 / 30, 200, 4 * 2.6 + 10);
    EXPECT_NEAR(work.mean_after(0), sum / 100000, 1e-6 * sum);
}

TEST(Workload, OfAlikePointsIsOneNumber) {
    const test::Studies studies;
    const Study study = studies.load(
        "scenario: base.yaml\ndesign: [{factorial: {leadership.intensity: [0, 1]}}]\n");
    const Workload work(study);
    EXPECT_EQ(work.of(1), work.of(2));
    EXPECT_EQ(work.mean_after(0), work.of(1));
    EXPECT_EQ(work.mean_after(2), work.of(1));
}

}  // namespace
}  // namespace yihe::study

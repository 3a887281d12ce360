// Replicates: the same bits however they are run, the schedule, burn-in, failures.
#include "sim/run/replicate.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/run/fingerprint.hpp"
#include "tests/run/drift_model.hpp"

namespace yihe {
namespace {

using test::bits;
using test::drift_plan;

TEST(Replicates, AreTheSameForAnyNumberOfThreads) {
    for (const std::uint32_t replicates : {1u, 3u, 8u}) {
        const RunOutcome one = run_replicates(drift_plan(replicates, 12, 1));
        for (const int threads : {2, 3, 7}) {
            const RunOutcome many = run_replicates(drift_plan(replicates, 12, threads));
            EXPECT_EQ(one.digest(), many.digest()) << threads << " threads, " << replicates;
            EXPECT_EQ(bits(one.trajectory), bits(many.trajectory)) << threads;
        }
    }
}

TEST(Replicates, AreTheSameOneAtATime) {
    RunPlan plan = drift_plan(4, 10, 2);
    const RunOutcome together = run_replicates(plan);
    plan.one_at_a_time = true;
    const RunOutcome apart = run_replicates(plan);
    EXPECT_EQ(together.digest(), apart.digest());
    EXPECT_EQ(bits(together.trajectory), bits(apart.trajectory));
}

TEST(Replicates, AreTheSameAloneAndAmongOthers) {
    const RunOutcome many = run_replicates(drift_plan(5, 10, 2));
    const auto alone = run_replicates(drift_plan(1, 10));
    EXPECT_EQ(many.replicates[0].digest, alone.replicates[0].digest);
    EXPECT_NE(many.replicates[0].digest, many.replicates[1].digest);
    const auto values = drift_plan(5, 10).values;
    const auto third = test::drift().create(values, 3, {});
    while (third->week() < 10) third->step();
    EXPECT_EQ(many.replicates[2].digest, third->digest());
}

TEST(Replicates, RecordTheWeeksAfterTheBurnIn) {
    RunPlan plan = drift_plan(2, 10);
    const RunOutcome whole = run_replicates(plan);
    test::set(plan, "run.burn_in", 4);
    const RunOutcome late = run_replicates(plan);
    EXPECT_EQ(late.trajectory.first_week(), 5u);
    EXPECT_EQ(late.trajectory.last_week(), 10u);
    EXPECT_EQ(late.digest(), whole.digest()) << "the burn-in is recording only";
    EXPECT_EQ(late.trajectory.row(2, 7)[0], whole.trajectory.row(2, 7)[0]);
    EXPECT_TRUE(std::isnan(whole.trajectory.row(1, 3)[1]));
    EXPECT_FALSE(std::isnan(whole.trajectory.row(1, 4)[1]));
}

TEST(Schedule, ChangesAtTheStartOfItsWeek) {
    RunPlan plan = drift_plan(1, 8);
    plan.schedule.push_back({5, test::param("drift.pull"), {.number = 0.9, .text = {}}});
    const RunOutcome changed = run_replicates(plan);

    const auto by_hand = test::drift().create(plan.values, 1, {});
    double row[2];
    for (std::uint32_t week = 1; week <= 8; ++week) {
        if (week == 5) by_hand->set(test::param("drift.pull"), {.number = 0.9, .text = {}});
        by_hand->step();
        by_hand->metrics(row);
        EXPECT_EQ(row[0], changed.trajectory.row(1, week)[0]) << week;
    }
    const RunOutcome unchanged = run_replicates(drift_plan(1, 8));
    EXPECT_EQ(unchanged.trajectory.row(1, 4)[0], changed.trajectory.row(1, 4)[0]);
    EXPECT_NE(unchanged.trajectory.row(1, 5)[0], changed.trajectory.row(1, 5)[0]);
}

TEST(Failures, CostOneReplicateEach) {
    RunPlan plan = drift_plan(8, 6, 2);
    test::set(plan, "drift.failing", 1);
    const RunOutcome outcome = run_replicates(plan);
    EXPECT_GT(outcome.failures(), 0u);
    EXPECT_LT(outcome.failures(), 8u);
    EXPECT_FALSE(outcome.interrupted);
    for (std::uint32_t r = 1; r <= 8; ++r) {
        const auto& replicate = outcome.replicates[r - 1];
        EXPECT_EQ(outcome.trajectory.complete(r), replicate.failure.empty());
        EXPECT_EQ(replicate.digest.empty(), !replicate.failure.empty());
    }
}

TEST(Progress, CountsEveryWeekOnce) {
    RunProgress last;
    RunObserver observer{.progress = [&](const RunProgress& p) {
        EXPECT_GE(p.weeks_done, last.weeks_done);
        last = p;
    }};
    run_replicates(drift_plan(6, 20, 3), observer);
    EXPECT_EQ(last.weeks_done, 120u);
    EXPECT_EQ(last.weeks_total, 120u);
}

TEST(Fingerprints, NameTheValuesThatDiffer) {
    RunPlan one = drift_plan(1, 8), other = one;
    EXPECT_EQ(digest_of(fingerprint_of(one)), digest_of(fingerprint_of(other)));
    other.threads = 7;
    EXPECT_EQ(fingerprint_of(one), fingerprint_of(other));
    test::set(other, "drift.pull", 0.25);
    other.schedule.push_back({5, test::param("drift.pull"), {.number = 1, .text = {}}});
    const Message differ = differences(fingerprint_of(one), fingerprint_of(other));
    EXPECT_EQ(
        differ.en,
        "drift.pull: 0.2 there, 0.25 here; schedule[0]: absent there, week 5: drift.pull = 1 here");
    EXPECT_NE(differ.zh.find("drift.pull：那里为 0.2，这里为 0.25"), std::string::npos);
}

}  // namespace
}  // namespace yihe

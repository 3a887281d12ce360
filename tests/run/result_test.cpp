// What is computed from the rows and written: intervals, CSV, safe files, memory.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "sim/run/interval.hpp"
#include "sim/run/memory.hpp"
#include "sim/run/result_files.hpp"
#include "tests/run/drift_model.hpp"

namespace yihe {
namespace {

using test::TemporaryFolder;

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(Intervals, HaveStudentsQuantiles) {  // tables: Abramowitz and Stegun 1964, 26.10
    EXPECT_NEAR(student_t95(1), 12.706204736174706, 1e-9);
    EXPECT_NEAR(student_t95(2), 4.302652729749462, 1e-10);
    EXPECT_NEAR(student_t95(4), 2.7764451051977934, 1e-10);
    EXPECT_NEAR(student_t95(29), 2.0452296421327048, 1e-10);
    EXPECT_NEAR(student_t95(1000), 1.9623390808264078, 1e-9);
    EXPECT_NEAR(student_t95(1000000), 1.959966349, 1e-7);
}

TEST(Intervals, HaveOtherQuantilesToo) {
    EXPECT_NEAR(student_t(0.95, 4), student_t95(4), 1e-12);
    EXPECT_NEAR(student_t(0.5, 1), 1, 1e-12);  // Cauchy: tan(pi / 4)
    EXPECT_NEAR(student_t(0.99, 10), 3.16927267, 1e-8);
    EXPECT_NEAR(student_t(0.999, 2), 31.5990546, 1e-7);
    EXPECT_LT(student_t(0.95, 5), student_t(0.95, 4.5));
    EXPECT_LT(student_t(0.95, 4.5), student_t(0.95, 4));
}

TEST(Intervals, LeaveOutEmptyValues) {
    const double values[] = {1, Interval::empty, 2, 3};
    const Interval x = Intervals().of(values);
    EXPECT_EQ(x.n, 3u);
    EXPECT_DOUBLE_EQ(x.mean, 2);
    EXPECT_DOUBLE_EQ(x.sd, 1);
    EXPECT_NEAR(x.upper - x.mean, 4.302652729749462 / std::sqrt(3.0), 1e-9);
    EXPECT_TRUE(std::isnan(Intervals().of({values, 1}).lower));
    EXPECT_EQ(Intervals().of({values + 1, 1}).n, 0u);
    EXPECT_TRUE(std::isnan(Intervals().of({values + 1, 1}).mean));
}

TEST(Tables, AreCsvThatReadsBackExactly) {
    const TemporaryFolder folder;
    const RunPlan plan = test::drift_plan(3, 6);
    const RunOutcome outcome = run_replicates(plan);
    SafeFile file(folder.path() / "t.csv", folder.path());
    write_trajectory(file, plan.model->info, outcome.trajectory);
    file.commit();
    const std::string text = read(folder.path() / "t.csv");
    EXPECT_TRUE(text.starts_with("replicate,week,x,even\r\n1,1,0."));
    EXPECT_NE(text.find(",\r\n"), std::string::npos) << "an empty cell in odd weeks";
    Trajectory back(3, 1, 6, 2);
    ASSERT_TRUE(read_trajectory(text, back));
    EXPECT_EQ(test::bits(back), test::bits(outcome.trajectory));
    EXPECT_FALSE(read_trajectory(text.substr(0, text.size() - 1), back));
}

TEST(SafeFiles, LeaveNothingBehindUnlessCommitted) {
    const TemporaryFolder folder;
    {
        SafeFile(folder.path() / "a", folder.path()).write("half");
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    SafeFile file(folder.path() / "a", folder.path());
    file.write(std::string(200000, 'x'));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "a"));
    file.commit();
    EXPECT_EQ(std::filesystem::file_size(folder.path() / "a"), 200000u);
}

TEST(SafeFiles, SayWhatTheyCannotWrite) {
    try {
        SafeFile("/nowhere/a", "/nowhere");
        FAIL();
    } catch (const UserError& error) {
        EXPECT_EQ(error.exit(), Exit::storage);
        EXPECT_NE(error.problems()[0].what.en.find("/nowhere/a"), std::string::npos);
    }
}

TEST(Memory, IsNeededByResidentsReplicatesAndRows) {
    RunPlan plan = test::drift_plan(1, 10);
    const double small = memory_need(plan);
    test::set(plan, "community.residents", 1e6);
    EXPECT_GT(memory_need(plan), small + 16e6);
    const double one = memory_need(plan);
    test::set(plan, "run.replicates", 8);
    plan.threads = 4;
    EXPECT_GT(memory_need(plan), 3 * (one - small));
}

TEST(Memory, RefusalNamesTheLargestPopulationThatFits) {
    RunPlan plan = test::drift_plan(1, 10);
    test::set(plan, "community.residents", 1e8);
    try {
        fit_memory(plan, 200e6);
        FAIL();
    } catch (const UserError& error) {
        EXPECT_EQ(error.exit(), Exit::refused);
        const auto residents = largest_residents(plan, 200e6);
        ASSERT_TRUE(residents.has_value());
        EXPECT_NE(error.problems()[0].legal.en.find(std::to_string(static_cast<long>(*residents))),
                  std::string::npos);
        test::set(plan, "community.residents", *residents);
        fit_memory(plan, 200e6);
        test::set(plan, "community.residents", *residents + 1);
        EXPECT_THROW(fit_memory(plan, 200e6), UserError);
    }
}

TEST(Memory, OfManyReplicatesIsSavedByRunningOneAtATime) {
    RunPlan plan = test::drift_plan(8, 10, 4);
    test::set(plan, "community.residents", 1e6);
    plan.one_at_a_time = true;
    const double least = memory_need(plan);
    plan.one_at_a_time = false;
    fit_memory(plan, least);
    EXPECT_TRUE(plan.one_at_a_time);
    EXPECT_EQ(plan.in_flight(), 1u);
}

}  // namespace
}  // namespace yihe

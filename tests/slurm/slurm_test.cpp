// Studies on a real Slurm: whatever dies on the way, the results are those of a serial sweep.
#include <gtest/gtest.h>

#include <algorithm>

#include "study/slurm_jobs.hpp"
#include "tests/slurm/cluster.hpp"

namespace yihe {
namespace {

using namespace test;

/// 240 runs of some tens of milliseconds each.
constexpr const char* long_study = R"(
about: Pull and noise
scenario: small.yaml
set: {community.residents: 30000, run.weeks: 400}
design:
  - factorial: {influence.pull: {from: 0, to: 1, steps: 6}, influence.noise: [0, 0.1, 0.2, 0.3]}
replicates: 10
keep: [final, weekly]
)";

/// 60 short runs.
constexpr const char* short_study = R"(
about: Pull and noise
scenario: small.yaml
design:
  - factorial: {influence.pull: {from: 0, to: 1, steps: 4}, influence.noise: [0, 0.1, 0.2]}
replicates: 5
keep: [final, weekly]
)";

/// Half of its twelve runs need more memory than they may have.
constexpr const char* failing_study = R"(
about: Too many residents
scenario: small.yaml
design:
  - factorial: {community.residents: [300, 400000], influence.pull: [0.1, 0.2, 0.3]}
replicates: 2
limits: {megabytes: 30}
)";

void expect_same_results(const StudyHere& study, const std::string& name) {
    for (const char* file : {"results.sqlite", "results.csv", "summaries.csv"}) {
        const std::string serial = read_file(study.out("serial") / file);
        EXPECT_FALSE(serial.empty()) << file;
        EXPECT_TRUE(read_file(study.out(name) / file) == serial) << name << "/" << file;
    }
}

#define NEEDS(cluster) \
    if (!(cluster).available()) GTEST_SKIP() << (cluster).why()

/// Ends one worker, then lets an urgent job preempt the rest, then ends a node at work.
void harm(const Cluster& cluster, const StudyHere& study) {
    const auto at_work = [&] { return study.workers("cluster").size() >= 3; };
    ASSERT_TRUE(await(30, at_work));
    std::this_thread::sleep_for(std::chrono::milliseconds(700));  // some runs are kept
    const auto workers = study.workers("cluster");
    ASSERT_FALSE(workers.empty());
    workers.front().send(SIGKILL);

    run_command({"sbatch", "--partition=urgent", "--nodes=3", "--exclusive", "--output=/dev/null",
                 "--wrap=sleep 1"});
    ASSERT_TRUE(await(30, [&] { return study.workers("cluster").empty(); })) << "not preempted";
    std::string logs;
    for (int part = 1; part <= 12; ++part)
        logs +=
            read_file(study.out("cluster") / "slurm" / ("part-" + std::to_string(part) + ".log"));
    EXPECT_NE(logs.find("interrupted; the same command goes on"), std::string::npos)
        << "stopped in good order, not killed";
    EXPECT_GT(study.status("cluster")["missing"], 0) << "it was over before it was preempted";
    EXPECT_TRUE(study.status("cluster")["slurm"]["active"]);

    ASSERT_TRUE(await(60, at_work)) << "not queued again";
    const auto busy = Cluster::busy_nodes();
    ASSERT_FALSE(busy.empty());
    cluster.kill_node(busy.front());
}

TEST(Slurm, LosesNothingToAKilledWorkerPreemptionAndADeadNode) {
    const Cluster cluster;
    NEEDS(cluster);
    const StudyHere study(long_study);
    ASSERT_EQ(study.sweep("serial", {}).exit, 0);
    const auto submitted =
        study.sweep("cluster", {"--on", "slurm", "--shards", "12", "--job-time", "10"});
    ASSERT_EQ(submitted.exit, 0) << submitted.err;
    ASSERT_NO_FATAL_FAILURE(harm(cluster, study));
    ASSERT_TRUE(await(150, [&] {
        const auto status = study.status("cluster");
        return !status["slurm"]["active"].get<bool>();
    }));

    const auto status = study.status("cluster");
    EXPECT_EQ(status["missing"], 0) << read_file(study.out("cluster") / "slurm" / "merge.log");
    EXPECT_EQ(status["slurm"]["merge_state"], "COMPLETED");
    EXPECT_GE(status["slurm"]["round"], 1) << "the killed worker's part is submitted again";
    expect_same_results(study, "cluster");
    const std::string log = cluster.controller_log();
    EXPECT_NE(log.find("due to failure of node"), std::string::npos);
    EXPECT_NE(log.find("preempted"), std::string::npos);
    EXPECT_EQ(study.sweep("cluster", {"--on", "slurm"}).exit, 0) << "nothing is left to submit";
}

TEST(Slurm, LosesOneRunToOneFailedRun) {
    const Cluster cluster;
    NEEDS(cluster);
    const StudyHere study(failing_study);
    ASSERT_EQ(study.sweep("serial", {}).exit, 1);
    ASSERT_EQ(study.sweep("cluster", {"--on", "slurm", "--shards", "4"}).exit, 0);
    ASSERT_TRUE(await(60, [&] { return !study.status("cluster")["slurm"]["active"].get<bool>(); }));
    const auto status = study.status("cluster");
    EXPECT_EQ(status["failed"], 6);
    EXPECT_EQ(status["missing"], 0);
    EXPECT_EQ(status["slurm"]["round"], 0) << "what failed is not missing";
    EXPECT_EQ(status["slurm"]["merge_state"], "FAILED");
    expect_same_results(study, "cluster");
}

TEST(Slurm, RefusesWithItsOwnWordsAndLeavesNoJob) {
    const Cluster cluster;
    NEEDS(cluster);
    const StudyHere study(short_study);
    const auto refused = study.sweep("a", {"--on", "slurm", "--slurm=--partition=nowhere"});
    EXPECT_EQ(refused.exit, 4);
    EXPECT_NE(refused.err.find("nvalid partition"), std::string::npos) << refused.err;
    EXPECT_EQ(run_command({"squeue", "--noheader"}).out, "");
}

TEST(Slurm, IsNotGivenTheSameStudyTwiceAndForgetsItByName) {
    const Cluster cluster;
    NEEDS(cluster);
    const StudyHere study(short_study);
    ASSERT_EQ(study.sweep("a b", {"--on", "slurm", "--slurm=--hold"}).exit, 0);
    const auto again = study.sweep("a b", {"--on", "slurm"});
    EXPECT_EQ(again.exit, 2);
    EXPECT_NE(again.err.find("scancel --name"), std::string::npos) << again.err;
    run_command({"scancel", "--name=yihe-a_b"});
    EXPECT_TRUE(await(10, [&] { return !study.status("a b")["slurm"]["active"].get<bool>(); }));
}

TEST(Launchers, RunTheSameParts) {
    const Cluster cluster;
    NEEDS(cluster);
    const StudyHere study(short_study);
    ASSERT_EQ(study.sweep("serial", {}).exit, 0);
    struct Launcher {
        std::string name;
        Words words, part;
    };
    const std::vector<Launcher> launchers{
        {"srun", {"srun", "--ntasks=4"}, {"--shard", "auto"}},
        {"mpirun",
         {"mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "3"},
         {"--shard", "auto"}},
        {"parallel",
         {"parallel", "--quote", "--jobs", "2"},
         {"--shard", "{}/5", ":::", "1", "2", "3", "4", "5"}},
    };
    for (const auto& [name, words, part] : launchers) {
        const auto ran = study.sweep(name, part, words);
        EXPECT_EQ(ran.exit, 0) << name << "\n" << ran.err;
        const auto merged = study.sweep(name, {"--merge"});
        EXPECT_EQ(merged.exit, 0) << name << "\n" << merged.err;
        expect_same_results(study, name);
    }
}

}  // namespace
}  // namespace yihe

// The memory that a run is said to need, against what it takes.
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "tests/end_to_end/program.hpp"
#include "tests/support/sanitized.hpp"

namespace yihe {
namespace {

using test::Program;
using test::Said;
namespace fs = std::filesystem;

/// Sizes, threads and networks by which runs differ; the prediction knows all but the threads.
const std::vector<std::vector<std::string>> different_runs{
    {},
    {"--set", "community.residents=7800", "--set", "run.replicates=4"},
    {"--set", "community.residents=100000"},
    {"--set", "community.residents=200000", "--set", "network.kind=scale_free"},
    {"--set", "community.residents=200000", "--set", "network.mean_degree=20", "--set",
     "network.kind=small_world"}};

TEST(Memory, IsForeseenWithinTheBoundsPromised) {
    if (test::sanitized) GTEST_SKIP() << "sanitizers take memory of their own";
    Program yihe;
    yihe.bring("tiny_governance.yaml");
    for (const auto& settings : different_runs) {
        std::vector<std::string> check{"check", "tiny_governance.yaml", "--json"};
        std::vector<std::string> run{"run", "tiny_governance.yaml", "--out", "r", "--force"};
        for (auto* command : {&check, &run})
            command->insert(command->end(), settings.begin(), settings.end());
        const Said said = yihe.run(check);
        ASSERT_EQ(said.exit, 0) << said.err;
        const double foreseen =
            nlohmann::json::parse(said.out)["files"][0]["memory_bytes"].get<double>();
        const Said took = yihe.run(run);
        ASSERT_EQ(took.exit, 0) << took.err;
        EXPECT_GT(foreseen, 0.95 * took.peak_bytes) << testing::PrintToString(settings);
        EXPECT_LT(foreseen, 1.20 * took.peak_bytes) << testing::PrintToString(settings);
    }
}

TEST(Memory, ThatIsNotThereIsRefusedAtOnce) {
    Program yihe;
    yihe.bring("small.yaml");
    const auto begin = std::chrono::steady_clock::now();
    const Said said = yihe.run({"run", "small.yaml", "--set", "community.residents=100000000",
                                "--set", "network.mean_degree=1000"});
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    EXPECT_EQ(said.exit, 4);
    EXPECT_LT(passed.count(), 1.0);
    EXPECT_NE(said.err.find("the largest community.residents that fits is "), std::string::npos)
        << said.err;
    EXPECT_FALSE(fs::exists(yihe.folder / "runs"));
    const Said beyond = yihe.run({"run", "small.yaml", "--set", "community.residents=1e12"});
    EXPECT_EQ(beyond.exit, 2) << beyond.err;
}

}  // namespace
}  // namespace yihe

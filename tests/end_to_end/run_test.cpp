// yihe run, from the shell: the folder, the result, threads, interruption, storage.
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/end_to_end/program.hpp"

namespace yihe {
namespace {

using Json = nlohmann::json;
using test::Child;
using test::Program;
using test::read_file;
using test::Said;
namespace fs = std::filesystem;

/// Long enough to be interrupted, with the same rows however often that happens.
const std::vector<std::string> long_run{"run",       "small.yaml",
                                        "--set",     "run.weeks=15000",
                                        "--set",     "community.residents=1500",
                                        "--set",     "run.replicates=4",
                                        "--threads", "2"};

std::vector<std::string> with(std::vector<std::string> args, const std::vector<std::string>& more) {
    args.insert(args.end(), more.begin(), more.end());
    return args;
}

TEST(Run, WritesTheFolderThatItNames) {
    Program yihe;
    yihe.bring("small.yaml");
    const Said said = yihe.run({"run", "small.yaml", "--out", "r"});
    EXPECT_EQ(said.exit, 0) << said.err;
    EXPECT_NE(said.out.find("A small participation run"), std::string::npos);
    EXPECT_NE(said.out.find("▁"), std::string::npos);
    EXPECT_NE(said.out.find("written to r"), std::string::npos);
    EXPECT_EQ(said.err, "");
    EXPECT_TRUE(read_file(yihe.folder / "r/trajectory.csv")
                    .starts_with("replicate,week,participation,attitude\r\n"));
    EXPECT_TRUE(read_file(yihe.folder / "r/summary.csv")
                    .starts_with("metric,week,mean,sd,n,lower,upper\r\n"));
    const Json manifest = Json::parse(read_file(yihe.folder / "r/manifest.json"));
    EXPECT_EQ(manifest["seed"], 7);
    EXPECT_EQ(manifest["scenario"]["schedule"][0]["week"], 30);
    EXPECT_EQ(manifest["replicates"].size(), 5u);
    EXPECT_FALSE(fs::exists(yihe.folder / "r/unfinished"));
    EXPECT_FALSE(fs::exists(yihe.folder / "r/agents.csv"));
}

TEST(Run, FindsFilesBesideTheScenarioThatNamesThem) {
    Program yihe;
    fs::create_directory(yihe.folder / ".yihe");
    fs::create_directories(yihe.folder / "base");
    fs::create_directories(yihe.folder / "mine");
    std::string ring;
    for (int i = 0; i < 30; ++i)
        ring += std::to_string(i) + " " + std::to_string((i + 1) % 30) + "\n";
    test::write_file(yihe.folder / "base/ring.txt", ring);
    test::write_file(yihe.folder / "base/base.yaml",
                     "model: governance\nrun: {weeks: 4}\ncommunity: {residents: 30}\n"
                     "network:\n  kind: file\n  file: ring.txt\n");
    test::write_file(yihe.folder / "mine/s.yaml", "extends: ../base/base.yaml\n");
    const Said said = yihe.run({"run", "mine/s.yaml", "--out", "r"});
    EXPECT_EQ(said.exit, 0) << said.err;
    fs::rename(yihe.folder / "base/ring.txt", yihe.folder / "base/rinq.txt");
    for (const char* command : {"run", "check"}) {
        const Said refused = yihe.run({command, "mine/s.yaml"});
        EXPECT_EQ(refused.exit, 2);
        EXPECT_NE(refused.err.find("base.yaml:6:9"), std::string::npos) << refused.err;
        EXPECT_NE(refused.err.find("rinq.txt"), std::string::npos) << refused.err;
    }
}

TEST(Run, ChoosesAFolderByTheValues) {
    Program yihe;
    yihe.bring("small.yaml");
    ASSERT_EQ(yihe.run({"run", "small.yaml"}).exit, 0);
    ASSERT_EQ(yihe.run({"run", "small.yaml", "--seed", "8"}).exit, 0);
    std::size_t folders = 0;
    for (const auto& entry : fs::directory_iterator(yihe.folder / "runs"))
        folders += entry.path().filename().string().starts_with("small-") ? 1 : 0;
    EXPECT_EQ(folders, 2u);
    const Said again = yihe.run({"run", "small.yaml"});
    EXPECT_EQ(again.exit, 0);
    EXPECT_NE(again.err.find("already"), std::string::npos);
    EXPECT_EQ(again.out, yihe.run({"run", "small.yaml", "--force"}).out);
}

TEST(Run, GivesTheSameBytesForAnyThreads) {
    Program yihe;
    yihe.bring("small.yaml");
    for (const std::string threads : {"1", "2", "3", "7"})
        ASSERT_EQ(
            yihe.run({"run", "small.yaml", "--threads", threads, "--out", threads, "--agents"})
                .exit,
            0);
    for (const std::string threads : {"2", "3", "7"})
        for (const char* name : {"trajectory.csv", "summary.csv", "agents.csv"})
            EXPECT_EQ(read_file(yihe.folder / "1" / name), read_file(yihe.folder / threads / name))
                << threads << name;
    const std::string agents = read_file(yihe.folder / "1/agents.csv");
    EXPECT_TRUE(agents.starts_with("replicate,agent,attitude,threshold,takes_part\r\n1,0,"));
    EXPECT_EQ(std::count(agents.begin(), agents.end(), '\n'), 1 + 5 * 300);
}

TEST(Run, PrintsOneJsonObject) {
    Program yihe;
    yihe.bring("small.yaml");
    const Said said = yihe.run({"run", "small.yaml", "--json", "--out", "r"});
    const Json json = Json::parse(said.out);
    EXPECT_EQ(json["replicates"], 5);
    EXPECT_EQ(json["folder"], "r");
    EXPECT_EQ(json["digest"].get<std::string>().size(), 32u);
    const Json& metric = json["metrics"]["participation"]["last_52_weeks"];
    EXPECT_LT(metric["lower"], metric["mean"]);
    EXPECT_LT(metric["mean"], metric["upper"]);
    EXPECT_EQ(metric["n"], 5);
}

TEST(Run, DoesNotWriteOverOthers) {
    Program yihe;
    yihe.bring("small.yaml");
    fs::create_directory(yihe.folder / "mine");
    test::write_file(yihe.folder / "mine/thesis.txt", "words");
    const Said foreign = yihe.run({"run", "small.yaml", "--out", "mine"});
    EXPECT_EQ(foreign.exit, 2);
    EXPECT_NE(foreign.err.find("--force"), std::string::npos);
    EXPECT_EQ(yihe.run({"run", "small.yaml", "--out", "mine", "--force"}).exit, 0);
    EXPECT_EQ(read_file(yihe.folder / "mine/thesis.txt"), "words");
    const Said other = yihe.run({"run", "small.yaml", "--out", "mine", "--seed", "9"});
    EXPECT_EQ(other.exit, 2);
    EXPECT_NE(other.err.find("run.seed: 7 there, 9 here"), std::string::npos);
}

TEST(Run, RunsAgainWhatWasHarmed) {
    Program yihe;
    yihe.bring("small.yaml");
    ASSERT_EQ(yihe.run({"run", "small.yaml", "--out", "r"}).exit, 0);
    const std::string rows = read_file(yihe.folder / "r/trajectory.csv");
    test::write_file(yihe.folder / "r/trajectory.csv", rows.substr(0, rows.size() / 2));
    EXPECT_EQ(yihe.run({"run", "small.yaml", "--out", "r"}).exit, 0);
    EXPECT_EQ(read_file(yihe.folder / "r/trajectory.csv"), rows);
}

TEST(Interruption, IsResumedToTheSameBytes) {
    Program yihe;
    yihe.bring("small.yaml");
    ASSERT_EQ(yihe.run(with(long_run, {"--out", "whole", "--agents"})).exit, 0);
    int interruptions = 0;
    for (int tries = 0; tries < 40 && interruptions < 3; ++tries) {
        const std::vector<std::string> more{"--out", "parts", "--agents", "--resume"};
        const Said said = yihe.run(with(long_run, more), [](const Child& child) {
            std::this_thread::sleep_for(std::chrono::milliseconds(60));
            child.send(SIGINT);
        });
        if (said.exit == 0) break;
        if (said.exit == 128 + SIGINT) continue;  // before the program could catch it
        ASSERT_EQ(said.exit, 3) << said.err;
        EXPECT_EQ(said.out, "");
        EXPECT_NE(said.err.find("yihe run small.yaml"), std::string::npos);
        EXPECT_NE(said.err.find("--resume"), std::string::npos);
        ++interruptions;
    }
    EXPECT_GT(interruptions, 0);
    const Said last = yihe.run(with(long_run, {"--out", "parts", "--agents", "--resume"}));
    ASSERT_EQ(last.exit, 0) << last.err;
    for (const char* name : {"trajectory.csv", "summary.csv", "agents.csv"})
        EXPECT_EQ(read_file(yihe.folder / "whole" / name), read_file(yihe.folder / "parts" / name))
            << name;
}

TEST(Interruption, ByKillingLeavesCheckpoints) {
    Program yihe;
    yihe.bring("small.yaml");
    ASSERT_EQ(yihe.run(with(long_run, {"--out", "whole"})).exit, 0);
    const auto run = with(long_run, {"--out", "killed", "--checkpoint", "500"});
    yihe.run(run, [&](const Child& child) {
        const auto file = yihe.folder / "killed/unfinished/replicate-1.checkpoint";
        for (int i = 0; i < 2000 && !fs::exists(file); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        child.send(SIGKILL);
    });
    const Said refused = yihe.run(run);
    EXPECT_EQ(refused.exit, 2) << "an unfinished run is neither lost nor silently begun again";
    const Said resumed = yihe.run(with(run, {"--resume"}));
    ASSERT_EQ(resumed.exit, 0) << resumed.err;
    EXPECT_EQ(read_file(yihe.folder / "whole/trajectory.csv"),
              read_file(yihe.folder / "killed/trajectory.csv"));
}

TEST(Interruption, WithADamagedCheckpointIsRefused) {
    Program yihe;
    yihe.bring("small.yaml");
    const auto run = with(long_run, {"--out", "r", "--checkpoint", "500"});
    const auto file = yihe.folder / "r/unfinished/replicate-1.checkpoint";
    yihe.run(run, [&](const Child& child) {
        for (int i = 0; i < 2000 && !fs::exists(file); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        child.send(SIGKILL);
    });
    std::string bytes = read_file(file);
    ASSERT_GT(bytes.size(), 1000u);
    bytes[bytes.size() / 2] ^= 1;
    test::write_file(file, bytes);
    const Said said = yihe.run(with(run, {"--resume"}));
    EXPECT_EQ(said.exit, 5);
    EXPECT_NE(said.err.find("replicate-1.checkpoint"), std::string::npos);
    EXPECT_EQ(said.out, "");
}

TEST(Storage, AFullDiskIsNoSuccess) {
    Program yihe;
    yihe.bring("small.yaml");
    const auto disk = yihe.folder / "disk";
    fs::create_directory(disk);
    for (const int kilobytes : {4, 8, 12, 16, 20, 28, 40}) {
        const std::string size = "size=" + std::to_string(kilobytes) + "k";
        if (mount("tmpfs", disk.c_str(), "tmpfs", 0, size.c_str()) != 0)
            GTEST_SKIP() << "a small file system cannot be mounted without the right to do so";
        const Said said = yihe.run({"run", "small.yaml", "--out", "disk/r"});
        const bool whole = fs::exists(disk / "r/manifest.json");
        umount(disk.c_str());
        EXPECT_EQ(said.exit, whole ? 0 : 5) << kilobytes << said.err;
        if (whole) continue;
        EXPECT_EQ(std::count(said.err.begin(), said.err.end(), '\n'), 1) << said.err;
        EXPECT_EQ(said.out, "");
    }
}

TEST(Storage, AFileSizeLimitIsNoSuccess) {
    Program yihe;
    yihe.bring("small.yaml");
    rlimit before{}, limit{};
    getrlimit(RLIMIT_FSIZE, &before);
    limit = before;
    limit.rlim_cur = 4096;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    const Said said = yihe.run({"run", "small.yaml", "--out", "r"});
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_DFL);
    EXPECT_EQ(said.exit, 5);
    EXPECT_NE(said.err.find("trajectory.csv"), std::string::npos) << said.err;
    EXPECT_FALSE(fs::exists(yihe.folder / "r/manifest.json"));
    EXPECT_EQ(yihe.run({"run", "small.yaml", "--out", "r"}).exit, 0)
        << "the same command, once there is room";
}

TEST(Storage, AReadOnlyFolderIsRefused) {
    if (geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
    Program yihe;
    yihe.bring("small.yaml");
    fs::create_directory(yihe.folder / "closed");
    fs::permissions(yihe.folder / "closed", fs::perms::owner_read | fs::perms::owner_exec);
    EXPECT_EQ(yihe.run({"run", "small.yaml", "--out", "closed/r"}).exit, 5);
}

TEST(Storage, AFileInTheWayIsRefused) {
    Program yihe;
    yihe.bring("small.yaml");
    EXPECT_EQ(yihe.run({"run", "small.yaml", "--out", "small.yaml"}).exit, 5);
    EXPECT_EQ(yihe.run({"run", "small.yaml", "--out", "small.yaml/r"}).exit, 5);
}

}  // namespace
}  // namespace yihe

// yihe sweep and its companions from the shell: what a study leaves, however it was interrupted.
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <random>
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

constexpr std::string_view base = R"(about: base
model: governance
run: {weeks: 52, seed: 3}
community: {residents: 300}
schedule:
  - {week: 20, set: {leadership.intensity: 0.6, leadership.style: 0.4}}
)";

constexpr std::string_view design = R"(about: {en: How much leadership, zh: 领导多少为宜}
scenario: base.yaml
design:
  - factorial: {leadership.intensity: [0, 0.4, 1], schedule.1.week: [20, 40]}
keep: [final, weekly]
claims:
  - {id: H1, metric: efficacy, factor: leadership.intensity, pattern: hump, effect: 0.02}
)";

/// A project with a study of six points.
class Project : public Program {
public:
    explicit Project(const std::string& rest = "replicates: 4\n") {
        fs::create_directory(folder / ".yihe");
        test::write_file(folder / "base.yaml", base);
        test::write_file(folder / "s.yaml", std::string(design) + rest);
    }
    std::string table(const std::string& out, const std::string& name = "results") const {
        return run({"export", out, name}).out;
    }
};

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
    return n;
}

void expect_same(const Program& yihe, const std::string& a, const std::string& b) {
    for (const char* name : {"results.sqlite", "results.csv", "summaries.csv", "dictionary.csv"}) {
        EXPECT_FALSE(read_file(yihe.folder / a / name).empty()) << name;
        EXPECT_TRUE(read_file(yihe.folder / a / name) == read_file(yihe.folder / b / name))
            << name << " of " << a << " and " << b;
    }
}

TEST(Sweep, SaysBeforehandWhatItNeeds) {
    const Project yihe;
    const Said said = yihe.run({"sweep", "s.yaml", "--out", "o", "--dry-run"});
    EXPECT_EQ(said.exit, 0) << said.err;
    for (const char* word : {"points", "runs", "24", "memory", "disk", "time"})
        EXPECT_NE(said.out.find(word), std::string::npos) << word << "\n" << said.out;
    const Said chinese = yihe.run({"sweep", "s.yaml", "--out", "o", "--dry-run", "--lang", "zh"});
    for (const char* word : {"设计点", "运行次数", "内存", "磁盘", "24"})
        EXPECT_NE(chinese.out.find(word), std::string::npos) << word;
    const Json json =
        Json::parse(yihe.run({"sweep", "s.yaml", "--out", "o", "--dry-run", "--json"}).out);
    EXPECT_EQ(json["points"], 6);
    EXPECT_EQ(json["runs"], 24);
    EXPECT_EQ(json["to_run"], 24);
    EXPECT_FALSE(fs::exists(yihe.folder / "o"));
}

TEST(Sweep, RunsOnceAndThenHasNothingToDo) {
    const Project yihe;
    const Said said = yihe.run({"sweep", "s.yaml", "--out", "o", "--json"});
    ASSERT_EQ(said.exit, 0) << said.err;
    const Json json = Json::parse(said.out);
    EXPECT_EQ(json["runs"], 24);
    EXPECT_EQ(json["ran_now"], 24);
    EXPECT_EQ(json["merged"], true);
    EXPECT_EQ(count(yihe.table("o"), "\r\n"), 25u);
    const auto before = fs::last_write_time(yihe.folder / "o/results.sqlite");
    const Said again = yihe.run({"sweep", "s.yaml", "--out", "o"});
    EXPECT_EQ(again.exit, 0);
    EXPECT_NE(again.out.find("24 of 24 runs done, 0 failed; 0 ran now"), std::string::npos)
        << again.out;
    EXPECT_EQ(fs::last_write_time(yihe.folder / "o/results.sqlite"), before);
    test::write_file(yihe.folder / "s.yaml", std::string(design) + "replicates: 5\n");
    EXPECT_EQ(Json::parse(yihe.run({"sweep", "s.yaml", "--out", "o", "--json"}).out)["ran_now"], 6);
}

TEST(Sweep, OfPartsIsTheSameAsWhole) {
    const Project yihe;
    ASSERT_EQ(yihe.run({"sweep", "s.yaml", "--out", "whole"}).exit, 0);
    for (const char* part : {"3/3", "1/3"})
        EXPECT_EQ(yihe.run({"sweep", "s.yaml", "--out", "parts", "--shard", part}).exit, 0);
    EXPECT_EQ(yihe.run({"sweep", "s.yaml", "--out", "parts", "--merge"}).exit, 3);
    EXPECT_EQ(yihe.run({"sweep", "s.yaml", "--out", "parts", "--shard", "2/3"}).exit, 0);
    EXPECT_EQ(yihe.run({"sweep", "s.yaml", "--out", "parts", "--merge"}).exit, 0);
    expect_same(yihe, "whole", "parts");
}

TEST(Sweep, InterruptedGoesOnToTheSameBytes) {
    const Project yihe("replicates: 120\n");
    int interruptions = 0;
    for (int tries = 0; tries < 30 && interruptions < 2; ++tries) {
        const Said said =
            yihe.run({"sweep", "s.yaml", "--out", "o", "--threads", "2"}, [](const Child& child) {
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
                child.send(SIGTERM);
            });
        if (said.exit == 128 + SIGTERM) continue;  // before the program could catch it
        if (said.exit == 0) break;
        ASSERT_EQ(said.exit, 3) << said.err;
        EXPECT_EQ(said.out, "");
        EXPECT_NE(said.err.find("yihe sweep s.yaml --out o --threads 2"), std::string::npos)
            << said.err;
        EXPECT_FALSE(fs::exists(yihe.folder / "o/manifest.json"));
        ++interruptions;
    }
    EXPECT_GT(interruptions, 0);
    ASSERT_EQ(yihe.run({"sweep", "s.yaml", "--out", "o"}).exit, 0);
    ASSERT_EQ(yihe.run({"sweep", "s.yaml", "--out", "whole"}).exit, 0);
    expect_same(yihe, "whole", "o");
}

/// Runs in the part files, by a fresh look from outside.
Json look(const Program& yihe) {
    return Json::parse(yihe.run({"sweep", "s.yaml", "--out", "o", "--dry-run", "--json"}).out);
}

TEST(Sweep, KilledAtAnyInstantLosesNothing) {
    const bool all = std::getenv("YIHE_TEST_LONG") != nullptr;
    const int kills = all ? 200 : 12;
    const Project yihe("replicates: 170\n");  // 1,020 runs
    ASSERT_EQ(yihe.run({"sweep", "s.yaml", "--out", "whole"}).exit, 0);
    std::mt19937_64 random(6);
    std::uint64_t done = 0;
    int killed = 0;
    for (int tries = 0; tries < 3 * kills && killed < kills; ++tries) {
        const auto wait = std::chrono::microseconds(5000 + random() % (all ? 400000 : 900000));
        const Said said =
            yihe.run({"sweep", "s.yaml", "--out", "o", "--threads", "2"}, [&](const Child& child) {
                std::this_thread::sleep_for(wait);
                child.send(SIGKILL);
            });
        if (said.exit == 0) {
            expect_same(yihe, "whole", "o");
            fs::remove_all(yihe.folder / "o");
            done = 0;
            continue;
        }
        ASSERT_EQ(said.exit, 128 + SIGKILL) << said.err;
        ++killed;
        const Json now = look(yihe);
        EXPECT_GE(now["done"].get<std::uint64_t>(), done) << "a finished run was lost";
        done = now["done"];
    }
    EXPECT_EQ(killed, kills);
    const Said last = yihe.run({"sweep", "s.yaml", "--out", "o", "--json"});
    ASSERT_EQ(last.exit, 0) << last.err;
    EXPECT_EQ(Json::parse(last.out)["ran_now"], 1020 - done) << "only what was missing runs";
    expect_same(yihe, "whole", "o");
    for (const auto& entry : fs::directory_iterator(yihe.folder / "o"))
        EXPECT_EQ(entry.path().filename().string().find(".part-"), std::string::npos)
            << entry.path();
}

constexpr std::string_view failing = R"(scenario: base.yaml
design:
  - factorial: {community.residents: [300, 20000, 400]}
replicates: 3
limits: {megabytes: 14}
)";

TEST(Sweep, OneFailedRunCostsOneRun) {
    const Project yihe;
    test::write_file(yihe.folder / "f.yaml", failing);
    const Said said = yihe.run({"sweep", "f.yaml", "--out", "o"});
    EXPECT_EQ(said.exit, 1);
    EXPECT_NE(said.out.find("9 of 9 runs done, 3 failed"), std::string::npos) << said.out;
    EXPECT_NE(said.err.find("p2r1 failed"), std::string::npos) << said.err;
    EXPECT_NE(said.err.find("limits.megabytes"), std::string::npos) << said.err;
    EXPECT_NE(said.err.find("yihe replay o p2r1"), std::string::npos) << said.err;
    const std::string runs = yihe.table("o", "runs");
    EXPECT_EQ(count(runs, ",failed,"), 3u) << runs;
    EXPECT_EQ(count(runs, ",finished,"), 6u);
    EXPECT_EQ(count(yihe.table("o"), "\r\n"), 7u);
    EXPECT_EQ(yihe.run({"sweep", "f.yaml", "--out", "o"}).exit, 1) << "still failed";
    EXPECT_EQ(yihe.run({"verify", "o", "--all"}).exit, 0) << "it fails again in the same words";
    EXPECT_EQ(yihe.run({"replay", "o", "p2r1"}).exit, 0) << "a replay has no limits";
    std::string roomy(failing);
    roomy.replace(roomy.find("megabytes: 14"), 13, "megabytes: 500");
    test::write_file(yihe.folder / "f.yaml", roomy);
    const Said retried = yihe.run({"sweep", "f.yaml", "--out", "o", "--retry-failed", "--json"});
    EXPECT_EQ(retried.exit, 0) << retried.err;
    EXPECT_EQ(Json::parse(retried.out)["ran_now"], 3);
    EXPECT_EQ(count(yihe.table("o", "runs"), ",failed,"), 0u);
}

TEST(Sweep, OfTwoAtOnceTheSecondIsRefused) {
    const Project yihe("replicates: 2000\n");
    Program other;
    yihe.run({"sweep", "s.yaml", "--out", "o", "--threads", "1"}, [&](const Child& child) {
        for (int i = 0; i < 2000 && !fs::exists(yihe.folder / "o/lock"); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        const std::string at = yihe.folder.string();
        const Said second = other.run({"sweep", at + "/s.yaml", "--out", at + "/o"});
        EXPECT_EQ(second.exit, 5) << second.out;
        EXPECT_NE(second.err.find("another process"), std::string::npos) << second.err;
        EXPECT_EQ(count(second.err, "\n"), 1u);
        child.send(SIGKILL);
    });
}

TEST(Sweep, IntoTheFolderOfAnotherStudyIsRefused) {
    const Project yihe;
    ASSERT_EQ(yihe.run({"sweep", "s.yaml", "--out", "o"}).exit, 0);
    const std::string csv = read_file(yihe.folder / "o/results.csv");
    test::write_file(yihe.folder / "t.yaml",
                     std::string(design) + "replicates: 4\nset: {leadership.style: 0.7}\n");
    const Said said = yihe.run({"sweep", "t.yaml", "--out", "o"});
    EXPECT_EQ(said.exit, 2);
    EXPECT_NE(said.err.find("leadership.style"), std::string::npos) << said.err;
    EXPECT_EQ(read_file(yihe.folder / "o/results.csv"), csv);
    EXPECT_NE(yihe.run({"sweep", "s.yaml", "--out", "base.yaml"}).exit, 0);
    EXPECT_EQ(yihe.run({"sweep", "s.yaml"}).exit, 2);
    EXPECT_EQ(yihe.run({"sweep", "s.yaml", "--out", "o", "--shard", "4/3"}).exit, 2);
}

TEST(SweepStorage, AFullDiskIsNoSuccessAndIsResumed) {
    const Project yihe;
    ASSERT_EQ(yihe.run({"sweep", "s.yaml", "--out", "whole"}).exit, 0);
    const auto disk = yihe.folder / "disk";
    fs::create_directory(disk);
    int failures = 0;
    for (const int kilobytes : {4, 8, 16, 32, 48, 64, 96, 128, 256, 512, 700, 900, 1100, 1400}) {
        const std::string size = "size=" + std::to_string(kilobytes) + "k";
        if (mount("tmpfs", disk.c_str(), "tmpfs", 0, size.c_str()) != 0)
            GTEST_SKIP() << "a small file system cannot be mounted without the right to do so";
        const Said said = yihe.run({"sweep", "s.yaml", "--out", "disk/o", "--threads", "2"});
        const bool whole = fs::exists(disk / "o/manifest.json");
        EXPECT_EQ(said.exit, whole ? 0 : 5) << kilobytes << said.err;
        if (!whole) {
            ++failures;
            EXPECT_EQ(count(said.err, "\n"), 1u) << kilobytes << said.err;
            EXPECT_EQ(said.out, "") << kilobytes;
            mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, "size=20m");
            const Said resumed = yihe.run({"sweep", "s.yaml", "--out", "disk/o"});
            EXPECT_EQ(resumed.exit, 0) << kilobytes << resumed.err;
            if (resumed.exit == 0) expect_same(yihe, "whole", "disk/o");
        }
        umount(disk.c_str());
    }
    EXPECT_GT(failures, 3);
}

TEST(SweepStorage, AFileSizeLimitIsNoSuccess) {
    const Project yihe;
    rlimit before{}, limit{};
    getrlimit(RLIMIT_FSIZE, &before);
    for (const rlim_t bytes : {2000u, 20000u, 200000u}) {
        limit = before;
        limit.rlim_cur = bytes;
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        const Said said = yihe.run({"sweep", "s.yaml", "--out", "o"});
        setrlimit(RLIMIT_FSIZE, &before);
        signal(SIGXFSZ, SIG_DFL);
        EXPECT_EQ(said.exit, 5) << bytes << said.err;
        EXPECT_FALSE(fs::exists(yihe.folder / "o/manifest.json"));
    }
    EXPECT_EQ(yihe.run({"sweep", "s.yaml", "--out", "o"}).exit, 0);
}

TEST(SweepStorage, AReadOnlyFolderIsRefused) {
    if (geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
    const Project yihe;
    fs::create_directory(yihe.folder / "closed");
    fs::permissions(yihe.folder / "closed", fs::perms::owner_read | fs::perms::owner_exec);
    EXPECT_EQ(yihe.run({"sweep", "s.yaml", "--out", "closed/o"}).exit, 5);
}

}  // namespace
}  // namespace yihe

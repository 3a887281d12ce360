// Parts of a study that are started at the same moment, and what yihe status says of them.
#include <gtest/gtest.h>

#include "study/command.hpp"
#include "tests/end_to_end/program.hpp"

namespace yihe::study {
namespace {

void write_study(const test::Program& here, int replicates) {
    test::write_file(here.folder / "study.yaml",
                     "scenario: small.yaml\n"
                     "design: [factorial: {influence.pull: [0.1, 0.2, 0.3, 0.4]}]\n"
                     "replicates: " +
                         std::to_string(replicates) + "\n");
}

TEST(Parts, MayAllStartInANewFolderAtOnce) {
    const test::Program here;
    here.bring("small.yaml");
    write_study(here, 4);
    const std::string together =
        "for i in {1..8}; do \"$0\" sweep study.yaml --out \"$1\" --shard $i/8 & parts+=($!); "
        "done; "
        "failed=0; for part in ${parts[@]}; do wait $part || failed=$?; done; exit $failed";
    for (int attempt = 0; attempt < 10; ++attempt) {
        const std::string out = "out" + std::to_string(attempt);
        const auto said =
            run_command({"env", "-C", here.folder, "bash", "-c", together, YIHE_BINARY, out});
        ASSERT_EQ(said.exit, 0) << said.err;
        EXPECT_EQ(here.run({"sweep", "study.yaml", "--out", out, "--merge"}).exit, 0);
    }
}

TEST(Parts, ThatAreMissingAreNamed) {
    test::Program here;
    here.bring("small.yaml");
    write_study(here, 4);
    for (const char* part : {"1/8", "5/8"})
        EXPECT_EQ(here.run({"sweep", "study.yaml", "--out", "out", "--shard", part}).exit, 0);
    const auto merge =
        here.run({"sweep", "study.yaml", "--out", "out", "--merge", "--shards", "8", "--json"});
    EXPECT_EQ(merge.exit, 3);
    EXPECT_NE(merge.out.find("\"missing_shards\": \"2-4,6-8\""), std::string::npos) << merge.out;
}

TEST(Status, CountsTheReplicatesLastAskedFor) {
    test::Program here;
    here.bring("small.yaml");
    write_study(here, 4);
    ASSERT_EQ(here.run({"sweep", "study.yaml", "--out", "out"}).exit, 0);
    const std::string done = here.run({"status", "out"}).out;
    EXPECT_NE(done.find("16 of 16"), std::string::npos) << done;
    EXPECT_NE(done.find("results.sqlite"), std::string::npos) << done;
    write_study(here, 6);
    ASSERT_EQ(here.run({"sweep", "study.yaml", "--out", "out", "--shard", "1/2"}).exit, 0);
    const std::string more = here.run({"status", "out", "--lang", "zh"}).out;
    EXPECT_NE(more.find("20/24"), std::string::npos) << more;
    EXPECT_EQ(more.find("results.sqlite"), std::string::npos) << "these are of fewer replicates";
    EXPECT_EQ(here.run({"status", "."}).exit, 2) << "no study";
}

}  // namespace
}  // namespace yihe::study

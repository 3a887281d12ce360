// The merged results: the same bytes whatever the parts, their order and the history of the folder.
#include "study/run_one.hpp"
#include "tests/study/studies.hpp"

namespace yihe::study {
namespace {

namespace fs = std::filesystem;
using test::expect_same_results;
using test::Studies;

const std::string design =
    "scenario: base.yaml\ndesign:\n"
    "  - factorial: {leadership.intensity: [0, 0.3, 1], network.kind: [small_world, random]}\n"
    "  - {name: late, set: {demand.load: 2}, factorial: {schedule.1.week: [5, 25]}}\n"
    "keep: [final, weekly]\n";
const std::string watched =
    "replicates: {until: {metric: efficacy, half_width: 0.12}, min: 3, max: 9}\n";

void whole(const Study& study, const fs::path& folder, int threads = 1) {
    const auto outcome = test::sweep(study, folder, {}, threads);
    EXPECT_FALSE(outcome.interrupted);
    EXPECT_TRUE(test::merge(study, folder).written);
}

TEST(Store, IsTheSameForAnyPartsInAnyOrder) {
    const Studies studies;
    std::mt19937_64 random(3);
    int folders = 0;
    for (const std::string& replicates : {std::string("replicates: 3\n"), watched}) {
        const auto study = studies.load(design + replicates);
        const auto serial = studies.folder("serial" + std::to_string(++folders));
        whole(study, serial);
        for (const std::uint32_t parts : {1u, 2u, 5u, 12u})
            for (int round = 0; round < 2; ++round) {
                const auto folder = studies.folder("parts" + std::to_string(++folders));
                std::vector<std::uint32_t> order(parts);
                for (std::uint32_t i = 0; i < parts; ++i) order[i] = i + 1;
                std::shuffle(order.begin(), order.end(), random);
                for (const std::uint32_t part : order) {
                    EXPECT_FALSE(fs::exists(folder / "results.sqlite"));
                    test::sweep(study, folder, {part, parts}, 1 + round);
                }
                const auto merged = test::merge(study, folder);
                EXPECT_TRUE(merged.written) << parts;
                EXPECT_EQ(merged.damaged, 0u);
                expect_same_results(serial, folder);
            }
    }
}

TEST(Store, IsNotWrittenWhileAPartIsMissing) {
    const Studies studies;
    const auto study = studies.load(design + "replicates: 2\n");
    const auto folder = studies.folder("o");
    test::sweep(study, folder, {2, 3});
    const auto merged = test::merge(study, folder);
    EXPECT_FALSE(merged.written);
    EXPECT_EQ(merged.census.runs, 16u);
    EXPECT_EQ(merged.census.missing, 11u);
    EXPECT_FALSE(fs::exists(folder / "results.sqlite"));
    EXPECT_FALSE(merged_already(study, StudyFolder(folder, study)));
}

TEST(Store, AfterRaisingReplicatesEqualsAFreshSweep) {
    const Studies studies;
    const auto two = studies.load(design + "replicates: 2\n");
    const auto folder = studies.folder("grown"), fresh = studies.folder("fresh");
    whole(two, folder);
    const std::string before = test::bytes_of(folder / "results.csv");
    const auto five = studies.load(design + "replicates: 5\n");
    EXPECT_FALSE(merged_already(five, StudyFolder(folder, five)));
    const auto outcome = test::sweep(five, folder);
    EXPECT_EQ(outcome.ran, 8u * 3);
    EXPECT_EQ(outcome.restored, 8u * 2);
    EXPECT_TRUE(test::merge(five, folder).written);
    whole(five, fresh);
    expect_same_results(folder, fresh);

    const auto again = studies.load(design + "replicates: 2\n");
    EXPECT_EQ(test::sweep(again, folder).ran, 0u) << "fewer replicates: nothing to run";
    EXPECT_TRUE(test::merge(again, folder).written);
    EXPECT_EQ(test::bytes_of(folder / "results.csv"), before);
    EXPECT_TRUE(merged_already(again, StudyFolder(folder, again)));

    for (const char* metric : {"efficacy", "stability"}) {
        const auto adaptive = studies.load(design + "replicates: {until: {metric: " + metric +
                                           ", half_width: 0.12}, min: 3, max: 9}\n");
        test::sweep(adaptive, folder);
        EXPECT_TRUE(test::merge(adaptive, folder).written);
        whole(adaptive, studies.folder(metric));
        expect_same_results(folder, studies.folder(metric));
    }
}

TEST(Store, RunsAgainWhatWasHarmed) {
    const Studies studies;
    const auto study = studies.load(design + "replicates: 2\n");
    const auto folder = studies.folder("o");
    whole(study, studies.folder("whole"));
    test::sweep(study, folder);
    std::mt19937_64 random(4);
    for (int round = 0; round < 12; ++round) {
        const auto index = StudyFolder(folder, study).index();
        const auto& entries = index.entries();
        const PartEntry& entry = entries[random() % entries.size()];
        std::vector<fs::path> parts(fs::directory_iterator(folder / "parts"), {});
        std::sort(parts.begin(), parts.end());
        std::string bytes = test::bytes_of(parts[entry.file]);
        const std::size_t at = entry.offset - 20 + random() % (entry.size + 20);
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
        std::ofstream(parts[entry.file], std::ios::binary) << bytes;
        auto merged = test::merge(study, folder);
        EXPECT_FALSE(merged.written);
        EXPECT_EQ(merged.census.missing, 1u);
        EXPECT_EQ(test::sweep(study, folder).ran, 1u) << "byte " << at;
        merged = test::merge(study, folder);
        EXPECT_TRUE(merged.written);
        expect_same_results(studies.folder("whole"), folder);
    }
}

TEST(Store, LeavesNothingOfAMergeThatWasKilled) {
    const Studies studies;
    const auto study = studies.load(design + "replicates: 1\n");
    const auto folder = studies.folder("o");
    test::sweep(study, folder);
    for (const char* name : {"results.sqlite.new-1-2-3", "results.csv.part-1-2-3"})
        std::ofstream(folder / name) << "half";
    EXPECT_TRUE(test::merge(study, folder).written);
    for (const auto& entry : fs::directory_iterator(folder))
        EXPECT_EQ(entry.path().filename().string().find("-1-2-3"), std::string::npos);
}

TEST(Store, FollowsTheWordsOfTheStudyFile) {
    const Studies studies;
    const auto folder = studies.folder("o");
    const auto study = studies.load(design + "replicates: 1\n");
    whole(study, folder);
    ASSERT_TRUE(merged_already(study, StudyFolder(folder, study)));
    const auto claimed = studies.load(design +
                                      "replicates: 1\nclaims: [{id: H1, metric: efficacy, factor: "
                                      "leadership.intensity, pattern: hump, designs: [1]}]\n");
    EXPECT_FALSE(merged_already(claimed, StudyFolder(folder, claimed)));
    EXPECT_EQ(test::sweep(claimed, folder).ran, 0u);
    EXPECT_TRUE(test::merge(claimed, folder).written);
    EXPECT_EQ(open_study(folder, models::for_scenarios(), &models::find).claims.size(), 1u);
}

TEST(Folder, IsReadableAlone) {
    Studies studies;
    studies.project.write("deep/parent.yaml", test::base_scenario);
    studies.project.write("deep/child.yaml", "extends: parent.yaml\nrun: {weeks: 24}\n");
    studies.project.write("tables/t.csv", "demand.load\n1\n2\n");
    fs::create_symlink("t.csv", studies.project.root() / "tables/link.csv");
    studies.project.write("aside/real.yaml",
                          "scenario: deep/child.yaml\ndesign: [{table: tables/link.csv}]\n");
    fs::create_symlink("aside/real.yaml", studies.project.root() / "study.yaml");
    const auto study =
        load_study(studies.project.path("study.yaml"), models::for_scenarios(), &models::find);
    whole(study, studies.folder("o"));
    const Project elsewhere;
    fs::rename(studies.folder("o"), elsewhere.root() / "moved");
    for (const char* name : {"deep", "tables", "aside", "study.yaml"})
        fs::remove_all(studies.project.root() / name);
    const auto again =
        open_study(elsewhere.root() / "moved", models::for_scenarios(), &models::find);
    EXPECT_EQ(test::points_of(again), (std::vector<std::string>{"1", "2"}));
    for (const auto& entry : fs::recursive_directory_iterator(elsewhere.root() / "moved"))
        if (entry.path().extension() == ".yaml") {
            EXPECT_NE(entry.path().string().find("/inputs/"), std::string::npos) << entry.path();
        }
}

TEST(Folder, OfAnotherStudyOrOfOtherThingsIsRefused) {
    const Studies studies;
    const auto study = studies.load(design + "replicates: 1\n");
    StudyFolder(studies.folder("o"), study).prepare();
    const auto other = studies.load(design + "replicates: 1\nset: {leadership.style: 0.7}\n");
    try {
        StudyFolder(studies.folder("o"), other).check();
        ADD_FAILURE() << "accepted";
    } catch (const UserError& error) {
        EXPECT_EQ(error.exit(), Exit::invalid);
        EXPECT_NE(error.problems()[0].what.en.find("leadership.style"), std::string::npos);
    }
    studies.project.write("mine/thesis.txt", "words");
    EXPECT_THROW(StudyFolder(studies.folder("mine"), study).check(), UserError);
    studies.project.write("o/plan.json", "{\"plan\": 3}");
    try {
        StudyFolder(studies.folder("o"), study).check();
        ADD_FAILURE() << "accepted";
    } catch (const UserError& error) {
        EXPECT_EQ(error.exit(), Exit::storage);
    }
}

TEST(Folder, IsLockedForOneAtATime) {
    const Studies studies;
    const auto study = studies.load(design);
    StudyFolder first(studies.folder("o"), study);
    first.prepare();
    first.lock();
    StudyFolder second(studies.folder("o"), study);
    EXPECT_THROW(second.lock(), UserError);
    {
        StudyFolder third(studies.folder("p"), study);
        third.prepare();
        third.lock();
    }
    StudyFolder fourth(studies.folder("p"), study);
    fourth.lock();
}

TEST(RunOne, EndsEarlyByItsStopRules) {
    const Studies studies;
    const std::string text = "scenario: base.yaml\nkeep: [weekly]\n";
    const auto record = [&](const std::string& stop) {
        return *run_one(studies.load(text + stop), {1, 1});
    };
    const RunRecord full = record("");
    EXPECT_EQ(full.weeks, 30u);
    EXPECT_EQ(full.kept_weeks.size(), 30u);
    EXPECT_EQ(record("stop: [{metric: participation, below: -1}]\n").weeks, 30u);
    const auto at_once = record("stop: [{metric: participation, below: 2}]\n");
    EXPECT_EQ(at_once.weeks, 1u);
    for (std::size_t m = 0; m < at_once.means.size(); ++m)
        EXPECT_TRUE(at_once.means[m] == at_once.last[m] || std::isnan(at_once.last[m]));
    EXPECT_EQ(record("stop: [{metric: participation, above: -1, weeks: 7}]\n").weeks, 7u);
    EXPECT_EQ(record("stop: [{metric: participation, above: -1, weeks: 7}, {metric: trust, below: "
                     "9, weeks: 3}]\n")
                  .weeks,
              3u);
    EXPECT_EQ(record("set: {run.burn_in: 10}\nstop: [{metric: participation, above: -1, weeks: "
                     "7}]\n")
                  .weeks,
              17u)
        << "only recorded weeks count";
    // Until the rule is met the run is the same.
    const auto cut = record("stop: [{metric: participation, above: -1, weeks: 7}]\n");
    for (std::size_t i = 0; i < cut.rows.size(); ++i)
        EXPECT_TRUE(cut.rows[i] == full.rows[i] ||
                    (std::isnan(cut.rows[i]) && std::isnan(full.rows[i])));
}

TEST(RunOne, KeepsTheWeeksAskedFor) {
    const Studies studies;
    const auto weeks = [&](const std::string& keep) {
        return run_one(studies.load("scenario: base.yaml\n" + keep), {1, 1})->kept_weeks;
    };
    EXPECT_EQ(weeks("keep: [final]\n"), std::vector<std::uint32_t>());
    EXPECT_EQ(weeks("keep: [{weeks: [30, 5, 5, 12]}]\n"), (std::vector<std::uint32_t>{5, 12, 30}));
    EXPECT_EQ(weeks("keep: [weekly]\nset: {run.burn_in: 26}\n"),
              (std::vector<std::uint32_t>{27, 28, 29, 30}));
}

TEST(RunOne, FinalValuesAreMeansOverTheWindow) {
    const Studies studies;
    const auto study = studies.load("scenario: base.yaml\nkeep: [weekly]\nwindow: 4\n");
    const auto record = *run_one(study, {1, 2});
    const std::size_t metrics = record.means.size();
    for (std::size_t m = 0; m < metrics; ++m) {
        double sum = 0;
        int n = 0;
        for (std::size_t week = 26; week < 30; ++week)
            if (const double x = record.rows[week * metrics + m]; !std::isnan(x)) sum += x, ++n;
        const double mean = n == 0 ? 0 : sum / n;
        EXPECT_EQ(std::isnan(record.means[m]), n == 0) << study.model->info.metrics[m].doc.key;
        EXPECT_EQ(n == 0 ? 0 : record.means[m], mean) << study.model->info.metrics[m].doc.key;
    }
}

TEST(RunOne, RecordsWhatExceedsItsLimits) {
    const Studies studies;
    const auto slow = *run_one(
        studies.load("scenario: base.yaml\nset: {run.weeks: 3000, community.residents: 2000}\n"
                     "schedule: []\nlimits: {seconds: 0.02}\n"),
        {1, 1});
    for (const std::string& why : {slow.failure.en, slow.failure.zh})
        EXPECT_NE(why.find("limits.seconds"), std::string::npos) << why;
    EXPECT_NE(slow.failure.en, slow.failure.zh);
    EXPECT_LT(slow.seconds, 2);
    EXPECT_TRUE(slow.means.empty());
    const auto large =
        *run_one(studies.load("scenario: base.yaml\nset: {community.residents: 100000}\nlimits: "
                              "{megabytes: 2}\n"),
                 {1, 1});
    EXPECT_NE(large.failure.en.find("limits.megabytes"), std::string::npos) << large.failure.en;
    std::atomic<bool> stop{true};
    EXPECT_FALSE(run_one(studies.load("scenario: base.yaml\n"), {1, 1}, {.stop = &stop}));
}

}  // namespace
}  // namespace yihe::study

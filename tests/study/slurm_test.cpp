// The scripts that Slurm gets, and how a submission goes with and without a Slurm that takes it.
#include <gtest/gtest.h>

#include <cstdlib>

#include "sim/core/error.hpp"
#include "study/command.hpp"
#include "study/slurm_jobs.hpp"
#include "tests/end_to_end/program.hpp"

namespace yihe::study {
namespace {

namespace fs = std::filesystem;

SlurmJob job_in(const fs::path& folder) {
    return {.program = "/opt/yi he/yihe",
            .study = folder / "it's $HOME.yaml",
            .out = folder / "out 100%",
            .parts = 12,
            .at_once = 4,
            .processors = 2,
            .time = "2:00:00",
            .options = {"--partition=short", "--exclusive", "--comment=a #b \"c\""}};
}

bool has_line(const std::string& text, const std::string& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

Message refusal(const std::function<void()>& act, Exit exit = Exit::invalid) {
    try {
        act();
    } catch (const UserError& error) {
        EXPECT_EQ(error.exit(), exit);
        return error.problems().front().what;
    }
    ADD_FAILURE() << "nothing was refused";
    return {};
}

TEST(SlurmScripts, SayWhatIsAskedOfSlurm) {
    const SlurmJob job = job_in("/data/me");
    const std::string array = array_script_text(job), merge = merge_script_text(job);
    EXPECT_TRUE(array.starts_with("#!/bin/bash\n"));
    for (const char* line :
         {"#SBATCH --array=1-12%4", "#SBATCH --cpus-per-task=2", "#SBATCH --time=2:00:00",
          "#SBATCH --requeue", "#SBATCH --signal=B:USR1@60", "#SBATCH --partition=short",
          "#SBATCH --exclusive", "#SBATCH --job-name=yihe-out_100_",
          "#SBATCH --comment=\"a #b \\\"c\\\"\"",
          "#SBATCH --output=\"/data/me/out 100%%/slurm/part-%a.log\""})
        EXPECT_TRUE(has_line(array, line)) << line << "\n" << array;
    EXPECT_TRUE(has_line(merge, "#SBATCH --partition=short"));
    EXPECT_EQ(merge.find("#SBATCH --array"), std::string::npos);
    SlurmJob plain = job;
    plain.time = "";
    plain.at_once = 0;
    EXPECT_EQ(array_script_text(plain).find("--time"), std::string::npos);
    EXPECT_TRUE(has_line(array_script_text(plain), "#SBATCH --array=1-12"));
}

TEST(SlurmScripts, AreBashAndQuoteEveryPath) {
    test::Program here;
    SlurmJob job = job_in(here.folder);
    job.program = here.folder / "a 'program'; false";
    test::write_file(job.program, "#!/bin/bash\nprintf '<%s>' \"$@\"\nexit 1\n");
    fs::permissions(job.program, fs::perms::owner_all);
    const fs::path script = here.folder / "array.sh";
    test::write_file(script, array_script_text(job));
    const auto said = run_command({"env", "SLURM_ARRAY_TASK_ID=7", "bash", script});
    EXPECT_EQ(said.exit, 1) << "the program's own";
    EXPECT_EQ(said.out, "<sweep><" + job.study.string() + "><--out><" + job.out.string() +
                            "><--lang><en><--shard><7/12><--threads><1>");
    EXPECT_EQ(said.err, "");
}

/// A stand-in for the program or for one of Slurm's commands: says what it was called with.
void stand_in(const fs::path& folder, const std::string& name, const std::string& script) {
    test::write_file(folder / name, "#!/bin/bash\n" + script);
    fs::permissions(folder / name, fs::perms::owner_all);
}

/// The array script with a program that stops for the signal `caught`, when `sent` reaches the
/// script; the program has kept a run or not. What was called, and the exit.
std::string stopped(const std::string& sent, const std::string& caught, bool keeps) {
    const test::Program here;
    SlurmJob job = job_in(here.folder);
    job.program = here.folder / "program";
    const fs::path parts = job.out / "parts";
    fs::create_directories(parts);
    for (const char* name : {"shard-7-a.part", "shard-70-a.part"})
        test::write_file(parts / name, "");
    // A shell cannot catch what its caller ignores, as it does INT for a background process.
    stand_in(here.folder, "program",
             "[[ $1 == again ]] || exec env --default-signal=INT \"$0\" again\n"
             "trap 'echo stopped >>calls; exit 3' " +
                 caught + "\n" +
                 (keeps ? "for d in out*/parts; do touch \"$d/shard-7-b.part\"; done\n" : "") +
                 "touch ready; for i in {1..100}; do sleep 0.05; done\n");
    stand_in(here.folder, "scontrol", "echo \"scontrol $*\" >>calls\n");
    test::write_file(here.folder / "array.sh", array_script_text(job));
    const std::string drive =
        "SLURM_ARRAY_JOB_ID=42 SLURM_ARRAY_TASK_ID=7 bash array.sh & "
        "until [[ -e ready ]]; do sleep 0.02; done; kill -" +
        sent + " $!; wait $!";
    const auto said =
        run_command({"env", "-C", here.folder, "PATH=" + here.folder.string() + ":/usr/bin:/bin",
                     "bash", "-c", drive});
    return test::read_file(here.folder / "calls") + std::to_string(said.exit);
}

TEST(SlurmSignals, BeforeTheTimeLimitQueueThePartAgain) {
    EXPECT_EQ(stopped("USR1", "TERM", true), "stopped\nscontrol requeue 42_7\n3");
}

TEST(SlurmSignals, DoNotQueueForEverWhatKeepsNoRun) {
    EXPECT_EQ(stopped("USR1", "TERM", false), "stopped\n3");
}

TEST(SlurmSignals, ThatEndTheJobAreHandedOnOnce) {
    EXPECT_EQ(stopped("TERM", "INT", true), "stopped\n3") << "Slurm itself queues what it preempts";
}

/// The merge script with a program that says `json` and exits as told; what became of it.
CommandResult merged(const test::Program& here, const std::string& program, int round) {
    SlurmJob job = job_in(here.folder);
    job.program = here.folder / "program";
    fs::create_directories(job.folder());
    stand_in(here.folder, "program", program);
    stand_in(here.folder, "sbatch", "echo \"sbatch $*\" >>calls; echo 7; exit \"${REFUSE:-0}\"\n");
    test::write_file(job.folder() / "part-3.log", "no memory left\n");
    test::write_file(job.merge_script(), merge_script_text(job));
    return run_command({"env", "-C", here.folder, "PATH=" + here.folder.string() + ":/usr/bin:/bin",
                        "bash", job.merge_script(), std::to_string(round)});
}

const std::string some_missing = "echo '{\"missing\": 9, \"missing_shards\": \"3,7-9\"}'; exit 3\n";

TEST(SlurmMerge, HandsOnTheProgramsExit) {
    for (const int exit : {0, 1, 5}) {
        const test::Program here;
        EXPECT_EQ(merged(here, "exit " + std::to_string(exit), 0).exit, exit);
        EXPECT_FALSE(fs::exists(here.folder / "calls"));
    }
}

TEST(SlurmMerge, SubmitsWhatIsMissingAndItself) {
    const test::Program here;
    EXPECT_EQ(merged(here, some_missing, 1).exit, 0);
    const fs::path slurm = job_in(here.folder).folder();
    EXPECT_EQ(test::read_file(here.folder / "calls"),
              "sbatch --parsable --array=3,7-9%4 " + (slurm / "array.sh").string() +
                  "\nsbatch --parsable --dependency=afterany:7 " + (slurm / "merge.sh").string() +
                  " 2\n");
    const auto record = submissions_of(job_in(here.folder).out);
    ASSERT_EQ(record.size(), 1u);
    EXPECT_EQ(record[0].round, 2);
    EXPECT_EQ(record[0].array, "7");
    EXPECT_EQ(record[0].parts, "3,7-9");
}

TEST(SlurmMerge, TakesAllPartsWhereItIsNotSaidWhich) {
    const test::Program here;
    merged(here, "exit 3", 0);
    EXPECT_NE(test::read_file(here.folder / "calls").find("--array=1-12%4 "), std::string::npos);
}

TEST(SlurmMerge, GivesUpAfterAFewRoundsAndSaysWhatFailed) {
    const test::Program here;
    const auto said = merged(here, some_missing, most_rounds);
    EXPECT_EQ(said.exit, 3);
    EXPECT_NE(said.out.find("3,7-9"), std::string::npos);
    EXPECT_NE(said.out.find("no memory left"), std::string::npos);
    EXPECT_FALSE(fs::exists(here.folder / "calls"));
}

TEST(SlurmScripts, ListElementsInRuns) {
    EXPECT_EQ(element_list({}), "");
    EXPECT_EQ(element_list(std::vector<std::uint32_t>{5}), "5");
    EXPECT_EQ(element_list(std::vector<std::uint32_t>{1, 2, 3, 5, 8, 9}), "1-3,5,8-9");
}

TEST(SlurmOptions, AreTakenWholeOrRefused) {
    SlurmJob job = job_in("/data/me");
    EXPECT_NO_THROW(check_job(job));
    for (const char* option :
         {"--account=a", "--no-kill", "--qos=low", "--begin=now+1hour", "--mem=2G"}) {
        job.options = {option};
        EXPECT_NO_THROW(check_job(job)) << option;
    }
    for (const char* option :
         {"-p", "short", "--", "", "--array=1-3", "--arr=1", "--dependency=afterok:1", "--wrap=ls",
          "--parsable", "--wait", "--output=x", "--x=1\n#SBATCH --wrap=ls", "--a b=1"}) {
        job.options = {option};
        EXPECT_NE(refusal([&] { check_job(job); }).en, "") << option;
    }
    job = job_in("/data/me");
    job.time = "1:00\nrm";
    EXPECT_THROW(check_job(job), UserError);
    job = job_in("/data/me");
    job.out = "relative";
    EXPECT_THROW(check_job(job), UserError);
    job.out = "/data/me\n#SBATCH --wrap=ls";
    EXPECT_THROW(check_job(job), UserError);
}

/// Stand-ins for Slurm's commands in front of everything else.
void use(const test::Program& here, const std::string& sbatch, const std::string& squeue) {
    stand_in(here.folder, "sbatch", sbatch);
    stand_in(here.folder, "squeue", squeue);
    stand_in(here.folder, "scancel", "echo \"$@\" >>" + (here.folder / "cancelled").string());
    setenv("PATH", (here.folder.string() + ":/usr/bin:/bin").c_str(), 1);
}

TEST(SlurmSubmission, WritesScriptsAndRecordsTheJobs) {
    const test::Program here;
    use(here, "echo \"$((40 + $#));cluster\"", "exit 0");
    const SlurmJob job = job_in(here.folder);
    const Submission done = submit(job);
    EXPECT_EQ(done.array, "42") << "--parsable and the script";
    EXPECT_EQ(done.merge, "43") << "and the dependency";
    EXPECT_EQ(test::read_file(job.array_script()), array_script_text(job));
    const auto record = submissions_of(job.out);
    ASSERT_EQ(record.size(), 1u);
    EXPECT_EQ(record[0].array, "42");
    EXPECT_EQ(record[0].merge, "43");
}

TEST(SlurmSubmission, PassesOnWhySlurmRefuses) {
    const test::Program here;
    use(here, "echo 'sbatch: error: invalid partition' >&2; exit 1", "exit 0");
    const Message what = refusal([&] { submit(job_in(here.folder)); }, Exit::refused);
    EXPECT_NE(what.en.find("invalid partition"), std::string::npos);
    EXPECT_NE(what.zh.find("invalid partition"), std::string::npos);
}

TEST(SlurmSubmission, LeavesNoArrayWithoutItsMerge) {
    const test::Program here;
    use(here, "[[ $2 == --dep* ]] && exit 1; echo 42", "exit 0");
    EXPECT_THROW(submit(job_in(here.folder)), UserError);
    EXPECT_EQ(test::read_file(here.folder / "cancelled"), "42\n");
    EXPECT_TRUE(submissions_of(job_in(here.folder).out).empty());
}

TEST(SlurmSubmission, NamesASbatchThatIsNotThere) {
    const test::Program here;
    setenv("PATH", here.folder.c_str(), 1);
    EXPECT_NE(refusal([&] { submit(job_in(here.folder)); }).en.find("no sbatch"),
              std::string::npos);
}

TEST(SlurmSubmission, IsRefusedWhileEarlierJobsGoOn) {
    const test::Program here;
    use(here, "echo 42", "echo '42|3|RUNNING|None'");
    submit(job_in(here.folder));
    EXPECT_NE(refusal([&] { submit(job_in(here.folder)); }).en.find("scancel"), std::string::npos);
    stand_in(here.folder, "squeue", "echo '42|3|FAILED|NonZeroExitCode'; echo '41|3|RUNNING|None'");
    EXPECT_NO_THROW(submit(job_in(here.folder))) << "41 is of somebody else";
}

TEST(SlurmStatus, CountsTheLastSubmission) {
    const std::vector<Submission> submissions{{0, "10", "11", "1-3"}, {1, "20", "21", "2"}};
    const auto tasks = parse_squeue(
        "10|1|COMPLETED|None\n10|2|FAILED|NonZeroExitCode\n11|N/A|COMPLETED|None\n"
        "20|2|RUNNING|a|b\n21|N/A|PENDING|Dependency\nslurm_load_jobs error\n");
    ASSERT_EQ(tasks.size(), 5u);
    EXPECT_EQ(tasks[3].reason, "a|b");
    const JobsSummary summary = summary_of(submissions, tasks);
    EXPECT_EQ(summary.parts, (std::map<std::string, std::size_t>{{"RUNNING", 1}}));
    EXPECT_EQ(summary.merge, "PENDING");
    EXPECT_TRUE(summary.active);
    EXPECT_FALSE(summary_of(submissions, parse_squeue("10|2|FAILED|x\n20|2|TIMEOUT|x")).active);
    for (const char* state : {"PENDING", "RUNNING", "COMPLETING", "REQUEUED", "CONFIGURING"})
        EXPECT_TRUE(is_active(state)) << state;
}

TEST(SlurmStatus, PassesOverATornRecord) {
    const test::Program here;
    const SlurmJob job = job_in(here.folder);
    fs::create_directories(job.folder());
    test::write_file(job.record(),
                     "{\"round\": 0, \"array\": \"5\", \"merge\": \"6\", \"parts\": "
                     "\"1-2\"}\n[3]\n{\"round\": 1, \"arr");
    ASSERT_EQ(submissions_of(job.out).size(), 1u);
    EXPECT_EQ(submissions_of(job.out)[0].merge, "6");
}

TEST(Command, GivesBothStreamsAndTheExit) {
    const auto said = run_command({"bash", "-c", "head -c 300000 /dev/zero; echo no >&2; exit 4"});
    EXPECT_EQ(said.out.size(), 300000u) << "more than a pipe holds";
    EXPECT_EQ(said.err, "no\n");
    EXPECT_EQ(said.exit, 4);
    EXPECT_EQ(run_command({"bash", "-c", "kill -9 $$"}).exit, 137);
    EXPECT_FALSE(run_command({"no-such-program-here"}).found);
}

}  // namespace
}  // namespace yihe::study

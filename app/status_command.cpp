// yihe status DIR: how far a study is, and what its jobs on a cluster do.
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/slurm_call.hpp"
#include "models/registry.hpp"
#include "sim/scenario/problems.hpp"
#include "study/census.hpp"
#include "study/folder.hpp"
#include "study/slurm_jobs.hpp"
#include "study/store.hpp"

namespace yihe::app {

namespace {

using Json = nlohmann::ordered_json;

struct Status {
    std::filesystem::path folder;
    study::Census census;
    bool merged = false;  ///< the results are written
    std::vector<study::Submission> submissions;
    study::JobsSummary jobs;
};

std::string status_json(const Status& status) {
    Json json{{"folder", status.folder.string()},
              {"runs", status.census.runs},
              {"done", status.census.runs - status.census.missing},
              {"failed", status.census.failed},
              {"missing", status.census.missing},
              {"merged", status.merged}};
    if (!status.submissions.empty()) {
        const study::Submission& last = status.submissions.back();
        json["slurm"] = {{"known", status.jobs.known},
                         {"active", status.jobs.active},
                         {"round", last.round},
                         {"array", last.array},
                         {"merge", last.merge},
                         {"parts", last.parts},
                         {"part_states", status.jobs.parts},
                         {"merge_state", status.jobs.merge}};
    }
    return json.dump(2) + "\n";
}

/// "3 RUNNING, 9 PENDING"
std::string counts(const std::map<std::string, std::size_t>& states) {
    std::string text;
    for (const auto& [state, n] : states)
        text += (text.empty() ? "" : ", ") + std::to_string(n) + " " + state;
    return text.empty() ? "-" : text;
}

void show_jobs(const Status& status, Console& console) {
    const study::Submission& last = status.submissions.back();
    if (!status.jobs.known) {
        console.say({"Slurm cannot be asked here: squeue is missing or does not answer",
                     "此处无法查询 Slurm：没有 squeue，或其没有应答"});
        return;
    }
    const std::string merge = status.jobs.merge.empty() ? "-" : status.jobs.merge;
    console.out(say("job {0}: parts {1}: {2}\njob {3}: merge: {4}\n",
                    "作业 {0}：部分 {1}：{2}\n作业 {3}：合并：{4}\n",
                    {last.array, last.parts, counts(status.jobs.parts), last.merge, merge}));
    if (last.round > 0)
        console.out(say("runs were missing; they have been submitted {0} times more\n",
                        "曾有运行缺失；已另外提交 {0} 次\n", {std::to_string(last.round)}));
}

void show(const Status& status, Console& console) {
    const study::Census& census = status.census;
    console.out(say("{0} of {1} runs done, {2} failed\n", "已完成 {0}/{1} 次运行，失败 {2} 次\n",
                    {std::to_string(census.runs - census.missing), std::to_string(census.runs),
                     std::to_string(census.failed)}));
    if (!status.submissions.empty()) show_jobs(status, console);
    const std::string database = (status.folder / "results.sqlite").string();
    if (status.merged) console.out(say("results in {0}\n", "结果见 {0}\n", {database}));
    else if (!status.submissions.empty() && status.jobs.known && !status.jobs.active)
        console.out(
            say("no job is under way: the command that submitted the study goes on with "
                "it. Logs: {0}\n",
                "没有进行中的作业：再次运行提交该研究的命令即可继续。日志：{0}\n",
                {(status.folder / "slurm").string()}));
}

int status_command(const Arguments& arguments, Console& console) {
    const auto folder = plain_path(arguments.positionals[0]);
    const study::Study study = study::open_study(folder, models::for_scenarios(), &models::find);
    const study::StudyFolder results(folder, study);
    Status status{.folder = folder,
                  .census = census_of(study, results.index()),
                  .merged = study::merged_already(study, results).has_value(),
                  .submissions = study::submissions_of(folder),
                  .jobs = {}};
    if (!status.submissions.empty()) status.jobs = study::jobs_summary(folder);
    if (console.json) console.out(status_json(status));
    else show(status, console);
    return 0;
}

}  // namespace

CommandSpec status_spec() {
    return {
        .name = "status",
        .about = {"say how far a study is, on a cluster too", "说明研究的进度，包括集群上的作业"},
        .positional = {"DIR", {"the folder of the study", "研究的结果文件夹"}, 1, 1},
        .options = {},
        .notes = {},
        .run = &status_command,
    };
}

}  // namespace yihe::app

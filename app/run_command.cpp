// yihe run SCENARIO: one scenario, its replicates, a short result, the run folder.

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/clock.hpp"
#include "app/commands.hpp"
#include "app/interrupt.hpp"
#include "app/progress.hpp"
#include "app/run_result.hpp"
#include "app/scenario_arguments.hpp"
#include "models/registry.hpp"
#include "sim/parallel.hpp"
#include "sim/run/memory.hpp"
#include "sim/run/plan.hpp"
#include "sim/run/result_files.hpp"
#include "sim/run/run_folder.hpp"
#include "sim/scenario/problems.hpp"

namespace yihe::app {

namespace {

/// The command as typed, with --resume.
std::string resuming_command(const Arguments& arguments) {
    std::string line = "yihe";
    for (const std::string& word : arguments.original)
        if (word != "--force" && word != "--resume") line += " " + shell_quoted(word);
    return line + " --resume";
}

[[noreturn]] void refuse_folder(const RunFolder& folder, const Message& why) {
    const std::string name = folder.path().string();
    throw UserError(Exit::invalid,
                    {{.key = "--out",
                      .value = name,
                      .what = say("{0} {1}", "{0} {1}", {name, why}),
                      .legal = {"another folder (--out), or --force to write over it",
                                "请用 --out 指定其他文件夹，或用 --force 覆盖"}}});
}

Extras extras_of(const Arguments& arguments) {
    Extras extras;
    for (const char* name : {"agents", "events"})
        if (arguments.has("--" + std::string(name))) extras.push_back(std::string(name) + ".csv");
    return extras;
}

/// Whether the run is there already; refuses where something else is.
bool already_there(const RunFolder& folder, const Arguments& arguments, Console& console) {
    const bool force = arguments.has("--force"), resume = arguments.has("--resume");
    if (force) return false;
    switch (folder.state(extras_of(arguments))) {
        case FolderState::empty:
            if (resume)
                console.remark(
                    {"nothing to resume; starting at the beginning", "没有可续跑的内容，从头开始"});
            return false;
        case FolderState::finished: return true;
        case FolderState::outdated:
            console.remark(say(
                "{0} holds this run by another build or incomplete; running it again",
                "{0} 中是另一版本程序的同一运行，或不完整；重新运行", {folder.path().string()}));
            return false;
        case FolderState::unfinished:
            if (resume) return false;
            throw UserError(
                Exit::invalid,
                {{.what = say("{0} holds an unfinished run", "{0} 中有未完成的运行",
                              {folder.path().string()}),
                  .legal = say("{0} goes on with it; --force starts again",
                               "{0} 续跑；--force 则重新开始", {resuming_command(arguments)})}});
        case FolderState::other_run: {
            const Message differ = folder.difference();
            refuse_folder(folder, {"holds another run (" + differ.en + ")",
                                   "中是另一次运行（" + differ.zh + "）"});
        }
        case FolderState::foreign:
            refuse_folder(folder,
                          {"holds files that are not of a run", "中有不属于运行结果的文件"});
    }
    return false;
}

/// Writes the replicates' parts of the files asked for.
class ExtraFiles {
public:
    ExtraFiles(const RunFolder& folder, const RunPlan& plan, const Extras& extras)
        : folder_(folder), info_(plan.model->info), extras_(extras), events_(plan.replicates()) {
        if (std::find(extras.begin(), extras.end(), "events.csv") == extras.end()) events_.clear();
    }

    void watch(RunObserver& observer) {
        if (extras_.empty()) return;
        if (!events_.empty())
            observer.week = [this](std::uint32_t r, const Simulation& now) {
                auto& file = events_[r - 1];
                if (!file) file = folder_.new_part("events.csv", r);
                write_events(*file, r, now);
            };
        observer.finished = [this](std::uint32_t r, const Simulation& end) { finish(r, end); };
        observer.has_output = [this](std::uint32_t r) {
            return std::all_of(extras_.begin(), extras_.end(),
                               [&](const std::string& name) { return folder_.has_part(name, r); });
        };
    }

private:
    void finish(std::uint32_t replicate, const Simulation& end) {
        if (!events_.empty()) {
            if (events_[replicate - 1]) events_[replicate - 1]->commit();
            events_[replicate - 1].reset();
        }
        if (std::find(extras_.begin(), extras_.end(), "agents.csv") == extras_.end()) return;
        const auto file = folder_.new_part("agents.csv", replicate);
        write_agents(*file, info_, replicate, end);
        file->commit();
    }

    const RunFolder& folder_;
    const ModelInfo& info_;
    Extras extras_;
    std::vector<std::unique_ptr<SafeFile>> events_;  // [replicate - 1], one thread each
};

RunOutcome run_into(RunFolder& folder, const RunPlan& plan, const Scenario& scenario,
                    const Arguments& arguments, Console& console) {
    const Stopwatch watch;
    ManifestFacts facts{.scenario = &scenario, .plan = &plan, .started = utc_now()};
    ProgressLine line(console);
    RunObserver observer{
        .progress = [&](const RunProgress& p) { line.show(progress_sentence(p), p.seconds); },
        .stop = &stop_requested()};
    ExtraFiles files(folder, plan, extras_of(arguments));
    files.watch(observer);
    RunOutcome outcome = run_replicates(plan, observer);
    line.clear();
    if (outcome.interrupted) return outcome;
    facts.outcome = &outcome;
    facts.ended = utc_now();
    facts.seconds = watch.seconds();
    folder.finish(facts, extras_of(arguments));
    return outcome;
}

int show(const RunResult& result, const Console& settings, Console& console) {
    console.out(settings.json ? result_json(result) : result_text(result, settings));
    return static_cast<int>(result.outcome.failures() > 0 ? Exit::some_failed : Exit::ok);
}

int run_command(const Arguments& arguments, Console& console) {
    const int threads = static_cast<int>(
        arguments.whole("--threads", 1, 4096).value_or(parallel::available_threads()));
    const auto every = arguments.whole("--checkpoint", 1, 1000000);
    const Scenario scenario = scenario_of(arguments);
    RunPlan plan = plan_of(*models::find(scenario.model->name), scenario, threads);
    if (arguments.has("--events") && scenario.model->events.empty())
        throw UserError(Exit::invalid, say("the model {0} keeps no log of events",
                                           "模型 {0} 不记录事件", {scenario.model->name}));
    plan.checkpoint.every = static_cast<std::uint32_t>(every.value_or(0));
    plan.checkpoint.resume = arguments.has("--resume");
    fit_memory(plan, available_memory());

    const Fingerprint fingerprint = fingerprint_of(plan);
    const auto out = arguments.value("--out");
    RunFolder folder(out ? std::filesystem::path(*out) : default_run_folder(scenario, fingerprint),
                     fingerprint);
    plan.checkpoint.folder = folder.scratch();
    if (already_there(folder, arguments, console)) {
        console.remark(say("this run is already in {0}; --force runs it again",
                           "该运行结果已在 {0} 中；--force 可重新运行", {folder.path().string()}));
        return show({scenario, plan, folder.read_back(plan), folder.path()}, console, console);
    }
    stop_requested();
    folder.begin(plan.checkpoint.resume && !arguments.has("--force"));
    const RunOutcome outcome = run_into(folder, plan, scenario, arguments, console);
    if (outcome.interrupted) {
        const std::string line = resuming_command(arguments);
        console.say(say("interrupted; this goes on with it:\n  {0}",
                        "已中断；用以下命令续跑：\n  {0}", {line}));
        if (console.json)
            console.out(nlohmann::ordered_json{{"folder", folder.path().string()},
                                               {"interrupted", true},
                                               {"resume", line}}
                            .dump(2) +
                        "\n");
        return static_cast<int>(Exit::interrupted);
    }
    return show({scenario, plan, outcome, folder.path()}, console, console);
}

}  // namespace

CommandSpec run_spec() {
    return {
        .name = "run",
        .about = {"run one scenario with its replicates", "运行一个情景及其重复"},
        .positional = {"SCENARIO.yaml", {"the scenario", "情景文件"}, 1, 1},
        .options =
            {
                set_option(),
                {"--seed", "N", {"the same as --set run.seed=N", "等同于 --set run.seed=N"}},
                {"--threads",
                 "N",
                 {"1 to 4096; results do not depend on it", "1 到 4096；不影响结果"}},
                {"--out",
                 "DIR",
                 {"the run folder; otherwise runs/NAME-DIGEST here",
                  "结果文件夹；默认为当前目录下的 runs/名称-摘要"}},
                {"--agents",
                 "",
                 {"write agents.csv too: every resident at the end",
                  "另写 agents.csv：结束时每位居民的状态"}},
                {"--events",
                 "",
                 {"write events.csv too: every case as it closed",
                  "另写 events.csv：每件事项结案时的全部经过"}},
                {"--checkpoint",
                 "WEEKS",
                 {"keep a checkpoint every so many weeks", "每隔若干周保存检查点"}},
                {"--resume", "", {"go on with an unfinished run", "续跑未完成的运行"}},
                {"--force", "", {"write over what the folder holds", "覆盖文件夹中的已有结果"}},
            },
        .notes =
            {"The folder holds manifest.json, trajectory.csv and summary.csv. NAME is that of the "
             "scenario\n"
             "file, DIGEST that of all its values: the same run again finds its results there.\n"
             "Ctrl-C stops at the end of a week, keeps what is done, and names the command that "
             "goes on.",
             "文件夹中有 manifest.json、trajectory.csv 和 "
             "summary.csv。名称取自情景文件，摘要取自其全部取值：\n"
             "再次运行同一情景即可找到已有结果。按 Ctrl-C "
             "会在一周结束时停止，保留进度，并给出续跑命令。"},
        .run = &run_command,
    };
}

}  // namespace yihe::app

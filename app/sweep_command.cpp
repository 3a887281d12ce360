// yihe sweep STUDY: plans a study, runs what is missing, merges the results.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/clock.hpp"
#include "app/commands.hpp"
#include "app/interrupt.hpp"
#include "app/progress.hpp"
#include "app/shard_argument.hpp"
#include "app/slurm_call.hpp"
#include "app/study_forecast.hpp"
#include "models/registry.hpp"
#include "sim/parallel.hpp"
#include "sim/run/memory.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/scalar.hpp"
#include "sim/scenario/unicode.hpp"
#include "study/slurm.hpp"
#include "study/store.hpp"
#include "study/sweep.hpp"

namespace yihe::app {

namespace {

using Json = nlohmann::ordered_json;

std::string number_text(std::uint64_t x) { return std::to_string(x); }

std::string folder_of(const Arguments& arguments) {
    for (const char* with : {"--shard", "--dry-run", "--retry-failed"})
        refuse_together(arguments, "--merge", with);
    if (const auto out = arguments.value("--out")) return *out;
    throw UserError(Exit::invalid,
                    {{.key = "--out",
                      .what = say("yihe sweep needs --out: the folder of the results",
                                  "yihe sweep 需要 --out：结果文件夹"),
                      .legal = {"--out results/my_study", "--out results/my_study"}}});
}

Message progress_sentence(const study::SweepProgress& p) {
    const auto fresh = static_cast<double>(p.done - p.restored);
    const double rate = p.seconds > 0 ? fresh / p.seconds : 0;
    const auto percent = number_text(100 * p.done / std::max<std::uint64_t>(1, p.total));
    char speed[32];
    std::snprintf(speed, sizeof speed, rate < 10 ? "%.1f" : "%.0f", rate);
    const auto eta = [&](Lang lang) {
        return p.seconds_left > 0 ? readable_time(p.seconds_left, lang) : "?";
    };
    Message text =
        say("{0} % · {1} of {2} runs · {3} runs/s", "{0} % · {1}/{2} 次运行 · 每秒 {3} 次",
            {percent, number_text(p.done), number_text(p.total), speed});
    text.en += " · " + eta(Lang::en) + " left";
    text.zh += " · 剩余 " + eta(Lang::zh);
    if (p.failed > 0) {
        text.en += " · " + number_text(p.failed) + " failed";
        text.zh += " · 失败 " + number_text(p.failed) + " 次";
    }
    return text;
}

/// What a call ends with, on stdout.
int conclude(const study::Census& census, const std::filesystem::path& folder, bool merged,
             std::uint64_t ran, Console& console, const std::string& missing_shards = {}) {
    const std::uint64_t done = census.runs - census.missing;
    if (console.json) {
        Json json{{"folder", folder.string()}, {"runs", census.runs},       {"done", done},
                  {"failed", census.failed},   {"missing", census.missing}, {"ran_now", ran},
                  {"merged", merged}};
        if (!missing_shards.empty()) json["missing_shards"] = missing_shards;
        console.out(json.dump(2) + "\n");
    } else {
        console.out(say("{0} of {1} runs done, {2} failed; {3} ran now\n",
                        "已完成 {0}/{1} 次运行，失败 {2} 次；本次运行 {3} 次\n",
                        {number_text(done), number_text(census.runs), number_text(census.failed),
                         number_text(ran)}));
        if (merged)
            console.out(
                say("results in {0}\n", "结果见 {0}\n", {(folder / "results.sqlite").string()}));
    }
    if (!census.complete()) return static_cast<int>(Exit::interrupted);
    return static_cast<int>(census.failed > 0 ? Exit::some_failed : Exit::ok);
}

class SweepCall {
public:
    SweepCall(const Arguments& arguments, Console& console)
        : arguments_(arguments),
          console_(console),
          study_(
              study::load_study(arguments.positionals[0], models::for_scenarios(), &models::find)),
          folder_(folder_of(arguments), study_),
          shard_(shard_of(arguments)) {
        options_.threads = static_cast<int>(
            arguments.whole("--threads", 1, 4096).value_or(parallel::available_threads()));
        options_.shard = shard_;
        options_.retry_failed = arguments.has("--retry-failed");
        options_.stop = &stop_requested();
    }

    int run() {
        folder_.check();
        if (arguments_.has("--dry-run")) {
            forecast(study_, folder_, options_, console_);
            return 0;
        }
        if (!options_.retry_failed && !arguments_.has("--merge"))
            if (const auto merged = study::merged_already(study_, folder_))
                return conclude({.runs = merged->runs, .failed = merged->failed}, folder_.path(),
                                true, 0, console_);
        const bool submits = on_slurm(arguments_);
        folder_.prepare();
        if (submits) return submit_study(arguments_, study_, folder_, console_);
        const bool part = shard_.of > 1;
        if (!part) folder_.lock();
        return arguments_.has("--merge") ? merge_only() : part ? run_part() : run_whole();
    }

private:
    study::SweepOutcome sweep(const study::PartIndex& index) {
        if (index.damaged_bytes() > 0)
            console_.remark(say("{0} bytes of the results are unreadable; their runs are redone",
                                "有 {0} 字节的结果无法读取，相应运行将重做",
                                {number_text(index.damaged_bytes())}));
        ProgressLine line(console_);
        options_.progress = [&](const study::SweepProgress& p) {
            line.show(progress_sentence(p), p.seconds);
        };
        return study::run_sweep(study_, folder_, index, options_);
    }

    int interrupted() {
        std::string line = "yihe";
        for (const std::string& word : arguments_.original) line += " " + shell_quoted(word);
        console_.say(say("interrupted; the same command goes on:\n  {0}",
                         "已中断；再次运行同一命令即可继续：\n  {0}", {line}));
        if (console_.json)
            console_.out(
                Json{{"folder", folder_.path().string()}, {"interrupted", true}, {"resume", line}}
                    .dump(2) +
                "\n");
        return static_cast<int>(Exit::interrupted);
    }

    int run_whole() {
        const std::string started = utc_now();
        std::uint64_t ran = 0;
        // A second round runs what the merge found damaged.
        for (int round = 0;; ++round) {
            const auto outcome = sweep(folder_.index());
            ran += outcome.ran;
            if (outcome.interrupted) return interrupted();
            options_.retry_failed = false;
            auto index = folder_.index();
            const auto merged = merge(index, started, outcome.seconds);
            if (merged.written || round == 2) return finish(merged, index, ran);
        }
    }

    study::MergeOutcome merge(study::PartIndex& index, const std::string& started, double seconds) {
        return study::merge(study_, folder_, index,
                            {.started = started,
                             .ended = utc_now(),
                             .seconds = seconds,
                             .threads = options_.threads});
    }

    int finish(const study::MergeOutcome& merged, const study::PartIndex& index,
               std::uint64_t ran) {
        name_failures(index);
        const bool asked = arguments_.has("--shards") && !merged.census.complete();
        const auto shards = asked
                                ? study::parts_missing(study_, index, parts_of(arguments_, study_))
                                : std::vector<std::uint32_t>{};
        return conclude(merged.census, folder_.path(), merged.written, ran, console_,
                        study::element_list(shards));
    }

    int merge_only() {
        auto index = folder_.index();
        const auto merged = merge(index, utc_now(), 0);
        if (!merged.census.complete())
            console_.say(say("{0} runs are missing: nothing was written",
                             "缺少 {0} 次运行：未写出结果", {number_text(merged.census.missing)}));
        if (merged.damaged > 0)
            console_.say(say("{0} records are damaged: their runs are missing",
                             "{0} 条记录已损坏：相应运行缺失", {number_text(merged.damaged)}));
        return finish(merged, index, 0);
    }

    int run_part() {
        const auto outcome = sweep(folder_.index());
        if (outcome.interrupted) return interrupted();
        const study::Census part{.runs = outcome.ran + outcome.restored, .failed = outcome.failed};
        return conclude(part, folder_.path(), false, outcome.ran, console_);
    }

    /// The first few, with the command that shows each in full.
    void name_failures(const study::PartIndex& index) {
        std::size_t shown = 0;
        for (const auto& entry : index.entries()) {
            if (!entry.failed || shown == 5) continue;
            const auto record = index.read(entry);
            if (!record) continue;
            ++shown;
            const std::string name = study::run_name(entry.id);
            console_.say(say("{0} failed: {1}; again: yihe replay {2} {0}",
                             "{0} 失败：{1}；重演：yihe replay {2} {0}",
                             {name, record->failure, shell_quoted(folder_.path().string())}));
        }
        if (index.failures() > shown)
            console_.say(
                say("{0} more failed: SELECT point, replicate, message_en FROM runs WHERE "
                    "status = 'failed'",
                    "另有 {0} 次失败：SELECT point, replicate, message_zh FROM runs WHERE "
                    "status = 'failed'",
                    {number_text(index.failures() - shown)}));
    }

    const Arguments& arguments_;
    Console& console_;
    study::Study study_;
    study::StudyFolder folder_;
    study::Shard shard_;
    study::SweepOptions options_;
};

int sweep_command(const Arguments& arguments, Console& console) {
    return SweepCall(arguments, console).run();
}

}  // namespace

CommandSpec sweep_spec() {
    CommandSpec spec{
        .name = "sweep",
        .about = {"run a study: many points of a scenario, with replicates",
                  "运行一项研究：情景的许多参数点及其重复"},
        .positional = {"STUDY.yaml", {"the study", "研究文件"}, 1, 1},
        .options =
            {
                {"--out", "DIR", {"the folder of the results", "结果文件夹"}},
                {"--dry-run",
                 "",
                 {"say what would run and what it needs; run nothing",
                  "说明将运行的内容与所需资源，不实际运行"}},
                {"--threads",
                 "N",
                 {"1 to 4096; results do not depend on it", "1 到 4096；不影响结果"}},
                {"--shard",
                 "I/N",
                 {"run only part I of N, without merging; auto: by the rank that srun, mpirun or a "
                  "job "
                  "array gives",
                  "只运行 N 份中的第 I 份，不合并；auto：由 srun、mpirun "
                  "或作业数组给出的序号决定"}},
                {"--merge",
                 "",
                 {"run nothing; merge what all parts have left", "不运行，只合并各部分的结果"}},
                {"--retry-failed", "", {"run failed runs again", "重新运行失败的运行"}},
            },
        .notes =
            {"The same command again goes on where it stopped; more replicates in the study run "
             "only the new\n"
             "ones. The folder holds results.sqlite, results.csv, summaries.csv, dictionary.csv "
             "and manifest.json.",
             "再次运行同一命令即可续跑；增加重复次数时只运行新增部分。文件夹中有 "
             "results.sqlite、results.csv、\nsummaries.csv、dictionary.csv 与 manifest.json。"},
        .run = &sweep_command,
    };
    for (const OptionSpec& option : cluster_options()) spec.options.push_back(option);
    return spec;
}

}  // namespace yihe::app

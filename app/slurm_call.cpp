#include "app/slurm_call.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/core/build_info.hpp"
#include "sim/core/error.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/unicode.hpp"
#include "study/slurm_jobs.hpp"

namespace yihe::app {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

/// Starting a task costs Slurm about 0.2 s, and many sites allow arrays of 1,000.
constexpr std::uint64_t runs_of_a_part = 20, most_parts = 500;

}  // namespace

std::vector<OptionSpec> cluster_options() {
    return {
        {"--on", "slurm", {"hand the study to the cluster and return", "将研究提交给集群后返回"}},
        {"--shards",
         "N",
         {"on a cluster: into how many parts; with --merge: name the parts with runs missing",
          "在集群上：分为几部分；与 --merge 同用：列出有缺失的部分"}},
        {"--at-once", "N", {"on a cluster: parts at the same time", "在集群上：同时运行的部分数"}},
        {"--job-time",
         "TIME",
         {"on a cluster: time limit of a part, e.g. 2:00:00",
          "在集群上：每一部分的时限，例如 2:00:00"}},
        {"--slurm",
         "OPTION",
         {"any option of sbatch, e.g. --slurm=--partition=short",
          "sbatch 的任何选项，例如 --slurm=--partition=short"},
         true},
    };
}

std::uint32_t parts_of(const Arguments& arguments, const study::Study& study) {
    if (const auto asked = arguments.whole("--shards", 1, 100000))
        return static_cast<std::uint32_t>(*asked);
    const auto& rule = study.replication;
    const std::uint64_t runs = study.points() * (rule.sequential() ? rule.min : rule.max);
    const std::uint64_t wanted = (runs + runs_of_a_part - 1) / runs_of_a_part;
    const std::uint64_t units = rule.sequential() ? study.points() : runs;
    return static_cast<std::uint32_t>(
        std::max<std::uint64_t>(1, std::min({wanted, units, most_parts})));
}

bool on_slurm(const Arguments& arguments) {
    const auto on = arguments.value("--on");
    if (on && *on != "slurm")
        throw UserError(Exit::invalid,
                        {{.key = "--on",
                          .value = *on,
                          .what = say("yihe cannot submit to \"{0}\"", "yihe 无法提交给“{0}”",
                                      {printable(*on)}),
                          .legal = {"slurm; elsewhere start the parts yourself: --shard I/N, then "
                                    "--merge",
                                    "slurm；其他系统可自行启动各部分：--shard I/N，再 --merge"}}});
    for (const char* option : {"--at-once", "--job-time", "--slurm"})
        if (!on && arguments.has(option))
            throw UserError(
                Exit::invalid,
                {{.key = option,
                  .what = say("{0} needs --on slurm", "{0} 须与 --on slurm 同用", {option})}});
    return on.has_value();
}

fs::path plain_path(const fs::path& path) {
    const fs::path whole = fs::weakly_canonical(fs::absolute(path));
    return whole.has_filename() ? whole : whole.parent_path();
}

int submit_study(const Arguments& arguments, const study::Study& study,
                 const study::StudyFolder& folder, Console& console) {
    const study::SlurmJob job{
        .program = program_command(),
        .study = plain_path(arguments.positionals[0]),
        .out = plain_path(folder.path()),
        .parts = parts_of(arguments, study),
        .at_once = static_cast<std::uint32_t>(arguments.whole("--at-once", 1, 100000).value_or(0)),
        .processors = static_cast<std::uint32_t>(arguments.whole("--threads", 1, 4096).value_or(1)),
        .time = arguments.value("--job-time").value_or(""),
        .options = arguments.values("--slurm"),
        .lang = console.lang};
    const study::Submission done = study::submit(job);
    if (console.json) {
        console.out(Json{{"folder", job.out.string()},
                         {"parts", job.parts},
                         {"array", done.array},
                         {"merge", done.merge},
                         {"name", job.name()}}
                        .dump(2) +
                    "\n");
        return 0;
    }
    const std::string name = shell_quoted(job.name()), out = shell_quoted(job.out.string());
    console.out(
        say("submitted: {0} parts as job {1}, the merge as job {2}\n"
            "  yihe status {3}\n  scancel --name={4}\n",
            "已提交：{0} 个部分，作业 {1}；合并，作业 {2}\n"
            "  yihe status {3}\n  scancel --name={4}\n",
            {std::to_string(job.parts), done.array, done.merge, out, name}));
    return 0;
}

}  // namespace yihe::app

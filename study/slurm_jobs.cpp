#include "study/slurm_jobs.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/core/error.hpp"
#include "sim/run/safe_file.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/unicode.hpp"
#include "study/command.hpp"

namespace yihe::study {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

/// States of which Slurm 22.05 says that the job is over; squeue --states=all lists them for a
/// while.
constexpr std::array<std::string_view, 9> ended{"BOOT_FAIL",     "CANCELLED", "COMPLETED",
                                                "DEADLINE",      "FAILED",    "NODE_FAIL",
                                                "OUT_OF_MEMORY", "PREEMPTED", "TIMEOUT"};

void write_script(const fs::path& path, std::string_view text) {
    SafeFile file(path, path.parent_path());
    file.write(text);
    file.commit();
}

/// Appended in one call: lines of other writers stay whole.
void append_line(const fs::path& path, const std::string& line) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    const bool good =
        file >= 0 && ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
        ::fsync(file) == 0;
    const int error = errno;
    if (file >= 0) ::close(file);
    if (!good) storage_error("cannot write {0}: {1}", "无法写入 {0}：{1}", path, error);
}

/// The lines of what a program said as one, without blank ones.
std::string one_line(const std::string& text) {
    std::string line;
    for (const char c : text) line += c == '\n' ? ' ' : c;
    line.erase(std::find_if(line.rbegin(), line.rend(), [](char c) { return c != ' '; }).base(),
               line.end());
    return printable(line);
}

/// Submits and returns the job's number.
std::string sbatch(std::vector<std::string> words) {
    words.insert(words.begin(), {"sbatch", "--parsable"});
    const CommandResult result = run_command(words);
    if (!result.found)
        throw UserError(
            Exit::invalid,
            {{.key = "--on",
              .value = "slurm",
              .what = say("there is no sbatch here", "此处没有 sbatch"),
              .legal = say(
                  "run this on a login node of the cluster, or where Slurm's commands are "
                  "on the path (module load slurm?)",
                  "请在集群的登录节点上运行，或先让 Slurm 的命令可用（module load slurm？）")}});
    std::string number = result.out.substr(0, result.out.find_first_of(";\n"));
    const bool good =
        !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
    if (result.exit != 0 || !good)
        throw UserError(Exit::refused,
                        say("Slurm refuses the job: {0}", "Slurm 拒绝了作业：{0}",
                            {one_line(result.err.empty() ? result.out : result.err)}));
    return number;
}

void refuse_while_active(const SlurmJob& job) {
    if (submissions_of(job.out).empty() || !jobs_summary(job.out).active) return;
    throw UserError(Exit::invalid,
                    say("jobs of {0} are under way; yihe status shows them, and this ends them:\n"
                        "  scancel --name={1}",
                        "{0} 的作业尚在进行；yihe status 可查看，以下命令可终止：\n"
                        "  scancel --name={1}",
                        {job.out.string(), quoted_for_shell(job.name())}));
}

}  // namespace

Submission submit(const SlurmJob& job) {
    check_job(job);
    refuse_while_active(job);
    create_folder(job.folder());
    write_script(job.array_script(), array_script_text(job));
    write_script(job.merge_script(), merge_script_text(job));
    Submission done{.round = 0,
                    .array = sbatch({job.array_script().string()}),
                    .merge = {},
                    .parts = "1-" + std::to_string(job.parts)};
    try {
        done.merge = sbatch({"--dependency=afterany:" + done.array, job.merge_script().string()});
        const Json line{
            {"round", 0}, {"array", done.array}, {"merge", done.merge}, {"parts", done.parts}};
        append_line(job.record(), line.dump() + "\n");
    } catch (...) {  // all or nothing
        run_command({"scancel", done.array});
        if (!done.merge.empty()) run_command({"scancel", done.merge});
        throw;
    }
    return done;
}

std::vector<Submission> submissions_of(const fs::path& out) {
    std::vector<Submission> all;
    std::ifstream file(SlurmJob{.out = out}.record());
    for (std::string line; std::getline(file, line);) {
        const Json json = Json::parse(line, nullptr, false);
        if (!json.is_object()) continue;
        const auto text = [&](const char* key) {
            const auto at = json.find(key);
            return at != json.end() && at->is_string() ? at->get<std::string>() : std::string();
        };
        const auto round = json.find("round");
        all.push_back(
            {.round = round != json.end() && round->is_number_integer() ? round->get<int>() : 0,
             .array = text("array"),
             .merge = text("merge"),
             .parts = text("parts")});
    }
    return all;
}

std::vector<TaskState> parse_squeue(std::string_view text) {
    std::vector<TaskState> tasks;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        std::array<std::string, 4> fields;
        std::size_t n = 0;
        for (; n < fields.size(); ++n) {
            const std::size_t bar = n + 1 < fields.size() ? line.find('|') : line.size();
            if (bar == std::string_view::npos) break;
            fields[n] = line.substr(0, bar);
            line.remove_prefix(std::min(bar + 1, line.size()));
        }
        if (n == fields.size()) tasks.push_back({fields[0], fields[1], fields[2], fields[3]});
    }
    return tasks;
}

bool is_active(std::string_view state) {
    return !state.empty() && std::find(ended.begin(), ended.end(), state) == ended.end();
}

JobsSummary summary_of(const std::vector<Submission>& submissions,
                       const std::vector<TaskState>& tasks) {
    JobsSummary summary;
    for (const TaskState& task : tasks) {
        const auto of_task = [&](const Submission& s) {
            return task.job == s.array || task.job == s.merge;
        };
        if (std::none_of(submissions.begin(), submissions.end(), of_task)) continue;
        summary.active = summary.active || is_active(task.state);
        if (task.job == submissions.back().array) ++summary.parts[task.state];
        if (task.job == submissions.back().merge) summary.merge = task.state;
    }
    return summary;
}

JobsSummary jobs_summary(const fs::path& out) {
    const auto submissions = submissions_of(out);
    const CommandResult result =
        run_command({"squeue", "--me", "--array", "--noheader", "--states=all",
                     "--name=" + SlurmJob{.out = out}.name(), "--format=%F|%K|%T|%r"});
    JobsSummary summary = summary_of(submissions, parse_squeue(result.out));
    summary.known = result.found && result.exit == 0;
    return summary;
}

}  // namespace yihe::study

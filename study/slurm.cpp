#include "study/slurm.hpp"

#include <algorithm>
#include <array>

#include "sim/core/error.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe::study {

namespace {

/// What the scripts decide, or what would leave no job to wait for.
constexpr std::array<std::string_view, 15> reserved{
    "--array",      "--dependency", "--error",   "--help",     "--job-name",
    "--no-requeue", "--open-mode",  "--output",  "--parsable", "--signal",
    "--test-only",  "--usage",      "--version", "--wait",     "--wrap"};

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

void check_option(const std::string& option) {
    const auto refuse = [&](Message what) {
        throw UserError(
            Exit::invalid,
            {{.key = "--slurm",
              .value = option,
              .what = std::move(what),
              .legal = {"--slurm=--partition=short: one option of sbatch, in its long form",
                        "--slurm=--partition=short：sbatch 的一个选项，用其长名称"}}});
    };
    const std::string name = option.substr(0, option.find('='));
    const bool plain =
        name.size() > 2 && name.starts_with("--") &&
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
    if (!plain || std::any_of(option.begin(), option.end(), is_control))
        refuse(
            say("\"{0}\" is no option of sbatch", "“{0}”不是 sbatch 的选项", {printable(option)}));
    // sbatch takes the beginning of a name for the whole.
    if (std::any_of(reserved.begin(), reserved.end(),
                    [&](std::string_view word) { return word.starts_with(name); }))
        refuse(say("{0} is set by yihe itself", "{0} 由 yihe 自行设定", {name}));
}

void check_path(const std::filesystem::path& path) {
    const std::string text = path.string();
    if (path.is_absolute() && std::none_of(text.begin(), text.end(), is_control) &&
        text.find('\\') == std::string::npos)
        return;
    throw UserError(Exit::invalid, say("Slurm cannot work with the path \"{0}\"",
                                       "Slurm 无法使用路径“{0}”", {printable(text)}));
}

/// The name of a log, in which % has a meaning to Slurm.
std::string log_pattern(const SlurmJob& job, std::string_view name) {
    std::string pattern;
    for (const char c : job.folder().string()) pattern += c == '%' ? "%%" : std::string(1, c);
    return pattern + "/" + std::string(name);
}

std::string line(std::string_view option, std::string_view value) {
    return "#SBATCH --" + std::string(option) + "=" + quoted_for_sbatch(value) + "\n";
}

std::string common_lines(const SlurmJob& job, std::string_view log) {
    std::string text = line("job-name", job.name()) + line("output", log_pattern(job, log)) +
                       "#SBATCH --open-mode=append\n#SBATCH --requeue\n";
    if (!job.time.empty()) text += line("time", job.time);
    return text;
}

/// What was typed comes last and wins.
std::string typed_lines(const SlurmJob& job) {
    std::string text;
    for (const std::string& option : job.options) {
        const std::size_t equals = option.find('=');
        if (equals == std::string::npos) text += "#SBATCH " + option + "\n";
        else text += line(option.substr(2, equals - 2), option.substr(equals + 1));
    }
    return text;
}

std::string elements(const SlurmJob& job) {
    return "1-" + std::to_string(job.parts) +
           (job.at_once > 0 ? "%" + std::to_string(job.at_once) : "");
}

std::string sweep(const SlurmJob& job) {
    return quoted_for_shell(job.program.string()) + " sweep " +
           quoted_for_shell(job.study.string()) + " --out " + quoted_for_shell(job.out.string()) +
           " --lang " + (job.lang == Lang::zh ? "zh" : "en");
}

/// Puts {0}, {1} … into a script.
std::string fill(std::string_view script, std::initializer_list<Words> values) {
    return say(script, {}, values).en;
}

constexpr std::string_view array_body = R"sh(
# Shortly before the time limit Slurm warns this shell alone (USR1): the program stops between two
# runs, and the part is queued again. When Slurm ends the job (TERM) it tells the program itself,
# which a second TERM would end in the midst of a run: hence INT, which asks for the same.
# ($! names the program at once: a variable would still be empty just after its start.)
out_of_time='' signalled=''
trap 'signalled=yes out_of_time=yes; kill -TERM "$!" 2>/dev/null' USR1
trap 'signalled=yes; kill -INT "$!" 2>/dev/null' TERM

shopt -s nullglob
kept=({2}/shard-"$SLURM_ARRAY_TASK_ID"-*.part)

{0} --shard "$SLURM_ARRAY_TASK_ID/{1}" --threads "${SLURM_CPUS_PER_TASK:-1}" &
while
    signalled=
    wait "$!"
    status=$?
    [[ $signalled ]]
do :; done

# 0: done. 1: done, some runs failed. 3: interrupted, and the same command goes on. Without a run
# kept in its time a part would be queued for ever.
now_kept=({2}/shard-"$SLURM_ARRAY_TASK_ID"-*.part)
if [[ $out_of_time && $status == 3 ]] && ((${#now_kept[@]} > ${#kept[@]})); then
    scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
fi
exit "$status"
)sh";

constexpr std::string_view merge_body = R"sh(
round=${1:-0}

said=$({0} --merge --shards {1} --json)
status=$?
printf '%s\n' "$said"
# 0: complete. 1: complete, some runs failed. 3: runs are missing. Else it could not be merged.
if ((status != 3)); then exit "$status"; fi

parts=$(sed -n 's/.*"missing_shards": *"\([0-9,-]*\)".*/\1/p' <<<"$said")
: "${parts:=1-{1}}"
if ((round >= {2})); then
    printf '%s %s\n' {3} "$parts"
    tail -n 5 {4}/part-*.log
    exit 3
fi

array=$(sbatch --parsable --array="$parts{5}" {6}) &&
    merge=$(sbatch --parsable --dependency="afterany:${array%%;*}" {7} "$((round + 1))") || {
    printf '%s %s\n' {8} "$parts"
    exit 3
}
printf '{"round": %d, "array": "%s", "merge": "%s", "parts": "%s"}\n' \
    "$((round + 1))" "${array%%;*}" "${merge%%;*}" "$parts" >>{9}
)sh";

}  // namespace

std::string SlurmJob::name() const {
    std::string name = "yihe-" + out.filename().string();
    std::replace_if(
        name.begin(), name.end(),
        [](char c) {
            return is_control(c) || std::string_view(" ,'\"\\%*").find(c) != std::string_view::npos;
        },
        '_');
    return name;
}

void check_job(const SlurmJob& job) {
    for (const auto* path : {&job.program, &job.study, &job.out}) check_path(*path);
    for (const std::string& option : job.options) check_option(option);
    check_option("--time=" + job.time);
}

std::string element_list(std::span<const std::uint32_t> numbers) {
    std::string list;
    for (std::size_t from = 0, to = 0; from < numbers.size(); from = to + 1) {
        for (to = from; to + 1 < numbers.size() && numbers[to + 1] == numbers[to] + 1;) ++to;
        list += (from > 0 ? "," : "") + std::to_string(numbers[from]);
        if (to > from) list += "-" + std::to_string(numbers[to]);
    }
    return list;
}

std::string array_script_text(const SlurmJob& job) {
    return "#!/bin/bash\n# Each task runs one part of a study; what is done already is not run "
           "again.\n" +
           common_lines(job, "part-%a.log") + line("array", elements(job)) +
           line("cpus-per-task", std::to_string(job.processors)) +
           line("signal", "B:USR1@" + std::to_string(warning_seconds)) + typed_lines(job) +
           fill(array_body, {sweep(job), std::to_string(job.parts),
                             quoted_for_shell((job.out / "parts").string())});
}

std::string merge_script_text(const SlurmJob& job) {
    const Message gives_up{"given up; these parts are not complete:", "不再重试；以下部分未完成："};
    const Message refused{"Slurm takes no further job; these parts are not complete:",
                          "Slurm 不接受新作业；以下部分未完成："};
    const auto path = [](const std::filesystem::path& p) { return quoted_for_shell(p.string()); };
    return "#!/bin/bash\n# Verifies all parts and writes the results; what is missing is run "
           "again, and this "
           "after it.\n" +
           common_lines(job, "merge.log") + typed_lines(job) +
           fill(merge_body, {sweep(job), std::to_string(job.parts), std::to_string(most_rounds),
                             quoted_for_shell(gives_up.in(job.lang)), path(job.folder()),
                             job.at_once > 0 ? "%" + std::to_string(job.at_once) : "",
                             path(job.array_script()), path(job.merge_script()),
                             quoted_for_shell(refused.in(job.lang)), path(job.record())});
}

std::string quoted_for_shell(std::string_view word) {
    std::string quoted = "'";
    for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string quoted_for_sbatch(std::string_view value) {
    if (value.find_first_of(" \t\"'\\#") == std::string_view::npos) return std::string(value);
    std::string quoted = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "\"";
}

}  // namespace yihe::study

#include "app/study_forecast.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <nlohmann/json.hpp>

#include "app/progress.hpp"
#include "app/table.hpp"
#include "sim/run/memory.hpp"
#include "sim/run/play.hpp"
#include "sim/scenario/problems.hpp"
#include "study/census.hpp"

namespace yihe::app {

namespace {

constexpr double longest_trial = 0.7;  // seconds each, of three

/// Seconds of a whole run, from its set-up and its first weeks.
double trial_seconds(const study::Study& study, std::uint64_t point) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    auto passed = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
    const RunPlan plan = study.plan({.point = point});
    Play play(plan, 1);
    const double set_up = passed();
    std::vector<double> row(plan.model->info.metrics.size());
    while (play.week() < plan.weeks() && passed() < longest_trial) {
        play.one_week();
        play.simulation().metrics(row);
    }
    const double weeks = passed() - set_up;
    return set_up + weeks * plan.weeks() / std::max(1u, play.week());
}

/// Bytes on the disk of one run: its record, and its rows in the database.
double disk_of_a_run(const study::Study& study) {
    const RunPlan plan = study.plan({.point = 1});
    const auto metrics = static_cast<double>(plan.model->info.metrics.size());
    const double weeks = study.keep.weekly ? plan.weeks() - plan.burn_in()
                                           : static_cast<double>(study.keep.weeks.size());
    double bytes = 2 * (200 + 8 * metrics * (2 + weeks));
    if (study.keep.agents)
        bytes += plan.model->memory(plan.values, plan.files).agents * 6 *
                 static_cast<double>(plan.model->info.columns.size());
    return bytes;
}

struct Forecast {
    study::Census census;
    std::uint64_t to_run = 0, failed_again = 0;
    std::uint64_t damaged_bytes = 0;
    double seconds = 0, memory = 0, disk = 0;
    int workers = 1;
};

Forecast compute(const study::Study& study, const study::StudyFolder& folder,
                 const study::SweepOptions& options) {
    Forecast f;
    const auto index = folder.index();
    f.census = census_of(study, index);
    f.damaged_bytes = index.damaged_bytes();
    f.failed_again = options.retry_failed ? f.census.failed : 0;
    f.to_run = f.census.missing + f.failed_again;
    const std::uint64_t points = study.points();
    const std::array<std::uint64_t, 3> tried{1, (points + 1) / 2, points};
    double one = 0;
    for (const std::uint64_t point : tried)
        one += trial_seconds(study, point) / static_cast<double>(tried.size());
    f.workers = workers_that_fit(study, options.threads, available_memory());
    f.seconds = one * static_cast<double>(f.to_run) / f.workers;
    f.memory = MemoryNeed::program_bytes + f.workers * memory_of_a_run(study);
    f.disk = disk_of_a_run(study) * static_cast<double>(f.census.runs);
    return f;
}

std::string text_of(const study::Study& study, const Forecast& f, Lang lang) {
    auto n = [](std::uint64_t x) { return std::to_string(x); };
    auto label = [&](const char* en, const char* zh) {
        return std::string(lang == Lang::zh ? zh : en);
    };
    std::vector<std::vector<std::string>> rows{
        {label("points", "设计点"), n(study.points())},
        {label("runs", "运行次数"), n(f.census.runs)},
        {label("done", "已完成"), n(f.census.runs - f.census.missing)},
        {label("to run", "将运行"), n(f.to_run)},
        {label("  not done yet", "  尚未完成"), n(f.census.missing)},
        {label("  failed before", "  此前失败"), n(f.failed_again)},
        {label("time", "时间"), readable_time(f.seconds, lang) + label(" on ", "，并行 ") +
                                    std::to_string(f.workers) + label(" threads", " 线程")},
        {label("memory", "内存"), readable_bytes(f.memory)},
        {label("disk", "磁盘"), readable_bytes(f.disk)}};
    if (f.damaged_bytes > 0)
        rows.insert(rows.begin() + 5,
                    {label("  of these, for unreadable bytes", "  其中因数据无法读取"),
                     n(f.damaged_bytes)});
    if (study.replication.sequential() && f.to_run > 0)
        rows.push_back(
            {label("replicates", "重复"),
             label("at least; more where the interval is wide", "以上为下限；区间较宽处会更多")});
    return aligned(rows);
}

}  // namespace

void forecast(const study::Study& study, const study::StudyFolder& folder,
              const study::SweepOptions& options, Console& console) {
    const Forecast f = compute(study, folder, options);
    if (!console.json) return console.out(text_of(study, f, console.lang));
    const nlohmann::ordered_json json{{"points", study.points()},
                                      {"runs", f.census.runs},
                                      {"done", f.census.runs - f.census.missing},
                                      {"to_run", f.to_run},
                                      {"not_done", f.census.missing},
                                      {"failed_before", f.failed_again},
                                      {"unreadable_bytes", f.damaged_bytes},
                                      {"seconds", f.seconds},
                                      {"threads", f.workers},
                                      {"memory_bytes", f.memory},
                                      {"disk_bytes", f.disk}};
    console.out(json.dump(2) + "\n");
}

}  // namespace yihe::app

// yihe bench governance: the whole model with its defaults, all metrics every week, in turn with
// the participation kernel.
#include <nlohmann/json.hpp>

#include "bench/benches.hpp"
#include "bench/measure.hpp"
#include "bench/report.hpp"
#include "models/registry.hpp"
#include "sim/parallel.hpp"

namespace yihe::bench {

namespace {

struct Task {
    std::size_t residents, weeks, rounds;
    int threads;
};

struct Measured {
    double construction_seconds = 0, run_seconds = 0;
    double governance = 0;      // resident-weeks per second
    double kernel_same = 0, kernel_large = 0;  // agent updates per second
    double ratio_same = 0, ratio_large = 0;    // governance over kernel
    std::string digest;
};

constexpr std::size_t large = 100'000;

std::function<void()> stepper(Simulation& simulation, std::vector<double>& row, std::size_t steps) {
    return [&simulation, &row, steps] {
        for (std::size_t s = 0; s < steps; ++s) {
            simulation.step();
            simulation.metrics(row);
        }
    };
}

Measured measure(const Task& task) {
    Measured m;
    const ModelEntry& governance = *models::find("governance");
    const ModelEntry& kernel = *models::find("participation");
    const auto residents = static_cast<double>(task.residents);
    std::unique_ptr<Simulation> run;
    std::vector<double> row(governance.info.metrics.size()), kernel_row(kernel.info.metrics.size());
    std::vector<double> construction;
    // Every round is a whole run of its own: a community changes over its years.
    const auto whole_run = [&] {
        construction.push_back(seconds_of(
            [&] { run = make_simulation(governance, {{"community.residents", residents}}); }));
        stepper(*run, row, task.weeks)();
    };
    const auto same = make_simulation(kernel, {{"community.residents", residents}});
    const auto many = make_simulation(kernel, {{"community.residents", double{large}}});
    const std::size_t updates = task.residents * task.weeks;
    const std::size_t large_steps = std::max<std::size_t>(1, updates / large);
    const auto seconds = take_turns({whole_run, stepper(*same, kernel_row, task.weeks),
                                     stepper(*many, kernel_row, large_steps)},
                                    task.rounds);
    construction.erase(construction.begin());  // the warm-up
    std::vector<double> steps, scaled;
    for (std::size_t r = 0; r < task.rounds; ++r) {
        steps.push_back(seconds[0][r] - construction[r]);
        scaled.push_back(seconds[2][r] * static_cast<double>(updates) /
                         static_cast<double>(large_steps * large));
    }
    m.construction_seconds = median(construction);
    m.run_seconds = median(seconds[0]);
    m.governance = static_cast<double>(updates) / median(steps);
    m.kernel_same = static_cast<double>(updates) / median(seconds[1]);
    m.kernel_large = static_cast<double>(updates) / median(scaled);
    m.ratio_same = median_ratio(seconds[1], steps);
    m.ratio_large = median_ratio(scaled, steps);
    m.digest = run->digest();
    return m;
}

nlohmann::ordered_json to_json(const Task& task, const Measured& m) {
    return {{"bench", "governance"},
            {"residents", task.residents},
            {"weeks", task.weeks},
            {"rounds", task.rounds},
            {"threads", task.threads},
            {"resident_weeks_per_second", m.governance},
            {"construction_seconds", m.construction_seconds},
            {"run_seconds", m.run_seconds},
            {"kernel",
             {{"agents", task.residents},
              {"updates_per_second", m.kernel_same},
              {"governance_ratio", m.ratio_same}}},
            {"kernel_large",
             {{"agents", large},
              {"updates_per_second", m.kernel_large},
              {"governance_ratio", m.ratio_large}}},
            {"digest", m.digest}};
}

std::string to_text(const Task& task, const Measured& m, Lang lang) {
    Table table(lang);
    table.row({"residents, weeks, threads", "居民数，周数，线程数"},
              number(static_cast<double>(task.residents)) + ", " + std::to_string(task.weeks) +
                  ", " + std::to_string(task.threads));
    table.row({"one run, set-up included", "一次运行（含建立）"}, seconds_text(m.run_seconds));
    table.row({"set-up", "其中建立"}, seconds_text(m.construction_seconds));
    table.row({"digest", "摘要"}, m.digest);
    Table speeds(lang);
    speeds.head({"per second", "每秒"}, {"million", "百万"},
                {"governance ÷ this", "治理模型 ÷ 该项"});
    speeds.row({"governance, resident-weeks", "治理模型，居民·周"}, fixed(m.governance / 1e6, 1));
    speeds.row({"kernel, as many residents", "内核，同样居民数"}, fixed(m.kernel_same / 1e6, 1),
               fixed(m.ratio_same, 2));
    speeds.row({"kernel, 100,000 residents", "内核，100,000 居民"}, fixed(m.kernel_large / 1e6, 1),
               fixed(m.ratio_large, 2));
    return table.text() + "\n" + speeds.text();
}

int run(const app::Arguments& arguments, app::Console& console) {
    const auto whole = [&](std::string_view option, long long max, long long otherwise) {
        return static_cast<std::size_t>(arguments.whole(option, 1, max).value_or(otherwise));
    };
    const Task task{.residents = static_cast<std::size_t>(
                        arguments.whole("--residents", 100, 10'000'000).value_or(7800)),
                    .weeks = whole("--weeks", 100'000, 260),
                    .rounds = rounds_of(arguments),
                    .threads = threads_of(arguments)};
    Measured m;
    parallel::with_threads(task.threads, [&] { m = measure(task); });
    console.out(console.json ? to_json(task, m).dump(2) + "\n" : to_text(task, m, console.lang));
    return 0;
}

}  // namespace

app::CommandSpec governance_spec() {
    return {.name = "governance",
            .about = {"the governance model, everything on, against the kernel's speed",
                      "治理模型（全部机制），与内核速度对比"},
            .options = {{"--residents", "N", {"residents; 7800", "居民数；默认 7800"}},
                        {"--weeks", "N", {"weeks of a run; 260", "一次运行的周数；默认 260"}},
                        rounds_option(),
                        threads_option()},
            .run = &run};
}

}  // namespace yihe::bench

// yihe bench participation: the common kernel through the registry's model, and in turn with it,
// in the same run, loops written by hand.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "bench/benches.hpp"
#include "bench/measure.hpp"
#include "bench/report.hpp"
#include "bench/yardstick.hpp"
#include "models/registry.hpp"
#include "sim/graph/generators.hpp"
#include "sim/parallel.hpp"

namespace yihe::bench {

namespace {

struct Task {
    std::size_t agents, steps, rounds;
    int threads;
};

struct Rival {
    std::string key;
    Text name;
    std::unique_ptr<Contender> loop;
    double participation = 0;
    double updates_per_second = 0;
    double engine_ratio = 0;  ///< the engine's speed over this loop's
};

struct Measured {
    double construction_seconds = 0, peak_memory = 0, updates_per_second = 0;
    double participation = 0, attitude = 0;
    std::uint32_t weeks = 0;
    std::string digest;
    std::vector<Rival> rivals;  // yardstick, bare rows, bare slices; the sliced loop where it runs
    double honesty = 0;  // yardstick over bare gathers, row by row
    double engine_speedup = 1, yardstick_speedup = 1;  // on all threads over one
    double sliced_speedup = 1;
};

/// What the yardstick reached of bare random gathers when the bars were set.
double least_honesty(std::size_t agents, int threads) {
    const bool large = agents > 300000, alone = threads == 1;
    const double ratio =
        large ? (alone ? 30.0 / 109 : 62.0 / 212) : (alone ? 63.0 / 180 : 112.0 / 349);
    return 0.9 * ratio;
}

std::vector<Rival> make_rivals(const Task& task) {
    const Layer graph =
        watts_strogatz({.n = task.agents, .degree = 10, .rewiring = 0.1}, Random(1, 1));
    std::vector<Rival> rivals;
    rivals.push_back(
        {"yardstick", {"yardstick: plain loop", "标尺：普通循环"}, make_yardstick(graph, 1)});
    rivals.push_back(
        {"bare_gathers", {"bare gathers, row by row", "仅读取邻居，逐行"}, make_bare_rows(graph)});
    rivals.push_back({"bare_slices",
                      {"bare gathers in slices: the limit", "仅读取邻居，分片：极限"},
                      make_bare_slices(graph)});
    if (auto sliced = make_sliced(graph, 1))
        rivals.push_back(
            {"sliced", {"sliced loop, AVX-512", "分片循环，AVX-512"}, std::move(sliced)});
    return rivals;
}

void race(const Task& task, Simulation& engine, Measured& m) {
    std::vector<double> row(2);
    std::vector<std::function<void()>> contenders{[&] {
        for (std::size_t s = 0; s < task.steps; ++s) {
            engine.step();
            engine.metrics(row);
        }
    }};
    for (Rival& rival : m.rivals)
        contenders.push_back([&] {
            for (std::size_t s = 0; s < task.steps; ++s) rival.participation = rival.loop->step();
        });
    const auto seconds = take_turns(contenders, task.rounds);
    const double updates = static_cast<double>(task.agents) * static_cast<double>(task.steps);
    m.updates_per_second = updates / median(seconds[0]);
    for (std::size_t r = 0; r < m.rivals.size(); ++r) {
        m.rivals[r].updates_per_second = updates / median(seconds[r + 1]);
        m.rivals[r].engine_ratio = median_ratio(seconds[r + 1], seconds[0]);
    }
    m.honesty = median_ratio(seconds[2], seconds[1]);
    m.participation = row[0];
    m.attitude = row[1];
}

/// The engine and the loops written by hand on all threads and on one, in turns.
void race_threads(const Task& task, Simulation& engine, Measured& m) {
    std::vector<double> row(2);
    const auto run_engine = [&] {
        for (std::size_t s = 0; s < task.steps; ++s) {
            engine.step();
            engine.metrics(row);
        }
    };
    const auto run_loop = [&](Contender& loop) {
        for (std::size_t s = 0; s < task.steps; ++s) loop.step();
    };
    Contender& yardstick = *m.rivals.front().loop;
    Contender& sliced = *m.rivals.back().loop;  // bare slices where there is none
    const auto seconds =
        take_turns({run_engine, [&] { parallel::alone(run_engine); }, [&] { run_loop(yardstick); },
                    [&] { parallel::alone([&] { run_loop(yardstick); }); },
                    [&] { run_loop(sliced); }, [&] { parallel::alone([&] { run_loop(sliced); }); }},
                   task.rounds);
    m.engine_speedup = median_ratio(seconds[1], seconds[0]);
    m.yardstick_speedup = median_ratio(seconds[3], seconds[2]);
    m.sliced_speedup = median_ratio(seconds[5], seconds[4]);
}

Measured measure(const Task& task) {
    Measured m;
    std::unique_ptr<Simulation> engine;
    m.construction_seconds = seconds_of([&] {
        engine = make_simulation(*models::find("participation"),
                                 {{"community.residents", static_cast<double>(task.agents)}});
    });
    engine->step();  // buffers of the first step count too
    m.peak_memory = peak_memory();
    m.rivals = make_rivals(task);
    race(task, *engine, m);
    m.weeks = engine->week();
    m.digest = engine->digest();
    if (task.threads > 1) race_threads(task, *engine, m);
    return m;
}

nlohmann::ordered_json to_json(const Task& task, const Measured& m) {
    nlohmann::ordered_json json{{"bench", "participation"},
                                {"agents", task.agents},
                                {"steps", task.steps},
                                {"rounds", task.rounds},
                                {"threads", task.threads},
                                {"updates_per_second", m.updates_per_second},
                                {"construction_seconds", m.construction_seconds},
                                {"peak_memory_bytes", m.peak_memory},
                                {"weeks", m.weeks},
                                {"participation", m.participation},
                                {"attitude", m.attitude},
                                {"digest", m.digest}};
    for (const Rival& rival : m.rivals) {
        json[rival.key] = {{"updates_per_second", rival.updates_per_second},
                           {"engine_ratio", rival.engine_ratio}};
        if (!rival.key.starts_with("bare")) json[rival.key]["participation"] = rival.participation;
    }
    const double least = least_honesty(task.agents, task.threads);
    json["honesty"] = {{"ratio", m.honesty}, {"least", least}, {"honest", m.honesty >= least}};
    json["speedup"] = {{"engine", m.engine_speedup},
                       {"yardstick", m.yardstick_speedup},
                       {m.rivals.back().key, m.sliced_speedup}};
    return json;
}

std::string to_text(const Task& task, const Measured& m, Lang lang) {
    Table table(lang);
    table.row({"residents, threads", "居民数，线程数"},
              number(static_cast<double>(task.agents)) + ", " + std::to_string(task.threads));
    table.row({"rounds of steps", "轮数 × 每轮步数"},
              std::to_string(task.rounds) + " × " + std::to_string(task.steps));
    table.row({"construction", "构建耗时"}, seconds_text(m.construction_seconds));
    table.row({"peak memory", "内存峰值"}, readable_bytes(m.peak_memory));
    table.row({"participation", "参与率"}, fixed(m.participation, 5));
    table.row({"digest", "摘要"}, m.digest);
    Table speeds(lang);
    speeds.head({"agent updates per second", "每秒更新居民数"}, {"million", "百万"},
                {"engine ÷ this", "引擎 ÷ 该项"});
    speeds.row({"engine, with metrics", "引擎（含指标）"}, fixed(m.updates_per_second / 1e6, 1));
    for (const Rival& rival : m.rivals)
        speeds.row(rival.name, fixed(rival.updates_per_second / 1e6, 1),
                   fixed(rival.engine_ratio, 2));
    Table ratios(lang);
    ratios.row({"yardstick ÷ bare gathers", "标尺 ÷ 极限"}, fixed(m.honesty, 3));
    ratios.row({"least for an honest yardstick", "标尺可信的下限"},
               fixed(least_honesty(task.agents, task.threads), 3));
    if (task.threads > 1) {
        ratios.row({"speed-up by threads: engine", "多线程加速：引擎"}, fixed(m.engine_speedup, 2));
        ratios.row({"speed-up by threads: yardstick", "多线程加速：标尺"},
                   fixed(m.yardstick_speedup, 2));
        ratios.row(m.rivals.back().name, fixed(m.sliced_speedup, 2));
    }
    return table.text() + "\n" + speeds.text() + "\n" + ratios.text();
}

int run(const app::Arguments& arguments, app::Console& console) {
    Task task{};
    task.agents =
        static_cast<std::size_t>(arguments.whole("--agents", 12, 50'000'000).value_or(100'000));
    const auto usual = std::max<std::size_t>(5, 20'000'000 / task.agents);
    task.steps = static_cast<std::size_t>(
        arguments.whole("--steps", 1, 100'000)
            .value_or(static_cast<long long>(std::min<std::size_t>(usual, 10'000))));
    task.rounds = rounds_of(arguments);
    task.threads = threads_of(arguments);
    Measured m;
    parallel::with_threads(task.threads, [&] { m = measure(task); });
    console.out(console.json ? to_json(task, m).dump(2) + "\n" : to_text(task, m, console.lang));
    return 0;
}

}  // namespace

app::CommandSpec participation_spec() {
    return {
        .name = "participation",
        .about = {"the common kernel through the engine, against loops written by hand",
                  "公共内核：引擎与手写循环对比"},
        .options = {{"--agents", "N", {"residents; 100000", "居民数；默认 100000"}},
                    {"--steps", "N", {"steps in a round", "每轮步数"}},
                    rounds_option(),
                    threads_option()},
        .notes =
            {"A round of warming up comes first. Speeds are medians over the rounds; ratios are\n"
             "medians of the ratios within a round.\n",
             "先有一轮预热。速度为各轮中位数；比值为各轮内比值的中位数。\n"},
        .run = &run};
}

}  // namespace yihe::bench

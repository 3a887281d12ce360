// yihe bench determinism: what equal bits and weekly recording cost on the kernel.
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

struct Variant {
    std::string key;
    Text name;
    std::string against;  ///< the variant that it is compared with
    std::function<void()> steps;
    double updates_per_second = 0, ratio = 1;  ///< speed over that one's
};

std::size_t place_of(const std::vector<Variant>& variants, std::string_view key) {
    for (std::size_t v = 0; v < variants.size(); ++v)
        if (variants[v].key == key) return v;
    return 0;
}

void measure(const Task& task, std::vector<Variant>& variants) {
    std::vector<std::function<void()>> contenders;
    for (const Variant& variant : variants) contenders.push_back(variant.steps);
    const auto seconds = take_turns(contenders, task.rounds);
    const double updates = static_cast<double>(task.agents) * static_cast<double>(task.steps);
    for (std::size_t v = 0; v < variants.size(); ++v) {
        variants[v].updates_per_second = updates / median(seconds[v]);
        variants[v].ratio =
            median_ratio(seconds[place_of(variants, variants[v].against)], seconds[v]);
    }
}

std::vector<Variant> variants_of(const Task& task, Simulation& engine, const Layer& graph,
                                 std::vector<std::unique_ptr<Contender>>& loops) {
    std::vector<Variant> variants;
    variants.push_back(
        {"engine", {"engine, metrics every step", "引擎，每步记录指标"}, "engine", [&, task] {
             double row[2];
             for (std::size_t s = 0; s < task.steps; ++s) {
                 engine.step();
                 engine.metrics(row);
             }
         }});
    variants.push_back(
        {"engine_unrecorded", {"engine, no metrics", "引擎，不记录"}, "engine", [&, task] {
             for (std::size_t s = 0; s < task.steps; ++s) engine.step();
         }});
    const auto add = [&](std::string key, Text name, SlicedOptions options) {
        auto loop = make_sliced(graph, 1, options);
        if (loop == nullptr) return;
        loops.push_back(std::move(loop));
        variants.push_back({std::move(key), name, "sliced", [at = loops.back().get(), task] {
                                for (std::size_t s = 0; s < task.steps; ++s) at->step();
                            }});
    };
    add("sliced",
        {"sliced loop, counter-based draws, fixed blocks", "分片循环，计数器随机数，固定分块"}, {});
    add("sliced_xorshift", {"  xorshift instead of counters", "  改用 xorshift"},
        {.counter_draws = false});
    add("sliced_ranges", {"  one range per thread, one shared sum", "  每线程一段，共享求和"},
        {.fixed_blocks = false});
    add("sliced_neither", {"  neither", "  两者都改"},
        {.counter_draws = false, .fixed_blocks = false});
    return variants;
}

std::string to_text(const Task& task, const std::vector<Variant>& variants, Lang lang) {
    Table table(lang);
    table.head({"agent updates per second", "每秒更新居民数"}, {"million", "百万"},
               {"÷ its kind with both", "÷ 同类完整者"});
    for (const Variant& v : variants)
        table.row(v.name, fixed(v.updates_per_second / 1e6, 1), fixed(v.ratio, 2));
    Table about(lang);
    about.row({"residents, threads", "居民数，线程数"},
              number(static_cast<double>(task.agents)) + ", " + std::to_string(task.threads));
    return about.text() + "\n" + table.text();
}

int run(const app::Arguments& arguments, app::Console& console) {
    const auto agents = arguments.whole("--agents", 12, 50'000'000).value_or(100'000);
    const Task task{.agents = static_cast<std::size_t>(agents),
                    .steps = static_cast<std::size_t>(
                        arguments.whole("--steps", 1, 100'000)
                            .value_or(std::clamp(20'000'000 / agents, 5LL, 10'000LL))),
                    .rounds = rounds_of(arguments),
                    .threads = threads_of(arguments)};
    std::vector<Variant> variants;
    parallel::with_threads(task.threads, [&] {
        const auto engine = make_simulation(*models::find("participation"),
                                            {{"community.residents", static_cast<double>(agents)}});
        const Layer graph =
            watts_strogatz({.n = task.agents, .degree = 10, .rewiring = 0.1}, Random(1, 1));
        std::vector<std::unique_ptr<Contender>> loops;
        variants = variants_of(task, *engine, graph, loops);
        measure(task, variants);
    });
    if (!console.json) {
        console.out(to_text(task, variants, console.lang));
        return 0;
    }
    nlohmann::ordered_json json{{"bench", "determinism"},
                                {"agents", task.agents},
                                {"steps", task.steps},
                                {"rounds", task.rounds},
                                {"threads", task.threads}};
    for (const Variant& v : variants)
        json[v.key] = {{"updates_per_second", v.updates_per_second},
                       {"against", v.against},
                       {"ratio", v.ratio}};
    console.out(json.dump(2) + "\n");
    return 0;
}

}  // namespace

app::CommandSpec determinism_spec() {
    return {.name = "determinism",
            .about = {"what equal results on any number of threads and weekly recording cost",
                      "结果不随线程数改变、每周记录，各自的代价"},
            .options = {{"--agents", "N", {"residents; 100000", "居民数；默认 100000"}},
                        {"--steps", "N", {"steps in a round", "每轮步数"}},
                        rounds_option(),
                        threads_option()},
            .run = &run};
}

}  // namespace yihe::bench

// yihe bench graph: building a small world, against a bare loop that writes arrays of the same
// size.
#include <nlohmann/json.hpp>

#include "bench/benches.hpp"
#include "bench/measure.hpp"
#include "bench/report.hpp"
#include "sim/graph/generators.hpp"
#include "sim/parallel.hpp"

namespace yihe::bench {

namespace {

constexpr std::size_t degree = 10;

/// The rows of a ring lattice in new memory, row by row.
std::uint64_t write_bare(std::size_t n) {
    std::vector<std::uint64_t> offsets(n + 1);
    std::vector<AgentId> neighbours(n * degree);
    for (std::size_t v = 0; v < n; ++v) {
        offsets[v + 1] = (v + 1) * degree;
        for (std::size_t j = 0; j < degree / 2; ++j) {
            neighbours[v * degree + j] = static_cast<AgentId>((v + n - degree / 2 + j) % n);
            neighbours[v * degree + degree / 2 + j] = static_cast<AgentId>((v + j + 1) % n);
        }
    }
    return offsets[n] + neighbours[n * degree / 2];
}

int run(const app::Arguments& arguments, app::Console& console) {
    const auto n =
        static_cast<std::size_t>(arguments.whole("--agents", 12, 50'000'000).value_or(1'000'000));
    const auto rounds = static_cast<std::size_t>(arguments.whole("--rounds", 1, 1000).value_or(5));
    const int threads = threads_of(arguments);
    std::uint64_t kept = 0;  // what is built must not be optimised away
    std::vector<std::vector<double>> seconds;
    parallel::with_threads(threads, [&] {
        seconds = take_turns(
            {[&] {
                 kept += watts_strogatz({.n = n, .degree = degree, .rewiring = 0.1}, Random(1, 1))
                             .tie_count();
             },
             [&] { kept += write_bare(n); }},
            rounds);
    });
    const double built = median(seconds[0]), bare = median(seconds[1]);
    const double ratio = median_ratio(seconds[0], seconds[1]);
    if (console.json) {
        const nlohmann::ordered_json json{{"bench", "graph"},
                                          {"agents", n},
                                          {"rounds", rounds},
                                          {"threads", threads},
                                          {"watts_strogatz_seconds", built},
                                          {"bare_seconds", bare},
                                          {"ratio", ratio},
                                          {"checked", kept}};
        console.out(json.dump(2) + "\n");
        return 0;
    }
    Table table(console.lang);
    table.row({"vertices, threads", "顶点数，线程数"},
              number(static_cast<double>(n)) + ", " + std::to_string(threads));
    table.row({"Watts–Strogatz, degree 10, rewiring 0.1", "小世界网络（度 10，重连 0.1）"},
              seconds_text(built));
    table.row({"bare loop that writes the same arrays", "只写同样数组的循环"}, seconds_text(bare));
    table.row({"ratio", "比值"}, fixed(ratio, 2));
    console.out(table.text());
    return 0;
}

}  // namespace

app::CommandSpec graph_spec() {
    return {.name = "graph",
            .about = {"building a small world, against a bare loop that writes the same arrays",
                      "构建小世界网络，与只写同样数组的循环对比"},
            .options = {{"--agents", "N", {"vertices; 1000000", "顶点数；默认 1000000"}},
                        {"--rounds",
                         "N",
                         {"rounds, in which both take turns; 5", "轮数，两者轮流；默认 5"}},
                        threads_option()},
            .run = &run};
}

}  // namespace yihe::bench

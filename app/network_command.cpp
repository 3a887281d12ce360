// yihe network SCENARIO: the social graph of a scenario at week 0, measured, and as a file.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/scenario_arguments.hpp"
#include "app/table.hpp"
#include "models/registry.hpp"
#include "sim/core/random.hpp"
#include "sim/graph/files.hpp"
#include "sim/graph/measures.hpp"
#include "sim/parallel.hpp"
#include "sim/run/memory.hpp"
#include "sim/run/plan.hpp"
#include "sim/scenario/problems.hpp"

namespace yihe::app {

namespace {

using Json = nlohmann::ordered_json;

/// Path lengths are counted from so many vertices; betweenness needs all and is asked for.
constexpr std::size_t path_sources = 200;

struct Measure {
    const char* key;
    Text label;
    double value;
};

double mean_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double x : values) sum += x;
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

std::vector<Measure> measure(const Layer& layer, std::uint64_t seed, bool with_betweenness) {
    const auto n = static_cast<double>(layer.size());
    const auto parts = components(layer);
    const auto paths = sampled_path_lengths(layer, path_sources, Random(seed, 1));
    const auto degrees = degree_counts(layer);
    const auto cores = core_numbers(layer);
    std::vector<Measure> all{
        {"vertices", {"Vertices", "节点数"}, n},
        {"ties", {"Ties", "边数"}, static_cast<double>(layer.tie_count())},
        {"mean_degree",
         {"Mean degree", "平均度"},
         n > 0 ? 2 * static_cast<double>(layer.tie_count()) / n : 0},
        {"largest_degree",
         {"Largest degree", "最大度"},
         degrees.empty() ? 0 : static_cast<double>(degrees.size() - 1)},
        {"isolated",
         {"Vertices without ties", "孤立节点数"},
         degrees.empty() ? 0 : static_cast<double>(degrees[0])},
        {"clustering", {"Mean local clustering", "平均局部聚类系数"}, mean_local_clustering(layer)},
        {"transitivity", {"Transitivity", "传递性"}, transitivity(layer)},
        {"components", {"Components", "连通分量数"}, static_cast<double>(parts.sizes.size())},
        {"giant_share", {"Share of the largest component", "最大分量占比"}, parts.giant_share()},
        {"path_length",
         {"Mean path length (from 200 vertices at most)", "平均路径长度（至多从 200 个节点出发）"},
         paths.mean},
        {"longest_path", {"Longest of these paths", "其中最长路径"}, paths.longest + 0.0},
        {"largest_core",
         {"Largest core number", "最大核数"},
         cores.empty() ? 0 : *std::max_element(cores.begin(), cores.end()) + 0.0},
        {"assortativity",
         {"Degree assortativity", "度同配性"},
         degree_assortativity(layer).value_or(std::nan(""))},
        {"centralisation", {"Degree centralisation", "度中心势"}, degree_centralisation(layer)}};
    if (with_betweenness)
        all.push_back(
            {"mean_betweenness", {"Mean betweenness", "平均介数"}, mean_of(betweenness(layer))});
    return all;
}

std::string readable(double x) {
    if (std::isnan(x)) return "–";
    char text[40];
    std::snprintf(text, sizeof text, x == std::floor(x) ? "%.0f" : "%.4f", x);
    return text;
}

std::string text_of(const TypedLayer& typed, const std::vector<Measure>& measures, Lang lang) {
    std::vector<std::vector<std::string>> rows;
    for (const Measure& m : measures)
        rows.push_back({std::string(m.label.in(lang)), readable(m.value)});
    return std::string(typed.key) + " — " + std::string(typed.label.in(lang)) + "\n" +
           aligned(rows) + "\n";
}

Json json_of(const TypedLayer& typed, const std::vector<Measure>& measures) {
    Json json{{"layer", typed.key}};
    for (const Measure& m : measures) json[m.key] = std::isnan(m.value) ? Json() : Json(m.value);
    json["degrees"] = degree_counts(typed.layer);
    return json;
}

void write_file(const std::string& path, const TypedLayers& layers) {
    NetworkFile file;
    const std::size_t n = layers.size() == 0 ? 0 : layers[0].layer.size();
    for (std::size_t v = 0; v < n; ++v) file.vertices.push_back(std::to_string(v));
    for (const TypedLayer& typed : layers)
        file.layers.push_back({std::string(typed.key), typed.layer, {}});
    write_graphml(path, file);
}

int network_command(const Arguments& arguments, Console& console) {
    const auto out = arguments.value("--out");
    if (out && std::filesystem::exists(*out) && !arguments.has("--force"))
        throw UserError(Exit::invalid, {{.key = "--out",
                                         .value = *out,
                                         .what = say("{0} is there already", "{0} 已存在", {*out}),
                                         .legal = {"another file, or --force to write over it",
                                                   "请换一个文件，或用 --force 覆盖"}}});
    const Scenario scenario = scenario_of(arguments);
    RunPlan plan =
        plan_of(*models::find(scenario.model->name), scenario, parallel::available_threads());
    fit_memory(plan, available_memory());
    const auto replicate =
        static_cast<std::uint32_t>(arguments.whole("--replicate", 1, 1000000).value_or(1));
    const auto simulation = plan.model->create(plan.values, replicate, plan.files);
    const auto seed = static_cast<std::uint64_t>(plan.number("run.seed"));
    Json all = Json::array();
    for (const TypedLayer& typed : simulation->layers()) {
        const auto measures = measure(typed.layer, seed, arguments.has("--betweenness"));
        if (console.json) all.push_back(json_of(typed, measures));
        else console.out(text_of(typed, measures, console.lang));
    }
    if (console.json)
        console.out(
            Json{{"scenario", scenario.file}, {"replicate", replicate}, {"layers", all}}.dump(2) +
            "\n");
    if (out) {
        write_file(*out, simulation->layers());
        console.remark(say("written to {0}", "已写入 {0}", {*out}));
    }
    return 0;
}

}  // namespace

CommandSpec network_spec() {
    return {
        .name = "network",
        .about = {"measure the social graph of a scenario, or write it as GraphML",
                  "度量情景的社会网络，或写成 GraphML 文件"},
        .positional = {"SCENARIO.yaml", {"the scenario", "情景文件"}, 1, 1},
        .options = {set_option(),
                    {"--seed", "N", {"the same as --set run.seed=N", "等同于 --set run.seed=N"}},
                    {"--replicate", "N", {"of which replicate; otherwise 1", "第几次重复；默认 1"}},
                    {"--betweenness",
                     "",
                     {"betweenness too: minutes for large networks",
                      "同时计算介数：大型网络需数分钟"}},
                    {"--out", "FILE.graphml", {"write all layers there", "把各层写入该文件"}},
                    {"--force", "", {"write over a file that is there", "覆盖已有的文件"}}},
        .notes = {},
        .run = &network_command,
    };
}

}  // namespace yihe::app

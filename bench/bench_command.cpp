// yihe bench: finds the bench named and runs it; without a name, lists what there is.
#include <array>
#include <vector>

#include "app/table.hpp"
#include "bench/benches.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe::app {

namespace {

std::string bench_list(std::span<const CommandSpec> benches, Lang lang) {
    std::vector<std::vector<std::string>> rows;
    for (const CommandSpec& bench : benches)
        rows.push_back(
            {"yihe bench " + std::string(bench.name), std::string(bench.about.in(lang))});
    return std::string(
               Text{"Benches (each has --help):\n", "性能测试（各有 --help）：\n"}.in(lang)) +
           aligned(rows);
}

}  // namespace

int bench_command(std::span<const std::string> args, Console& console) {
    const std::array benches{bench::participation_spec(), bench::graph_spec(),
                             bench::governance_spec(), bench::determinism_spec()};
    if (args.empty() || args[0].starts_with("-")) {
        // Only the common options make sense without a name.
        parse_arguments({.name = "bench"}, args);
        console.out(bench_list(benches, console.lang));
        return 0;
    }
    std::vector<std::string_view> names;
    for (const CommandSpec& bench : benches) {
        names.push_back(bench.name);
        if (bench.name != args[0]) continue;
        CommandSpec spec = bench;
        const std::string name = "bench " + std::string(bench.name);
        spec.name = name;
        const Arguments arguments = parse_arguments(spec, args.subspan(1));
        if (!arguments.has("--help")) return spec.run(arguments, console);
        console.out(command_help(spec, console.lang));
        return 0;
    }
    throw UserError(Exit::invalid,
                    {{.what = say("there is no bench \"{0}\"; yihe bench lists them",
                                  "没有性能测试“{0}”；yihe bench 列出全部", {printable(args[0])}),
                      .suggestion = suggest_word(args[0], names)}});
}

}  // namespace yihe::app

// yihe verify DIR: runs of a finished study again; the same bits, or exit code 6 and the cells that
// differ.
#include <nlohmann/json.hpp>

#include "app/clock.hpp"
#include "app/commands.hpp"
#include "app/interrupt.hpp"
#include "app/progress.hpp"
#include "app/table.hpp"
#include "models/registry.hpp"
#include "sim/parallel.hpp"
#include "sim/scenario/problems.hpp"
#include "study/verify.hpp"

namespace yihe::app {

namespace {

constexpr std::size_t shown_cells = 20;
constexpr long long default_sample = 20;

std::string mismatch_table(const study::VerifyOutcome& outcome, Lang lang) {
    const bool zh = lang == Lang::zh;
    std::vector<std::vector<std::string>> rows{
        zh ? std::vector<std::string>{"运行或点", "表", "列", "周", "存储值", "重算值"}
           : std::vector<std::string>{"run or point", "table", "column", "week", "stored", "now"}};
    for (std::size_t i = 0; i < outcome.mismatches.size() && i < shown_cells; ++i) {
        const auto& m = outcome.mismatches[i];
        rows.push_back({m.where(), m.table, m.column, m.week > 0 ? std::to_string(m.week) : "",
                        m.stored, m.now});
    }
    return aligned(rows);
}

void print(const study::VerifyOutcome& outcome, Console& console) {
    for (const std::string& file : outcome.changed_files)
        console.out(say("{0} is not as it was written\n", "{0} 与写入时不同\n", {file}));
    if (!outcome.mismatches.empty()) console.out(mismatch_table(outcome, console.lang));
    const auto n = [](std::uint64_t x) { return std::to_string(x); };
    console.out(say(
        "{0} of {1} runs made again, {2} cells compared: {3} differ\n",
        "重算 {0}/{1} 次运行，比较 {2} 个单元格：{3} 个不同\n",
        {n(outcome.compared), n(outcome.runs), n(outcome.cells), n(outcome.mismatches.size())}));
}

void print_json(const study::VerifyOutcome& outcome, Console& console) {
    using Json = nlohmann::ordered_json;
    Json json{{"runs", outcome.runs},
              {"compared", outcome.compared},
              {"cells", outcome.cells},
              {"same", outcome.same()},
              {"changed_files", outcome.changed_files},
              {"mismatches", Json::array()}};
    for (const auto& m : outcome.mismatches) {
        Json one{{"run", m.where()}, {"table", m.table}, {"column", m.column}};
        if (m.week > 0) one["week"] = m.week;
        one["stored"] = m.stored;
        one["now"] = m.now;
        json["mismatches"].push_back(std::move(one));
    }
    console.out(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

int verify_command(const Arguments& arguments, Console& console) {
    refuse_together(arguments, "--sample", "--all");
    const std::filesystem::path path = arguments.positionals[0];
    const auto study = study::open_study(path, models::for_scenarios(), &models::find);
    const study::StudyFolder folder(path, study);
    study::VerifyOptions options{.stop = &stop_requested()};
    options.threads = static_cast<int>(
        arguments.whole("--threads", 1, 4096).value_or(parallel::available_threads()));
    if (!arguments.has("--all"))
        options.sample = static_cast<std::uint64_t>(
            arguments.whole("--sample", 1, 1'000'000'000).value_or(default_sample));
    ProgressLine line(console);
    const Stopwatch watch;
    options.progress = [&](std::uint64_t done, std::uint64_t total) {
        line.show(
            say("{0} of {1} runs", "{0}/{1} 次运行", {std::to_string(done), std::to_string(total)}),
            watch.seconds());
    };
    const auto outcome = study::verify(study, folder, options);
    line.clear();
    if (console.json) print_json(outcome, console);
    else print(outcome, console);
    if (!outcome.same()) return static_cast<int>(Exit::mismatch);
    return static_cast<int>(outcome.interrupted ? Exit::interrupted : Exit::ok);
}

}  // namespace

CommandSpec verify_spec() {
    return {
        .name = "verify",
        .about = {"run a finished study's runs again and compare bits",
                  "重新运行已完成的研究并逐位比较"},
        .positional = {"DIR", {"the folder of a study", "研究结果文件夹"}, 1, 1},
        .options = {{"--sample",
                     "N",
                     {"so many runs, spread evenly; otherwise 20", "均匀抽取 N 次运行；默认 20"}},
                    {"--all", "", {"every run", "全部运行"}},
                    {"--threads", "N", {"1 to 4096", "1 到 4096"}}},
        .notes = {"Ends with 0 when all is the same, with 6 when a cell or a file differs.",
                  "全部相同时退出码为 0；有单元格或文件不同时为 6。"},
        .run = &verify_command,
    };
}

}  // namespace yihe::app

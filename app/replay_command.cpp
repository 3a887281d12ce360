// yihe replay DIR RUN: one run of a study again, with everything it can write.
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/interrupt.hpp"
#include "models/registry.hpp"
#include "sim/core/file_digest.hpp"
#include "sim/run/result_files.hpp"
#include "sim/scenario/files.hpp"
#include "sim/scenario/problems.hpp"
#include "study/folder.hpp"
#include "study/run_one.hpp"

namespace yihe::app {

namespace {

namespace fs = std::filesystem;

study::RunId run_of(const study::Study& study, const std::string& text) {
    const auto id = study::parse_run_name(text);
    const auto points = study.points();
    if (id && id->point <= points && id->replicate <= study.replication.max) return *id;
    throw UserError(
        Exit::invalid,
        {{.key = "RUN",
          .value = text,
          .what = say("there is no run \"{0}\" in this study", "本研究中没有运行“{0}”", {text}),
          .legal =
              say("p1r1 to p{0}r{1}: point and replicate", "p1r1 到 p{0}r{1}：设计点与重复编号",
                  {std::to_string(points), std::to_string(study.replication.max)})}});
}

/// The scenario of the run alone: its replicate is the last of as many.
Scenario scenario_of(const study::Study& study, study::RunId id) {
    const RunPlan plan = study.plan(id);
    Scenario scenario = *study.locate(id.point).first->base;
    scenario.values = plan.values;
    scenario.values[scenario.find("run.replicates")].number = id.replicate;
    for (std::size_t i = 0; i < plan.schedule.size(); ++i) {
        scenario.schedule[i].week = plan.schedule[i].week;
        scenario.schedule[i].param = plan.schedule[i].param;
        scenario.schedule[i].value = plan.schedule[i].value;
    }
    return scenario;
}

void write_text(const fs::path& path, std::string_view text) {
    SafeFile file(path, path.parent_path());
    file.write(text);
    file.commit();
}

/// Copies the files that the scenario names into the folder; there it names the copies.
void bring_files(Scenario& scenario, const RunPlan& plan, const fs::path& folder) {
    for (const auto& [key, digest] : plan.file_digests) {
        const std::size_t param = scenario.find(key);
        const fs::path real = confined(scenario, param);
        std::string name = fs::path(scenario.values[param].text).filename().string();
        if (fs::exists(folder / name) && digest_of_file(folder / name) != digest)
            name = std::string(key) + "-" + name;
        write_text(folder / name,
                   read_regular_file(real, fs::file_size(real), {.file = real.string()}));
        scenario.values[param].text = name;
    }
}

void write_rows(const fs::path& path, const study::Study& study, const RunPlan& plan,
                const study::RunRecord& record) {
    const ModelInfo& info = study.model->info;
    Trajectory table(1, plan.burn_in() + 1, record.weeks - plan.burn_in(), info.metrics.size(),
                     record.id.replicate);
    const auto rows = table.rows(record.id.replicate, table.weeks());
    std::copy(record.rows.begin(), record.rows.end(), rows.begin());
    table.set_complete(record.id.replicate);
    SafeFile file(path, path.parent_path());
    write_trajectory(file, info, table);
    file.commit();
}

int replay_command(const Arguments& arguments, Console& console) {
    const fs::path path = arguments.positionals[0];
    auto study = study::open_study(path, models::for_scenarios(), &models::find);
    const study::RunId id = run_of(study, arguments.positionals[1]);
    const std::string name = study::run_name(id);
    const auto asked = arguments.value("--out");
    const fs::path out = asked.value_or((path / "replays" / name).string());
    if (asked && fs::exists(out) && !fs::is_empty(out) && !arguments.has("--force"))
        throw UserError(Exit::invalid,
                        {{.key = "--out",
                          .value = out.string(),
                          .what = say("{0} is not empty", "{0} 不是空的", {out.string()}),
                          .legal = {"a new folder, or --force to write over what is there",
                                    "新文件夹，或用 --force 覆盖其中的文件"}}});
    create_folder(out);
    Scenario scenario = scenario_of(study, id);
    bring_files(scenario, study.plan(id), out);
    write_text(out / "scenario.yaml", to_yaml(scenario));
    study.limits = {};  // patience is the user's now
    const ModelInfo& info = study.model->info;
    SafeFile agents(out / "agents.csv", out), events(out / "events.csv", out);
    agents.write(agents_header(info));
    events.write(events_header(info));
    study::RunOneOptions options{.stop = &stop_requested(), .all_weeks = true};
    options.week = [&](const Simulation& now) { write_events(events, id.replicate, now); };
    options.finished = [&](const RunPlan&, const Simulation& end) {
        write_agents(agents, info, id.replicate, end);
    };
    const auto record = study::run_one(study, id, options);
    if (!record) return static_cast<int>(Exit::interrupted);
    if (!record->failed()) {
        write_rows(out / "trajectory.csv", study, study.plan(id), *record);
        agents.commit();
        if (!info.events.empty()) events.commit();
    }
    if (console.json) {
        console.out(nlohmann::ordered_json{
                        {"run", name},
                        {"folder", out.string()},
                        {"digest", record->digest},
                        {"failure", {{"en", record->failure.en}, {"zh", record->failure.zh}}},
                        {"weeks", record->weeks}}
                        .dump(2) +
                    "\n");
    } else {
        console.out(
            record->failed()
                ? say("{0} failed again: {1}\n", "{0} 再次失败：{1}\n", {name, record->failure})
                : say("{0}: {1} weeks, digest {2}\nwritten to {3}\n",
                      "{0}：{1} 周，摘要 {2}\n已写入 {3}\n",
                      {name, std::to_string(record->weeks), record->digest, out.string()}));
    }
    return static_cast<int>(record->failed() ? Exit::some_failed : Exit::ok);
}

}  // namespace

CommandSpec replay_spec() {
    return {
        .name = "replay",
        .about = {"run one run of a study again, with full output",
                  "重演研究中的一次运行，并写出全部输出"},
        .positional = {"DIR RUN",
                       {"the folder of a study, and a run such as p12r3: point 12, replicate 3",
                        "研究结果文件夹，以及运行编号，如 p12r3：第 12 点第 3 次重复"},
                       2,
                       2},
        .options = {{"--out",
                     "DIR",
                     {"where to write; otherwise DIR/replays/RUN",
                      "输出文件夹；默认为 DIR/replays/RUN"}},
                    {"--force", "", {"write over what is there", "覆盖已有的文件"}}},
        .notes =
            {"Writes scenario.yaml, trajectory.csv with every week, agents.csv and events.csv.",
             "写出 scenario.yaml、含每周数据的 trajectory.csv、agents.csv 与 events.csv。"},
        .run = &replay_command,
    };
}

}  // namespace yihe::app

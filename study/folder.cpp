#include "study/folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <nlohmann/json.hpp>

#include "sim/core/build_info.hpp"
#include "sim/core/file_digest.hpp"
#include "sim/run/result_files.hpp"
#include "sim/run/safe_file.hpp"
#include "sim/scenario/files.hpp"
#include "sim/scenario/problems.hpp"

namespace yihe::study {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t most_plan_bytes = std::size_t{256} << 20;

fs::path inside(const Study& study, const fs::path& file) {
    return file.lexically_relative(fs::weakly_canonical(study.root));
}

void write_file(const fs::path& path, std::string_view text) {
    create_folder(path.parent_path());
    SafeFile file(path, path.parent_path());
    file.write(text);
    file.commit();
}

/// The same plan may come with other words, claims or numbers of replicates.
void copy_input(const fs::path& file, const fs::path& target) {
    if (fs::exists(target) && digest_of_file(target) == digest_of_file(file)) return;
    write_file(target, read_regular_file(file, std::size_t{4} << 30, {.file = file.string()}));
}

struct Plan {
    std::string digest, study, claims;
    Fingerprint fingerprint;
};

std::optional<Plan> read_plan(const fs::path& folder) {
    const fs::path file = folder / "plan.json";
    if (!fs::exists(file)) return {};
    try {
        const Json json =
            Json::parse(read_regular_file(file, most_plan_bytes, {.file = file.string()}));
        Plan plan{.digest = json.at("plan").get<std::string>(),
                  .study = json.at("study").get<std::string>(),
                  .claims = json.at("claims").get<std::string>(),
                  .fingerprint = {}};
        for (const Json& pair : json.at("fingerprint"))
            plan.fingerprint.emplace_back(pair.at(0).get<std::string>(),
                                          pair.at(1).get<std::string>());
        return plan;
    } catch (const Json::exception&) {
        throw UserError(Exit::storage, {{.place = {.file = file.string()},
                                         .what = say("this plan is damaged", "该计划文件已损坏"),
                                         .legal = say("delete it and repeat the sweep: the runs in "
                                                      "parts/ stay",
                                                      "请删除该文件并重新 sweep：parts/ "
                                                      "中的运行会保留")}});
    }
}

/// Whether every name in the folder begins with one of these.
bool holds_only(const fs::path& folder, std::initializer_list<std::string_view> beginnings) {
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        const std::string name = at->path().filename().string();
        const auto fits = [&](std::string_view word) { return name.starts_with(word); };
        if (std::none_of(beginnings.begin(), beginnings.end(), fits)) return false;
    }
    return !error;
}

/// Whether the folder is empty, or another process has just begun to prepare it: parts of a study
/// start together.
bool is_new(const fs::path& folder) {
    std::error_code error;
    const fs::path inputs = folder / "inputs";
    return holds_only(folder, {"inputs", "plan.json"}) &&
           (!fs::exists(inputs, error) || holds_only(inputs, {".yihe"}) ||
            fs::exists(inputs / ".yihe", error));
}

/// Whether only the plan is missing; the parts know whose they are.
bool lost_its_plan(const fs::path& folder) {
    std::error_code error;
    return fs::exists(folder / "parts", error) &&
           holds_only(folder, {"inputs", "parts", "agents", "events", "replays", "slurm", "lock",
                               "results.", "summaries.", "dictionary.", "timings.", "manifest."});
}

[[noreturn]] void refuse(const fs::path& folder, Message what) {
    throw UserError(Exit::invalid, {{.key = "--out",
                                     .value = folder.string(),
                                     .what = std::move(what),
                                     .legal = say("another folder", "请换一个文件夹")}});
}

}  // namespace

StudyFolder::StudyFolder(fs::path folder, const Study& study)
    : folder_(std::move(folder)),
      study_(study),
      fingerprint_(fingerprint_of(study)),
      plan_digest_(digest_of(fingerprint_)) {}

StudyFolder::~StudyFolder() {
    if (lock_ >= 0) ::close(lock_);
}

void StudyFolder::check() const {
    std::error_code error;
    // Looked at before the plan, which another process may be about to write.
    const bool fresh = !fs::exists(folder_, error) || is_new(folder_) || lost_its_plan(folder_);
    if (const auto plan = read_plan(folder_)) {
        const std::string name = inside(study_, study_.sources.front()).string();
        if (plan->digest == plan_digest_ && plan->study == name) return;
        if (plan->digest == plan_digest_)
            refuse(folder_, say("{0} holds this study under the name {1}, not {2}",
                                "{0} 中的同一研究名为 {1}，而不是 {2}",
                                {folder_.string(), plan->study, name}));
        const Message differ = differences(plan->fingerprint, fingerprint_);
        refuse(folder_, say("{0} holds another study ({1})", "{0} 中是另一项研究（{1}）",
                            {folder_.string(), differ}));
    }
    if (!fresh)
        refuse(folder_, say("{0} holds files that are not of a study",
                            "{0} 中有不属于研究结果的文件", {folder_.string()}));
}

void StudyFolder::prepare() const {
    const bool planned = read_plan(folder_).has_value();
    const fs::path inputs = folder_ / "inputs";
    if (!fs::exists(inputs / ".yihe")) write_file(inputs / ".yihe", "");
    for (const fs::path& file : study_.sources) copy_input(file, inputs / inside(study_, file));
    if (planned) return;
    Json json{{"yihe", build_info().version},
              {"results_version", results_version},
              {"plan", plan_digest_},
              {"study", inside(study_, study_.sources.front()).string()},
              {"claims", claims_text(study_.claims)},
              {"fingerprint", fingerprint_}};
    write_file(folder_ / "plan.json",
               json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

bool StudyFolder::claims_stood_before() const {
    const auto plan = read_plan(folder_);
    return plan && plan->claims == claims_text(study_.claims);
}

void StudyFolder::lock() {
    const fs::path file = folder_ / "lock";
    lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (lock_ < 0) storage_error("cannot write {0}: {1}", "无法写入 {0}：{1}", file, errno);
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        throw UserError(Exit::storage, say("another process is running the study in {0}",
                                           "另一个进程正在 {0} 中运行该研究", {folder_.string()}));
}

PartIndex StudyFolder::index() const {
    PartIndex index = PartIndex::scan(parts(), plan_digest_);
    const Replication& rule = study_.replication;
    if (rule.sequential()) index.watch(static_cast<std::uint32_t>(rule.metric));
    if (study_.keep.agents || study_.keep.events)
        index.forget(
            [this](const PartEntry& entry) { return !entry.failed && !has_files(entry.id); });
    return index;
}

bool StudyFolder::has_files(RunId id) const {
    const std::string name = run_name(id) + ".csv";
    return (!study_.keep.agents || fs::exists(folder_ / "agents" / name)) &&
           (!study_.keep.events || fs::exists(folder_ / "events" / name));
}

void StudyFolder::write_agents(const ModelInfo& info, RunId id,
                               const Simulation& simulation) const {
    const fs::path folder = folder_ / "agents";
    create_folder(folder);
    SafeFile file(folder / (run_name(id) + ".csv"), folder);
    file.write(agents_header(info));
    yihe::write_agents(file, info, id.replicate, simulation);
    file.commit();
}

std::unique_ptr<SafeFile> StudyFolder::new_events_file(const ModelInfo& info, RunId id) const {
    const fs::path folder = folder_ / "events";
    create_folder(folder);
    auto file = std::make_unique<SafeFile>(folder / (run_name(id) + ".csv"), folder);
    file->write(events_header(info));
    return file;
}

Study open_study(const fs::path& folder, const Models& models, ModelFinder find) {
    const auto plan = read_plan(folder);
    if (!plan)
        throw UserError(Exit::invalid,
                        say("{0} is no folder of a study: it has no plan.json",
                            "{0} 不是研究结果文件夹：缺少 plan.json", {folder.string()}));
    Study study = load_study(folder / "inputs" / plan->study, models, find);
    const Fingerprint now = fingerprint_of(study);
    if (digest_of(now) == plan->digest) return study;
    const Message differ = differences(plan->fingerprint, now);
    throw UserError(
        Exit::mismatch,
        say("{0} does not give the study that was run: its inputs or this program have changed "
            "({1})",
            "{0} 已不能得出所运行的研究：其输入或本程序已改变（{1}）", {folder.string(), differ}));
}

}  // namespace yihe::study

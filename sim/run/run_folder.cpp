#include "sim/run/run_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>

#include "sim/core/build_info.hpp"
#include "sim/run/checkpoint.hpp"
#include "sim/run/manifest.hpp"
#include "sim/run/result_files.hpp"
#include "sim/run/safe_file.hpp"
#include "sim/scenario/problems.hpp"

namespace yihe {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 6> our_names{
    "manifest.json", "trajectory.csv", "summary.csv", "agents.csv", "events.csv", "unfinished"};

std::string read_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool holds_checkpoints(const fs::path& scratch) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(scratch, error))
        if (entry.path().extension() == ".checkpoint") return true;
    return false;
}

void remove_tree(const fs::path& path) {
    std::error_code error;
    fs::remove_all(path, error);
    if (error) storage_error("cannot remove {0}: {1}", "无法删除 {0}：{1}", path, error.value());
}

/// "agents.csv" of replicate 3: "agents-3.csv"
fs::path part_of(const fs::path& scratch, const fs::path& name, std::uint32_t replicate) {
    return scratch / (name.stem().string() + "-" + std::to_string(replicate) + ".csv");
}

void copy_into(SafeFile& to, const fs::path& from) {
    std::ifstream part(from, std::ios::binary);
    std::string buffer(std::size_t{1} << 16, '\0');
    while (part.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) ||
           part.gcount() > 0)
        to.write(std::string_view(buffer.data(), static_cast<std::size_t>(part.gcount())));
    if (!part.eof()) storage_error("cannot read {0}: {1}", "无法读取 {0}：{1}", from, EIO);
}

}  // namespace

fs::path default_run_folder(const Scenario& scenario, const Fingerprint& fingerprint) {
    const std::string name = fs::path(scenario.file).stem().string();
    return fs::path("runs") / (name + "-" + digest_of(fingerprint).substr(0, 8));
}

RunFolder::RunFolder(fs::path folder, Fingerprint fingerprint)
    : folder_(std::move(folder)), fingerprint_(std::move(fingerprint)) {}

RunFolder::~RunFolder() {
    if (lock_ >= 0) ::close(lock_);
}

FolderState RunFolder::state(const Extras& extras) const {
    std::error_code error;
    if (fs::exists(folder_ / "manifest.json", error)) {
        const auto manifest = parse_manifest(read_text(folder_ / "manifest.json"));
        if (!manifest) return FolderState::foreign;
        if (manifest->fingerprint != fingerprint_) return FolderState::other_run;
        const bool whole = manifest->program == program_digest() && !manifest->program.empty() &&
                           manifest->complete && manifest->files_match(folder_, extras);
        return whole ? FolderState::finished : FolderState::outdated;
    }
    bool nothing = true, foreign = false;
    for (const auto& entry : fs::directory_iterator(folder_, error)) {
        const std::string name = entry.path().filename().string();
        nothing = false;
        foreign = foreign || std::find(our_names.begin(), our_names.end(), name) == our_names.end();
    }
    if (error && error.value() != ENOENT)
        storage_error("cannot read the folder {0}: {1}", "无法读取文件夹 {0}：{1}", folder_,
                      error.value());
    if (nothing) return FolderState::empty;
    if (foreign || !fs::exists(scratch(), error)) return FolderState::foreign;
    return holds_checkpoints(scratch()) ? FolderState::unfinished : FolderState::empty;
}

Message RunFolder::difference() const {
    const auto manifest = parse_manifest(read_text(folder_ / "manifest.json"));
    return manifest ? differences(manifest->fingerprint, fingerprint_) : Message{};
}

void RunFolder::begin(bool keep_checkpoints) {
    create_folder(folder_);
    lock_ = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (lock_ < 0)
        storage_error("cannot open the folder {0}: {1}", "无法打开文件夹 {0}：{1}", folder_, errno);
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        throw UserError(Exit::storage, say("another process is writing into {0}",
                                           "另一个进程正在写入 {0}", {folder_.string()}));
    if (!keep_checkpoints) remove_tree(scratch());
    create_folder(scratch());
    SafeFile(folder_ / "manifest.json", scratch()).write("");  // may we write here?
    for (const std::string_view name :
         {"manifest.json", "trajectory.csv", "summary.csv", "agents.csv", "events.csv"})
        remove_tree(folder_ / name);
    sync_folder(folder_);
}

std::unique_ptr<SafeFile> RunFolder::new_part(std::string_view name,
                                              std::uint32_t replicate) const {
    return std::make_unique<SafeFile>(part_of(scratch(), name, replicate), scratch());
}

bool RunFolder::has_part(std::string_view name, std::uint32_t replicate) const {
    std::error_code error;
    return fs::exists(part_of(scratch(), name, replicate), error);
}

void RunFolder::finish(const ManifestFacts& facts, const Extras& extras) const {
    const ModelInfo& info = facts.plan->model->info;
    const Trajectory& table = facts.outcome->trajectory;
    std::vector<std::pair<std::string, std::string>> digests;
    auto write = [&](const char* name, auto&& content) {
        SafeFile file(folder_ / name, scratch());
        content(file);
        digests.emplace_back(name, file.commit());
    };
    write("trajectory.csv", [&](SafeFile& file) { write_trajectory(file, info, table); });
    write("summary.csv", [&](SafeFile& file) { write_summary(file, info, table); });
    for (const std::string& name : extras)
        write(name.c_str(), [&](SafeFile& file) {
            file.write(name == "agents.csv" ? agents_header(info) : events_header(info));
            for (std::uint32_t r = 1; r <= table.replicates(); ++r)
                if (table.complete(r)) copy_into(file, part_of(scratch(), name, r));
        });
    SafeFile manifest(folder_ / "manifest.json", scratch());
    manifest.write(manifest_text(facts, fingerprint_, digests));
    manifest.commit();
    remove_tree(scratch());
    sync_folder(folder_);
}

RunOutcome RunFolder::read_back(const RunPlan& plan) const {
    const auto manifest = parse_manifest(read_text(folder_ / "manifest.json"));
    const std::uint32_t first = plan.burn_in() + 1;
    RunOutcome outcome{.trajectory =
                           Trajectory(plan.replicates(), first, plan.weeks() - plan.burn_in(),
                                      plan.model->info.metrics.size())};
    if (!manifest || manifest->digests.size() != plan.replicates() ||
        !read_trajectory(read_text(folder_ / "trajectory.csv"), outcome.trajectory))
        throw UserError(Exit::storage,
                        say("the results in {0} are damaged; --force runs again",
                            "{0} 中的结果已损坏；--force 可重新运行", {folder_.string()}));
    for (const std::string& digest : manifest->digests)
        outcome.replicates.push_back({.digest = digest, .finished = true, .restored = true});
    return outcome;
}

}  // namespace yihe

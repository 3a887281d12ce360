#include "study/verify_files.hpp"

#include <cstdlib>

#include "sim/core/file_digest.hpp"
#include "sim/run/result_files.hpp"
#include "sim/run/safe_file.hpp"

namespace yihe::study {

namespace fs = std::filesystem;

namespace {

fs::path temporary_folder() {
    std::string name = (fs::temp_directory_path() / "yihe-verify-XXXXXX").string();
    const char* made = ::mkdtemp(name.data());
    if (made == nullptr) storage_error("cannot create {0}: {1}", "无法创建 {0}：{1}", name, errno);
    return made;
}

std::string digest_or_nothing(const fs::path& file) {
    return fs::exists(file) ? digest_of_file(file) : "";
}

}  // namespace

FilesAgain::FilesAgain(const Study& study, const StudyFolder& stored, RunId id)
    : study_(study),
      stored_(stored),
      id_(id),
      folder_(study.keep.agents || study.keep.events ? temporary_folder() : fs::path()),
      again_(folder_, study) {}

FilesAgain::~FilesAgain() {
    events_.reset();
    std::error_code error;
    if (!folder_.empty()) fs::remove_all(folder_, error);
}

RunOneOptions FilesAgain::options(const std::atomic<bool>* stop) {
    RunOneOptions options{.stop = stop};
    if (study_.keep.events) {
        events_ = again_.new_events_file(study_.model->info, id_);
        options.week = [this](const Simulation& now) {
            write_events(*events_, id_.replicate, now);
        };
    }
    if (study_.keep.agents)
        options.finished = [this](const RunPlan& plan, const Simulation& end) {
            again_.write_agents(plan.model->info, id_, end);
        };
    return options;
}

std::uint64_t FilesAgain::compare(std::vector<Mismatch>& found) {
    if (events_) events_->commit();
    events_.reset();
    return (study_.keep.agents ? compare_one("agents", found) : 0) +
           (study_.keep.events ? compare_one("events", found) : 0);
}

std::uint64_t FilesAgain::compare_one(const char* kind, std::vector<Mismatch>& found) const {
    const std::string name = run_name(id_) + ".csv";
    const std::string then = digest_or_nothing(stored_.path() / kind / name),
                      now = digest_or_nothing(folder_ / kind / name);
    if (then != now)
        found.push_back({.id = id_, .table = kind, .column = name, .stored = then, .now = now});
    return 1;
}

}  // namespace yihe::study

// The files of agents and events that a study kept of a run, against those of the run made again.
#pragma once

#include "study/run_one.hpp"
#include "study/verify.hpp"

namespace yihe::study {

/// Writes the run's files beside nothing of the study's, in a folder that disappears.
class FilesAgain {
public:
    FilesAgain(const Study& study, const StudyFolder& stored, RunId id);
    ~FilesAgain();
    FilesAgain(const FilesAgain&) = delete;
    FilesAgain& operator=(const FilesAgain&) = delete;

    /// The run with these options leaves its files.
    RunOneOptions options(const std::atomic<bool>* stop);
    /// What differs, under the table "agents" or "events"; files compared. After a finished run.
    std::uint64_t compare(std::vector<Mismatch>& found);

private:
    std::uint64_t compare_one(const char* kind, std::vector<Mismatch>& found) const;

    const Study& study_;
    const StudyFolder& stored_;
    RunId id_;
    std::filesystem::path folder_;
    StudyFolder again_;
    std::unique_ptr<SafeFile> events_;
};

}  // namespace yihe::study

// The folder of a study:
//   plan.json, inputs/      what is run, whole: the study can be read from the folder alone
//   parts/                  results as they come (parts.hpp)
//   results.sqlite, *.csv   the merged results
//   manifest.json           when, where, by which program; written last
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "sim/run/safe_file.hpp"
#include "study/parts.hpp"
#include "study/study.hpp"

namespace yihe::study {

class StudyFolder {
public:
    StudyFolder(std::filesystem::path folder, const Study& study);
    ~StudyFolder();
    StudyFolder(const StudyFolder&) = delete;
    StudyFolder& operator=(const StudyFolder&) = delete;

    const std::filesystem::path& path() const { return folder_; }
    std::filesystem::path parts() const { return folder_ / "parts"; }
    std::filesystem::path database() const { return folder_ / "results.sqlite"; }
    const std::string& plan_digest() const { return plan_digest_; }

    /// Refuses a folder of another study, naming the differences, or of something else. Throws
    /// UserError.
    void check() const;
    /// Writes the plan where there is none, and copies the inputs that are not there as they are.
    void prepare() const;
    /// Whether the rules of the claims are those that stood in the study when the folder was made,
    /// before its first run.
    bool claims_stood_before() const;
    /// Until the object ends no other call that locks may write here. Throws UserError(storage).
    void lock();

    /// What is done, as this study's rule of replicates looks at it; a run whose agents or events
    /// are gone is not.
    PartIndex index() const;

    void write_agents(const ModelInfo& info, RunId id, const Simulation& simulation) const;
    /// The file of a run's events, with its header; to be committed when the run is over.
    std::unique_ptr<SafeFile> new_events_file(const ModelInfo& info, RunId id) const;

private:
    bool has_files(RunId id) const;

    std::filesystem::path folder_;
    const Study& study_;
    Fingerprint fingerprint_;
    std::string plan_digest_;
    int lock_ = -1;
};

/// The study that a folder holds. Throws UserError: no study folder, or inputs changed since.
Study open_study(const std::filesystem::path& folder, const Models& models, ModelFinder find);

}  // namespace yihe::study

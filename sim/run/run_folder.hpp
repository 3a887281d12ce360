// The folder of a run:
//
//   manifest.json    what was run, by which program, when, and the digests: written last
//   trajectory.csv   one row per replicate and week, one column per metric
//   summary.csv      mean, sd, n and 95 % interval per metric and week
//   agents.csv       when asked for: every resident's columns at the end
//   events.csv       when asked for: the model's log, one row per item that ended
//   unfinished/      only while it runs: checkpoints and files in the making
//
// Nothing of others is overwritten, and no failure to write passes for success.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/run/fingerprint.hpp"
#include "sim/run/safe_file.hpp"
#include "sim/scenario/scenario.hpp"

namespace yihe {

enum class FolderState {
    empty,          ///< or absent, or left by a run that kept nothing
    unfinished,     ///< with checkpoints
    finished,       ///< this very run, by this very program, all files unharmed
    outdated,       ///< this very run by another program, or files missing or changed
    other_run,
    foreign,        ///< something that is not ours
};

/// "runs/<name of the scenario file>-<8 digits of the fingerprint>"
std::filesystem::path default_run_folder(const Scenario& scenario, const Fingerprint& fingerprint);

struct ManifestFacts {
    const Scenario* scenario = nullptr;
    const RunPlan* plan = nullptr;
    const RunOutcome* outcome = nullptr;
    std::string started, ended;  ///< UTC, ISO 8601
    double seconds = 0;
};

/// Names of result files that are written only when asked for: agents.csv, events.csv.
using Extras = std::vector<std::string>;

class RunFolder {
public:
    RunFolder(std::filesystem::path folder, Fingerprint fingerprint);
    ~RunFolder();
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;

    const std::filesystem::path& path() const { return folder_; }
    std::filesystem::path scratch() const { return folder_ / "unfinished"; }

    /// `extras`: what a finished run must hold beside the usual files.
    FolderState state(const Extras& extras) const;
    /// In what the run found in the folder differs from this one.
    Message difference() const;

    /// Creates and locks the folder; removes what is left of a former run unless
    /// `keep_checkpoints`. Throws UserError(Exit::storage).
    void begin(bool keep_checkpoints);

    /// One replicate's part of an extra file, to be committed when it is whole.
    std::unique_ptr<SafeFile> new_part(std::string_view name, std::uint32_t replicate) const;
    bool has_part(std::string_view name, std::uint32_t replicate) const;

    /// All result files, the manifest last; then `unfinished/` is gone.
    void finish(const ManifestFacts& facts, const Extras& extras) const;

    /// The table of a finished run, as run_replicates returned it.
    RunOutcome read_back(const RunPlan& plan) const;

private:
    std::filesystem::path folder_;
    Fingerprint fingerprint_;
    int lock_ = -1;
};

}  // namespace yihe

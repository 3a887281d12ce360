// The folder of a run:
//
//   manifest.json    what was run, by which program, when, and the digests: written last
//   trajectory.csv   one row per replicate and week, one column per metric
//   summary.csv      mean, sd, n and 95 % interval per metric and week
//   agents.csv       when asked for: every resident's columns at the end
//   unfinished/      only while it runs: checkpoints and files in the making
//
// Nothing of others is overwritten, and no failure to write passes for success.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/run/fingerprint.hpp"
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

class RunFolder {
public:
    RunFolder(std::filesystem::path folder, Fingerprint fingerprint);
    ~RunFolder();
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;

    const std::filesystem::path& path() const { return folder_; }
    std::filesystem::path scratch() const { return folder_ / "unfinished"; }

    /// `with_agents`: a finished run must hold agents.csv too.
    FolderState state(bool with_agents) const;
    /// In what the run found in the folder differs from this one.
    Message difference() const;

    /// Creates and locks the folder; removes what is left of a former run unless
    /// `keep_checkpoints`. Throws UserError(Exit::storage).
    void begin(bool keep_checkpoints);

    /// One replicate's part of agents.csv.
    void write_agents_part(const ModelInfo& info, std::uint32_t replicate,
                           const Simulation& simulation) const;
    bool has_agents_part(std::uint32_t replicate) const;

    /// All result files, the manifest last; then `unfinished/` is gone.
    void finish(const ManifestFacts& facts, bool with_agents) const;

    /// The table of a finished run, as run_replicates returned it.
    RunOutcome read_back(const RunPlan& plan) const;

private:
    std::filesystem::path folder_;
    Fingerprint fingerprint_;
    int lock_ = -1;
};

}  // namespace yihe

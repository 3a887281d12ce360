// The parts of a study's results: append-only files, one for each process that ran a piece of it. A
// record is a head and the run's bytes, both with checksums; a torn or damaged record is passed
// over, and its run counts as not done.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "study/record.hpp"

namespace yihe::study {

/// The value that decides on further replicates; NaN for a failed run or an empty cell.
struct Watched {
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    double value = std::numeric_limits<double>::quiet_NaN();
    std::uint32_t metric = none;  ///< of which it is
};

/// Appends records; any thread may. A record is in the file before `append` returns.
class PartWriter {
public:
    /// Creates `folder`/NAME.part with a name of its own. Throws UserError(Exit::storage).
    PartWriter(const std::filesystem::path& folder, std::string_view name,
               const std::string& plan_digest);
    ~PartWriter();
    PartWriter(const PartWriter&) = delete;
    PartWriter& operator=(const PartWriter&) = delete;

    void append(const RunRecord& record, Watched watched = {});
    /// Everything appended is on the device.
    void sync();

private:
    std::filesystem::path path_;
    std::mutex guard_;
    int file_ = -1;
};

/// Where a record lies.
struct PartEntry {
    RunId id;
    bool failed = false;
    double watched = 0;  ///< of the metric `watched_metric`
    std::uint32_t watched_metric = Watched::none;
    std::uint32_t file = 0;  ///< number in PartIndex::files
    std::uint64_t offset = 0;  ///< of the run's bytes
    std::uint32_t size = 0;
    std::uint64_t checksum = 0;
};

/// What is done, by run.
class PartIndex {
public:
    /// Reads the heads of all parts in `folder`. Throws UserError(Exit::invalid) where a part is of
    /// another plan.
    static PartIndex scan(const std::filesystem::path& folder, const std::string& plan_digest);

    const PartEntry* find(RunId id) const;
    const std::vector<PartEntry>& entries() const { return entries_; }  ///< by run
    std::uint64_t damaged_bytes() const { return damaged_bytes_; }
    std::size_t failures() const;
    /// Takes `watched` from the records where it was of another metric when they were written.
    void watch(std::uint32_t metric);

    /// Takes out the runs of which it is true, here alone.
    void forget(const std::function<bool(const PartEntry&)>& gone) {
        std::erase_if(entries_, gone);
    }

    /// Nothing when the record is damaged: its run is to be done again.
    std::optional<RunRecord> read(const PartEntry& entry) const;
    /// The record is damaged: its run is missing, here and for whoever reads the part later.
    void strike(RunId id);

private:
    std::vector<std::filesystem::path> files_;
    std::vector<PartEntry> entries_;
    std::uint64_t damaged_bytes_ = 0;
};

}  // namespace yihe::study

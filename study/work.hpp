// Which runs are left, one at a time, for any number of workers. With a sequential rule a point's
// further replicates depend on its finished ones alone, looked at after fixed counts, so that the
// set of runs is the same whoever runs them.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "study/parts.hpp"
#include "study/study.hpp"

namespace yihe::study {

/// Part `number` of `of`, from 1.
struct Shard {
    std::uint32_t number = 1, of = 1;
};

/// Which of `of` parts a run belongs to, from 1. Under a sequential rule a point stays whole.
std::uint32_t part_of(const Study& study, RunId id, std::uint32_t of);

/// The replicates of one point so far.
class PointReplicates {
public:
    explicit PointReplicates(const Replication& rule);

    /// How many are to be run for now; grows when all of those are done and more are needed.
    std::uint32_t wanted() const { return wanted_; }
    bool done() const { return finished_ == wanted_; }
    /// `value` is NaN for failed runs and empty cells. Returns whether `wanted` grew.
    bool add(std::uint32_t replicate, double value);

private:
    bool narrow_enough() const;

    const Replication* rule_;
    std::uint32_t wanted_, finished_ = 0;
    std::vector<double> values_;  // [replicate - 1]
};

class Work {
public:
    /// `retry_failed`: failed runs count as not done.
    Work(const Study& study, const PartIndex& done, Shard shard, bool retry_failed);

    /// The next run; waits where it depends on runs in progress. Nothing: all is given out, or
    /// `give_up` was called.
    std::optional<RunId> next();
    /// `value`: of the watched metric.
    void finished(RunId id, double value);
    void give_up();

    std::uint64_t restored() const;
    /// Runs of the points after this one have not been given out.
    std::uint64_t points_begun() const;
    /// Runs of this shard as far as known now; grows under a sequential rule.
    std::uint64_t total() const;

private:
    bool ours(RunId id) const;
    const PartEntry* done(RunId id) const;
    void open_next_point();
    void enqueue(std::uint64_t point, std::uint32_t from, std::uint32_t to);

    const Study& study_;
    const PartIndex& index_;
    Shard shard_;
    bool retry_failed_;
    std::uint64_t points_, next_point_ = 1, restored_ = 0, given_out_ = 0;
    std::deque<RunId> ready_;
    std::map<std::uint64_t, PointReplicates> active_;  ///< under a sequential rule
    bool ended_ = false;
    mutable std::mutex guard_;
    std::condition_variable changed_;
};

}  // namespace yihe::study

// The weekly metrics of all replicates in one table: [replicate][week][metric], NaN = empty cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace yihe {

/// Weeks count from `first_week`, replicates from 1 unless another first one is named.
class Trajectory {
public:
    Trajectory() = default;
    Trajectory(std::uint32_t replicates, std::uint32_t first_week, std::uint32_t weeks,
               std::size_t metrics, std::uint32_t first_replicate = 1)
        : replicates_(replicates),
          first_replicate_(first_replicate),
          first_week_(first_week),
          weeks_(weeks),
          metrics_(metrics),
          cells_(std::size_t{replicates} * weeks * metrics,
                 std::numeric_limits<double>::quiet_NaN()),
          complete_(replicates, 0) {}

    std::uint32_t replicates() const { return replicates_; }
    std::uint32_t first_replicate() const { return first_replicate_; }
    std::uint32_t last_replicate() const { return first_replicate_ + replicates_ - 1; }
    std::uint32_t first_week() const { return first_week_; }
    std::uint32_t last_week() const { return first_week_ + weeks_ - 1; }
    std::uint32_t weeks() const { return weeks_; }
    std::size_t metrics() const { return metrics_; }

    std::span<double> row(std::uint32_t replicate, std::uint32_t week) {
        return {cells_.data() + at(replicate, week), metrics_};
    }
    std::span<const double> row(std::uint32_t replicate, std::uint32_t week) const {
        return {cells_.data() + at(replicate, week), metrics_};
    }
    /// The first `weeks` rows of a replicate, one after the other.
    std::span<double> rows(std::uint32_t replicate, std::uint32_t weeks) {
        return {cells_.data() + at(replicate, first_week_), weeks * metrics_};
    }

    /// Only complete replicates are written and summarised.
    void set_complete(std::uint32_t replicate) { complete_[replicate - first_replicate_] = 1; }
    bool complete(std::uint32_t replicate) const {
        return complete_[replicate - first_replicate_] != 0;
    }

private:
    std::size_t at(std::uint32_t replicate, std::uint32_t week) const {
        return (std::size_t{replicate - first_replicate_} * weeks_ + (week - first_week_)) *
               metrics_;
    }

    std::uint32_t replicates_ = 0, first_replicate_ = 1, first_week_ = 1, weeks_ = 0;
    std::size_t metrics_ = 0;
    std::vector<double> cells_;
    std::vector<std::uint8_t> complete_;  // one byte each: replicates finish on different threads
};

}  // namespace yihe

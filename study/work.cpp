#include "study/work.hpp"

#include <algorithm>
#include <limits>

#include "sim/run/interval.hpp"

namespace yihe::study {

/// Interleaved, so that costs that grow along a factor spread evenly.
std::uint32_t part_of(const Study& study, RunId id, std::uint32_t of) {
    const auto& rule = study.replication;
    const std::uint64_t unit =
        rule.sequential() ? id.point - 1 : (id.point - 1) * rule.max + (id.replicate - 1);
    return static_cast<std::uint32_t>(unit % of) + 1;
}

PointReplicates::PointReplicates(const Replication& rule)
    : rule_(&rule), wanted_(rule.sequential() ? rule.min : rule.max) {}

bool PointReplicates::narrow_enough() const {
    const Interval x = Intervals().of(values_);
    return x.n >= 2 && (x.upper - x.lower) / 2 <= rule_->half_width;
}

bool PointReplicates::add(std::uint32_t replicate, double value) {
    if (rule_->sequential()) {
        if (values_.size() < replicate)
            values_.resize(replicate, std::numeric_limits<double>::quiet_NaN());
        values_[replicate - 1] = value;
    }
    ++finished_;
    if (!done() || wanted_ >= rule_->max || narrow_enough()) return false;
    wanted_ = std::min(rule_->max, wanted_ + (wanted_ + 1) / 2);  // half as many again
    return true;
}

Work::Work(const Study& study, const PartIndex& done, Shard shard, bool retry_failed)
    : study_(study),
      index_(done),
      shard_(shard),
      retry_failed_(retry_failed),
      points_(study.points()) {}

bool Work::ours(RunId id) const { return part_of(study_, id, shard_.of) == shard_.number; }

const PartEntry* Work::done(RunId id) const {
    const PartEntry* entry = index_.find(id);
    return entry != nullptr && (!entry->failed || !retry_failed_) ? entry : nullptr;
}

void Work::enqueue(std::uint64_t point, std::uint32_t from, std::uint32_t to) {
    for (std::uint32_t r = from; r <= to; ++r) ready_.push_back({point, r});
}

/// Under a sequential rule finished replicates may ask for more at once; those may be done, too.
void Work::open_next_point() {
    const std::uint64_t point = next_point_++;
    const auto& rule = study_.replication;
    if (!rule.sequential()) {
        for (std::uint32_t r = 1; r <= rule.max; ++r) {
            if (!ours({point, r})) continue;
            if (done({point, r}) != nullptr) ++restored_;
            else ready_.push_back({point, r});
        }
        return;
    }
    if (!ours({point, 1})) return;
    auto& replicates = active_.emplace(point, PointReplicates(rule)).first->second;
    for (std::uint32_t from = 1; from <= replicates.wanted();) {
        const std::uint32_t to = replicates.wanted();
        std::vector<RunId> missing;
        for (std::uint32_t r = from; r <= to; ++r) {
            const PartEntry* entry = done({point, r});
            if (entry == nullptr) missing.push_back({point, r});
        }
        for (std::uint32_t r = from; r <= to; ++r)
            if (const PartEntry* entry = done({point, r}); entry != nullptr) {
                ++restored_;
                replicates.add(r, entry->watched);
            }
        ready_.insert(ready_.end(), missing.begin(), missing.end());
        from = to + 1;
        if (!missing.empty()) return;
    }
    active_.erase(point);
}

std::optional<RunId> Work::next() {
    std::unique_lock lock(guard_);
    for (;;) {
        if (ended_) return {};
        while (ready_.empty() && next_point_ <= points_) open_next_point();
        if (!ready_.empty()) {
            const RunId id = ready_.front();
            ready_.pop_front();
            ++given_out_;
            return id;
        }
        if (active_.empty()) return {};
        changed_.wait(lock);
    }
}

void Work::finished(RunId id, double value) {
    const std::lock_guard lock(guard_);
    const auto at = active_.find(id.point);
    if (at == active_.end()) return;
    auto& replicates = at->second;
    const std::uint32_t before = replicates.wanted();
    if (replicates.add(id.replicate, value)) {
        for (std::uint32_t r = before + 1; r <= replicates.wanted(); ++r) {
            if (const PartEntry* entry = done({id.point, r}); entry != nullptr) {
                ++restored_;
                replicates.add(r, entry->watched);
            } else {
                ready_.push_back({id.point, r});
            }
        }
    }
    if (replicates.done()) active_.erase(at);
    changed_.notify_all();
}

void Work::give_up() {
    const std::lock_guard lock(guard_);
    ended_ = true;
    changed_.notify_all();
}

std::uint64_t Work::restored() const {
    const std::lock_guard lock(guard_);
    return restored_;
}

std::uint64_t Work::points_begun() const {
    const std::lock_guard lock(guard_);
    return next_point_ - 1;
}

std::uint64_t Work::total() const {
    const std::lock_guard lock(guard_);
    const auto& rule = study_.replication;
    const std::uint64_t units = rule.sequential() ? points_ : points_ * rule.max;
    const std::uint64_t ours = (units + shard_.of - shard_.number) / shard_.of;
    return rule.sequential() ? std::max(restored_ + given_out_ + ready_.size(), ours * rule.min)
                             : ours;
}

}  // namespace yihe::study

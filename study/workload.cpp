#include "study/workload.hpp"

#include <algorithm>

#include "sim/run/memory.hpp"

namespace yihe::study {

namespace {

constexpr std::uint64_t most_looked_at = 512;

bool all_alike(const Study& study) {
    return study.blocks.size() == 1 &&
           std::none_of(study.factors.begin(), study.factors.end(), [](const Factor& factor) {
               return factor.row.change == Change::structural;
           });
}

double cost(const RunPlan& plan) {
    return plan.model->memory(plan.values, plan.files).agents * plan.weeks();
}

}  // namespace

Workload::Workload(const Study& study) : points_(study.points()) {
    const std::uint64_t looked_at = all_alike(study) ? 1 : std::min(points_, most_looked_at);
    for (std::uint64_t i = 0; i < looked_at; ++i)
        costs_.push_back(cost(study.plan({.point = 1 + i * points_ / looked_at})));
}

double Workload::of(std::uint64_t point) const {
    return costs_[(point - 1) * costs_.size() / points_];
}

double Workload::mean_after(std::uint64_t point) const {
    if (point >= points_) return costs_.back();
    const auto first = static_cast<std::ptrdiff_t>(point * costs_.size() / points_);
    double sum = 0;
    for (auto at = costs_.begin() + first; at != costs_.end(); ++at) sum += *at;
    return sum / static_cast<double>(costs_.end() - costs_.begin() - first);
}

}  // namespace yihe::study

#include "analysis/response/largest_difference.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/core/error.hpp"

namespace yihe::analysis {

namespace {

/// Half widths in standard errors depend on the degrees alone.
class Critical {
public:
    explicit Critical(double confidence) : confidence_(confidence) {}
    double of(double degrees) {
        const auto [entry, added] = known_.try_emplace(degrees, 0.0);
        if (added) entry->second = student_t(confidence_, degrees);
        return entry->second;
    }

private:
    double confidence_;
    std::map<double, double> known_;
};

/// NaN if `so_far` is NaN: one missing bound leaves the maximum unknown.
double larger_or_unknown(double so_far, double x) {
    return std::isnan(so_far) || std::isnan(x) ? Interval::empty : std::max(so_far, x);
}

}  // namespace

Largest largest_difference(const Response& response, std::span<const LevelPair> family) {
    ensure(!family.empty(), "the largest of no differences");
    Critical joint(1 - 0.05 / double(family.size()));
    Largest largest;
    bool first = true;
    for (const LevelPair pair : family) {
        const Difference d = level_difference(response, pair.to, pair.from);
        if (std::isnan(largest.estimate) || d.estimate > largest.estimate) {
            largest.at = pair;
            largest.estimate = d.estimate;
            largest.n = d.n_a;
        }
        const double lower =
            d.n_a < 2 ? Interval::empty : d.estimate - joint.of(d.degrees) * d.error;
        if (std::isnan(largest.lower) || lower > largest.lower) largest.lower = lower;
        largest.upper = first ? d.upper : larger_or_unknown(largest.upper, d.upper);
        first = false;
    }
    return largest;
}

Largest rise(const Response& response) {
    ensure_response(response, 3);
    std::vector<LevelPair> family;
    for (std::size_t l = 1; l + 1 < response.levels.size(); ++l) family.push_back({l, 0});
    return largest_difference(response, family);
}

Largest fall(const Response& response) {
    ensure_response(response, 3);
    const std::size_t last = response.levels.size() - 1;
    std::vector<LevelPair> family;
    for (std::size_t l = 1; l < last; ++l) family.push_back({l, last});
    return largest_difference(response, family);
}

Largest decline(const Response& response) {
    ensure_response(response, 2);
    std::vector<LevelPair> family;
    for (std::size_t low = 0; low < response.levels.size(); ++low)
        for (std::size_t high = low + 1; high < response.levels.size(); ++high)
            family.push_back({low, high});
    return largest_difference(response, family);
}

Largest spread(const Response& response) {
    ensure_response(response, 2);
    std::vector<LevelPair> family;
    for (std::size_t a = 0; a < response.levels.size(); ++a)
        for (std::size_t b = 0; b < response.levels.size(); ++b)
            if (a != b) family.push_back({a, b});
    return largest_difference(response, family);
}

}  // namespace yihe::analysis

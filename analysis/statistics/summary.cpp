#include "analysis/statistics/summary.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/quantile.hpp"

namespace yihe::analysis {

std::vector<double> present(std::span<const double> values) {
    std::vector<double> all;
    all.reserve(values.size());
    for (const double x : values)
        if (!std::isnan(x)) all.push_back(x);
    return all;
}

Summary summarise(std::span<const double> values) {
    Summary result;
    std::vector<double> all = present(values);
    result.mean = Intervals().of(all);
    if (all.empty()) return result;
    result.monte_carlo_error = result.mean.sd / std::sqrt(double(result.mean.n));
    std::sort(all.begin(), all.end());
    result.least = all.front();
    result.median = sorted_quantile(all, 0.5);
    result.most = all.back();
    return result;
}

}  // namespace yihe::analysis

#include "app/sparkline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

namespace yihe::app {

namespace {

constexpr std::array<std::string_view, 8> blocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<std::string_view, 8> ascii{"_", ".", "-", "~", "=", "+", "*", "#"};

double mean_of(std::span<const double> values) {
    double sum = 0;
    std::size_t n = 0;
    for (const double x : values)
        if (!std::isnan(x)) sum += x, ++n;
    return n == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(n);
}

}  // namespace

std::string sparkline(std::span<const double> series, std::size_t width, bool utf8) {
    const std::size_t n = std::min(width, series.size());
    std::vector<double> means;
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t begin = i * series.size() / n, end = (i + 1) * series.size() / n;
        means.push_back(mean_of(series.subspan(begin, end - begin)));
    }
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const double x : means)
        if (!std::isnan(x)) low = std::min(low, x), high = std::max(high, x);
    std::string line;
    for (const double x : means) {
        if (std::isnan(x)) {
            line += ' ';
            continue;
        }
        const double share = high > low ? (x - low) / (high - low) : 0.5;
        const auto level = static_cast<std::size_t>(std::min(7.0, share * 8));
        line += utf8 ? blocks[level] : ascii[level];
    }
    return line;
}

}  // namespace yihe::app

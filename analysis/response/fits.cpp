#include "analysis/response/fits.hpp"

#include <algorithm>
#include <limits>

#include "sim/core/math.hpp"

namespace yihe::analysis {

namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

/// Keeps the best of the curves offered.
struct Best {
    double loss = endless;
    std::vector<double> curve;

    void offer(const LevelData& data, std::vector<double> candidate) {
        const double its = squares(data, candidate);
        if (its < loss) loss = its, curve = std::move(candidate);
    }
};

LevelData part(const LevelData& data, std::size_t first, std::size_t count) {
    return {data.x.subspan(first, count), data.mean.subspan(first, count),
            data.weight.subspan(first, count)};
}

/// a + b z by weighted least squares, at every level.
std::vector<double> fit_on(const LevelData& data, std::span<const double> z) {
    double weights = 0, z_mean = 0, y_mean = 0, z_squares = 0, products = 0;
    for (std::size_t l = 0; l < z.size(); ++l) {
        weights += data.weight[l];
        z_mean += data.weight[l] * z[l];
        y_mean += data.weight[l] * data.mean[l];
    }
    z_mean /= weights;
    y_mean /= weights;
    for (std::size_t l = 0; l < z.size(); ++l) {
        z_squares += data.weight[l] * (z[l] - z_mean) * (z[l] - z_mean);
        products += data.weight[l] * (z[l] - z_mean) * (data.mean[l] - y_mean);
    }
    const double slope = z_squares > 0 ? products / z_squares : 0;
    std::vector<double> curve(z.size());
    for (std::size_t l = 0; l < z.size(); ++l) curve[l] = y_mean + slope * (z[l] - z_mean);
    return curve;
}

/// sign = 1: never falling; -1: never rising.
std::vector<double> pooled(const LevelData& data, double sign) {
    struct Block {
        double mean, weight;
        std::size_t levels;
    };
    std::vector<Block> blocks;
    for (std::size_t l = 0; l < data.x.size(); ++l) {
        blocks.push_back({data.mean[l], data.weight[l], 1});
        while (blocks.size() > 1 &&
               sign * (blocks[blocks.size() - 2].mean - blocks.back().mean) > 0) {
            const Block last = blocks.back();
            blocks.pop_back();
            Block& into = blocks.back();
            into.mean =
                (into.mean * into.weight + last.mean * last.weight) / (into.weight + last.weight);
            into.weight += last.weight;
            into.levels += last.levels;
        }
    }
    std::vector<double> curve;
    for (const Block& block : blocks) curve.insert(curve.end(), block.levels, block.mean);
    return curve;
}

template <class Left, class Right>
std::vector<double> joined(const LevelData& data, std::size_t split, Left left, Right right) {
    std::vector<double> curve = left(part(data, 0, split));
    const std::vector<double> rest = right(part(data, split, data.x.size() - split));
    curve.insert(curve.end(), rest.begin(), rest.end());
    return curve;
}

}  // namespace

double squares(const LevelData& data, std::span<const double> curve) {
    double sum = 0;
    for (std::size_t l = 0; l < curve.size(); ++l)
        sum += data.weight[l] * (data.mean[l] - curve[l]) * (data.mean[l] - curve[l]);
    return sum;
}

std::vector<double> fit_flat(const LevelData& data) {
    return fit_on(data, std::vector<double>(data.x.size(), 0.0));
}

std::vector<double> fit_linear(const LevelData& data) { return fit_on(data, data.x); }

std::vector<double> fit_threshold(const LevelData& data) {
    Best best;
    for (std::size_t split = 1; split < data.x.size(); ++split)
        best.offer(data, joined(data, split, fit_flat, fit_flat));
    return best.curve;
}

std::vector<double> fit_saturating(const LevelData& data) {
    constexpr int steps = 48;
    const double range = data.x.back() - data.x.front();
    double least = range;
    for (std::size_t l = 1; l < data.x.size(); ++l)
        least = std::min(least, data.x[l] - data.x[l - 1]);
    const double from = math::log(least / 4), to = math::log(range * 4);
    Best best;
    std::vector<double> z(data.x.size());
    for (int i = 0; i < steps; ++i) {
        const double scale = math::exp(from + (to - from) * i / (steps - 1));
        for (std::size_t l = 0; l < z.size(); ++l)
            z[l] = 1 - math::exp(-(data.x[l] - data.x.front()) / scale);
        best.offer(data, fit_on(data, z));
    }
    return best.curve;
}

std::vector<double> fit_monotone(const LevelData& data) {
    Best best;
    best.offer(data, pooled(data, 1));
    best.offer(data, pooled(data, -1));
    return best.curve;
}

std::vector<double> fit_hump(const LevelData& data) {
    const auto up = [](const LevelData& d) { return pooled(d, 1); };
    const auto down = [](const LevelData& d) { return pooled(d, -1); };
    Best best;
    for (std::size_t split = 1; split < data.x.size(); ++split)
        best.offer(data, joined(data, split, up, down));
    return best.curve;
}

}  // namespace yihe::analysis

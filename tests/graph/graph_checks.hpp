// What the tests of the graph share: simple graphs by hand, their invariants, their digests.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sim/graph/layer.hpp"

namespace yihe {

/// Rows are sorted and symmetric, without self-ties and doubles.
inline void expect_simple(const Layer& layer) {
    for (AgentId v = 0; v < layer.size(); ++v) {
        const auto row = layer.neighbours(v);
        ASSERT_TRUE(std::is_sorted(row.begin(), row.end(), std::less_equal<>())) << "row " << v;
        for (const AgentId w : row) {
            ASSERT_LT(w, layer.size());
            ASSERT_NE(w, v);
            ASSERT_TRUE(layer.tied(w, v)) << v << "-" << w;
        }
    }
}

/// "0-1 0-2 1-2"
inline std::string ties_text(const Layer& layer) {
    std::string text;
    for (const auto [a, b] : layer.ties()) {
        if (!text.empty()) text += ' ';
        text.append(std::to_string(a)).append("-").append(std::to_string(b));
    }
    return text;
}

/// FNV-1a over the ties.
inline std::uint64_t digest(const Layer& layer) {
    std::uint64_t hash = 14695981039346656037u;
    for (const auto [a, b] : layer.ties())
        for (const AgentId end : {a, b}) hash = (hash ^ end) * 1099511628211u;
    return hash;
}

struct MeanAndError {
    double mean = 0, error = 0;  // standard error of the mean
};

inline MeanAndError mean_of(int runs, const std::function<double(int)>& measure) {
    double sum = 0, squares = 0;
    for (int run = 0; run < runs; ++run) {
        const double x = measure(run);
        sum += x;
        squares += x * x;
    }
    const double mean = sum / runs;
    return {mean, std::sqrt(std::max(0.0, squares / runs - mean * mean) / (runs - 1))};
}

inline Layer graph_of(std::size_t n, const std::vector<Tie>& ties) {
    return Layer::from_ties(n, ties);
}

}  // namespace yihe

// Responses with a known truth: a curve, what all runs of a replicate share, what each has alone.
#pragma once

#include <cstdint>
#include <functional>

#include "analysis/response/response.hpp"
#include "sim/core/random.hpp"

namespace yihe::analysis::test {

struct Synthetic {
    std::function<double(double)> truth = [](double) { return 0.0; };
    std::size_t levels = 9, replicates = 10;
    double common = 0.5, own = 1;  ///< standard deviations
    std::uint64_t seed = 1;
};

/// Levels 0 … 1, evenly; another repeat is another sample.
inline Response response(const Synthetic& config, std::uint32_t repeat = 0) {
    Response made;
    const Random random(config.seed, repeat);
    for (std::size_t l = 0; l < config.levels; ++l)
        made.levels.push_back(double(l) / double(config.levels - 1));
    made.values.assign(config.levels, std::vector<double>(config.replicates));
    for (std::size_t r = 0; r < config.replicates; ++r) {
        Draws draws(random, Purpose{"test.synthetic"}, r, 0);
        const double shared = config.common * draws.normal();
        for (std::size_t l = 0; l < config.levels; ++l)
            made.values[l][r] = config.truth(made.levels[l]) + shared + config.own * draws.normal();
    }
    return made;
}

/// 1 at 0.4; 0.64 below it at 0 and 1.44 at 1.
inline double hump(double x) { return 1 - 4 * (x - 0.4) * (x - 0.4); }

}  // namespace yihe::analysis::test

// A sequence of draws for code that is sequential by nature: one entity per draw, without limit.
#pragma once

#include <cstdint>

#include "sim/core/error.hpp"
#include "sim/core/math.hpp"
#include "sim/core/random.hpp"

namespace yihe::graph_internal {

/// Draw number i is keyed by (purpose, entity = i, week = stream).
class DrawSequence {
public:
    DrawSequence(const Random& random, Purpose purpose, std::uint32_t stream)
        : random_(&random), purpose_(purpose), stream_(stream) {}

    double uniform() { return random_->uniform(purpose_, next_++, stream_); }
    /// Whole number in [0, size); size >= 1.
    std::uint32_t below(std::uint64_t size) {
        ensure(size >= 1 && size <= 0xFFFFFFFFu, "a draw below 2^32");
        return random_->below(static_cast<std::uint32_t>(size), purpose_, next_++, stream_);
    }

private:
    const Random* random_;
    Purpose purpose_;
    std::uint32_t stream_;
    std::uint64_t next_ = 0;
};

/// Lengths of the gaps between successes of independent trials: geometric, by inversion.
class Gaps {
public:
    /// 0 < probability <= 1.
    explicit Gaps(double probability)
        : log_fail_(probability < 1 ? log_one_minus(probability) : 0) {}

    /// Failures before the next success, capped at `limit`.
    std::uint64_t next(DrawSequence& draws, std::uint64_t limit) const {
        if (log_fail_ == 0) return 0;
        const double gap = math::log(draws.uniform()) / log_fail_;
        return gap < static_cast<double>(limit) ? static_cast<std::uint64_t>(gap) : limit;
    }

private:
    /// log(1 - p), also where 1 - p rounds to 1 (the series keeps 2^-53 for p < 10^-4).
    static double log_one_minus(double p) {
        return p < 1e-4 ? -p * (1 + p * (1.0 / 2 + p * (1.0 / 3 + p / 4))) : math::log(1 - p);
    }

    double log_fail_;
};

}  // namespace yihe::graph_internal

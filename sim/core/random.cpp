#include "sim/core/random.hpp"

#include <Random123/philox.h>

#include <algorithm>
#include <cmath>

#include "sim/core/error.hpp"
#include "sim/core/math.hpp"
#include "sim/core/vectorise.hpp"

namespace yihe {

namespace {

using Philox = r123::Philox4x32;

constexpr std::uint32_t draws_per_week = 4096;

Philox::ctr_type counter(Purpose purpose, std::uint64_t group, std::uint32_t week,
                         std::uint32_t n) {
    return {{static_cast<std::uint32_t>(group), static_cast<std::uint32_t>(group >> 32),
             week * draws_per_week + n, purpose.id}};
}

constexpr std::size_t lanes = 32;

/// Philox4x32-10 on `lanes` consecutive counters at once, written so that compilers vectorise it.
struct PhiloxLanes {
    [[gnu::always_inline]] static inline void run(std::uint32_t (&c)[4][lanes], std::uint32_t k0,
                                                  std::uint32_t k1) {
        for (int round = 0; round < 10; ++round) {
            for (std::size_t i = 0; i < lanes; ++i) {
                const std::uint64_t p0 = std::uint64_t{0xD2511F53u} * c[0][i];
                const std::uint64_t p1 = std::uint64_t{0xCD9E8D57u} * c[2][i];
                c[0][i] = static_cast<std::uint32_t>(p1 >> 32) ^ c[1][i] ^ k0;
                c[2][i] = static_cast<std::uint32_t>(p0 >> 32) ^ c[3][i] ^ k1;
                c[1][i] = static_cast<std::uint32_t>(p1);
                c[3][i] = static_cast<std::uint32_t>(p0);
            }
            k0 += 0x9E3779B9u;
            k1 += 0xBB67AE85u;
        }
    }

    /// `groups` counters from `start`, four floats each, to out.
    [[gnu::always_inline]] static inline void floats(const std::uint32_t* key,
                                                     const std::uint32_t* start, float* out,
                                                     std::size_t groups) {
        for (std::size_t at = 0; at < groups; at += lanes) {
            std::uint32_t c[4][lanes];
            for (std::size_t i = 0; i < lanes; ++i) {
                const std::uint32_t low = start[0] + static_cast<std::uint32_t>(at + i);
                c[0][i] = low;
                c[1][i] = start[1] + (low < start[0] ? 1u : 0u);
                c[2][i] = start[2];
                c[3][i] = start[3];
            }
            run(c, key[0], key[1]);
            const std::size_t full = groups - at < lanes ? groups - at : lanes;
            float* to = out + at * 4;
            if (full == lanes) {
                for (std::size_t i = 0; i < lanes; ++i)
                    for (std::size_t w = 0; w < 4; ++w) to[i * 4 + w] = Random::to_float(c[w][i]);
            } else {
                for (std::size_t i = 0; i < full; ++i)
                    for (std::size_t w = 0; w < 4; ++w) to[i * 4 + w] = Random::to_float(c[w][i]);
            }
        }
    }

    /// One double for each key.
    [[gnu::always_inline]] static inline void doubles(const std::uint32_t* key, Purpose purpose,
                                                      std::uint32_t week,
                                                      std::span<const Random::Key> keys,
                                                      double* out) {
        for (std::size_t at = 0; at < keys.size(); at += lanes) {
            const std::size_t full = std::min(lanes, keys.size() - at);
            std::uint32_t c[4][lanes] = {};
            for (std::size_t i = 0; i < full; ++i) {
                const auto start = counter(purpose, keys[at + i].entity >> 2, week, keys[at + i].n);
                for (std::size_t w = 0; w < 4; ++w) c[w][i] = start.v[w];
            }
            run(c, key[0], key[1]);
            for (std::size_t i = 0; i < full; ++i)
                out[at + i] = Random::to_double(c[keys[at + i].entity & 3][i]);
        }
    }
};

}  // namespace

Random::Random(std::uint64_t seed, std::uint32_t replicate) {
    const auto mixed = Philox()(
        {{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32), replicate, 0}},
        {{0x59696865u, 1u}});
    key_[0] = mixed[0];
    key_[1] = mixed[1];
}

std::uint32_t Random::word(Purpose purpose, std::uint64_t entity, std::uint32_t week,
                           std::uint32_t n) const {
    return Philox()(counter(purpose, entity >> 2, week, n), {{key_[0], key_[1]}})[entity & 3];
}

void Random::uniforms(Purpose purpose, std::uint64_t first, std::uint32_t week, std::uint32_t n,
                      std::span<float> out) const {
    ensure(first % 4 == 0, "a block of uniforms starts at a multiple of four entities");
    const auto start = counter(purpose, first >> 2, week, n);
    const std::size_t groups = out.size() / 4;
    vectorised([&]() __attribute__((always_inline)) {
        PhiloxLanes::floats(key_, start.v, out.data(), groups);
    });
    for (std::size_t i = groups * 4; i < out.size(); ++i)
        out[i] = to_float(word(purpose, first + i, week, n));
}

std::vector<double> Random::uniforms(Purpose purpose, std::span<const Key> keys,
                                     std::uint32_t week) const {
    std::vector<double> out(keys.size());
    vectorised([&]() __attribute__((always_inline)) {
        PhiloxLanes::doubles(key_, purpose, week, keys, out.data());
    });
    return out;
}

double Draws::normal() { return math::normal_quantile(uniform()); }

std::uint32_t Draws::poisson(double mean) {
    std::uint32_t count = 0;
    while (mean > 0) {
        const double part = mean < 16 ? mean : 16;
        mean -= part;
        double term = math::exp(-part), sum = term;
        const double u = uniform();
        std::uint32_t k = 0;
        while (u > sum && k < 200) {
            ++k;
            term *= part / k;
            sum += term;
        }
        count += k;
    }
    return count;
}

double Draws::exponential() { return -math::log(uniform()); }

double Draws::gamma(double shape) {
    if (shape < 1) {
        const double boost = math::exp(math::log(uniform()) / shape);
        return gamma(shape + 1) * boost;
    }
    const double d = shape - 1.0 / 3.0;
    const double c = 1.0 / std::sqrt(9.0 * d);
    for (;;) {
        const double x = normal();
        const double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
        if (v <= 0) continue;
        if (math::log(uniform()) < 0.5 * x * x + d - d * v + d * math::log(v)) return d * v;
    }
}

}  // namespace yihe

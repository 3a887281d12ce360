// Counter-based random numbers: a draw is a function of (seed, replicate, purpose, entity, week, n)
// and of nothing else, so that no thread, order or added phase can re-roll it.
//
// Philox4x32-10 (Salmon et al. 2011, Random123) gives four words per counter; four neighbouring
// entities share one counter, which quarters the cost of a draw for every resident.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace yihe {

/// What a draw is for. Its number is a hash of its name: a new purpose changes no other draw.
struct Purpose {
    std::uint32_t id;

    explicit consteval Purpose(std::string_view name) : id(2166136261u) {
        for (const char c : name) id = (id ^ static_cast<std::uint8_t>(c)) * 16777619u;
    }
};

/// The random numbers of one replicate.
class Random {
public:
    /// n counts draws of one purpose by one entity in one week: 0 <= n < 4096; week < 2^20.
    Random(std::uint64_t seed, std::uint32_t replicate);

    std::uint32_t word(Purpose purpose, std::uint64_t entity, std::uint32_t week,
                       std::uint32_t n = 0) const;

    /// Uniform on the open interval (0, 1), 32 bits.
    double uniform(Purpose purpose, std::uint64_t entity, std::uint32_t week,
                   std::uint32_t n = 0) const {
        return to_double(word(purpose, entity, week, n));
    }

    bool chance(double probability, Purpose purpose, std::uint64_t entity, std::uint32_t week,
                std::uint32_t n = 0) const {
        return uniform(purpose, entity, week, n) < probability;
    }

    /// Whole number in [0, size); size >= 1.
    std::uint32_t below(std::uint32_t size, Purpose purpose, std::uint64_t entity,
                        std::uint32_t week, std::uint32_t n = 0) const {
        return static_cast<std::uint32_t>(
            (static_cast<std::uint64_t>(word(purpose, entity, week, n)) * size) >> 32);
    }

    /// The uniforms of entities first, first+1, …; each equals `to_float(word(…))`.
    /// `first` is a multiple of 4.
    void uniforms(Purpose purpose, std::uint64_t first, std::uint32_t week, std::uint32_t n,
                  std::span<float> out) const;

    /// One of several draws: whose, and which of its draws in a week.
    struct Key {
        std::uint64_t entity;
        std::uint32_t n;
    };
    /// `uniform(purpose, key.entity, week, key.n)` for each key, at a fraction of the cost.
    std::vector<double> uniforms(Purpose purpose, std::span<const Key> keys,
                                 std::uint32_t week) const;

    /// 24 bits, on the open interval (0, 1).
    static float to_float(std::uint32_t word) {
        return (static_cast<float>(word >> 8) + 0.5f) * 0x1p-24f;
    }

    /// 32 bits, on the open interval (0, 1).
    static double to_double(std::uint32_t word) {
        return (static_cast<double>(word) + 0.5) * 0x1p-32;
    }

private:
    std::uint32_t key_[2];
};

/// Sequential draws for one decision: a cursor over n, for code that needs several in a row.
class Draws {
public:
    Draws(const Random& random, Purpose purpose, std::uint64_t entity, std::uint32_t week,
          std::uint32_t first = 0)
        : random_(&random), purpose_(purpose), entity_(entity), week_(week), n_(first) {}
    Draws(const Random&&, Purpose, std::uint64_t, std::uint32_t, std::uint32_t = 0) = delete;

    double uniform() { return random_->uniform(purpose_, entity_, week_, n_++); }
    bool chance(double probability) { return uniform() < probability; }
    std::uint32_t below(std::uint32_t size) {
        return random_->below(size, purpose_, entity_, week_, n_++);
    }
    double normal();
    /// Poisson by inversion in steps of mean <= 16; mean >= 0.
    std::uint32_t poisson(double mean);
    double exponential();
    /// Gamma with shape > 0 and scale 1 (Marsaglia and Tsang 2000).
    double gamma(double shape);

private:
    const Random* random_;
    Purpose purpose_;
    std::uint64_t entity_;
    std::uint32_t week_, n_;
};

}  // namespace yihe

// The random streams: known answers, blocks equal single draws, moments of the distributions.
#include "sim/core/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace yihe {
namespace {

constexpr Purpose purpose{"test"};

TEST(Random, ADrawIsAFunctionOfItsKeyAlone) {
    const Random random(7, 2);
    const auto first = random.word(purpose, 12, 3, 1);
    random.word(purpose, 99, 3, 1);
    EXPECT_EQ(first, random.word(purpose, 12, 3, 1));
    EXPECT_NE(first, random.word(Purpose{"other"}, 12, 3, 1));
    EXPECT_NE(first, random.word(purpose, 13, 3, 1));
    EXPECT_NE(first, random.word(purpose, 12, 4, 1));
    EXPECT_NE(first, random.word(purpose, 12, 3, 2));
    EXPECT_NE(first, Random(8, 2).word(purpose, 12, 3, 1));
    EXPECT_NE(first, Random(7, 3).word(purpose, 12, 3, 1));
}

TEST(Random, BlocksEqualSingleDraws) {
    const Random random(1, 0);
    for (const std::size_t size : {1u, 3u, 4u, 127u, 128u, 129u, 1024u, 1030u}) {
        for (const std::uint64_t first :
             {std::uint64_t{0}, std::uint64_t{1024}, (std::uint64_t{1} << 34) - 64}) {
            std::vector<float> block(size);
            random.uniforms(purpose, first, 5, 2, block);
            for (std::size_t i = 0; i < size; ++i)
                ASSERT_EQ(block[i], Random::to_float(random.word(purpose, first + i, 5, 2)))
                    << first << "+" << i;
        }
    }
}

TEST(Random, DrawsForKeysEqualSingleDraws) {
    const Random random(1, 3);
    for (const std::size_t size : {0u, 1u, 31u, 32u, 33u, 100u}) {
        std::vector<Random::Key> keys;
        for (std::uint32_t i = 0; i < size; ++i)
            keys.push_back({std::uint64_t{i * 7 + 1} << (i % 50), i % 5});
        const auto draws = random.uniforms(purpose, keys, 9);
        ASSERT_EQ(draws.size(), size);
        for (std::size_t i = 0; i < size; ++i)
            ASSERT_EQ(draws[i], random.uniform(purpose, keys[i].entity, 9, keys[i].n)) << i;
    }
}

TEST(Random, UniformsAreOpenAndEven) {
    const Random random(3, 0);
    constexpr int n = 100000;
    double sum = 0, squares = 0;
    for (int i = 0; i < n; ++i) {
        const double u = random.uniform(purpose, i, 0);
        ASSERT_GT(u, 0);
        ASSERT_LT(u, 1);
        sum += u;
        squares += u * u;
    }
    EXPECT_NEAR(sum / n, 0.5, 4 * std::sqrt(1.0 / 12 / n));
    EXPECT_NEAR(squares / n, 1.0 / 3, 4 * std::sqrt(4.0 / 45 / n));
}

struct Moments {
    double mean = 0, variance = 0;
};

template <class F>
Moments moments(int n, F draw) {
    const Random random(11, 0);
    double sum = 0, squares = 0;
    for (int i = 0; i < n; ++i) {
        Draws draws(random, purpose, i, 0);
        const double x = draw(draws);
        sum += x;
        squares += x * x;
    }
    const double mean = sum / n;
    return {mean, squares / n - mean * mean};
}

TEST(Draws, DistributionsHaveTheirMoments) {
    constexpr int n = 40000;
    const double root = std::sqrt(n);
    const auto normal = moments(n, [](Draws& d) { return d.normal(); });
    EXPECT_NEAR(normal.mean, 0, 4 / root);
    EXPECT_NEAR(normal.variance, 1, 4 * std::sqrt(2.0) / root);
    for (const double mean : {0.01, 1.5, 36.0, 120.0}) {
        const auto poisson = moments(n, [&](Draws& d) { return double(d.poisson(mean)); });
        EXPECT_NEAR(poisson.mean, mean, 4 * std::sqrt(mean) / root);
        EXPECT_NEAR(poisson.variance, mean, 5 * std::sqrt(mean + 2 * mean * mean) / root);
    }
    for (const double shape : {0.5, 3.0}) {
        const auto gamma = moments(n, [&](Draws& d) { return d.gamma(shape); });
        EXPECT_NEAR(gamma.mean, shape, 4 * std::sqrt(shape) / root);
    }
}

}  // namespace
}  // namespace yihe

// SIR against percolation, SIS against exact Markov chains and the mean-field threshold.
#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>

#include "tests/support/matrices.hpp"
#include "tests/support/runs.hpp"
#include "tests/support/statistics.hpp"

namespace yihe {
namespace {

using test::Settings;

test::History epidemic(const Settings& settings, std::uint32_t weeks, std::uint32_t r = 1) {
    return test::run(test::model("epidemic"), settings, weeks, r);
}

/// S = 1 - exp(-x S).
double percolation(double x) {
    double s = 1;
    for (int i = 0; i < 10000; ++i) s = 1 - std::exp(-x * s);
    return s;
}

TEST(Sir, PercolationHasThePublishedValues) {
    EXPECT_NEAR(percolation(1.2), .3137, 5e-5);
    EXPECT_NEAR(percolation(1.5), .5828, 5e-5);
    EXPECT_NEAR(percolation(2), .7968, 5e-5);
    EXPECT_NEAR(percolation(3), .9405, 5e-5);
}

/// Random graphs of 10,000 with 10 ties each. Probability of an outbreak: 200 runs, four binomial
/// standard errors. Size: four standard errors, and 5/N for the finite graph.
TEST(Sir, OutbreaksOnARandomGraph) {
    constexpr double n = 10000, runs = 200;
    for (const double x : {1.5, 2.0, 3.0}) {
        double outbreaks = 0;
        std::vector<double> sizes;
        for (std::uint32_t r = 1; r <= runs; ++r) {
            const auto history = epidemic({{"community.residents", n}, {"infection.rate", x / 10}},
                                          x < 2 ? 90 : 50, r);
            const std::size_t last = history.rows.size();
            EXPECT_EQ(history.at("extinct", last), 1);
            outbreaks += history.at("outbreak", last);
            if (history.at("outbreak", last) != 0)
                sizes.push_back(history.at("outbreak_size", last));
        }
        const double s = percolation(x);
        const auto size = test::sample(sizes);
        std::printf("zT %.1f: frequency %.3f ± %.3f, size %.4f ± %.4f (theory %.4f)\n", x,
                    outbreaks / runs, std::sqrt(s * (1 - s) / runs), size.mean,
                    std::sqrt(size.error2()), s);
        EXPECT_NEAR(outbreaks / runs, s, 4 * std::sqrt(s * (1 - s) / runs));
        EXPECT_NEAR(size.mean, s, 4 * std::sqrt(size.error2()) + 5 / n);
    }
}

/// Probability of an outbreak where the time infectious is geometric: the chance that a branching
/// process survives whose offspring are Poisson with mean z (1 - (1 - β)^d), d the time.
double survival(double z, double beta, double delta) {
    double dies = 0;
    for (int i = 0; i < 10000; ++i) {
        double next = 0, p = delta;
        for (int d = 1; d < 200; ++d, p *= 1 - delta)
            next += p * std::exp(-z * (1 - std::pow(1 - beta, d)) * (1 - dies));
        dies = next;
    }
    return 1 - dies;
}

/// Two fixed steps at β are one at 1 - (1 - β)². Random recovery keeps the size of outbreaks for
/// the same mean transmissibility β / (1 - (1 - β)(1 - δ)), and makes them rarer. 200 runs each,
/// four standard errors.
TEST(Sir, TransmissibilityIsWhatCounts) {
    constexpr double n = 5000, t = 0.2, runs = 200, s = 0.7968;
    const double two = 1 - std::sqrt(1 - t), delta = 0.5;
    const double geometric = t * delta / (1 - t * (1 - delta));
    const Settings base = {{"community.residents", n}};
    const auto sizes = [&](const Settings& how) {
        std::vector<double> all;
        for (std::uint32_t r = 1; r <= runs; ++r) {
            const double size = epidemic(base + how, 120, r).at("outbreak_size", 120);
            if (!std::isnan(size)) all.push_back(size);
        }
        return test::sample(all);
    };
    const auto fixed = sizes({{"infection.rate", two}, {"recovery.steps", 2}});
    EXPECT_NEAR(fixed.mean, s, 4 * std::sqrt(fixed.error2()) + 5 / n);
    EXPECT_NEAR(fixed.n / runs, s, 4 * std::sqrt(s * (1 - s) / runs));
    const auto random = sizes({{"infection.rate", geometric},
                               {.key = "recovery.kind", .text = "random"},
                               {"recovery.rate", delta}});
    EXPECT_NEAR(random.mean, s, 4 * std::sqrt(random.error2()) + 5 / n);
    const double rarer = survival(10, geometric, delta);
    EXPECT_LT(rarer, s - 0.05);
    EXPECT_NEAR(random.n / runs, rarer, 4 * std::sqrt(rarer * (1 - rarer) / runs));
    // Continuous time: T = β / (β + γ).
    const auto continuous = sizes({{.key = "update.clock", .text = "continuous"},
                                   {"infection.rate", t / (1 - t)},
                                   {"recovery.rate", 1}});
    EXPECT_NEAR(continuous.mean, s, 4 * std::sqrt(continuous.error2()) + 5 / n);
}

const Settings sis = {{"recovery.immunity", 0},
                      {.key = "update.clock", .text = "continuous"},
                      {"recovery.rate", 1},
                      {"seeds.share", 0.5}};

/// Among everyone, with infections from outside, a birth–death chain: P(k+1)/P(k) =
/// (n - k)(ε + β k) / (k + 1). One run of 20,000 units of time; batches of 100 give the error.
TEST(Sis, StationaryPrevalenceOfTheBirthDeathChain) {
    constexpr int n = 40;
    constexpr double beta = 1.6 / 39, outside = 0.01;
    double p = 1, sum = 1, mean = 0;
    for (int k = 0; k < n; ++k) {
        p *= (n - k) * (outside + beta * k) / (k + 1);
        sum += p;
        mean += p * (k + 1) / n;
    }
    mean /= sum;
    const auto history = epidemic(sis + Settings{{"community.residents", n},
                                                 {.key = "network.kind", .text = "everyone"},
                                                 {"infection.rate", beta},
                                                 {"infection.spontaneous", outside}},
                                  20000);
    std::vector<double> batches;
    for (std::size_t week = 101; week + 99 <= 20000; week += 100) {
        double batch = 0;
        for (std::size_t w = week; w < week + 100; ++w) batch += history.at("prevalence", w) / 100;
        batches.push_back(batch);
    }
    const auto s = test::sample(batches);
    std::printf("SIS chain: %.4f ± %.4f (exact %.4f)\n", s.mean, std::sqrt(s.error2()), mean);
    EXPECT_NEAR(s.mean, mean, 4 * std::sqrt(s.error2()));
}

/// NIMFA (Van Mieghem and others 2009): v_i = τ Σ a_ij v_j / (1 + τ Σ a_ij v_j) bounds the
/// prevalence from above, and the threshold 1/λ₁ from below. On dense networks both are close:
/// within 6 % at 20 ties and three times the threshold.
TEST(Sis, MeanFieldBoundsThePrevalence) {
    const Settings network = {{"community.residents", 400},
                              {.key = "network.kind", .text = "random"},
                              {"network.mean_degree", 20}};
    const ModelEntry& model = test::model("epidemic");
    const auto probe = model.create(test::values_with(model.info, sis + network), 1, {});
    const Eigen::MatrixXd a = test::adjacency(probe->layers()[0].layer);
    const double threshold =
        1 / Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(a).eigenvalues().maxCoeff();
    const double tau = 3 * threshold;
    Eigen::VectorXd v = Eigen::VectorXd::Ones(400);
    for (int i = 0; i < 2000; ++i) {
        const Eigen::ArrayXd reached = tau * (a * v).array();
        v = reached / (1 + reached);
    }
    const auto history = epidemic(sis + network + Settings{{"infection.rate", tau}}, 400);
    const double prevalence = history.mean("prevalence", 100);
    std::printf("SIS at 3/λ₁: %.4f (NIMFA %.4f)\n", prevalence, v.mean());
    EXPECT_LT(prevalence, v.mean());
    EXPECT_GT(prevalence, 0.94 * v.mean());
    // Below the threshold it dies: the expected number falls at least by δ - β λ₁ = 1/2 a unit of
    // time, from 200 (times the eigenvector's spread, below 20) to less than 1e-8 in 60.
    const auto below = epidemic(sis + network + Settings{{"infection.rate", threshold / 2}}, 60);
    EXPECT_EQ(below.at("extinct", 60), 1);
}

/// In steps, everyone with everyone: the mean-field map x' = x (1 - δ) + (1 - x)(1 - (1 - β)^(n
/// x)), at its fixed point; fluctuations shift the mean by less than 1 % of it at n = 500.
TEST(Sis, StepsFollowTheMeanFieldMap) {
    constexpr double n = 500, beta = 0.002, delta = 0.4;
    for (const bool at_once : {false, true}) {
        double x = 0.5;
        for (int i = 0; i < 1000; ++i) {
            const double reached = 1 - std::pow(1 - beta, n * x);
            x = x * (1 - delta) + (at_once ? 1 - x + delta * x : 1 - x) * reached;
        }
        const auto history = epidemic({{"recovery.immunity", 0},
                                       {.key = "network.kind", .text = "everyone"},
                                       {"community.residents", n},
                                       {"infection.rate", beta},
                                       {.key = "recovery.kind", .text = "random"},
                                       {"recovery.rate", delta},
                                       {"recovery.at_once", at_once ? 1.0 : 0.0},
                                       {"seeds.share", 0.5}},
                                      400);
        EXPECT_NEAR(history.mean("prevalence", 50), x, 0.01 * x);
    }
}

}  // namespace
}  // namespace yihe

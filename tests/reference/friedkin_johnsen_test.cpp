// DeGroot and Friedkin–Johnsen against linear algebra: consensus weights, rate of convergence, the
// end with anchored opinions; the published group of four. All exact but for rounding.
#include <gtest/gtest.h>
#include <unistd.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>

#include "tests/support/matrices.hpp"
#include "tests/support/runs.hpp"

namespace yihe {
namespace {

using test::Settings;

constexpr double rounding = 1e-12;

std::unique_ptr<Simulation> make(const Settings& settings, std::uint32_t replicate = 1,
                                 const Files& files = {}) {
    const ModelEntry& model = test::model("friedkin_johnsen");
    return model.create(test::values_with(model.info, settings), replicate, files);
}

/// Column 0: opinion.
Eigen::VectorXd opinions(const Simulation& simulation) {
    Eigen::VectorXd x(static_cast<Eigen::Index>(simulation.agent_count()));
    for (std::size_t i = 0; i < simulation.agent_count(); ++i)
        x(static_cast<Eigen::Index>(i)) = simulation.agent_value(0, i);
    return x;
}

Eigen::VectorXd after(Simulation& simulation, int steps) {
    for (int t = 0; t < steps; ++t) simulation.step();
    return opinions(simulation);
}

const Settings path = {{"community.residents", 3},
                       {.key = "network.kind", .text = "grid"},
                       {"network.rows", 1},
                       {.key = "opinion.start", .text = "first"}};
const Settings degroot = {{"influence.susceptibility", 1}};

TEST(DeGroot, PathOfThreeAgreesOnTwoSevenths) {
    const auto simulation = make(path + degroot);
    const Eigen::VectorXd end = after(*simulation, 60);
    for (Eigen::Index i = 0; i < 3; ++i) EXPECT_NEAR(end(i), 2.0 / 7, rounding);
}

TEST(DeGroot, PathOfThreeConvergesAtOneHalf) {
    const Eigen::MatrixXd w = test::averaging_weights(make(path)->layers()[0].layer);
    const Eigen::VectorXd values = w.eigenvalues().cwiseAbs();
    std::vector<double> sizes(values.data(), values.data() + 3);
    std::sort(sizes.begin(), sizes.end());
    EXPECT_NEAR(sizes[1], 0.5, rounding);
    const auto history = test::run(test::model("friedkin_johnsen"), path + degroot, 20);
    EXPECT_NEAR(history.at("change", 20) / history.at("change", 19), 0.5, 1e-6);
}

/// Undirected, equal weights on neighbours and self: π_i ∝ d_i + 1.
TEST(DeGroot, ConsensusIsWeightedByDegree) {
    for (const std::string kind : {"ring", "scale_free", "regular"}) {
        const auto simulation = make(degroot + Settings{{.key = "network.kind", .text = kind},
                                                        {"community.residents", 60},
                                                        {"network.rewiring", 0.3}});
        const Layer& layer = simulation->layers()[0].layer;
        const Eigen::VectorXd pi = test::consensus_weights(test::averaging_weights(layer));
        const double total = static_cast<double>(2 * layer.tie_count() + layer.size());
        for (AgentId i = 0; i < layer.size(); ++i)
            EXPECT_NEAR(pi(i), (static_cast<double>(layer.degree(i)) + 1) / total, rounding);
        const double consensus = pi.dot(opinions(*simulation));
        const Eigen::VectorXd end = after(*simulation, 3000);
        EXPECT_NEAR(end.maxCoeff(), consensus, 1e-10) << kind;
        EXPECT_NEAR(end.minCoeff(), consensus, 1e-10) << kind;
    }
}

/// The largest change falls by |λ₂| a step in the end: on a ring of 60, λ₂ = (1 + 2 cos(2π/60) +
/// 2 cos(4π/60))/5, twice over, hence without oscillation.
TEST(DeGroot, ErrorFallsByTheSecondEigenvalue) {
    const Settings settings = degroot + Settings{{"community.residents", 60},
                                                 {"network.rewiring", 0},
                                                 {.key = "opinion.start", .text = "first"}};
    const auto history = test::run(test::model("friedkin_johnsen"), settings, 1000);
    const double a = 2 * M_PI / 60;
    EXPECT_NEAR(history.at("change", 1000) / history.at("change", 999),
                (1 + 2 * std::cos(a) + 2 * std::cos(2 * a)) / 5, 1e-9);
}

TEST(FriedkinJohnsen, PathOfThreeSettlesAtTheSolution) {
    const auto simulation = make(path + Settings{{"influence.susceptibility", 0.8}});
    const Eigen::MatrixXd w = test::averaging_weights(simulation->layers()[0].layer);
    const Eigen::VectorXd x0 = opinions(*simulation);
    const Eigen::VectorXd solution =
        (Eigen::MatrixXd::Identity(3, 3) - 0.8 * w).partialPivLu().solve(0.2 * x0);
    EXPECT_NEAR(solution(0), .490196, 5e-7);
    EXPECT_NEAR(solution(1), .235294, 5e-7);
    EXPECT_NEAR(solution(2), .156863, 5e-7);
    EXPECT_LT((after(*simulation, 200) - solution).cwiseAbs().maxCoeff(), rounding);
}

TEST(FriedkinJohnsen, AnyNetworkSettlesAtTheSolution) {
    for (const double self : {0.0, 0.3}) {
        const auto simulation = make({{"influence.susceptibility", 0.9},
                                      {.key = "influence.self", .text = "fixed"},
                                      {"influence.self_weight", self},
                                      {"network.mean_degree", 6},
                                      {"community.residents", 80}});
        Eigen::MatrixXd w = test::adjacency(simulation->layers()[0].layer);
        for (Eigen::Index i = 0; i < w.rows(); ++i) w.row(i) *= (1 - self) / w.row(i).sum();
        w.diagonal().setConstant(self);
        const Eigen::VectorXd x0 = opinions(*simulation);
        const Eigen::VectorXd solution =
            (Eigen::MatrixXd::Identity(80, 80) - 0.9 * w).partialPivLu().solve(0.1 * x0);
        EXPECT_LT((after(*simulation, 400) - solution).cwiseAbs().maxCoeff(), rounding);
    }
}

/// Friedkin and Johnsen 1999: (25, 25, 75, 85) settles at (60, 60, 75, 75), printed without
/// decimals.
TEST(FriedkinJohnsen, GroupOfFour) {
    const Files files{[](std::string_view name) {
        return std::filesystem::path(YIHE_SOURCE_DIR "/scenarios/reference") / name;
    }};
    const auto simulation =
        make({{.key = "influence.file", .text = "group_of_four.csv"}}, 1, files);
    const Eigen::VectorXd end = after(*simulation, 200);
    const double published[] = {60, 60, 75, 75};
    for (Eigen::Index i = 0; i < 4; ++i) EXPECT_NEAR(end(i), published[i], 0.5);
}

TEST(FriedkinJohnsen, RefusesWeightsThatDoNotFit) {
    const auto folder = std::filesystem::temp_directory_path();
    const auto file = folder / ("weights_" + std::to_string(::getpid()) + ".csv");
    const Files files{[&](std::string_view) { return file; }};
    for (const std::string text :
         {"", "1,1,0.5,0.4\n0,1,0,1\n", "1,1,0.5,0.5\n", "1,2,0,1\n0,1,0,1\n", "1,1,x,1\n",
          "1,1,-1,2\n0,1,0,1\n", "1,1,nan,1\n0,1,0,1\n", "1,1\n"}) {
        std::ofstream(file) << text;
        EXPECT_THROW(make({{.key = "influence.file", .text = "weights"}}, 1, files), UserError)
            << text;
    }
    std::filesystem::remove(file);
}

}  // namespace
}  // namespace yihe

// The tripartite replicator equation against closed forms and an independent integration, its
// stable points, and imitation in finite populations against it.
#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>

#include "tests/support/runs.hpp"
#include "tests/support/statistics.hpp"

namespace yihe {
namespace {

using test::Settings;

const Settings equation = {{.key = "update.dynamics", .text = "equation"}};
const std::array<std::string, 3> roles = {"residents", "organizations", "government"};

test::History game(const Settings& settings, std::uint32_t steps, std::uint32_t r = 1) {
    return test::run(test::model("tripartite"), settings, steps, r);
}
Settings from(double x, double y, double z) {
    return {{"residents.start", x}, {"organizations.start", y}, {"government.start", z}};
}

/// Gains from cooperation of the default table, worked out by hand.
Eigen::Vector3d gains(const Eigen::Vector3d& s) {
    return {-3 + 4 * s[1] + 2 * s[2], -2 + 3 * s[0] + 5 * s[2], 1 - s[0] - s[1]};
}
Eigen::Vector3d slope(const Eigen::Vector3d& s) {
    return s.array() * (1 - s.array()) * gains(s).array();
}

Eigen::Vector3d integrated(Eigen::Vector3d s, double time) {
    constexpr int parts = 200000;  // midpoint rule, error of the order of the square of a part
    const double h = time / parts;
    for (int i = 0; i < parts; ++i) s += h * slope(s + h / 2 * slope(s));
    return s;
}

/// Errors of both integrations are far below 1e-7 at these step lengths.
TEST(Tripartite, TheEquationIsIntegrated) {
    const auto history = game(equation + from(0.4, 0.4, 0.6), 100);
    for (const std::size_t step : {5u, 20u, 50u, 100u}) {
        const auto s = integrated({0.4, 0.4, 0.6}, 0.1 * static_cast<double>(step));
        for (Eigen::Index r = 0; r < 3; ++r)
            EXPECT_NEAR(history.at(roles[static_cast<std::size_t>(r)], step), s[r], 1e-7);
    }
}

/// Where the others do not matter the equation is logistic: x / (1 - x) grows by e^Δt.
TEST(Tripartite, ConstantGainsAreLogistic) {
    Settings constant = equation + from(0.1, 0.5, 0.5);
    const std::array<std::string, 8> keys = {
        "residents.pay_000", "residents.pay_001", "residents.pay_010", "residents.pay_011",
        "residents.pay_100", "residents.pay_101", "residents.pay_110", "residents.pay_111"};
    for (std::size_t k = 0; k < 8; ++k) constant.push_back({keys[k], k < 4 ? 1.0 : 1.7});
    const auto history = game(constant, 60);
    for (const std::size_t step : {1u, 10u, 60u}) {
        const double odds = 1.0 / 9 * std::exp(0.7 * 0.1 * static_cast<double>(step));
        EXPECT_NEAR(history.at("residents", step), odds / (1 + odds), 1e-9);
    }
}

/// A corner is stable if no gain there pulls away from it: of the eight only (1, 1, 0), to which
/// runs from many starts lead, at the rate of the largest eigenvalue, -1.
TEST(Tripartite, OneCornerIsStable) {
    int stable = 0;
    for (int corner = 0; corner < 8; ++corner) {
        const Eigen::Vector3d s(corner >> 2 & 1, corner >> 1 & 1, corner & 1);
        Eigen::Matrix3d jacobian;
        for (Eigen::Index j = 0; j < 3; ++j) {
            Eigen::Vector3d e = Eigen::Vector3d::Zero();
            e[j] = 1e-6;
            jacobian.col(j) = (slope(s + e) - slope(s - e)) / 2e-6;
        }
        const bool is = jacobian.eigenvalues().real().maxCoeff() < 0;
        stable += is;
        EXPECT_EQ(is, corner == 6) << corner;
    }
    EXPECT_EQ(stable, 1);
    for (const double x : {0.1, 0.5, 0.9})
        for (const double y : {0.2, 0.8})
            for (const double z : {0.1, 0.9}) {
                const auto history = game(equation + from(x, y, z), 600);
                EXPECT_NEAR(history.at("residents", 600), 1, 1e-6);
                EXPECT_NEAR(history.at("organizations", 600), 1, 1e-6);
                EXPECT_NEAR(history.at("government", 600), 0, 1e-6);
                const double rate =
                    std::log(history.at("government", 300) / history.at("government", 200)) / 10;
                EXPECT_NEAR(rate, -1, 0.02);
            }
}

/// Supervision as an inspection game: organizations gain 2 z - 1 from serving, governments 1 - 2 y
/// from supervising. The orbits are closed: y (1 - y) z (1 - z) stays.
TEST(Tripartite, InspectionGoesInCircles) {
    Settings inspection = equation + from(0.5, 0.3, 0.4);
    static const auto keys = [] {
        std::vector<std::string> all;
        for (const auto& role : roles)
            for (int o = 0; o < 8; ++o)
                all.push_back(role + ".pay_" + std::to_string(o >> 2 & 1) +
                              std::to_string(o >> 1 & 1) + std::to_string(o & 1));
        return all;
    }();
    for (std::size_t k = 0; k < keys.size(); ++k) {
        const std::size_t role = k / 8, y = k >> 1 & 1, z = k & 1;
        double pay = 0;
        if (role == 1 && y == 1) pay = z == 1 ? 1 : -1;
        if (role == 2 && z == 1) pay = y == 1 ? -1 : 1;
        inspection.push_back({keys[k], pay});
    }
    const auto history = game(inspection, 400);
    double least = 1, most = 0;
    for (std::size_t step = 1; step <= 400; ++step) {
        const double y = history.at("organizations", step), z = history.at("government", step);
        EXPECT_NEAR(y * (1 - y) * z * (1 - z), 0.3 * 0.7 * 0.4 * 0.6, 1e-8);
        least = std::min(least, y);
        most = std::max(most, y);
    }
    EXPECT_NEAR(history.at("residents", 400), 0.5, 1e-12);
    EXPECT_LT(least, 0.31);
    EXPECT_GT(most, 0.69);
}

/// Imitation in populations of 4,000 follows the equation: means of 20 runs, four standard errors
/// and 2/1000 for the finite populations.
TEST(Tripartite, ImitationFollowsTheEquation) {
    for (const std::uint32_t step : {5u, 15u, 40u}) {
        const auto s = integrated({0.4, 0.4, 0.6}, 0.1 * step);
        std::vector<double> x, y, z;
        for (std::uint32_t r = 1; r <= 20; ++r) {
            const auto history =
                game(from(0.4, 0.4, 0.6) + Settings{{"community.residents", 4000}}, step, r);
            x.push_back(history.at("residents", step));
            y.push_back(history.at("organizations", step));
            z.push_back(history.at("government", step));
        }
        const auto expect = [&](const std::vector<double>& values, double exact) {
            const auto mean = test::sample(values);
            EXPECT_NEAR(mean.mean, exact, 4 * std::sqrt(mean.error2()) + 0.002) << step;
        };
        expect(x, s[0]);
        expect(y, s[1]);
        expect(z, s[2]);
        std::printf("step %u: residents %.4f (equation %.4f)\n", step, test::sample(x).mean, s[0]);
    }
}

/// Payoffs of pure outcomes are those of the table.
TEST(Tripartite, PayoffsAreThoseOfTheTable) {
    const auto history = game(equation + from(1, 1, 0), 1);
    EXPECT_EQ(history.at("residents_payoff", 1), 2);
    EXPECT_EQ(history.at("organizations_payoff", 1), 1);
    EXPECT_EQ(history.at("government_payoff", 1), 1);
    EXPECT_EQ(history.at("speed", 1), 0);
}

}  // namespace
}  // namespace yihe

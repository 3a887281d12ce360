// The voter model against exact results: exit probabilities, times to consensus of the Markov chain
// on a complete graph and of Sood and Redner on unequal degrees, the decay of divided ties on a
// lattice.
#include <gtest/gtest.h>
#include <unistd.h>

#include <Eigen/Dense>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>

#include "tests/support/runs.hpp"
#include "tests/support/statistics.hpp"

namespace yihe {
namespace {

using test::Settings;

struct Ends {
    double won = 0;
    std::vector<double> sweeps;
};

/// Steps of 20 sweeps until all agree. Metrics 0, 2, 3: opinion, consensus, sweeps_to_consensus.
Ends to_consensus(const Settings& settings, std::uint32_t replicates) {
    const ModelEntry& model = test::model("voter");
    const auto values = test::values_with(model.info, Settings{{"update.sweeps", 20}} + settings);
    Ends ends;
    std::vector<double> row(model.info.metrics.size());
    for (std::uint32_t r = 1; r <= replicates; ++r) {
        const auto simulation = model.create(values, r, {});
        do {
            simulation->step();
            simulation->metrics(row);
        } while (row[2] == 0);
        ends.won += row[0];
        ends.sweeps.push_back(row[3]);
    }
    ends.won /= replicates;
    return ends;
}

/// Mean sweeps to consensus from half and half among n who all know each other: from k, both k ± 1
/// have the probability k (n - k) / (n (n - 1)) in an event.
double exact_sweeps(Eigen::Index n) {
    Eigen::MatrixXd system = Eigen::MatrixXd::Zero(n - 1, n - 1);
    for (Eigen::Index k = 1; k < n; ++k) {
        const double p = static_cast<double>(k * (n - k)) / static_cast<double>(n * (n - 1));
        system(k - 1, k - 1) = 2 * p;
        if (k > 1) system(k - 1, k - 2) = -p;
        if (k < n - 1) system(k - 1, k) = -p;
    }
    const Eigen::VectorXd events = system.partialPivLu().solve(Eigen::VectorXd::Ones(n - 1));
    return events(n / 2 - 1) / static_cast<double>(n);
}

/// T/N = .651, .675, .673, .695 in 2,000 runs at N = 50, 100, 200, 400; ln 2 in the limit.
TEST(Voter, ConsensusAmongEveryoneTakesNLogTwo) {
    struct Case {
        double n, published;
        std::uint32_t replicates;
    };
    for (const Case& c : {Case{50, .651, 1500}, {100, .675, 800}, {200, .673, 300}}) {
        const auto s =
            test::sample(to_consensus({{"community.residents", c.n}}, c.replicates).sweeps);
        const double exact = exact_sweeps(static_cast<Eigen::Index>(c.n));
        std::printf("N %.0f: T/N %.4f ± %.4f (exact %.4f, published %.3f)\n", c.n, s.mean / c.n,
                    std::sqrt(s.error2()) / c.n, exact / c.n, c.published);
        EXPECT_NEAR(s.mean, exact, 4 * std::sqrt(s.error2()));
        EXPECT_NEAR(s.mean / c.n, c.published,
                    4 * std::sqrt(s.variance * (1.0 / c.replicates + 1.0 / 2000)) / c.n);
        EXPECT_NEAR(exact / c.n, std::log(2.0), 1.5 / c.n);
    }
}

/// Four binomial standard errors.
TEST(Voter, ExitProbabilityIsTheFirstShare) {
    for (const double share : {0.1, 0.3, 0.7}) {
        const double n = 1000;
        const auto ends =
            to_consensus({{"community.residents", 40}, {"opinion.share", share}}, 1000);
        EXPECT_NEAR(ends.won, share, 4 * std::sqrt(share * (1 - share) / n)) << share;
    }
}

/// T = N μ₁²/μ₂ H(1/2); a random graph of 400 with mean degree 20: 269.7 simulated, 264.2 in
/// theory. 100 runs, four standard errors of the difference to the simulated one, both with our
/// variance.
TEST(Voter, UnequalDegreesShortenIt) {
    const Settings settings = {{.key = "network.kind", .text = "random"},
                               {"network.mean_degree", 20}};
    const auto s = test::sample(to_consensus(settings, 100).sweeps);
    const double theory = 400 * std::log(2.0) * 20 / 21;
    EXPECT_NEAR(theory, 264.2, 0.3);
    std::printf("random graph: %.1f ± %.1f sweeps (simulated 269.7, theory 264.2)\n", s.mean,
                std::sqrt(s.error2()));
    EXPECT_NEAR(s.mean, 269.7, 4 * std::sqrt(2 * s.error2()));
}

/// On unequal degrees the rules keep different means: a hub's opinion wins with its share of ties
/// (voter), of inverse degrees (invasion), or of heads (tie). A star of 11: 1/2, 10/11, 1/11 … for
/// the hub alone with opinion 1. 2,000 runs, four binomial standard errors.
TEST(Voter, RulesDifferOnAStar) {
    const auto file =
        std::filesystem::temp_directory_path() / ("star_" + std::to_string(::getpid()) + ".txt");
    {
        std::ofstream out(file);
        for (int i = 1; i <= 10; ++i) out << "0 " << i << '\n';
    }
    const Files files{[&](std::string_view) { return file; }};
    const ModelEntry& model = test::model("voter");
    const auto hub_wins = [&](const std::string& rule) {
        double won = 0, n = 0;
        std::vector<double> row(model.info.metrics.size());
        for (std::uint32_t r = 1; n < 400; ++r) {
            const auto simulation =
                model.create(test::values_with(model.info, {{.key = "update.rule", .text = rule},
                                                            {.key = "network.kind", .text = "file"},
                                                            {.key = "network.file", .text = "star"},
                                                            {"opinion.share", 1.0 / 11}}),
                             r, files);
            if (simulation->agent_value(0, 0) == 0) continue;
            do {
                simulation->step();
                simulation->metrics(row);
            } while (row[2] == 0);
            won += row[0];
            n += 1;
        }
        return won / n;
    };
    const auto expect = [&](const std::string& rule, double p) {
        EXPECT_NEAR(hub_wins(rule), p, 4 * std::sqrt(p * (1 - p) / 400)) << rule;
    };
    expect("voter", 0.5);
    expect("tie", 1.0 / 11);
    expect("invasion", 0.1 / 10.1);
    std::filesystem::remove(file);
}

/// Divided ties on a torus of 20 × 20, exactly: opinions at a displacement r differ with a
/// probability G(r), G(0) = 0; an event changes one of the two with probability 2/n, and then takes
/// G to the mean of its neighbours. 200 runs, four standard errors.
TEST(Voter, DividedTiesOnALatticeFollowTheirEquation) {
    constexpr Eigen::Index side = 20, n = side * side;
    constexpr std::size_t sweeps = 50;
    Eigen::MatrixXd g = Eigen::MatrixXd::Constant(side, side, 0.5 * n / (n - 1));
    g(0, 0) = 0;
    const auto moved = [&](Eigen::Index down, Eigen::Index right) {
        Eigen::MatrixXd m(side, side);
        for (Eigen::Index i = 0; i < side; ++i)
            for (Eigen::Index j = 0; j < side; ++j)
                m(i, j) = g((i + down + side) % side, (j + right + side) % side);
        return m;
    };
    for (std::size_t event = 0; event < sweeps * n; ++event) {
        const Eigen::MatrixXd mean = (moved(1, 0) + moved(-1, 0) + moved(0, 1) + moved(0, -1)) / 4;
        g += 2.0 / n * (mean - g);
        g(0, 0) = 0;
    }
    std::vector<double> divided;
    for (std::uint32_t r = 1; r <= 200; ++r)
        divided.push_back(test::run(test::model("voter"),
                                    {{"community.residents", n},
                                     {.key = "network.kind", .text = "grid"},
                                     {"network.torus", 1}},
                                    sweeps, r)
                              .at("divided_ties", sweeps));
    const auto s = test::sample(divided);
    std::printf("lattice: divided ties %.4f ± %.4f (exact %.4f)\n", s.mean, std::sqrt(s.error2()),
                g(0, 1));
    EXPECT_NEAR(s.mean, g(0, 1), 4 * std::sqrt(s.error2()));
}

}  // namespace
}  // namespace yihe

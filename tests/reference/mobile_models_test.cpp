// Schelling, Epstein, March: what follows from the rules, and the directions that the papers
// report.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/support/runs.hpp"
#include "tests/support/statistics.hpp"

namespace yihe {
namespace {

using test::Settings;

double last(std::string_view model, const Settings& settings, std::string_view metric,
            std::uint32_t weeks, std::uint32_t replicate = 1) {
    return test::run(test::model(model), settings, weeks, replicate).at(metric, weeks);
}

/// No two residents on one cell, and everybody on one (but those in jail).
void expect_apart(const Simulation& simulation, std::size_t cell_column) {
    std::set<double> cells;
    std::size_t placed = 0;
    for (std::size_t i = 0; i < simulation.agent_count(); ++i) {
        const double cell = simulation.agent_value(cell_column, i);
        if (cell == 4294967295.0) continue;
        ++placed;
        cells.insert(cell);
    }
    EXPECT_EQ(cells.size(), placed);
}

TEST(Schelling, EveryCellHoldsOneAtMost) {
    for (const std::string to : {"nearest", "satisfying", "anywhere"}) {
        const ModelEntry& model = test::model("schelling");
        const auto simulation =
            model.create(test::values_with(model.info, {{.key = "move.to", .text = to}}), 1, {});
        for (int t = 0; t < 20; ++t) {
            simulation->step();
            expect_apart(*simulation, 1);
        }
    }
}

/// Placed at random, a share (n/2 - 1)/(n - 1) of the neighbours is alike; 200 boards, four
/// standard errors. In the end far more are than the half that is wanted.
TEST(Schelling, SegregationExceedsWhatIsWanted) {
    std::vector<double> first, end;
    for (std::uint32_t r = 1; r <= 200; ++r) {
        first.push_back(last("schelling", {{"wanted.share", 0}}, "similar", 1, r));
        end.push_back(last("schelling", {}, "similar", 60, r));
        EXPECT_EQ(last("schelling", {}, "content", 60, r), 1);
    }
    const auto a = test::sample(first), b = test::sample(end);
    std::printf("Schelling: like neighbours %.3f ± %.3f at random, %.3f ± %.3f in the end\n",
                a.mean, std::sqrt(a.error2()), b.mean, std::sqrt(b.error2()));
    EXPECT_NEAR(a.mean, 68.0 / 137, 4 * std::sqrt(a.error2()));
    EXPECT_GT(b.mean - 4 * std::sqrt(b.error2()), 0.7);
}

TEST(CivilViolence, EveryCellHoldsOneAtMost) {
    const ModelEntry& model = test::model("civil_violence");
    for (const double keeps : {0.0, 1.0}) {
        const auto simulation =
            model.create(test::values_with(model.info, {{"jail.keeps_cell", keeps}}), 1, {});
        for (int t = 0; t < 60; ++t) {
            simulation->step();
            expect_apart(*simulation, 3);
        }
    }
}

/// Without cops the active are those with H (1 - L) > T: a share 1 - T/(1 - L) of 4/9; 20 runs,
/// four binomial standard errors. With full legitimacy nobody is.
TEST(CivilViolence, WithoutCopsGrievanceDecides) {
    double sum = 0;
    for (std::uint32_t r = 1; r <= 20; ++r)
        sum += last("civil_violence", {{"cops.density", 0}}, "active_share", 2, r);
    const double p = 1 - 0.1 / 0.18;
    EXPECT_NEAR(sum / 20, p, 4 * std::sqrt(p * (1 - p) / (20 * 1120)));
    EXPECT_EQ(last("civil_violence", {{"government.legitimacy", 1}}, "active", 20), 0);
}

/// Punctuated equilibrium needs the floor: calm at the median, outbursts of hundreds; without it
/// neither. 200 steps, 5 runs.
TEST(CivilViolence, OutburstsNeedTheFloor) {
    for (const bool floor : {true, false}) {
        double outbursts = 0, calm = 0, most = 0;
        for (std::uint32_t r = 1; r <= 5; ++r) {
            const auto history = test::run(test::model("civil_violence"),
                                           {{"arrest.floor", floor ? 1.0 : 0.0}}, 200, r);
            auto active = history.series("active");
            outbursts += history.at("outbursts", 200);
            most = std::max(most, *std::max_element(active.begin() + 20, active.end()));
            std::nth_element(active.begin(), active.begin() + 100, active.end());
            calm += active[100] / 5;
        }
        std::printf(
            "Epstein, floor %d: %.1f outbursts in 200 steps, median active %.1f, most %.0f\n",
            floor, outbursts / 5, calm, most);
        if (floor) {
            EXPECT_GT(outbursts / 5, 3);
            EXPECT_LT(calm, 20);
            EXPECT_GT(most, 100);
        } else {
            EXPECT_LT(outbursts / 5, 3);
            EXPECT_LT(most, 100);
        }
    }
}

/// First: residents know a third, the code nothing. Without turnover all agree in the end.
TEST(March, BeginsWithAThirdAndEndsInAgreement) {
    std::vector<double> first;
    for (std::uint32_t r = 1; r <= 40; ++r) {
        first.push_back(last("march", {{"learning.from_code", 0}}, "member_knowledge", 1, r));
        EXPECT_EQ(last("march", {}, "agreement", 400, r), 1);
    }
    // 40 × 1,500 beliefs; four binomial standard errors.
    EXPECT_NEAR(test::sample(first).mean, 1.0 / 3, 4 * std::sqrt(2.0 / 9 / 60000));
}

test::Sample knowledge(const Settings& settings, std::uint32_t weeks = 200) {
    std::vector<double> all;
    for (std::uint32_t r = 1; r <= 80; ++r)
        all.push_back(last("march", settings, "code_knowledge", weeks, r));
    return test::sample(all);
}

/// The paper's figures: slow socialisation leaves more knowledge, the more so the faster the code
/// learns; a moderate turnover helps where socialisation is fast. 80 runs each, as in the paper;
/// three standard errors of the difference.
TEST(March, DirectionsOfThePaper) {
    const auto more = [](const Settings& high, const Settings& low) {
        const auto a = knowledge(high), b = knowledge(low);
        std::printf("March: %.3f ± %.3f > %.3f ± %.3f\n", a.mean, std::sqrt(a.error2()), b.mean,
                    std::sqrt(b.error2()));
        EXPECT_GT(a.mean - b.mean, 3 * test::error_of_difference(a, b));
    };
    const Settings slow = {{"learning.from_code", 0.1}}, fast = {{"learning.from_code", 0.9}};
    more(slow, fast);
    more(slow + Settings{{"learning.by_code", 0.9}}, slow + Settings{{"learning.by_code", 0.1}});
    more(fast + Settings{{"turnover.rate", 0.1}}, fast);
}

}  // namespace
}  // namespace yihe

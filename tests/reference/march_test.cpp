// March 1991: equilibrium knowledge against a replication of figure 1, and what a step does
// exactly.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/runs.hpp"
#include "tests/support/statistics.hpp"

namespace yihe {
namespace {

using test::Settings;

const Settings replication = {{"learning.gradual", 1},
                              {.key = "learning.compares", .text = "acts"},
                              {.key = "learning.counts", .text = "votes"}};

Settings rates(double p1, double p2) {
    return {{"learning.from_code", p1}, {"learning.by_code", p2}};
}

/// Of the code, at the end of each run: once settled, or after `most` steps.
test::Sample code_at_end(const Settings& settings, std::string_view metric, std::uint32_t runs,
                         std::uint32_t most = 3000) {
    const ModelEntry& model = test::model("march");
    const auto values = test::values_with(model.info, settings);
    const test::History names{.info = &model.info, .rows = {}, .digest = {}};
    const std::size_t at = names.column(metric), settled = names.column("agreement");
    const bool closed =
        test::values_with(model.info, settings)[test::param_index(model.info, "turnover.rate")]
            .number == 0;
    std::vector<double> ends, row(model.info.metrics.size());
    for (std::uint32_t r = 1; r <= runs; ++r) {
        const auto simulation = model.create(values, r, {});
        do {
            simulation->step();
            simulation->metrics(row);
        } while (simulation->week() < most && !(closed && row[settled] == 1));
        ends.push_back(row[at]);
    }
    return test::sample(ends);
}

/// Right less wrong dimensions of the code at equilibrium, 10,000 runs of Workiewicz 2019. 500 of
/// ours; four standard errors of the difference, both with our variance.
TEST(MarchFigures, EquilibriumKnowledgeOfFigureOne) {
    struct Case {
        double p1, p2, published;
    };
    for (const Case& c : {Case{.1, .1, .8633},
                          {.1, .5, .9543},
                          {.1, .9, .9724},
                          {.5, .1, .7994},
                          {.5, .5, .8106},
                          {.5, .9, .8401},
                          {.9, .1, .8132},
                          {.9, .5, .7421},
                          {.9, .9, .7284}}) {
        const auto s = code_at_end(replication + rates(c.p1, c.p2), "code_score", 500);
        std::printf("p1 %.1f p2 %.1f: %.4f ± %.4f (replication %.4f)\n", c.p1, c.p2, s.mean,
                    std::sqrt(s.error2()), c.published);
        EXPECT_NEAR(s.mean, c.published, 4 * std::sqrt(s.variance * (1.0 / s.n + 1e-4)));
    }
}

/// A code that learns at once from one individual, who never learns, holds its beliefs after a
/// step; a third of them is right: four binomial standard errors over 400 × 30.
TEST(MarchFigures, TheCodeOfOneTakesOverItsBeliefs) {
    double right = 0;
    for (std::uint32_t r = 1; r <= 400; ++r) {
        const auto history = test::run(test::model("march"),
                                       rates(0, 1) + Settings{{"community.residents", 1}}, 1, r);
        EXPECT_EQ(history.at("code_knowledge", 1), history.at("member_knowledge", 1));
        EXPECT_EQ(history.at("agreement", 1), 1);
        right += history.at("member_knowledge", 1) / 400;
    }
    EXPECT_NEAR(right, 1.0 / 3, 4 * std::sqrt(2.0 / 9 / 12000));
}

/// k of two individuals, as the footnote and as votes: with beliefs (1, 0) against a code of 0 it
/// is 0 or 1, with (1, 1) it is 2 in both. So the chance that a dimension of the code is not 0
/// after a step is 2/9 q₂ (footnote) or 2/9 q₂ + 4/9 q₁ (votes), qₖ = 1 - (1 - p2)^k; in 300
/// dimensions both individuals are superior to a code of zeros. Four standard errors over 100 runs.
TEST(MarchFigures, KIsTheFootnoteOrVotes) {
    const double p2 = 0.4, q1 = p2, q2 = 1 - (1 - p2) * (1 - p2);
    const auto decided = [&](std::string counts) {
        double n = 0;
        for (std::uint32_t r = 1; r <= 100; ++r) {
            const auto history =
                test::run(test::model("march"),
                          rates(0, p2) + Settings{{"community.residents", 2},
                                                  {"reality.dimensions", 300},
                                                  {.key = "learning.counts", .text = counts}},
                          1, r);
            n += 2 * history.at("code_knowledge", 1) - history.at("code_score", 1);
        }
        return n / 100;
    };
    const auto expect = [&](const std::string& counts, double p) {
        EXPECT_NEAR(decided(counts), p, 4 * std::sqrt(p * (1 - p) / 30000)) << counts;
    };
    expect("differing", 2.0 / 9 * q2);
    expect("votes", 2.0 / 9 * q2 + 4.0 / 9 * q1);
}

/// Where reality moves, turnover keeps knowledge from decay (figure 5). 100 runs each, three
/// standard errors.
TEST(MarchFigures, TurnoverHelpsWhereRealityMoves) {
    const Settings moving = rates(.5, .5) + Settings{{"turbulence.rate", .02}};
    const auto with = [&](double p3) {
        return code_at_end(moving + Settings{{"turnover.rate", p3}}, "code_knowledge", 100, 100);
    };
    const auto closed = with(1e-9), open = with(.1);
    std::printf("turbulence: %.3f without, %.3f with turnover\n", closed.mean, open.mean);
    EXPECT_GT(open.mean - closed.mean, 3 * test::error_of_difference(open, closed));
    EXPECT_NEAR(closed.mean, .5, .15);
}

}  // namespace
}  // namespace yihe

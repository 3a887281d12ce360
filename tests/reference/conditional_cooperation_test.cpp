// Fischbacher and others 2001 and 2010: the decay of gifts against its exact expectation, and what
// drives it.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/runs.hpp"
#include "tests/support/statistics.hpp"

namespace yihe {
namespace {

using test::Settings;

const Settings half_and_free = {{"types.conditional", 0.5}, {"types.free", 0.5}, {"types.hump", 0}};

test::History gifts(const Settings& settings, std::uint32_t steps, std::uint32_t r = 1) {
    return test::run(test::model("conditional_cooperation"), settings, steps, r);
}

test::Sample contribution(const Settings& settings, std::uint32_t step, std::uint32_t runs) {
    std::vector<double> values;
    for (std::uint32_t r = 1; r <= runs; ++r)
        values.push_back(gifts(settings, step, r).at("contribution", step));
    return test::sample(values);
}

/// Strangers, linear givers and free riders: the mean gift is n_c/n β b₀ f^(t - 1) with the factor
/// f = 1 - w + w β (n_c - 1)/(n - 1), about β times the share of conditional cooperators for w = 1.
/// 300 runs, four standard errors.
TEST(ConditionalCooperation, GiftsDecayGeometrically) {
    for (const double weight : {1.0, 0.4})
        for (const double slope : {0.4, 0.8}) {
            const double factor = 1 - weight + weight * slope * 69 / 139;
            for (const std::uint32_t step : {1u, 2u, 4u}) {
                const auto s = contribution(half_and_free + Settings{{"conditional.slope", slope},
                                                                     {"beliefs.weight", weight}},
                                            step, 300);
                const double exact = 0.5 * slope * 0.5 * std::pow(factor, step - 1);
                if (step == 4)
                    std::printf(
                        "w %.1f β %.1f: gift %.5f ± %.5f at step 4 (exact %.5f), factor "
                        "%.4f\n",
                        weight, slope, s.mean, std::sqrt(s.error2()), exact, factor);
                EXPECT_NEAR(s.mean, exact, 4 * std::sqrt(s.error2()));
            }
        }
}

/// Decline needs no free riders but givers who match less than fully (Fischbacher and Gächter
/// 2010): with slope 1 all keep giving, with 0.8 all end near nothing.
TEST(ConditionalCooperation, ImperfectMatchingIsEnoughForDecline) {
    const Settings all = {{"types.conditional", 1}};
    const auto full = contribution(all + Settings{{"conditional.slope", 1}}, 40, 100);
    EXPECT_NEAR(full.mean, 0.5, 4 * std::sqrt(full.error2()));
    EXPECT_LT(contribution(all + Settings{{"conditional.slope", 0.8}}, 40, 20).mean, 0.03);
}

/// The published types: gifts fall each round; partners' fall less, as groups of conditional
/// cooperators hold each other up. 100 runs, three standard errors.
TEST(ConditionalCooperation, PublishedTypesDecline) {
    double before = 1;
    for (const std::uint32_t step : {1u, 3u, 6u, 10u}) {
        const auto s = contribution({}, step, 100);
        std::printf("round %u: %.4f ± %.4f of the endowment\n", step, s.mean,
                    std::sqrt(s.error2()));
        EXPECT_LT(s.mean + 3 * std::sqrt(s.error2()), before);
        before = s.mean;
    }
    const auto strangers = contribution(half_and_free, 10, 100);
    const auto partners = contribution(
        half_and_free + Settings{{.key = "groups.matching", .text = "partners"}}, 10, 100);
    EXPECT_GT(partners.mean - strangers.mean, 3 * test::error_of_difference(partners, strangers));
}

/// Types have their shares exactly; free riders give nothing; a hump falls beyond its peak; payoffs
/// are those of the game; gifts are whole tokens where they must be.
TEST(ConditionalCooperation, TheGame) {
    const auto simulation =
        test::model("conditional_cooperation")
            .create(test::values_with(test::model("conditional_cooperation").info,
                                      {{"gifts.whole", 1}, {"beliefs.first_spread", 0.2}}),
                    1, {});
    simulation->step();
    double types[4] = {};
    for (std::size_t i = 0; i < 140; ++i) {
        types[static_cast<std::size_t>(simulation->agent_value(0, i))] += 1;
        const double tokens = 20 * simulation->agent_value(3, i);
        EXPECT_NEAR(tokens, std::round(tokens), 1e-9);
        EXPECT_TRUE(simulation->agent_value(0, i) != 1 || tokens == 0);
    }
    EXPECT_EQ(types[0], 70);
    EXPECT_EQ(types[1], 42);
    EXPECT_EQ(types[2], 20);
    EXPECT_EQ(types[3], 8);
    const Settings humps = {{"types.conditional", 0}, {"types.free", 0},
                            {"types.hump", 1},        {"beliefs.first_spread", 0},
                            {"beliefs.first", 0.8},   {"hump.slope", 0.9}};
    const auto history = gifts(humps, 1);
    EXPECT_NEAR(history.at("contribution", 1), 0.9 * 0.2, 1e-12);
    EXPECT_NEAR(history.at("payoff", 1), 20 * (1 - 0.18 + 1.6 * 0.18), 1e-9);
}

}  // namespace
}  // namespace yihe

// Policies are compared in pairs: the same replicate under two policies meets the same needs, the
// same people and the same luck, so that their difference varies less than that of strangers.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "tests/support/runs.hpp"
#include "tests/support/statistics.hpp"

namespace yihe {
namespace {

using test::History;
using test::Sample;
using test::Settings;

/// YIHE_TEST_LONG=1 asks for 200 replicates instead of 40.
std::uint32_t replicates() { return std::getenv("YIHE_TEST_LONG") != nullptr ? 200 : 40; }

/// One community at the defaults for a term of five years; means of the years after the first.
std::vector<History> at_intensity(double intensity) {
    std::vector<History> all;
    for (std::uint32_t r = 1; r <= replicates(); ++r)
        all.push_back(test::run({{"leadership.intensity", intensity}}, 260, r));
    return all;
}

TEST(Pairing, HalvesTheVarianceOfADifferenceBetweenTwoCloseIntensities) {
    // The farther apart, the less do two histories share; a quarter more keeps about half.
    const auto low = at_intensity(0.2), high = at_intensity(0.22);
    for (const char* metric : {"resolution_rate", "efficacy"}) {
        std::vector<double> a, b, difference;
        for (std::size_t r = 0; r < low.size(); ++r) {
            a.push_back(low[r].mean(metric, 53));
            b.push_back(high[r].mean(metric, 53));
            difference.push_back(b.back() - a.back());
        }
        const double unpaired = test::sample(a).variance + test::sample(b).variance;
        const double ratio = test::sample(difference).variance / unpaired;
        std::cout << metric << ": paired / unpaired variance " << ratio << '\n';
        RecordProperty(metric, std::to_string(ratio));
        // An estimated ratio near a half has a standard error of about 0.5 √(3/n): it may lie above
        // a half by two of them in the short test, and not at all in the long one.
        const double n = static_cast<double>(low.size());
        EXPECT_LT(ratio, n < 200 ? 0.5 + 2 * 0.5 * std::sqrt(3 / n) : 0.5) << metric;
    }
}

TEST(Pairing, ResidentsNeedsAreTheSameUnderEveryPolicy) {
    // What arises does not depend on what the core does.
    std::vector<std::vector<double>> seen;
    for (const double intensity : {0.0, 0.5, 1.0}) {
        const auto values =
            test::values_with(test::governance_model().info,
                              {{"community.residents", 1000}, {"leadership.intensity", intensity}});
        const auto simulation = test::governance_model().create(values, 1, {});
        std::size_t arising = 0;
        while (test::governance_model().info.columns[arising].doc.key != "arising") ++arising;
        seen.emplace_back();
        while (simulation->week() < 30) {
            simulation->step();
            for (std::size_t i = 0; i < simulation->agent_count(); ++i)
                seen.back().push_back(simulation->agent_value(arising, i));
        }
    }
    EXPECT_EQ(seen[0], seen[1]);
    EXPECT_EQ(seen[0], seen[2]);
}

}  // namespace
}  // namespace yihe

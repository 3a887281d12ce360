// Metrics and columns stay in their declared ranges, for legal parameters anywhere.
#include <gtest/gtest.h>

#include "tests/support/random_settings.hpp"

namespace yihe {
namespace {

constexpr std::uint32_t sets = 12, weeks = 40;

void expect_in_range(const Doc& doc, double x, std::uint32_t set, std::uint32_t week) {
    ASSERT_TRUE(std::isnan(x) || doc.range.contains(x))
        << doc.key << " is " << x << " in week " << week << " of set " << set << ", declared "
        << doc.range.min << " to " << doc.range.max;
}

void expect_columns_in_range(const ModelInfo& info, const Simulation& simulation,
                             std::uint32_t set) {
    for (std::size_t c = 0; c < info.columns.size(); ++c)
        for (std::size_t i = 0; i < simulation.agent_count(); ++i)
            expect_in_range(info.columns[c].doc, simulation.agent_value(c, i), set,
                            simulation.week());
}

TEST(Ranges, HoldForRandomLegalParameters) {
    for (const ModelEntry& model : models::all())
        for (std::uint32_t set = 0; set < sets; ++set) {
            const auto simulation = model.create(test::random_values(model.info, set), 1, {});
            std::vector<double> row(model.info.metrics.size());
            while (simulation->week() < weeks) {
                simulation->step();
                simulation->metrics(row);
                for (std::size_t m = 0; m < row.size(); ++m)
                    expect_in_range(model.info.metrics[m].doc, row[m], set, simulation->week());
            }
            expect_columns_in_range(model.info, *simulation, set);
        }
}

TEST(Ranges, HoldAtTheDefaults) {
    for (const ModelEntry& model : models::all()) {
        const auto history = test::run(model, test::Settings{{"community.residents", 2000}}, 104);
        for (std::uint32_t week = 1; week <= history.rows.size(); ++week)
            for (std::size_t m = 0; m < model.info.metrics.size(); ++m)
                expect_in_range(model.info.metrics[m].doc, history.rows[week - 1][m], 0, week);
    }
}

TEST(Ranges, EveryMetricIsFilledAtTheDefaults) {
    for (const ModelEntry& model : models::all()) {
        const auto history = test::run(model, test::Settings{{"community.residents", 2000}}, 52);
        for (const MetricInfo& metric : model.info.metrics)
            EXPECT_FALSE(std::isnan(history.mean(metric.doc.key))) << metric.doc.key;
    }
}

}  // namespace
}  // namespace yihe

// The same bits for any number of threads, for a replicate alone or among others, for a restart at
// any week, and for every vector width: full state and every metric, of every registered model.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "sim/core/hash.hpp"
#include "sim/core/random.hpp"
#include "sim/parallel.hpp"
#include "tests/support/runs.hpp"

namespace yihe {
namespace {

using test::History;
using test::Settings;

constexpr std::uint32_t weeks = 30;

/// More than two blocks of residents, so that the parallel loops divide their work.
const Settings several_blocks = {{"community.residents", 2600}};

TEST(Determinism, SameBitsForAnyNumberOfThreads) {
    for (const ModelEntry& model : models::all()) {
        History one;
        for (const int threads : {1, 2, 3, 7}) {
            History history;
            parallel::with_threads(threads,
                                   [&] { history = test::run(model, several_blocks, weeks); });
            if (threads == 1) one = history;
            EXPECT_EQ(history.digest, one.digest) << model.info.name << ", " << threads;
            EXPECT_EQ(history.bits(), one.bits()) << model.info.name << ", " << threads;
        }
    }
}

TEST(Determinism, SameBitsForAReplicateAloneOrAmongOthers) {
    for (const ModelEntry& model : models::all()) {
        const Settings small = {
            {"community.residents", 500}, {"run.weeks", weeks}, {"run.replicates", 4}};
        RunPlan plan;
        plan.model = &model;
        plan.values = test::values_with(model.info, small);
        for (const int threads : {1, 3}) {
            plan.threads = threads;
            const RunOutcome together = run_replicates(plan);
            for (std::uint32_t replicate = 1; replicate <= 4; ++replicate) {
                const History alone = test::run(model, plan.values, weeks, replicate);
                ASSERT_EQ(together.replicates[replicate - 1].digest, alone.digest)
                    << model.info.name << ", replicate " << replicate;
                for (std::uint32_t week = 1; week <= weeks; ++week)
                    for (std::size_t m = 0; m < model.info.metrics.size(); ++m)
                        ASSERT_EQ(test::bits_of(together.trajectory.row(replicate, week)[m]),
                                  test::bits_of(alone.rows[week - 1][m]))
                            << model.info.metrics[m].doc.key << ", week " << week;
            }
        }
    }
}

TEST(Determinism, ReplicatesAndSeedsDiffer) {
    for (const ModelEntry& model : models::all()) {
        const Settings small = {{"community.residents", 200}};
        const auto first = test::run(model, small, 3, 1), second = test::run(model, small, 3, 2);
        const auto seeded = test::run(model, small + Settings{{"run.seed", 2}}, 3, 1);
        EXPECT_NE(first.digest, second.digest) << model.info.name;
        EXPECT_NE(first.digest, seeded.digest) << model.info.name;
        EXPECT_NE(second.digest, seeded.digest) << model.info.name;
    }
}

std::vector<std::byte> saved(const Simulation& simulation) {
    ByteWriter out;
    simulation.save(out);
    return out.take();
}

TEST(Determinism, RestartsExactlyAtThreeRandomWeeks) {
    const Random random(4, 0);
    for (const ModelEntry& model : models::all()) {
        const auto values = test::values_with(model.info, several_blocks);
        const auto original = model.create(values, 2, {});
        History whole{.info = &model.info, .rows = {}, .digest = {}};
        std::vector<std::uint32_t> stops;
        for (std::uint32_t i = 0; i < 3; ++i)
            stops.push_back(1 + random.below(weeks - 2, Purpose{"restart"}, i, 0));
        std::vector<std::vector<std::byte>> kept;
        std::vector<std::uint32_t> kept_at;
        while (original->week() < weeks) {
            test::step_and_record(*original, whole);
            if (std::find(stops.begin(), stops.end(), original->week()) == stops.end()) continue;
            kept.push_back(saved(*original));
            kept_at.push_back(original->week());
        }
        whole.digest = original->digest();
        // One simulation is used again for each restart: loading replaces whatever it held.
        const auto used = model.create(values, 2, {});
        for (std::size_t i = 0; i < kept.size(); ++i)
            for (const bool is_fresh : {true, false}) {
                const auto fresh = is_fresh ? model.create(values, 2, {}) : nullptr;
                Simulation& simulation = is_fresh ? *fresh : *used;
                ByteReader in(kept[i]);
                simulation.load(in);
                EXPECT_EQ(in.remaining(), 0u);
                ASSERT_EQ(simulation.week(), kept_at[i]);
                EXPECT_EQ(saved(simulation), kept[i]) << model.info.name;
                History rest{.info = &model.info, .rows = {}, .digest = {}};
                while (simulation.week() < weeks) test::step_and_record(simulation, rest);
                EXPECT_EQ(simulation.digest(), whole.digest)
                    << model.info.name << ", week " << kept_at[i];
                for (std::size_t w = 0; w < rest.rows.size(); ++w)
                    for (std::size_t m = 0; m < model.info.metrics.size(); ++m)
                        ASSERT_EQ(test::bits_of(rest.rows[w][m]),
                                  test::bits_of(whole.rows[kept_at[i] + w][m]))
                            << model.info.metrics[m].doc.key;
            }
    }
}

TEST(Determinism, LookingDoesNotTouch) {
    for (const ModelEntry& model : models::all()) {
        const auto values = test::values_with(model.info, several_blocks);
        const auto watched = model.create(values, 1, {}), left_alone = model.create(values, 1, {});
        std::vector<double> row(model.info.metrics.size());
        for (std::uint32_t week = 0; week < 12; ++week) {
            watched->metrics(row);
            (void)watched->digest();
            (void)saved(*watched);
            watched->step();
            left_alone->step();
        }
        EXPECT_EQ(watched->digest(), left_alone->digest()) << model.info.name;
    }
}

std::string all_digests() {
    Hasher hasher;
    std::string all;
    for (const ModelEntry& model : models::all()) {
        const History history = test::run(model, several_blocks, 12);
        put(hasher, history.bits());
        all += history.digest + " ";
    }
    return all + hasher.digest();
}

constexpr const char* expected_variable = "YIHE_TEST_EXPECTED";

/// Runs in a new process of this program, where YIHE_VECTOR is read again.
[[noreturn]] void compare_with_expected() {
    const char* expected = std::getenv(expected_variable);
    std::_Exit(expected != nullptr && all_digests() == expected ? 0 : 1);
}

void put_back(const char* variable, const char* value) {
    if (value == nullptr) unsetenv(variable);
    else setenv(variable, value, 1);
}

TEST(DeterminismDeathTest, SameBitsForEveryVectorWidth) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    const bool child = std::getenv(expected_variable) != nullptr;
    if (!child) setenv(expected_variable, all_digests().c_str(), 1);
    const char* now = std::getenv("YIHE_VECTOR");
    const std::string before = now == nullptr ? "" : now;
    for (const char* width : {"none", "avx2", "avx512"}) {
        if (!child) setenv("YIHE_VECTOR", width, 1);
        EXPECT_EXIT(compare_with_expected(), testing::ExitedWithCode(0), "") << width;
    }
    put_back("YIHE_VECTOR", now == nullptr ? nullptr : before.c_str());
    unsetenv(expected_variable);
}

}  // namespace
}  // namespace yihe

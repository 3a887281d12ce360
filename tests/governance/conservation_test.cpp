// Every case is conserved: arrived = resolved + pending + expired, each week, and each case goes
// one way through the stations.
#include <gtest/gtest.h>

#include <map>

#include "tests/support/governance_world.hpp"
#include "tests/support/random_settings.hpp"

namespace yihe::governance {
namespace {

using test::GovernanceWorld;
using test::Settings;

struct Situation {
    const char* name;
    Settings settings;
};

const std::vector<Situation>& situations() {
    static const std::vector<Situation> all = {
        {"defaults", {}},
        {"no leadership", {{"leadership.intensity", 0}, {"conference.interval", 0}}},
        {"all taken up, all ordered", {{"leadership.intensity", 1}, {"leadership.style", 1}}},
        {"all taken up, no attention", {{"leadership.intensity", 1}, {"leadership.attention", 0}}},
        {"everything delegated",
         {{"leadership.intensity", 1}, {"leadership.delegation", 1}, {"members.hidden_share", 0}}},
        {"crowd of needs", {{"demand.load", 20}, {"superior.tasks", 100}}},
        {"nothing arises", {{"demand.load", 0}, {"superior.tasks", 0}}},
        {"nobody to serve",
         {{"committee.staff", 0},
          {"station.staff", 0},
          {"organizations.count", 0},
          {"units.count", 0},
          {"property.count", 0},
          {"participation.case_hours", 0}}},
        {"no station", {{"station.separated", 0}}},
        {"nothing is found out",
         {{"visits.interval", 0}, {"discovery.relay", 0}, {"voice.base", -10}, {"voice.trust", 0}}},
        {"always reopened", {{"service.reopen", 1}, {"service.specialisation", 1}}},
        {"never reopened", {{"service.reopen", 0}}},
        {"drifting duties", {{"roles.drift", 1}, {"roles.buck_passing", 1}, {"roles.overload", 0}}},
        {"sixteen substeps", {{"run.substeps", 16}}},
    };
    return all;
}

void expect_conserved(const Ledger& ledger, std::uint32_t week) {
    ASSERT_EQ(ledger.arrived(), ledger.resolved() + ledger.pending() + ledger.expired())
        << "week " << week;
}

TEST(Conservation, HoldsEveryWeekInEverySituation) {
    for (const Situation& situation : situations()) {
        SCOPED_TRACE(situation.name);
        GovernanceWorld world(Settings{{"community.residents", 700}} + situation.settings);
        for (std::uint32_t week = 1; week <= 80; ++week) {
            world.step();
            expect_conserved(world.ledger(), week);
        }
    }
}

TEST(Conservation, HoldsForRandomLegalParameters) {
    for (std::uint32_t set = 0; set < 12; ++set) {
        SCOPED_TRACE(set);
        GovernanceWorld world(test::random_values(test::governance_model().info, set));
        for (std::uint32_t week = 1; week <= 40; ++week) {
            world.step();
            expect_conserved(world.ledger(), week);
        }
    }
}

/// A second set of books: counts by hand what the ledger says of each case.
TEST(Conservation, AgreesWithCountingCaseByCase) {
    for (const Situation& situation : situations()) {
        SCOPED_TRACE(situation.name);
        GovernanceWorld world(Settings{{"community.residents", 700}} + situation.settings);
        std::map<std::uint64_t, Stage> last_seen;
        for (std::uint32_t week = 1; week <= 40; ++week) {
            world.step();
            for (const Case& k : world.ledger().recent()) {
                const auto [at, is_new] = last_seen.try_emplace(k.id, k.stage);
                if (is_new) {
                    ASSERT_EQ(k.born, week) << "a case appears in the week in which it arises";
                } else {
                    ASSERT_TRUE(at->second < Stage::resolved || at->second == k.stage)
                        << "a closed case stays as it is";
                }
                at->second = k.stage;
                ASSERT_EQ(k.closed == never, k.stage < Stage::resolved);
                ASSERT_EQ(k.discovered == never,
                          k.stage == Stage::undiscovered || k.channel == Channel::none);
                if (k.stage == Stage::resolved) {
                    ASSERT_GT(k.attempts, 0);
                }
                if (k.closed != never) {
                    ASSERT_LE(k.closed - k.born, int{Ledger::deadline});
                }
            }
            std::uint64_t resolved = 0, expired = 0;
            for (const auto& [id, stage] : last_seen) {
                resolved += stage == Stage::resolved;
                expired += stage == Stage::expired;
            }
            ASSERT_EQ(world.ledger().arrived(), last_seen.size());
            ASSERT_EQ(world.ledger().resolved(), resolved);
            ASSERT_EQ(world.ledger().expired(), expired);
        }
    }
}

TEST(Conservation, IsNotTrivial) {
    GovernanceWorld world(Settings{{"community.residents", 2000}});
    world.step(60);
    EXPECT_GT(world.ledger().resolved(), 100u);
    EXPECT_GT(world.ledger().expired(), 100u);
    EXPECT_GT(world.ledger().pending(), 10u);
}

TEST(Conservation, EveryClosingHappensInItsWeekOnce) {
    GovernanceWorld world(Settings{{"community.residents", 2000}});
    std::uint64_t closed = 0;
    for (std::uint32_t week = 1; week <= 60; ++week) {
        world.step();
        for (const std::uint32_t number : world.ledger().closed_this_week())
            EXPECT_EQ(world.ledger().at(number).closed, week);
        closed += world.ledger().closed_this_week().size();
        ASSERT_EQ(closed, world.ledger().resolved() + world.ledger().expired());
    }
}

TEST(Ledger, DropsOldCasesAndKeepsTheirNumbers) {
    Ledger ledger;
    for (std::uint16_t week = 1; week <= 30; ++week) {
        ledger.begin_week(week);
        Case fresh;
        fresh.born = week;
        fresh.id = week;
        const std::uint32_t number = ledger.arise(fresh);
        EXPECT_EQ(number, week - 1u);
        if (week > 8) ledger.expire(number - 8, week);
        EXPECT_EQ(ledger.at(number).born, week);
        EXPECT_LE(ledger.recent().size(), std::size_t{Ledger::kept_weeks});
    }
    EXPECT_EQ(ledger.arrived(), 30u);
    EXPECT_EQ(ledger.pending(), 8u);
}

TEST(Ledger, FindsCasesByStageAndByBirth) {
    Ledger ledger;
    for (std::uint16_t week = 1; week <= 4; ++week) {
        ledger.begin_week(week);
        for (int twice = 0; twice < 2; ++twice) ledger.arise({.born = week});
    }
    ledger.hold(1, 0);
    ledger.hold(4, 0);
    ledger.resolve(6, 4);
    using Numbers = std::vector<std::uint32_t>;
    EXPECT_EQ(ledger.at_stage(Stage::undiscovered), (Numbers{0, 2, 3, 5, 7}));
    EXPECT_EQ(ledger.at_stage(Stage::deciding), (Numbers{1, 4}));
    EXPECT_EQ(ledger.born_between(2, 3).data(), &ledger.at(2));
    EXPECT_EQ(ledger.born_between(2, 3).size(), 4u);
    EXPECT_TRUE(ledger.born_between(5, 9).empty());
}

TEST(Ledger, ClosesACaseOnce) {
    Ledger ledger;
    ledger.begin_week(1);
    const std::uint32_t number = ledger.arise({});
    ledger.resolve(number, 1);
    EXPECT_THROW(ledger.resolve(number, 1), InvariantError);
    EXPECT_THROW(ledger.expire(number, 1), InvariantError);
}

}  // namespace
}  // namespace yihe::governance

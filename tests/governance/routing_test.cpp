// Messages through the levels, and who goes where with a case.
#include <gtest/gtest.h>

#include "tests/support/governance_world.hpp"

namespace yihe::governance {
namespace {

using test::first_of;
using test::GovernanceWorld;
using test::queued;
using test::Settings;

const Settings quiet = {{"community.residents", 200}, {"demand.load", 0}, {"superior.tasks", 0}};

// ---- messages

TEST(Messages, LoseControlWithEveryLevel) {
    // κ^L (5.19): 0.9^4 = 0.6561, 0.8^4 = 0.4096; the platform bypasses the levels.
    const Random random(8, 1);
    constexpr int n = 40000;
    struct Expectation {
        double fidelity, platform;
        std::uint32_t hops;
        bool on;
        double kept;
    };
    for (const Expectation& e : {Expectation{0.9, 0, 4, true, 0.6561},
                                 {0.8, 0, 4, true, 0.4096},
                                 {0.9, 0, 0, true, 1},
                                 {0.8, 0.5, 4, true, 0.5 + 0.5 * 0.4096},
                                 {0.5, 0, 3, false, 1},
                                 {0, 1, 3, true, 1},
                                 {0, 0, 3, true, 0}}) {
        const Hierarchy::Params p{
            .fidelity = e.fidelity, .platform = e.platform, .vertical_loss = e.on};
        int kept = 0;
        for (int i = 0; i < n; ++i)
            kept += Hierarchy::survives(p, e.hops, random, Purpose{"message"}, i, 0);
        EXPECT_NEAR(kept / double{n}, e.kept, 4 * std::sqrt(e.kept * (1 - e.kept) / n))
            << e.fidelity;
    }
}

TEST(Messages, EstimatesAreSmoothedAndBeautifiedOnTheWayUp) {
    // Three hops from four levels: told' = κ told + (1 − κ) expected, times 1 − B × pressure.
    GovernanceWorld world(quiet + Settings{{"platform.adoption", 0.25}});
    world.step();
    for (int i = 0; i < 40; ++i) queued(world, 0, 2);
    world.community<Hierarchy>().expected = 10;
    world.community<Superior>().pressure = 0.5;
    world.call<Hierarchy>(&Hierarchy::report_upward);
    double told = 40;
    for (int hop = 0; hop < 3; ++hop) told = (0.9 * told + 0.1 * 10) * (1 - 0.15 * 0.5);
    const auto& c = world.community<Hierarchy>();
    EXPECT_EQ(c.open_needs, 40);
    EXPECT_NEAR(c.estimate, 0.25 * 40 + 0.75 * told, 1e-9);
    EXPECT_NEAR(c.expected, 10 + (c.estimate - 10) / 13, 1e-9);
}

/// What visits find climbs L - 1 steps: at five levels, 0.9^4 = 0.6561 of the records are right
/// (5.19). Binomial, four standard errors.
TEST(Messages, OfVisitsAreRecordedRightAsOftenAsTheLevelsAllow) {
    for (const auto& [levels, kept] : {std::pair(5, 0.6561), {4, 0.729}, {1, 1.0}}) {
        GovernanceWorld world({{"community.residents", 3000},
                               {"demand.load", 20},
                               {"superior.tasks", 0},
                               {"voice.base", -10},
                               {"discovery.relay", 0},
                               {"visits.interval", 1},
                               {"platform.adoption", 0},
                               {"service.reopen", 0},
                               {"hierarchy.levels", static_cast<double>(levels)}});
        world.step(10);
        double right = 0, all = 0;
        for (const Case& k : world.ledger().recent()) {
            if (k.channel != Channel::visit) continue;
            right += k.recorded == k.type;
            ++all;
        }
        ASSERT_GT(all, 1000);
        EXPECT_NEAR(right / all, kept, 4 * std::sqrt(kept * (1 - kept) / all)) << levels;
    }
}

// ---- who goes where

TEST(Offices, AreChosenByWhoKnowsThem) {
    // Without ambiguity or leadership a case that came to the wrong office is handed to the right
    // one: one stop for who knew, two where the other office is in charge.
    for (const double clarity : {1.0, 0.0}) {
        GovernanceWorld world({{"community.residents", 3000},
                               {"station.duty_clarity", clarity},
                               {"mechanisms.role_ambiguity", 0},
                               {"leadership.intensity", 0},
                               {"roles.buck_passing", 0},
                               {"demand.load", 2},
                               {"service.reopen", 0}});
        std::size_t seen = 0;
        for (std::uint32_t week = 1; week <= 20; ++week) {
            world.step();
            for (const Case& k : world.ledger().recent()) {
                if (k.channel != Channel::self_report || k.accepted == never) continue;
                const Kind owner = owner_of(k.type, true);
                const bool an_office = owner == Kind::committee || owner == Kind::station;
                ASSERT_EQ(1 + k.office_changes, clarity == 0 && an_office ? 2 : 1)
                    << types[k.type].key;
                ++seen;
            }
        }
        EXPECT_GT(seen, 100u);
    }
}

TEST(Offices, OneStopWindowTakesAwayTheSecond) {
    const auto history = test::run(
        {{"community.residents", 2000}, {"station.duty_clarity", 0}, {"station.one_stop", 1}}, 40);
    for (std::uint32_t week = 12; week <= 40; ++week)
        EXPECT_EQ(history.at("stops_per_case", week), 1);
    const auto merged = test::run(
        {{"community.residents", 2000}, {"station.duty_clarity", 0}, {"station.separated", 0}}, 40);
    for (std::uint32_t week = 12; week <= 40; ++week)
        EXPECT_EQ(merged.at("stops_per_case", week), 1);
}

TEST(Routing, WithoutAmbiguityGoesToTheOwnerAtOnce) {
    const auto history = test::run({{"community.residents", 2000},
                                    {"mechanisms.role_ambiguity", 0},
                                    {"leadership.intensity", 0},
                                    {"conference.interval", 0},
                                    {"roles.buck_passing", 0},
                                    {"mechanisms.vertical_loss", 0}},
                                   40);
    for (std::uint32_t week = 12; week <= 40; ++week) {
        EXPECT_EQ(history.at("misassignment_rate", week), 0);
        EXPECT_EQ(history.at("duty_clarity", week), 1);
        EXPECT_LE(history.at("hops", week), 1);
    }
}

TEST(Routing, EndsAfterSixHandOvers) {
    GovernanceWorld world({{"community.residents", 1000},
                           {"roles.initial_clarity", 0},
                           {"roles.peer_learning", 0},
                           {"roles.drift", 0.5},
                           {"leadership.intensity", 0},
                           {"conference.interval", 0},
                           {"run.substeps", 16}});
    std::size_t given_up = 0;
    for (std::uint32_t week = 1; week <= 30; ++week) {
        world.step();
        for (const Case& k : world.ledger().recent()) {
            ASSERT_LE(k.hops, Ledger::most_hops);
            given_up += k.hops == Ledger::most_hops && k.stage == Stage::expired &&
                        k.closed == week && k.attempts == 0;
        }
    }
    EXPECT_GT(given_up, 0u);
}

TEST(Duties, AreLearntFromWhoSolvedIt) {
    GovernanceWorld world(quiet + Settings{{"roles.peer_learning", 1}});
    world.step();
    const Actor property = first_of(world, Kind::property),
                station = first_of(world, Kind::station);
    const auto number = queued(world, property, 2);
    Case& k = world.ledger().at(number);
    k.forwarder = station;
    k.server_kind = static_cast<std::uint8_t>(Kind::property);
    auto& belief = world.community<Roles>().belief;
    belief[station * case_types + 2] = static_cast<std::uint8_t>(Kind::unit);
    world.ledger().resolve(number, 1);
    world.call<Roles>(&Roles::learn);
    EXPECT_EQ(belief[station * case_types + 2], static_cast<std::uint8_t>(Kind::property));
}

}  // namespace
}  // namespace yihe::governance

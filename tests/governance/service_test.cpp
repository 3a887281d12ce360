// What institutions put in and bring about: autonomy, service, resources.
#include <gtest/gtest.h>

#include "tests/support/governance_world.hpp"

namespace yihe::governance {
namespace {

using test::first_of;
using test::GovernanceWorld;
using test::queued;
using test::Settings;

const Settings quiet = {{"community.residents", 200}, {"demand.load", 0}, {"superior.tasks", 0}};

Service::Work& work(GovernanceWorld& world, Actor a) { return world.community<Service>().work[a]; }

// ---- autonomy

TEST(Autonomy, FollowsItsRecursionToTheFixedPoint) {
    // A' = A + ρ (1 − A) − χ f A: A* = ρ / (ρ + χ f), approached by the factor 1 − ρ − χ f.
    const double rho = 0.05, chi = 0.3;
    for (const auto& [decisions, unnecessary] :
         {std::pair{10u, 0u}, {10u, 4u}, {10u, 10u}, {0u, 0u}}) {
        Cases::Community cases;
        cases.ledger.expect_actors(1);
        cases.ledger.tally(0) = {
            .decisions = decisions, .taken = unnecessary, .unnecessary = unnecessary};
        Autonomy::Community c;
        c.autonomy = {0.8};
        const double f = decisions == 0 ? 0 : static_cast<double>(unnecessary) / decisions;
        const double fixed = rho / (rho + chi * f), factor = 1 - rho - chi * f;
        for (int week = 1; week <= 60; ++week) {
            Autonomy::update({.crowding = chi, .recovery = rho}, cases, c);
            EXPECT_NEAR(c.autonomy[0], fixed + (0.8 - fixed) * std::pow(factor, week), 1e-12);
        }
    }
}

TEST(Autonomy, IsNotTouchedWithTheSwitchOff) {
    Cases::Community cases;
    cases.ledger.expect_actors(1);
    cases.ledger.tally(0) = {.decisions = 10, .taken = 10, .unnecessary = 10};
    Autonomy::Community c;
    c.autonomy = {1};
    Autonomy::update({.override_crowding = false}, cases, c);
    EXPECT_EQ(c.autonomy[0], 1);
}

TEST(Autonomy, MayBeCrowdedInButNotBeyondOne) {
    Cases::Community cases;
    cases.ledger.expect_actors(1);
    cases.ledger.tally(0) = {.decisions = 10, .taken = 5, .unnecessary = 5};
    Autonomy::Community c;
    c.autonomy = {0.5};
    Autonomy::update({.crowding = -0.4, .recovery = 0}, cases, c);
    EXPECT_NEAR(c.autonomy[0], 0.6, 1e-12);
    for (int week = 0; week < 50; ++week)
        Autonomy::update({.crowding = -0.4, .recovery = 0}, cases, c);
    EXPECT_EQ(c.autonomy[0], 1);
}

TEST(Motivation, HasAFloorThatPayRaises) {
    EXPECT_DOUBLE_EQ(Autonomy::motivation(Kind::committee, 0), 0.7);
    EXPECT_DOUBLE_EQ(Autonomy::motivation(Kind::volunteers, 0), 0.1);
    EXPECT_DOUBLE_EQ(Autonomy::motivation(Kind::unit, 0.5), 0.55);
    for (const Kind kind : {Kind::committee, Kind::station, Kind::property, Kind::organization,
                            Kind::unit, Kind::volunteers})
        EXPECT_DOUBLE_EQ(Autonomy::motivation(kind, 1), 1);
}

// ---- service

TEST(Service, ChargesForEveryFurtherTypeOfTask) {
    // A mix that is uniform over n types has n effective types: effort × (1 + χ (n − 1)).
    for (const std::size_t n : {1u, 2u, 4u, 15u})
        for (const bool on : {true, false}) {
            GovernanceWorld world(quiet + Settings{{"mechanisms.task_switching", on ? 1.0 : 0.0}});
            world.step();
            const Actor a = first_of(world, Kind::committee);
            auto& recent = world.community<Service>().recent[a];
            recent.fill(0);
            for (std::size_t t = 0; t < n; ++t) recent[t] = 2.5;
            work(world, a) = {.hours = 40, .carry = 40};
            queued(world, a, dispute);
            world.call<Service>(&Service::serve);
            const double extra = on ? 0.05 * static_cast<double>(n - 1) : 0;
            EXPECT_NEAR(work(world, a).used, 6.67 * (1 + extra), 1e-9) << n;
        }
}

TEST(Service, OfAnEmptyRecordTakesThePlainEffort) {
    GovernanceWorld world(quiet);
    world.step();
    const Actor a = first_of(world, Kind::station);
    world.community<Service>().recent[a].fill(0);
    work(world, a) = {.hours = 40, .carry = 40};
    for (int n = 0; n < 9; ++n) queued(world, a, 0);
    world.call<Service>(&Service::serve);
    EXPECT_EQ(work(world, a).tried, 5u) << "40 h hold five cases of 6.67 h";
    EXPECT_NEAR(work(world, a).used, 5 * 6.67, 1e-9);
    EXPECT_NEAR(work(world, a).administrative, 5 * 6.67, 1e-9);
    EXPECT_NEAR(work(world, a).queued_hours, 4 * 6.67, 1e-9);
    EXPECT_NEAR(work(world, a).carry, 40 - 5 * 6.67, 1e-9);
}

TEST(Service, KeepsHoursOnlyForACaseThatWaits) {
    GovernanceWorld world(quiet);
    world.step();
    const Actor a = first_of(world, Kind::station);
    work(world, a) = {.hours = 40, .carry = 40};
    world.call<Service>(&Service::serve);
    EXPECT_EQ(work(world, a).carry, 0);
}

TEST(Service, SucceedsAsOftenAsTheSkillSays) {
    // The owner, the partner's kind and anybody else: 0.9, 0.6, 0.3; half without the partner
    // needed.
    struct Expectation {
        Kind server;
        bool several;
        double chance;
    };
    for (const Expectation& e : {Expectation{Kind::property, false, 0.9},
                                 {Kind::committee, false, 0.6},
                                 {Kind::station, false, 0.3}}) {
        GovernanceWorld world(quiet + Settings{{"service.reopen", 0}, {"property.hours", 0}});
        world.step();
        const Actor a = first_of(world, e.server);
        work(world, a) = {.hours = 1e6, .carry = 1e6};
        constexpr int n = 4000;
        for (int i = 0; i < n; ++i) queued(world, a, 2);  // estate and repairs
        world.call<Service>(&Service::serve);
        EXPECT_EQ(work(world, a).tried, unsigned{n});
        EXPECT_NEAR(work(world, a).done / double{n}, e.chance,
                    4 * std::sqrt(e.chance * (1 - e.chance) / n));
    }
}

TEST(Service, NeedsThePartnerWhereSeveralActorsAreNeeded) {
    for (const double partner_hours : {0.0, 1e6}) {
        GovernanceWorld world(quiet + Settings{{"service.reopen", 0}});
        world.step();
        const Actor a = first_of(world, Kind::property), partner = first_of(world, Kind::committee);
        work(world, a) = {.hours = 1e6, .carry = 1e6};
        work(world, partner) = {.hours = partner_hours, .carry = partner_hours};
        constexpr int n = 2000;
        for (int i = 0; i < n; ++i) world.ledger().at(queued(world, a, 2)).several = 1;
        world.call<Service>(&Service::serve);
        const double chance = partner_hours > 0 ? 0.9 : 0.45;  // at full autonomy the partner joins
        EXPECT_NEAR(work(world, a).done / double{n}, chance,
                    4 * std::sqrt(chance * (1 - chance) / n));
        EXPECT_NEAR(work(world, partner).used, partner_hours > 0 ? n * 6.67 / 2 : 0, 1e-6);
    }
}

TEST(Service, AsksThePropertyCompanyOfTheResidentsOwnBuilding) {
    GovernanceWorld world(
        {{"community.residents", 1200}, {"demand.load", 0}, {"superior.tasks", 0}});
    world.step();
    const auto& buildings = world.state<Residents>().building;
    const Actor station = first_of(world, Kind::station), first = first_of(world, Kind::property);
    for (const AgentId origin : {100u, 250u, 501u, 1100u}) {
        for (Actor a = 0; a < 3; ++a)
            work(world, static_cast<Actor>(first + a)) = {.hours = 100, .carry = 100};
        work(world, station) = {.hours = 10, .carry = 10};
        world.ledger().at(queued(world, station, 1, origin)).several =
            1;  // heating: with the property company
        world.call<Service>(&Service::serve);
        for (Actor a = 0; a < 3; ++a)
            EXPECT_EQ(work(world, static_cast<Actor>(first + a)).used > 0,
                      a == buildings[origin] % 3)
                << "resident " << origin << " of building " << buildings[origin];
    }
}

TEST(Service, OfAWrongRecordMeetsNoNeed) {
    GovernanceWorld world(quiet + Settings{{"service.reopen", 0}});
    world.step();
    const Actor a = first_of(world, Kind::property);
    work(world, a) = {.hours = 1e6, .carry = 1e6};
    for (int i = 0; i < 200; ++i) world.ledger().at(queued(world, a, 2)).recorded = 5;
    world.call<Service>(&Service::serve);
    EXPECT_EQ(work(world, a).tried, 200u);
    EXPECT_EQ(work(world, a).done, 0u);
}

/// However few its hours and however dear its mix, whoever has hours at all serves some day: what a
/// week leaves is kept until it makes a whole case.
TEST(Service, IsNeverOutOfReachForGood) {
    GovernanceWorld world(quiet + Settings{{"service.switching", 1}});
    world.step();
    const Actor a = first_of(world, Kind::unit);
    world.community<Service>().recent[a].fill(
        1);  // fifteen types: a case takes fifteen times as long
    queued(world, a, 2);
    int weeks = 0;
    while (work(world, a).tried == 0 && weeks < 100) {
        ++weeks;
        work(world, a).carry += work(world, a).hours = 3.3;
        world.call<Service>(&Service::serve);
    }
    EXPECT_EQ(weeks, 31) << "15 × 6.67 h at 3.3 h a week";
}

// ---- resources

void queue_for_resources(GovernanceWorld& world, int demands) {
    world.ledger().begin_week(static_cast<std::uint16_t>(world.week().number));
    for (int d = 0; d < demands; ++d) queued(world, first_of(world, Kind::organization), 3);
}

TEST(Resources, MatchLikeBallsInUrns) {
    // Mean matches S (1 − (1 − 1/S)^D): 63 % where demand meets supply (5.16). The variance of the
    // number of urns hit is below S/4.
    constexpr int supply = 20, rounds = 600;
    for (const int demand : {10, 20, 40}) {
        GovernanceWorld world(quiet +
                              Settings{{"units.count", 10}, {"resources.supply", supply / 10.0}});
        world.step();
        double matches = 0;
        for (int round = 0; round < rounds; ++round) {
            world.ledger() = {};
            world.ledger().expect_actors(world.community<Institutions>().serving);
            for (int d = 0; d < demand; ++d) {
                const auto number = queued(world, first_of(world, Kind::organization), 3);
                world.ledger().at(number).id = static_cast<std::uint64_t>(round * demand + d);
            }
            world.call<Resources>(&Resources::match);
            EXPECT_EQ(world.community<Resources>().demands, unsigned(demand));
            matches += world.community<Resources>().matches;
        }
        const double mean = supply * (1 - std::pow(1 - 1.0 / supply, demand));
        EXPECT_NEAR(matches / rounds, mean, 4 * std::sqrt(supply / 4.0 / rounds)) << demand;
    }
}

TEST(Resources, MatchFullyWithoutFriction) {
    for (const int demand : {0, 5, 20, 33}) {
        GovernanceWorld world(quiet + Settings{{"units.count", 10},
                                               {"resources.supply", 2},
                                               {"mechanisms.matching_friction", 0}});
        world.step();
        queue_for_resources(world, demand);
        world.call<Resources>(&Resources::match);
        EXPECT_EQ(world.community<Resources>().matches, unsigned(std::min(demand, 20)));
        int matched = 0;
        for (const Case& k : world.ledger().recent()) matched += k.matched;
        EXPECT_EQ(matched, std::min(demand, 20));
    }
}

TEST(Resources, AreNotAskedForWhereNoneIsNeeded) {
    GovernanceWorld world(quiet);
    world.step();
    queued(world, first_of(world, Kind::property), 2);
    world.call<Resources>(&Resources::match);
    EXPECT_EQ(world.community<Resources>().demands, 0u);
}

}  // namespace
}  // namespace yihe::governance

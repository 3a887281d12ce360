// Who is good at what, whose duty it is, and what arises.
#include "models/governance/actors.hpp"

#include <gtest/gtest.h>

#include "tests/support/governance_world.hpp"

namespace yihe::governance {
namespace {

constexpr Kind kinds[] = {Kind::committee, Kind::station,    Kind::property, Kind::organization,
                          Kind::unit,      Kind::volunteers, Kind::core};

TEST(Skill, IsHighestForTheOwnerThenTheCoreThenThePartner) {
    for (const bool separated : {true, false})
        for (std::uint8_t type = 0; type < case_types; ++type)
            for (const Kind kind : kinds) {
                const double expected = kind == owner_of(type, separated)     ? 0.9
                                        : kind == Kind::core                  ? 0.7
                                        : kind == partner_of(type, separated) ? 0.6
                                                                              : 0.3;
                EXPECT_DOUBLE_EQ(skill(kind, type, separated, 1), expected);
            }
}

TEST(Skill, IsEqualWithoutSpecialisationAndLinearBetween) {
    for (std::uint8_t type = 0; type < case_types; ++type)
        for (const Kind kind : kinds) {
            EXPECT_DOUBLE_EQ(skill(kind, type, true, 0), 0.6);
            EXPECT_DOUBLE_EQ(skill(kind, type, true, 0.5), (0.6 + skill(kind, type, true, 1)) / 2);
        }
}

TEST(Duties, OfTheStationAreTheCommitteesWhereThereIsNone) {
    for (std::uint8_t type = 0; type < case_types; ++type) {
        const Kind owner = owner_of(type, true);
        EXPECT_EQ(owner_of(type, false), owner == Kind::station ? Kind::committee : owner);
        EXPECT_NE(owner_of(type, false), Kind::station);
    }
    EXPECT_EQ(owner_of(0, true), Kind::station);     // market
    EXPECT_EQ(owner_of(2, true), Kind::property);    // estate
    EXPECT_EQ(owner_of(dispute, true), Kind::committee);
    EXPECT_EQ(owner_of(superior_task, true), Kind::station);
    EXPECT_EQ(owner_of(leaked_task, true), Kind::committee);
}

TEST(Duties, APartnerIsAnotherActorThatThereIs) {
    for (const bool separated : {true, false})
        for (std::uint8_t type = 0; type < case_types; ++type) {
            EXPECT_NE(partner_of(type, separated), owner_of(type, separated)) << int{type};
            EXPECT_TRUE(separated || partner_of(type, separated) != Kind::station) << int{type};
        }
    EXPECT_EQ(partner_of(0, true), Kind::committee);
    EXPECT_EQ(partner_of(0, false), Kind::volunteers);  // the committee has the station's duty
    EXPECT_EQ(partner_of(1, false), Kind::property);
}

TEST(Types, AddUpToTheSurveyedLoad) {
    // 31 dispatched requests, 1.6 disputes and 10 needs of the neighbourhood a week (domain 3.8).
    double sum = 0;
    for (const CaseType& type : types) sum += type.weekly;
    EXPECT_NEAR(sum, 31 + 1.6 + 10, 1e-9);
    for (std::uint8_t type = need_types; type < case_types; ++type)
        EXPECT_EQ(types[type].weekly, 0);
}

TEST(Demand, ArisesAtTheStatedRateAndMix) {
    // 42.6 ÷ 0.85 needs a week per 7,800 residents; heterogeneity 0 so that the rate is the same
    // for all. Over 100 weeks 5,012 ± 4 √5,012.
    test::GovernanceWorld world(
        {{"community.residents", 7800}, {"demand.heterogeneity", 0}, {"superior.tasks", 0}});
    std::array<double, case_types> count{};
    double total = 0;
    for (std::uint32_t week = 1; week <= 100; ++week) {
        world.step();
        for (const Case& k : world.ledger().recent())
            if (k.born == week && k.origin != no_resident) {
                ++count[k.type];
                ++total;
            }
    }
    const double expected = 42.6 / 0.85 * 100;
    EXPECT_NEAR(total, expected, 4 * std::sqrt(expected));
    for (std::uint8_t type = 0; type < need_types; ++type) {
        const double mean = types[type].weekly / 42.6 * expected;
        EXPECT_NEAR(count[type], mean, 4 * std::sqrt(mean)) << types[type].key;
    }
}

TEST(Demand, OfOneResidentFollowsTheNeedFactor) {
    constexpr auto rule = Demand::arise.rule;
    const Demand::Context context{0.25f};
    EXPECT_EQ(std::get<0>(rule(context, 1.0f, 0.24f)), 1);
    EXPECT_EQ(std::get<0>(rule(context, 1.0f, 0.25f)), 0);
    EXPECT_EQ(std::get<0>(rule(context, 2.0f, 0.49f)), 1);
    EXPECT_EQ(std::get<0>(rule(context, 0.0f, 0.001f)), 0);
}

TEST(Superior, SendsPoissonTasksMoreInCampaigns) {
    // 36 a week, twice as many in the first five weeks of every 26 (R9).
    test::GovernanceWorld world({{"community.residents", 100}, {"demand.load", 0}});
    double sum[2] = {}, squares[2] = {}, weeks[2] = {}, leaked = 0, all = 0;
    for (std::uint32_t week = 1; week <= 520; ++week) {
        world.step();
        const bool campaign = week % 26 < 5;
        double tasks = 0;
        for (const Case& k : world.ledger().recent())
            tasks += k.born == week && k.origin == no_resident;
        sum[campaign] += tasks;
        squares[campaign] += tasks * tasks;
        ++weeks[campaign];
    }
    for (const int campaign : {0, 1}) {
        const double mean = sum[campaign] / weeks[campaign], expected = campaign ? 72 : 36;
        const double variance = squares[campaign] / weeks[campaign] - mean * mean;
        EXPECT_NEAR(mean, expected, 4 * std::sqrt(expected / weeks[campaign]));
        // The standard error of a Poisson variance is about λ √(2/n).
        EXPECT_NEAR(variance, expected, 4 * expected * std::sqrt(2 / weeks[campaign]));
    }
    // Which office a task comes to is seen before the week runs: the phase alone.
    for (std::uint32_t week = 1; week <= 50; ++week) {
        world.step();
        const std::size_t before = world.ledger().recent().size();
        world.call<Superior>(&Superior::send);
        for (const Case& k : world.ledger().recent().subspan(before)) {
            EXPECT_TRUE(k.holder == world.community<Institutions>().committee ||
                        k.holder == world.community<Institutions>().station);
            const bool to_committee = k.holder == world.community<Institutions>().committee;
            EXPECT_EQ(k.type, to_committee ? leaked_task : superior_task);
            leaked += to_committee;
            ++all;
        }
    }
    EXPECT_NEAR(leaked / all, 0.3, 4 * std::sqrt(0.3 * 0.7 / all));
}

TEST(Superior, TakesTheSurveyedShareOfTime) {
    // All tasks and inspections on the committee take 65.5 % of the time of eleven staff (V6).
    const Superior::Params p;
    const double hours = 11 * Service::week_hours;
    const double share = Superior::overhead(p, false, Kind::committee) + 36 * 6.67 / hours;
    EXPECT_NEAR(share, 0.502 + 0.153, 1e-12);
    EXPECT_DOUBLE_EQ(
        Superior::overhead(p, true, Kind::committee) + Superior::overhead(p, true, Kind::station),
        Superior::overhead(p, false, Kind::committee));
    EXPECT_EQ(Superior::overhead(p, true, Kind::property), 0);
    EXPECT_EQ(Superior::overhead({.inspection = 10}, false, Kind::committee), 1);
}

}  // namespace
}  // namespace yihe::governance

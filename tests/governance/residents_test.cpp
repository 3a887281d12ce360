// What residents make of what they saw: trust, efficacy belief, participation, grievance,
// witnesses.
#include <gtest/gtest.h>

#include "tests/support/governance_world.hpp"

namespace yihe::governance {
namespace {

using test::GovernanceWorld;
using test::Settings;

const Settings quiet = {{"community.residents", 200}, {"demand.load", 0}, {"superior.tasks", 0}};

/// A case of resident `origin` that is closed this week.
std::uint32_t closed_case(GovernanceWorld& world, std::uint32_t origin, bool resolved,
                          Kind server) {
    Case k;
    k.origin = origin;
    k.born = static_cast<std::uint16_t>(world.week().number);
    k.id = world.ledger().arrived();
    k.server_kind = static_cast<std::uint8_t>(server);
    const std::uint32_t number = world.ledger().arise(k);
    if (resolved) world.ledger().resolve(number, k.born);
    else world.ledger().expire(number, k.born);
    return number;
}

void witness(GovernanceWorld& world, std::uint32_t resident, std::uint32_t number) {
    world.community<Witnesses>().of_this_week.push_back({resident, number});
}

TEST(Trust, RisesAndFallsByItsRecursion) {
    GovernanceWorld world(quiet);
    world.step();
    const auto number = closed_case(world, 3, true, Kind::committee);
    double expected = 0.5;
    for (int n = 0; n < 20; ++n) {
        world.community<Witnesses>().of_this_week.clear();
        witness(world, 3, number);
        world.call<Trust>(&Trust::experience);
        expected += 0.03 * (1 - expected);
        EXPECT_NEAR(world.state<Trust>().trust[3], expected, 1e-6);
    }
    EXPECT_NEAR(expected, 1 - 0.5 * std::pow(0.97, 20), 1e-12);
    const auto failure = closed_case(world, 3, false, Kind::committee);
    world.community<Witnesses>().of_this_week.clear();
    witness(world, 3, failure);
    world.call<Trust>(&Trust::experience);
    EXPECT_NEAR(world.state<Trust>().trust[3], expected * 0.91, 1e-6);
    EXPECT_EQ(world.state<Trust>().trust[4], 0.5f) << "who saw nothing keeps it";
}

TEST(Trust, FailureWeighsMoreThanSuccess) {
    const Trust::Params p;
    EXPECT_GE(p.loss / p.gain, 2);  // R16: two to five times
    EXPECT_LE(p.loss / p.gain, 5);
}

TEST(Trust, FadesToTheMiddle) {
    constexpr auto rule = Trust::fade.rule;
    const Trust::Params p{.fading = 0.1};
    EXPECT_FLOAT_EQ(std::get<0>(rule(p, 1.0f)), 0.95f);
    EXPECT_FLOAT_EQ(std::get<0>(rule(p, 0.5f)), 0.5f);
    EXPECT_FLOAT_EQ(std::get<0>(rule(p, 0.0f)), 0.05f);
}

TEST(Trust, InstitutionsJudgeTheCoreByWhatItTouched) {
    struct Expectation {
        bool convened, served, resolved;
        double trust;
    };
    for (const Expectation& e : {Expectation{true, true, true, 0.5 + 0.03 * 0.5},
                                 {true, true, false, 0.5 * 0.91},
                                 {false, true, true, 0.5},
                                 {true, false, false, 0.5}}) {
        GovernanceWorld world(quiet);
        world.step();
        const auto number = closed_case(world, 1, e.resolved, Kind::station);
        Case& k = world.ledger().at(number);
        k.convened = e.convened;
        k.attempts = e.served;
        k.holder = 1;
        world.call<Trust>(&Trust::judge_core);
        EXPECT_NEAR(world.community<Trust>().in_core[1], e.trust, 1e-12);
        EXPECT_EQ(world.community<Trust>().in_core[0], 0.5);
    }
    GovernanceWorld world(quiet);
    world.step();
    world.ledger().tally(2) = {.decisions = 5, .taken = 4, .unnecessary = 3};
    world.call<Trust>(&Trust::judge_core);
    EXPECT_NEAR(world.community<Trust>().in_core[2], 0.5 * std::pow(0.91, 3), 1e-12);
}

TEST(EfficacyBelief, LearnsFromWhoServed) {
    constexpr double start = 0.2, prior = 0.5, weight = 0.1;
    struct Expectation {
        Kind server;
        double told;  // what a resolved case tells; the belief itself where nothing is learnt
    };
    for (const Expectation& e : {Expectation{Kind::volunteers, 1},
                                 {Kind::organization, 1},
                                 {Kind::committee, 1},
                                 {Kind::core, prior},
                                 {Kind::station, start},
                                 {Kind::property, start},
                                 {Kind::unit, start}})
        for (const bool resolved : {true, false})
            for (const bool on : {true, false}) {
                GovernanceWorld world(quiet +
                                      Settings{{"mechanisms.efficacy_beliefs", on ? 1.0 : 0.0}});
                world.step();
                world.state<Efficacy>().belief.edit(7) = static_cast<float>(start);
                witness(world, 7, closed_case(world, 7, resolved, e.server));
                world.call<Efficacy>(&Efficacy::learn);
                const double told = resolved ? e.told : 0;
                EXPECT_NEAR(world.state<Efficacy>().belief[7],
                            on ? start + weight * (told - start) : start, 1e-7)
                    << kind_labels[static_cast<std::size_t>(e.server)].en << ", " << resolved;
                EXPECT_EQ(world.state<Efficacy>().belief[8], 0.5f);
            }
}

TEST(Grievance, IsVoicedByEpsteinsRule) {
    const Grievance::Params p{.risk = 0.5, .protest = 0.1};
    const Discovery::Params voice{.voice_cost = 0.5};  // grievance × (1 − trust) > 0.1 + 0.25
    EXPECT_TRUE(Grievance::voices(p, voice, 1.0f, 0.6f));
    EXPECT_FALSE(Grievance::voices(p, voice, 1.0f, 0.7f));
    EXPECT_FALSE(Grievance::voices(p, voice, 10.0f, 1.0f)) << "full legitimacy";
    EXPECT_FALSE(Grievance::voices(p, voice, 0.0f, 0.0f));
    const Discovery::Params costly{.voice_cost = 1}, free_voice{.voice_cost = 0};
    EXPECT_FALSE(Grievance::voices(p, costly, 1.0f, 0.5f));
    EXPECT_TRUE(Grievance::voices(p, free_voice, 1.0f, 0.5f));
}

TEST(Grievance, GrowsByOneUnmetNeedAndDecays) {
    GovernanceWorld world(quiet);
    world.step();
    closed_case(world, 5, false, Kind::committee);
    closed_case(world, 6, true, Kind::committee);
    world.call<Grievance>(&Grievance::resent);
    EXPECT_EQ(world.state<Grievance>().grievance[5], 1);
    EXPECT_EQ(world.state<Grievance>().grievance[6], 0);
    constexpr auto rule = Grievance::fade.rule;
    EXPECT_FLOAT_EQ(std::get<0>(rule(Grievance::Params{.decay = 0.05}, 2.0f)), 1.9f);
    // 0.95^13 > 0.5 > 0.95^14: an unmet need stays open for thirteen weeks.
    EXPECT_GT(std::pow(0.95, 13), Grievance::open_from);
    EXPECT_LT(std::pow(0.95, 14), Grievance::open_from);
}

TEST(Grievance, CountsOpenOnesVoicedOrKept) {
    GovernanceWorld world(quiet);
    world.step();
    auto& grievance = world.state<Grievance>().grievance;
    grievance.edit(1) = 0.49f;
    grievance.edit(2) = 0.5f;   // 0.5 × 0.5 < 0.35: kept to oneself
    grievance.edit(3) = 2.0f;   // 2 × 0.5 > 0.35: voiced
    world.call<Grievance>(&Grievance::count);
    EXPECT_EQ(world.community<Grievance>().open, 2u);
    EXPECT_EQ(world.community<Grievance>().voiced, 1u);
}

TEST(Grievance, DeadlinePassesAfterEightWeeks) {
    // Nobody finds out about anything: every need expires eight weeks after it arose.
    GovernanceWorld world({{"community.residents", 1500},
                           {"superior.tasks", 0},
                           {"visits.interval", 0},
                           {"discovery.relay", 0},
                           {"voice.base", -10},
                           {"voice.trust", 0},
                           {"voice.weight", 20}});
    std::size_t expired = 0;
    for (std::uint32_t week = 1; week <= 30; ++week) {
        world.step();
        for (const Case& k : world.ledger().recent()) {
            if (k.origin == no_resident) continue;  // a report to the superior
            EXPECT_EQ(k.stage, week < k.born + 8u ? Stage::undiscovered : Stage::expired);
            EXPECT_EQ(k.closed, week < k.born + 8u ? never : k.born + 8);
            expired += k.closed == week;
        }
    }
    EXPECT_GT(expired, 50u);
}

TEST(Witnesses, AreTheOriginAndTheStatedShareOfNeighbours) {
    for (const double share : {0.0, 0.3, 1.0}) {
        GovernanceWorld world(
            {{"community.residents", 3000}, {"witness.share", share}, {"demand.load", 0}});
        world.step();
        world.ledger().begin_week(1);
        double neighbours = 0;
        for (std::uint32_t i = 0; i < 1000; ++i) {
            closed_case(world, 3 * i, true, Kind::station);
            neighbours += static_cast<double>(world.layers().at("neighbours").degree(3 * i));
        }
        closed_case(world, no_resident, true, Kind::station);  // a superior's task: nobody looks
        world.call<Witnesses>(&Witnesses::see);
        const auto& seen = world.community<Witnesses>().of_this_week;
        ASSERT_GE(seen.size(), 1000u);
        const double others = static_cast<double>(seen.size()) - 1000;
        EXPECT_NEAR(others, share * neighbours, 4 * std::sqrt(share * (1 - share) * neighbours));
        for (const Witness w : seen) {
            const std::uint32_t origin = world.ledger().at(w.number).origin;
            EXPECT_TRUE(w.resident == origin ||
                        world.layers().at("neighbours").tied(w.resident, origin));
        }
    }
}

}  // namespace
}  // namespace yihe::governance

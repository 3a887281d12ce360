// The core: what it takes up, how it answers, what that costs, and that nothing is counted twice.
#include <gtest/gtest.h>

#include <map>

#include "tests/support/governance_world.hpp"

namespace yihe::governance {
namespace {

using test::GovernanceWorld;
using test::Settings;

const Settings town = {{"community.residents", 1500}, {"conference.interval", 0}};

std::map<std::uint64_t, Case> by_id(const Ledger& ledger) {
    std::map<std::uint64_t, Case> cases;
    for (const Case& k : ledger.recent()) cases[k.id] = k;
    return cases;
}

TEST(TakeUp, CountsEveryDecisionOnce) {
    // A second set of books: a case counts its own decision events.
    for (const double intensity : {0.0, 0.3, 1.0}) {
        GovernanceWorld world(town + Settings{{"leadership.intensity", intensity}});
        std::map<std::uint64_t, Case> before;
        std::uint64_t all = 0, all_taken = 0;
        for (std::uint32_t week = 1; week <= 40; ++week) {
            world.step();
            std::uint64_t decisions = 0, tallied = 0, taken = 0;
            const auto now = by_id(world.ledger());
            for (const auto& [id, k] : now) {
                const auto was = before.find(id);
                decisions += k.decisions - (was == before.end() ? 0u : was->second.decisions);
            }
            for (const Tally& t : world.ledger().tallies()) {
                EXPECT_LE(t.taken, t.decisions);
                tallied += t.decisions;
                taken += t.taken;
            }
            ASSERT_EQ(tallied, decisions) << "week " << week;
            all += tallied;
            all_taken += taken;
            before = now;
        }
        ASSERT_GT(all, 300u);
        const double n = static_cast<double>(all), share = static_cast<double>(all_taken) / n;
        EXPECT_NEAR(share, intensity, 4 * std::sqrt(intensity * (1 - intensity) / n) + 1e-15);
    }
}

TEST(TakeUp, IsWeighedAgainstWhatComesInNotAgainstItself) {
    // An override counts once, and only of a decision that the core took up.
    GovernanceWorld world(town + Settings{{"leadership.intensity", 1},
                                          {"leadership.style", 1},
                                          {"leadership.goal_share", 0},
                                          {"leadership.attention", 1000},
                                          {"leadership.delegation", 0}});
    std::uint64_t unnecessary = 0;
    for (std::uint32_t week = 1; week <= 40; ++week) {
        world.step();
        std::uint64_t this_week = 0;
        for (const Tally& t : world.ledger().tallies()) this_week += t.unnecessary;
        ASSERT_LE(this_week, world.community<Leadership>().answered);
        unnecessary += this_week;
    }
    EXPECT_GT(unnecessary, 20u);
}

TEST(TakeUp, WaitsWithoutAttentionAndNothingIsAnswered) {
    GovernanceWorld world(town + Settings{{"leadership.intensity", 1},
                                          {"leadership.attention", 0},
                                          {"leadership.delegation", 0}});
    for (std::uint32_t week = 1; week <= 30; ++week) {
        world.step();
        EXPECT_EQ(world.community<Leadership>().answered, 0u);
        for (const Case& k : world.ledger().recent())
            EXPECT_TRUE(k.stage == Stage::undiscovered || k.stage == Stage::with_core ||
                        k.stage == Stage::expired);
    }
    EXPECT_GT(world.community<Leadership>().queue.size(), 10u);
}

TEST(Answers, OrdersOfAPerfectCoreGoToTheOwner) {
    GovernanceWorld world(town + Settings{{"leadership.intensity", 1},
                                          {"leadership.style", 1},
                                          {"leadership.goal_share", 0},
                                          {"leadership.accuracy", 1},
                                          {"leadership.overload", 0},
                                          {"leadership.patience", 52},
                                          {"mechanisms.finite_attention", 0},
                                          {"leadership.delegation", 0},
                                          {"service.reopen", 0}});
    world.step(12);
    std::size_t seen = 0;
    for (const Case& k : world.ledger().recent()) {
        if (k.accepted == never) continue;
        EXPECT_EQ(k.first_kind, static_cast<std::uint8_t>(owner_of(k.type, true)))
            << types[k.type].key;
        EXPECT_TRUE(k.under_order);
        EXPECT_EQ(k.wrong_hops, 0);
        ++seen;
    }
    EXPECT_GT(seen, 100u);
}

TEST(Answers, AnImpatientCoreDoesItItself) {
    const Settings ordering = {{"leadership.intensity", 1},
                               {"leadership.style", 1},
                               {"leadership.goal_share", 0},
                               {"mechanisms.finite_attention", 0},
                               {"demand.load", 3}};
    const auto patient = test::run(town + ordering + Settings{{"leadership.patience", 52}}, 40);
    const auto impatient = test::run(town + ordering + Settings{{"leadership.patience", 0}}, 40);
    EXPECT_GT(impatient.mean("core_share", 12), patient.mean("core_share", 12) + 0.1);
}

TEST(Answers, AreRightAsOftenAsTheCoreIsAccurate) {
    // Orders go to the owner with probability q = accuracy × (1 − overload × load); infinite
    // attention has no load. A null core chooses among six kinds.
    const double accuracy = 0.7;
    for (const bool blind : {false, true}) {
        GovernanceWorld world(town + Settings{{"leadership.intensity", 1},
                                              {"leadership.style", 1},
                                              {"leadership.goal_share", 0},
                                              {"leadership.accuracy", accuracy},
                                              {"leadership.patience", 52},
                                              {"mechanisms.finite_attention", 0},
                                              {"leadership.delegation", 0},
                                              {"service.reopen", 0},
                                              {"core.blind", blind ? 1.0 : 0.0},
                                              {"demand.load", 3}});
        double right = 0, all = 0;
        for (std::uint32_t week = 1; week <= 40; ++week) {
            world.step();
            for (const Case& k : world.ledger().recent()) {
                if (k.ordered_to == no_actor || k.accepted != week) continue;
                right +=
                    world.community<Institutions>().kind[k.ordered_to] == owner_of(k.type, true) ||
                    k.recorded != k.type;  // what is garbled on the way is not the core's fault
                ++all;
            }
        }
        ASSERT_GT(all, 500);
        const double expected = blind ? 1.0 / 6 : accuracy;
        EXPECT_NEAR(right / all, expected, 4 * std::sqrt(expected * (1 - expected) / all) + 0.02)
            << blind;
    }
}

TEST(Blind, TakesUpTheSameDecisionsFirst) {
    GovernanceWorld seeing(town), blind(town + Settings{{"core.blind", 1}});
    seeing.step();
    blind.step();
    const auto a = seeing.ledger().tallies(), b = blind.ledger().tallies();
    ASSERT_EQ(a.size(), b.size());
    std::uint32_t taken = 0;
    for (std::size_t j = 0; j < a.size(); ++j) {
        EXPECT_EQ(a[j].decisions, b[j].decisions);
        EXPECT_EQ(a[j].taken, b[j].taken);
        taken += a[j].taken;
    }
    EXPECT_GT(taken, 0u);
}

TEST(Attention, IsPoissonAndSpentByWhatActsCost) {
    // At λ = 1 and more than enough work, the core spends what the week gives it, and what the last
    // answer cost beyond that is missing in the next week: on average, the attention itself.
    GovernanceWorld world(town + Settings{{"leadership.intensity", 1},
                                          {"leadership.attention", 12},
                                          {"leadership.delegation", 0},
                                          {"demand.load", 5},
                                          {"grievance.escalate", 0}});
    double used = 0, debt_before = 0;
    world.step(10);
    debt_before = world.community<Leadership>().debt;
    constexpr int weeks = 200;
    for (int week = 0; week < weeks; ++week) {
        world.step();
        const auto& c = world.community<Leadership>();
        used += c.used - debt_before;
        debt_before = c.debt;
    }
    EXPECT_NEAR(used / weeks, 12, 4 * std::sqrt(12.0 / weeks));
}

TEST(Delegation, NeedsBranchesWithVisibleMembers) {
    const Settings busy = town + Settings{{"leadership.intensity", 1},
                                          {"leadership.attention", 0},
                                          {"leadership.delegation", 1}};
    GovernanceWorld without(busy + Settings{{"members.share", 0}}),
        with(busy + Settings{{"members.hidden_share", 0}});
    std::uint32_t answered = 0;
    for (int week = 0; week < 30; ++week) {
        without.step();
        with.step();
        EXPECT_EQ(without.community<Leadership>().answered, 0u);
        answered += with.community<Leadership>().answered;
        const auto& residents = with.community<Residents>();
        const double branches = residents.grids * Leadership::branch_attention +
                                residents.buildings * Leadership::group_attention;
        EXPECT_LE(with.community<Leadership>().answered, branches);
    }
    EXPECT_GT(answered, 20u);
}

TEST(Conferences, ClarifyWhatWasMostOftenMisrouted) {
    GovernanceWorld world({{"community.residents", 1500},
                           {"leadership.intensity", 0},
                           {"conference.interval", 4},
                           {"leadership.attention", 1000}});
    for (std::uint32_t week = 1; week <= 24; ++week) {
        const auto before = world.community<Leadership>().misrouted;
        const auto total = world.ledger().misrouted();
        world.step();
        const auto& c = world.community<Leadership>();
        if (week % 4 != 0) {
            EXPECT_TRUE(c.announcements.empty());
            EXPECT_EQ(c.misrouted, before);
            continue;
        }
        ASSERT_LE(c.announcements.size(), Leadership::conference_topics);
        ASSERT_FALSE(c.announcements.empty());
        const std::uint8_t first = c.announcements.front().type;
        for (const Announcement& a : c.announcements) {
            EXPECT_EQ(a.to, no_actor);
            EXPECT_LE(c.misrouted[a.type] - before[a.type], c.misrouted[first] - before[first]);
        }
        EXPECT_GE(c.misrouted[first], total[first]);
    }
}

TEST(Clarification, IsAdoptedAsFarAsTheCoreIsTrusted) {
    for (const double trust : {0.0, 0.5, 1.0}) {
        GovernanceWorld world({{"community.residents", 200},
                               {"demand.load", 0},
                               {"superior.tasks", 0},
                               {"units.count", 900}});
        world.step();
        auto& in_core = world.community<Trust>().in_core;
        in_core.assign(in_core.size(), trust);
        auto& belief = world.community<Roles>().belief;
        belief.assign(belief.size(), static_cast<std::uint8_t>(Kind::unit));
        world.community<Leadership>().announcements = {
            {.reach = 0.9,
             .about = 77,
             .to = no_actor,
             .type = 4,
             .owner = static_cast<std::uint8_t>(Kind::station)}};
        world.call<Roles>(&Roles::adopt);
        double adopted = 0;
        for (std::size_t i = 0; i < belief.size(); ++i) {
            adopted += belief[i] == static_cast<std::uint8_t>(Kind::station);
            EXPECT_TRUE(i % case_types == 4 || belief[i] == static_cast<std::uint8_t>(Kind::unit));
        }
        const double n = static_cast<double>(in_core.size()), chance = 0.8 * 0.9 * trust;
        EXPECT_NEAR(adopted / n, chance, 4 * std::sqrt(chance * (1 - chance) / n));
    }
}

}  // namespace
}  // namespace yihe::governance

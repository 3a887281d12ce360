// Each mechanism has a fingerprint, and it vanishes exactly with the mechanism's switch; with the
// switch on it is there.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/governance_world.hpp"

namespace yihe {
namespace {

using test::GovernanceWorld;
using test::History;
using test::Setting;
using test::Settings;

constexpr std::uint32_t weeks = 60;
const Settings town = {{"community.residents", 1200}, {"demand.load", 2}};

Settings without(std::string_view mechanism) { return town + Settings{{mechanism, 0}}; }

/// With the switch off the parameter changes no bit of a run; with it on, it does.
void expect_inert(std::string_view mechanism, const Setting& other, const Settings& extra = {}) {
    const Settings off = without(mechanism) + extra, on = town + extra;
    const History a = test::run(off, weeks), b = test::run(off + Settings{other}, weeks);
    EXPECT_EQ(a.digest, b.digest) << other.key;
    EXPECT_EQ(a.bits(), b.bits()) << other.key;
    EXPECT_NE(test::run(on, weeks).digest, test::run(on + Settings{other}, weeks).digest)
        << other.key;
}

void expect_always(const History& history, std::string_view metric, double value,
                   std::uint32_t from = 1) {
    for (std::uint32_t week = from; week <= weeks; ++week) {
        const double x = history.at(metric, week);
        ASSERT_TRUE(std::isnan(x) || x == value) << metric << " is " << x << " in week " << week;
    }
}

TEST(Kill, RoleAmbiguity) {
    expect_always(test::run(without("mechanisms.role_ambiguity"), weeks), "duty_clarity", 1);
    EXPECT_LT(test::run(town, weeks).mean("duty_clarity"), 0.9);
    // Misrouting by belief: no core that misjudges, no buck-passing, no garbled record.
    const Settings belief_alone = {
        {"leadership.intensity", 0}, {"roles.buck_passing", 0}, {"mechanisms.vertical_loss", 0}};
    for (const bool off : {true, false}) {
        GovernanceWorld world((off ? without("mechanisms.role_ambiguity") : town) + belief_alone);
        world.step(weeks);
        std::uint64_t misrouted = 0;
        for (const std::uint64_t n : world.ledger().misrouted()) misrouted += n;
        EXPECT_EQ(misrouted == 0, off);
        const History history =
            test::run((off ? without("mechanisms.role_ambiguity") : town) + belief_alone, weeks);
        if (off) {
            expect_always(history, "misassignment_rate", 0);
        } else {
            EXPECT_GT(history.mean("misassignment_rate"), 0.05);
        }
    }
    for (const Setting& other :
         {Setting{"roles.drift", 1}, {"roles.peer_learning", 1}, {"roles.adoption", 0.1}}) {
        // Beliefs are still held, and nobody acts on them: every result is the same.
        const Settings off = without("mechanisms.role_ambiguity");
        EXPECT_EQ(test::run(off, weeks).bits(), test::run(off + Settings{other}, weeks).bits())
            << other.key;
    }
}

TEST(Kill, FiniteAttention) {
    const Settings busy = {{"leadership.intensity", 0.9}};
    const History off = test::run(without("mechanisms.finite_attention") + busy, weeks);
    expect_always(off, "core_backlog", 0);
    expect_always(off, "core_wait", 0);
    EXPECT_GT(
        test::run(town + busy + Settings{{"leadership.attention", 5}}, weeks).mean("core_backlog"),
        10);
    expect_inert("mechanisms.finite_attention", {"leadership.attention", 3}, busy);
    expect_inert("mechanisms.finite_attention", {"leadership.overload", 0.9}, busy);
}

TEST(Kill, OverrideCrowding) {
    const Settings ordering = {
        {"leadership.intensity", 0.8}, {"leadership.style", 1}, {"leadership.attention", 200}};
    expect_always(test::run(without("mechanisms.override_crowding") + ordering, weeks), "autonomy",
                  1);
    EXPECT_LT(test::run(town + ordering, weeks).mean("autonomy"), 0.98);
    expect_inert("mechanisms.override_crowding", {"autonomy.crowding", 0.9}, ordering);
}

TEST(Kill, EfficacyBeliefs) {
    for (const double prior : {0.5, 0.25}) {  // floats hold these exactly
        const Settings at = {{"efficacy.prior", prior}};
        expect_always(test::run(without("mechanisms.efficacy_beliefs") + at, weeks),
                      "efficacy_belief", prior);
        EXPECT_NE(test::run(town + at, weeks).at("efficacy_belief", weeks), prior);
    }
    expect_inert("mechanisms.efficacy_beliefs", {"efficacy.learning", 0.7});
}

TEST(Kill, SocialInfluence) {
    expect_inert("mechanisms.social_influence", {"participation.peers", 1.5});
    expect_inert("mechanisms.social_influence", {"participation.exemplar", 1.5});
    expect_inert("mechanisms.social_influence", {"members.quality", -1});
    GovernanceWorld world(without("mechanisms.social_influence"));
    world.step(weeks);
    for (const float x : world.state<governance::Participation>().exposure.view()) ASSERT_EQ(x, 0);
}

TEST(Kill, VerticalLoss) {
    for (const bool off : {true, false}) {
        GovernanceWorld world((off ? without("mechanisms.vertical_loss") : town) +
                              Settings{{"visits.interval", 2}, {"hierarchy.fidelity", 0.5}});
        std::size_t garbled = 0, seen = 0;
        for (std::uint32_t week = 1; week <= weeks; ++week) {
            world.step();
            for (const governance::Case& k : world.ledger().recent()) {
                if (k.discovered == governance::never) continue;
                ++seen;
                garbled += k.recorded != k.type;
            }
        }
        EXPECT_GT(seen, 100u);
        EXPECT_EQ(garbled == 0, off);
    }
    // α·x + (1 − α)·x may differ from x in the last place.
    const History off = test::run(without("mechanisms.vertical_loss"), weeks);
    for (const double bias : off.series("estimate_bias"))
        EXPECT_TRUE(std::isnan(bias) || std::abs(bias) < 1e-14) << bias;
    EXPECT_LT(test::run(town, weeks).mean("estimate_bias"), -0.01);
    expect_inert("mechanisms.vertical_loss", {"hierarchy.fidelity", 0.3});
    expect_inert("mechanisms.vertical_loss", {"hierarchy.beautification", 0.9});
    expect_inert("mechanisms.vertical_loss", {"hierarchy.levels", 8});
}

TEST(Kill, TaskSwitching) { expect_inert("mechanisms.task_switching", {"service.switching", 0.5}); }

TEST(Kill, Visibility) {
    for (const bool off : {true, false}) {
        GovernanceWorld world(off ? without("mechanisms.visibility") : town);
        std::size_t members = 0;
        for (const std::uint8_t m : world.state<governance::Residents>().membership.view())
            members += m != 0;
        world.step();
        EXPECT_EQ(world.community<governance::Residents>().visible_members.size() == members, off);
        EXPECT_GT(members, 40u);
    }
    expect_inert("mechanisms.visibility", {"members.hidden_share", 0.2});
}

TEST(Kill, MatchingFriction) {
    const Settings scarce = {{"resources.supply", 0.5}};
    const History off = test::run(without("mechanisms.matching_friction") + scarce, weeks);
    expect_always(off, "matched_share", 1);
    EXPECT_FALSE(std::isnan(off.mean("matched_share")));
    EXPECT_LT(test::run(town + scarce, weeks).mean("matched_share"), 0.95);
}

/// No switch is forgotten here.
TEST(Kill, EverySwitchHasItsTest) {
    std::vector<std::string_view> switches;
    for (const ParamInfo& p : test::governance_model().info.params)
        if (p.doc.key.starts_with("mechanisms.")) switches.push_back(p.doc.key);
    const std::vector<std::string_view> tested = {
        "mechanisms.efficacy_beliefs",  "mechanisms.finite_attention",
        "mechanisms.matching_friction", "mechanisms.override_crowding",
        "mechanisms.role_ambiguity",    "mechanisms.social_influence",
        "mechanisms.task_switching",    "mechanisms.vertical_loss",
        "mechanisms.visibility"};
    std::sort(switches.begin(), switches.end());
    EXPECT_EQ(switches, tested);
}

}  // namespace
}  // namespace yihe

// Taking part: the rule, its limits, and a plain loop over all residents beside the fast one.
#include <gtest/gtest.h>

#include "tests/support/governance_world.hpp"

namespace yihe::governance {
namespace {

using test::GovernanceWorld;
using test::Settings;

bool decides(const Participation::Weights& w, float threshold, float exposure, bool active,
             float belief, std::uint8_t membership, float near, float far, float u) {
    constexpr auto rule = Participation::decide.rule;
    return std::get<0>(rule(w, threshold, exposure, active, belief, membership, near, far, u)) != 0;
}

TEST(Participation, FollowsThePullAgainstTheThreshold) {
    const Participation::Weights w = Participation::weights({});
    // 0.3 × (½·near + ½·far) + 0.3·belief + 0.1·member + 0.1·exposure − 0.05
    EXPECT_TRUE(decides(w, 0.29f, 0, 0, 0.5f, 0, 1, 0.3f, 0.1f));  // 0.195 + 0.15 − 0.05 = 0.295
    EXPECT_FALSE(decides(w, 0.30f, 0, 0, 0.5f, 0, 1, 0.3f, 0.1f));
    EXPECT_TRUE(decides(w, 0.39f, 0, 0, 0.5f, 1, 1, 0.3f, 0.1f));  // a member: + 0.1
    EXPECT_TRUE(decides(w, 0.39f, 0, 0, 0.5f, 2, 1, 0.3f, 0.1f));  // hidden, but a member
    EXPECT_TRUE(decides(w, 0.39f, 1, 0, 0.5f, 0, 1, 0.3f, 0.1f));  // an example seen: + 0.1
    EXPECT_FALSE(decides(w, 0.20f, -1, 0, 0.5f, 0, 1, 0.3f, 0.1f));  // a bad example: − 0.1
    EXPECT_TRUE(decides(w, -0.06f, 0, 0, 0, 0, 0, 0, 0.1f));  // nothing but the cost
    EXPECT_FALSE(decides(w, -0.04f, 0, 0, 0, 0, 0, 0, 0.1f));
}

TEST(Participation, IsReconsideredWithTheStatedChance) {
    const Participation::Weights w = Participation::weights({});
    for (const bool active : {false, true})
        for (const float threshold : {-1.0f, 2.0f}) {
            EXPECT_EQ(decides(w, threshold, 0, active, 0.5f, 0, 0, 0, 0.31f), active)
                << "keeps to it";
            EXPECT_EQ(decides(w, threshold, 0, active, 0.5f, 0, 0, 0, 0.29f), threshold < 0)
                << "decides anew";
        }
}

TEST(Participation, WithoutInfluenceForgetsPeersAndExamples) {
    const Participation::Weights w = Participation::weights({.social_influence = false});
    EXPECT_EQ(w.peers, 0);
    EXPECT_EQ(w.exemplar, 0);
    EXPECT_FLOAT_EQ(w.belief, 0.3f);
    EXPECT_FLOAT_EQ(w.member, 0.1f);
}

TEST(Participation, HasItsLimits) {
    const Settings small = {{"community.residents", 400}};
    EXPECT_EQ(
        test::run(small + Settings{{"participation.reconsider", 0}}, 20).at("participation", 20),
        0);
    EXPECT_EQ(
        test::run(small + Settings{{"participation.cost", 2}, {"participation.threshold_sd", 0.1}},
                  20)
            .at("participation", 20),
        0);
    const Settings willing = {{"participation.threshold", -2},
                              {"participation.threshold_sd", 0.1},
                              {"participation.reconsider", 1}};
    EXPECT_EQ(test::run(small + willing, 1).at("participation", 1), 1);
}

/// One week of all residents, written out plainly.
TEST(Participation, AgreesWithAPlainLoopBitForBit) {
    for (const char* kind : {"configuration", "small_world", "scale_free"}) {
        GovernanceWorld world({{"community.residents", 1500},
                               {"network.kind", 0, kind},
                               {"members.hidden_share", 0.2},
                               {"participation.threshold", 0.2}});
        std::size_t active_in_all = 0;
        for (std::uint32_t week = 1; week <= 12; ++week) {
            const auto column = world.state<Participation>().active.view();
            const std::vector<std::uint8_t> before(column.begin(), column.end());
            world.step();
            const auto& s = world.state<Participation>();
            const Participation::Weights w = Participation::weights(world.params<Participation>());
            const auto share_in = [&](const Layer& layer, AgentId i) {
                float sum = 0;
                for (const AgentId j : layer.neighbours(i)) sum += before[j];
                return layer.degree(i) == 0 ? 0.0f : sum / static_cast<float>(layer.degree(i));
            };
            for (AgentId i = 0; i < before.size(); ++i) {
                const float near = share_in(world.layers().at("neighbours"), i);
                const float far = share_in(world.layers().at("acquaintances"), i);
                const bool member = world.state<Residents>().membership[i] != 0;
                const float pull = w.peers * (0.5f * near + 0.5f * far) +
                                   w.belief * world.state<Efficacy>().belief[i] +
                                   (member ? w.member : 0.0f) + w.exemplar * s.exposure[i] - w.cost;
                const float u =
                    Random::to_float(world.random().word(Purpose{"reconsiders"}, i, week));
                const std::uint8_t expected = u < w.reconsider ? pull > s.threshold[i] : before[i];
                ASSERT_EQ(s.active[i], expected) << "resident " << i << ", week " << week;
                active_in_all += expected;
            }
        }
        EXPECT_GT(active_in_all, 1000u);
    }
}

TEST(Participation, ExamplesReachTwoStepsAndHalve) {
    GovernanceWorld world({{"community.residents", 300},
                           {"members.quality", 0.1},
                           {"members.share", 0.05},
                           {"members.hidden_share", 0.5}});
    world.step();
    auto& active = world.state<Participation>().active;
    for (AgentId i = 0; i < 300; ++i) active.edit(i) = (i & 1) != 0;
    world.call<Participation>(&Participation::set_example);
    std::vector<double> expected(300, 0);
    const auto& membership = world.state<Residents>().membership;
    std::size_t examples = 0;
    for (AgentId member = 0; member < 300; ++member) {
        if (membership[member] != static_cast<std::uint8_t>(Membership::visible) || !active[member])
            continue;
        ++examples;
        for (const char* key : {"neighbours", "acquaintances"}) {
            const Layer& layer = world.layers().at(key);
            for (const AgentId one : layer.neighbours(member)) {
                expected[one] += 0.1;
                for (const AgentId two : layer.neighbours(one))
                    if (two != member) expected[two] += 0.05;
            }
        }
    }
    EXPECT_GT(examples, 0u);
    for (AgentId i = 0; i < 300; ++i)
        EXPECT_NEAR(world.state<Participation>().exposure[i], std::min(1.0, expected[i]), 1e-5);
}

}  // namespace
}  // namespace yihe::governance

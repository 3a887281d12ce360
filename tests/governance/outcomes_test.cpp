// The four dimensions and their companions, from cases made by hand.
#include "models/governance/outcomes.hpp"

#include <gtest/gtest.h>

#include "models/governance/autonomy.hpp"
#include "models/governance/leadership.hpp"
#include "models/governance/participation.hpp"
#include "models/governance/trust.hpp"
#include "sim/run/inject.hpp"
#include "tests/support/governance_world.hpp"

namespace yihe::governance {
namespace {

using test::GovernanceWorld;
using test::Settings;

// Leadership acts, it does not score: what measures outcomes does not compile with its parameters.
static_assert(!detail::admitted<Outcomes, Leadership> && !detail::admitted<Trust, Leadership> &&
              !detail::admitted<Participation, Leadership> &&
              !detail::admitted<Autonomy, Leadership>);
static_assert(detail::admitted<Leadership, Leadership> && detail::admitted<Outcomes, Service>);

constexpr std::uint16_t born = 5, now = 14;  // arose nine weeks ago: in C

/// A world in week 14 whose ledger holds only what the test puts there.
GovernanceWorld world_in_week_14() {
    GovernanceWorld world({{"community.residents", 200},
                           {"demand.load", 0},
                           {"superior.tasks", 0},
                           {"inspection.intensity", 0},
                           {"superior.campaign_factor", 1}});
    world.step(now);
    return world;
}

Case finished(std::uint8_t type, Kind server, bool resolved) {
    Case k;
    k.type = k.recorded = type;
    k.origin = 1;
    k.born = born;
    k.discovered = born;
    k.accepted = born + 1;
    k.closed = born + 3;
    k.stage = resolved ? Stage::resolved : Stage::expired;
    k.channel = Channel::self_report;
    k.first_kind = k.server_kind = static_cast<std::uint8_t>(server);
    k.attempts = 1;
    k.served_right = 1;
    k.joined = server == owner_of(type, true) ? 1 : 0;
    return k;
}
Case never_accepted(std::uint8_t type) {
    Case k;
    k.type = type;
    k.origin = 1;
    k.born = born;
    k.closed = born + 8;
    k.stage = Stage::expired;
    return k;
}

const Outcomes::Community& observe(GovernanceWorld& world, const std::vector<Case>& cases) {
    world.ledger() = {};
    world.ledger().expect_actors(world.community<Institutions>().serving);
    for (Case k : cases) {
        k.id = world.ledger().arrived();
        world.ledger().arise(k);
    }
    world.call<Outcomes>(&Outcomes::observe);
    return world.community<Outcomes>();
}

TEST(Coordination, WeighsHandOversAndWhoJoined) {
    GovernanceWorld world = world_in_week_14();
    Case alone = finished(2, Kind::property, true);  // 1
    Case handed_on = alone;                          // two wrong hand-overs: 1/3
    handed_on.wrong_hops = 2;
    Case half = alone;                               // the partner it needed stayed away: 1/2
    half.several = 1;
    Case both = half;                                // and here it joined: 1
    both.joined = 3;
    Case late = alone;                               // three weeks until somebody took it up: 0
    late.accepted = born + 3;
    Case wrong = finished(2, Kind::station, true);   // the owner never joined: 0
    const auto& c = observe(world, {alone, handed_on, half, both, late, wrong, never_accepted(2)});
    EXPECT_NEAR(c.coordination.value(), (1 + 1.0 / 3 + 0.5 + 1 + 0 + 0 + 0) / 7, 1e-12);
    EXPECT_NEAR(c.gap.value(), 2.0 / 7, 1e-12);
    EXPECT_NEAR(c.misassignment.value(), 1.0 / 7, 1e-12);
    EXPECT_NEAR(c.decision_time.value(), (1 * 5 + 3 + 8) / 7.0, 1e-12);
}

TEST(Precision, IsTheHarmonicMeanOfRecallAndAccuracy) {
    GovernanceWorld world = world_in_week_14();
    Case twice = finished(2, Kind::property, true);
    twice.attempts = 2;
    Case other_service = finished(2, Kind::property, false);  // served for what it was not
    other_service.recorded = 5;
    other_service.served_right = 0;
    const auto& c = observe(
        world, {finished(2, Kind::property, true), twice, other_service, never_accepted(2)});
    const double recall = 2.0 / 4, accuracy = 2.0 / 4;  // four services, two met the need
    EXPECT_NEAR(c.recall.value(), recall, 1e-12);
    EXPECT_NEAR(c.accuracy.value(), accuracy, 1e-12);
    EXPECT_NEAR(Outcomes::precision(c).value(), 2 * recall * accuracy / (recall + accuracy), 1e-12);
    EXPECT_NEAR(c.resolution.value(), 0.5, 1e-12);
    EXPECT_NEAR(c.rework.value(), 0.25, 1e-12);
    EXPECT_NEAR(c.stops.value(), 1, 1e-12);
}

TEST(Precision, IsZeroWhereNothingWasServedAndEmptyWhereNothingArose) {
    GovernanceWorld world = world_in_week_14();
    EXPECT_EQ(Outcomes::precision(observe(world, {never_accepted(1)})).value(), 0);
    EXPECT_TRUE(std::isnan(Outcomes::precision(observe(world, {})).value()));
    EXPECT_TRUE(std::isnan(Outcomes::geometric(observe(world, {})).value()));
}

TEST(Allocation, ComparesWithTheBestUseOfHours) {
    // Plenty of hours: the best serves each case by its owner, with skill 0.9.
    GovernanceWorld world = world_in_week_14();
    EXPECT_NEAR(observe(world, {finished(2, Kind::property, true)}).allocation.value(), 1, 1e-6);
    EXPECT_NEAR(observe(world, {finished(2, Kind::committee, true)}).allocation.value(), 0.6 / 0.9,
                1e-6);
    EXPECT_NEAR(
        observe(world, {finished(2, Kind::property, true), never_accepted(2)}).allocation.value(),
        0.5, 1e-6);
    EXPECT_EQ(observe(world, {never_accepted(2)}).allocation.value(), 0);
}

TEST(Allocation, IsEmptyWhereNothingCouldHaveBeenDelivered) {
    GovernanceWorld world = world_in_week_14();
    for (auto& slot : world.community<Outcomes>().capacity) slot.fill(0);
    for (Service::Work& w : world.community<Service>().work) w.hours = 0;
    EXPECT_TRUE(std::isnan(observe(world, {never_accepted(2)}).allocation.value()));
}

TEST(Stability, LooksBackOnThirteenWeeks) {
    GovernanceWorld world = world_in_week_14();
    world.community<Grievance>().open = 30;
    EXPECT_NEAR(observe(world, {}).stability.value(), 1 - 30.0 / 200, 1e-12);
    world.community<Grievance>().open = 0;
    for (std::uint32_t later = 1; later <= 14; ++later) {
        world.week().number = now + later;
        EXPECT_NEAR(observe(world, {}).stability.value(), later < 13 ? 0.85 : 1, 1e-12) << later;
    }
}

TEST(Overreach, IsTheCoreItselfOrAnOrderToTheWrongActor) {
    GovernanceWorld world = world_in_week_14();
    Case by_core = finished(2, Kind::core, true);
    Case ordered_wrong = finished(2, Kind::station, true);
    ordered_wrong.under_order = 1;
    Case ordered_right = finished(2, Kind::property, true);
    ordered_right.under_order = 1;
    const auto& c =
        observe(world, {by_core, ordered_wrong, ordered_right, finished(2, Kind::station, true)});
    EXPECT_NEAR(c.overreach.value(), 2.0 / 4, 1e-12);
    EXPECT_NEAR(c.core_share.value(), 1.0 / 4, 1e-12);
}

TEST(Cohort, IsWhatAroseEightToElevenWeeksAgo) {
    for (std::uint16_t week = 1; week <= now; ++week) {
        GovernanceWorld world = world_in_week_14();
        Case k = never_accepted(2);
        k.born = week;
        EXPECT_EQ(observe(world, {k}).gap.denominator, week >= now - 11 && week <= now - 8 ? 1 : 0)
            << week;
    }
}

TEST(Composites, AreTheThreeMeansOfTheFourDimensions) {
    Outcomes::Community c;
    c.coordination = {0.5, 1};
    c.allocation = {0.8, 1};
    c.recall = c.accuracy = {0.4, 1};
    c.stability = {0.9, 1};
    EXPECT_NEAR(Outcomes::geometric(c).value(), std::pow(0.5 * 0.8 * 0.4 * 0.9, 0.25), 1e-12);
    EXPECT_NEAR(Outcomes::arithmetic(c).value(), 2.6 / 4, 1e-12);
    EXPECT_NEAR(Outcomes::least(c).value(), 0.4, 1e-12);
    c.allocation = {};
    EXPECT_TRUE(std::isnan(Outcomes::geometric(c).value()));
    EXPECT_TRUE(std::isnan(Outcomes::arithmetic(c).value()));
    EXPECT_TRUE(std::isnan(Outcomes::least(c).value()));
}

}  // namespace
}  // namespace yihe::governance

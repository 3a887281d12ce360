// What must not change when something else does: relations between runs that hold for every seed,
// or within the sampling error that a comment names.
//
// Of the list of such relations, conservation of cases is in tests/governance/conservation_test.cpp
// and equality for any number of threads in tests/contract/determinism_test.cpp.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/run/drift_model.hpp"
#include "tests/support/governance_world.hpp"
#include "tests/support/statistics.hpp"

namespace yihe {
namespace {

using test::GovernanceWorld;
using test::History;
using test::Sample;
using test::Settings;

constexpr std::uint32_t weeks = 40;
const Settings town = {{"community.residents", 1200}};

/// Means of a metric over the weeks from 12 on, one per replicate.
std::vector<double> means(const std::vector<History>& histories, std::string_view metric,
                          std::size_t from = 12) {
    std::vector<double> all;
    for (const History& h : histories) all.push_back(h.mean(metric, from));
    return all;
}

void expect_same_run(const Settings& settings, const test::Setting& other,
                     const std::vector<std::string_view>& without = {}) {
    const History a = test::run(settings, weeks), b = test::run(settings + Settings{other}, weeks);
    EXPECT_EQ(a.bits(without), b.bits(without)) << other.key << " = " << other.number;
    EXPECT_TRUE(!without.empty() || a.digest == b.digest) << other.key;
}
void expect_other_run(const Settings& settings, const test::Setting& other) {
    EXPECT_NE(test::run(settings, weeks).digest,
              test::run(settings + Settings{other}, weeks).digest)
        << other.key;
}

// ---- (a) names do not matter

constexpr const char* compared[] = {"resolution_rate", "participation", "trust", "hops",
                                    "building_coverage"};

/// Two samples of runs have the same distribution: Kolmogorov and Smirnov's test at 10^-4, and
/// means within four standard errors.
void expect_same_distribution(const std::vector<History>& a, const std::vector<History>& b) {
    for (const char* metric : compared) {
        const auto x = means(a, metric), y = means(b, metric);
        EXPECT_LT(test::largest_distance(x, y), test::critical_distance(x.size(), y.size(), 1e-4))
            << metric;
        const Sample s = test::sample(x), t = test::sample(y);
        EXPECT_NEAR(s.mean, t.mean, 4 * test::error_of_difference(s, t)) << metric;
    }
}

TEST(Relabelling, SeedsAndReplicatesShareOneDistribution) {
    std::vector<History> one, other;
    for (std::uint32_t r = 1; r <= 40; ++r) {
        one.push_back(test::run(town, weeks, r));
        other.push_back(test::run(town + Settings{{"run.seed", 1000.0 + r}}, weeks, 1));
    }
    expect_same_distribution(one, other);
}

TEST(Relabelling, TheOrderOfResidentsAndBuildingsDoesNotMatter) {
    // The same people in a file twice: as they come, and residents and buildings in reverse order
    // and numbered anew.
    const test::TemporaryFolder folder;
    struct Person {
        int building;
        const char* membership;
        double need;
    };
    std::vector<Person> people;
    for (int i = 0; i < 600; ++i)
        people.push_back({i * i % 600 / 40,
                          i % 17 == 0   ? "visible"
                          : i % 13 == 0 ? "hidden"
                                        : "none",
                          0.25 + i % 7 * 0.25});
    const auto write = [&](const char* name, bool reversed) {
        std::ofstream out(folder.path() / name);
        out << "building,membership,need_factor\n";
        for (int i = 0; i < 600; ++i) {
            const Person& p = people[static_cast<std::size_t>(reversed ? 599 - i : i)];
            out << (reversed ? 14 - p.building : p.building) << ',' << p.membership << ',' << p.need
                << '\n';
        }
    };
    write("forward.csv", false);
    write("backward.csv", true);
    const Files files{[&](std::string_view name) { return folder.path() / name; }};
    std::vector<History> forward, backward;
    for (std::uint32_t r = 1; r <= 40; ++r)
        for (const bool reversed : {false, true}) {
            const auto values = test::values_with(
                test::governance_model().info,
                {{"community.population", 0, reversed ? "backward.csv" : "forward.csv"},
                 {"demand.load", 3}});
            (reversed ? backward : forward)
                .push_back(test::run(test::governance_model(), values, weeks,
                                     reversed ? r + 1000 : r, files));
        }
    expect_same_distribution(forward, backward);
    EXPECT_EQ(forward[0].at("visible_members", 1), backward[0].at("visible_members", 1));
    EXPECT_EQ(forward[0].at("building_coverage", 1), backward[0].at("building_coverage", 1));
}

// ---- (b) a core that takes nothing up and calls no conference

TEST(NoLeadership, TakesNothingUpAndNothingWaits) {
    const History history =
        test::run(town + Settings{{"leadership.intensity", 0}, {"conference.interval", 0}}, 104);
    for (std::uint32_t week = 1; week <= 104; ++week) {
        EXPECT_EQ(history.at("realized_intensity", week), 0);
        EXPECT_EQ(history.at("core_backlog", week), 0);
        EXPECT_TRUE(std::isnan(history.at("core_wait", week)));
        if (week >= 12) {
            EXPECT_EQ(history.at("overreach_rate", week), 0);
            EXPECT_EQ(history.at("core_share", week), 0);
        }
    }
}

TEST(NoLeadership, IsIndependentOfWhatTheCoreIsLike) {
    const Settings off = town + Settings{{"leadership.intensity", 0}, {"conference.interval", 0}};
    for (const test::Setting& other : {test::Setting{"leadership.accuracy", 0.1},
                                       {"leadership.style", 1},
                                       {"leadership.goal_share", 0.9},
                                       {"leadership.delegation", 1},
                                       {"leadership.overload", 1},
                                       {"leadership.patience", 0},
                                       {"core.blind", 1},
                                       {"roles.adoption", 0.1}})
        expect_same_run(off, other);
    // Reports to the superior still take attention: what they took is the one thing that differs.
    for (const double attention : {0.0, 5.0, 500.0})
        expect_same_run(off, {"leadership.attention", attention}, {"core_attention_used"});
    expect_same_run(off, {"mechanisms.finite_attention", 0}, {"core_attention_used"});
    for (const test::Setting& other : {test::Setting{"leadership.accuracy", 0.1},
                                       {"leadership.style", 1},
                                       {"leadership.attention", 5}})
        expect_other_run(town, other);
}

TEST(FullLeadership, TakesEverythingUp) {
    const History history = test::run(town + Settings{{"leadership.intensity", 1}}, weeks);
    for (std::uint32_t week = 1; week <= weeks; ++week)
        EXPECT_EQ(history.at("realized_intensity", week), 1);
}

TEST(Leadership, IsRealisedAsOftenAsItIsSet) {
    // Decision events are independent given their number n: four standard errors √(λ (1 − λ) / n),
    // of at least 20 decisions a week.
    for (const double intensity : {0.1, 0.5, 0.9}) {
        const History history = test::run(
            Settings{{"community.residents", 7800}, {"leadership.intensity", intensity}}, weeks);
        EXPECT_NEAR(history.mean("realized_intensity"), intensity,
                    4 * std::sqrt(intensity * (1 - intensity) / (20 * weeks)));
    }
}

// ---- (c) equal skills

TEST(EqualSkills, MakeRoutingIrrelevantForSuccess) {
    // With specialisation 0 a service succeeds as often by the owner as by anybody else; by default
    // it does not. Messages are whole, no case needs a partner, disputes are left out (their
    // success depends on trust and age as well).
    const Settings plain = {{"community.residents", 4000}, {"mechanisms.vertical_loss", 0},
                            {"demand.complexity", 0},      {"service.reopen", 0},
                            {"leadership.intensity", 0.1}, {"demand.load", 1}};
    for (const double specialisation : {0.0, 1.0}) {
        GovernanceWorld world(plain + Settings{{"service.specialisation", specialisation}});
        double served[2] = {}, met[2] = {};
        for (std::uint32_t week = 1; week <= 104; ++week) {
            world.step();
            for (const std::uint32_t number : world.ledger().closed_this_week()) {
                const governance::Case& k = world.ledger().at(number);
                if (k.attempts == 0 || k.type == governance::dispute) continue;
                const bool owner =
                    k.server_kind == static_cast<std::uint8_t>(governance::owner_of(k.type, true));
                ++served[owner];
                met[owner] += k.stage == governance::Stage::resolved;
            }
        }
        const double by_owner = met[1] / served[1], by_others = met[0] / served[0];
        const double error = std::sqrt(by_owner * (1 - by_owner) / served[1] +
                                       by_others * (1 - by_others) / served[0]);
        if (specialisation == 0) {
            EXPECT_NEAR(by_owner, by_others, 4 * error);
            EXPECT_NEAR(by_owner, 0.6, 4 * std::sqrt(0.24 / served[1]));
        } else {
            EXPECT_GT(by_owner - by_others, 4 * error);
        }
    }
}

// ---- (d) no ties

TEST(NoTies, LeaveInfluenceNothingToActOn) {
    for (const char* kind : {"configuration", "small_world", "scale_free", "random", "blocks"}) {
        const Settings alone = town + Settings{{"network.building_degree", 0},
                                               {"network.mean_degree", 0},
                                               {"network.kind", 0, kind}};
        const GovernanceWorld world(alone);
        EXPECT_EQ(world.layers().tie_count(), 0u) << kind;
        for (const test::Setting& other : {test::Setting{"participation.peers", 2},
                                           {"participation.exemplar", 2},
                                           {"members.quality", -1},
                                           {"discovery.relay", 1},
                                           {"witness.share", 1},
                                           {"mechanisms.social_influence", 0}})
            expect_same_run(alone, other);
    }
    for (const test::Setting& other : {test::Setting{"participation.peers", 2},
                                       {"participation.exemplar", 2},
                                       {"discovery.relay", 1},
                                       {"witness.share", 1}})
        expect_other_run(town, other);
}

// ---- (e) twice everything

TEST(Size, TwiceTheCapacityForTwiceTheDemandLeavesRatesUnchanged) {
    // Rates agree within four standard errors of the difference of means over replicates; 0.01
    // more, for a queue twice as busy with twice the hands waits a little less.
    const Settings once = {
        {"community.residents", 4000}, {"superior.tasks", 18},      {"committee.staff", 3},
        {"station.staff", 3},          {"units.count", 6},          {"organizations.count", 3},
        {"property.count", 2},         {"leadership.attention", 15}};
    const Settings twice = {{"community.residents", 8000}, {"superior.tasks", 36},
                            {"committee.staff", 6},        {"station.staff", 6},
                            {"units.count", 12},           {"organizations.count", 6},
                            {"property.count", 4},         {"leadership.attention", 30}};
    const Settings settled = {
        {"mechanisms.role_ambiguity", 0}, {"leadership.intensity", 0}, {"conference.interval", 0}};
    for (const Settings& extra : {Settings{}, settled}) {
        std::vector<History> small, large;
        for (std::uint32_t r = 1; r <= 20; ++r) {
            small.push_back(test::run(once + extra, weeks, r));
            large.push_back(test::run(twice + extra, weeks, r + 100));
        }
        for (const char* metric :
             {"resolution_rate", "efficacy", "coordination", "allocation", "precision", "stability",
              "gap_rate", "trust", "autonomy", "requests_per_head", "participation"}) {
            const Sample a = test::sample(means(small, metric)),
                         b = test::sample(means(large, metric));
            EXPECT_NEAR(a.mean, b.mean, 4 * test::error_of_difference(a, b) + 0.01) << metric;
        }
    }
}

// ---- (f) a platform for everybody

TEST(Platform, ForAllTellsTheCoreTheTruth) {
    for (const Settings& extra :
         {Settings{{"platform.adoption", 1}}, Settings{{"platform.adoption", 0},
                                                       {"hierarchy.fidelity", 1},
                                                       {"hierarchy.beautification", 0}}}) {
        const History history = test::run(town + extra, weeks);
        for (std::uint32_t week = 1; week <= weeks; ++week) {
            const double bias = history.at("estimate_bias", week);
            EXPECT_TRUE(bias == 0 || (std::isnan(bias) && week == 1)) << bias;
        }
    }
    EXPECT_LT(test::run(town, weeks).mean("estimate_bias"), -0.01);
}

// ---- the null core

TEST(Blind, TakesUpAsOften) {
    // Share of decisions taken up, per replicate: equal means within four standard errors.
    std::vector<History> seeing, blind;
    for (std::uint32_t r = 1; r <= 20; ++r) {
        seeing.push_back(test::run(town, weeks, r));
        blind.push_back(test::run(town + Settings{{"core.blind", 1}}, weeks, r));
        EXPECT_EQ(seeing.back().at("realized_intensity", 1),
                  blind.back().at("realized_intensity", 1));
    }
    const Sample a = test::sample(means(seeing, "realized_intensity", 1)),
                 b = test::sample(means(blind, "realized_intensity", 1));
    EXPECT_NEAR(a.mean, b.mean, 4 * test::error_of_difference(a, b));
    EXPECT_NEAR(a.mean, 0.2, 4 * std::sqrt(a.error2()));
}

TEST(Blind, JudgesWorse) {
    // What it makes clear is wrong five times in six: beliefs about duties get worse, in pairs of
    // runs, by more than four standard errors.
    std::vector<double> difference;
    const Settings clarifying = town + Settings{{"leadership.intensity", 0.5},
                                                {"leadership.attention", 200},
                                                {"leadership.goal_share", 0.5}};
    for (std::uint32_t r = 1; r <= 20; ++r)
        difference.push_back(
            test::run(clarifying, weeks, r).mean("duty_clarity", 20) -
            test::run(clarifying + Settings{{"core.blind", 1}}, weeks, r).mean("duty_clarity", 20));
    const Sample d = test::sample(difference);
    EXPECT_GT(d.mean, 4 * std::sqrt(d.error2()));
}

}  // namespace
}  // namespace yihe

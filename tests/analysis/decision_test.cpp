// Decisions: what each pattern asks of a setting, and every verdict over several.
#include "analysis/decision/decision.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "sim/core/error.hpp"
#include "tests/analysis/synthetic.hpp"

namespace yihe::analysis {
namespace {

double small_hump(double x) { return 0.3 * test::hump(x); }

/// Nearly without noise unless said otherwise.
Setting setting(const std::function<double(double)>& truth, double noise = 0.002) {
    static std::uint32_t repeat = 0;
    return {{}, test::response({.truth = truth, .common = 0.1, .own = noise, .seed = 3}, ++repeat)};
}

Setting at(Setting made, const std::string& attention, const std::string& drift) {
    made.levels = {{"attention", attention}, {"drift", drift}};
    return made;
}

Setting killed(const std::string& kill, const std::function<double(double)>& truth,
               double noise = 0.002) {
    Setting made = setting(truth, noise);
    made.kill = kill;
    return made;
}

Outcome outcome(Pattern pattern, const std::function<double(double)>& truth, double noise = 0.002) {
    return evidence({.pattern = pattern}, setting(truth, noise), 0).outcome;
}

double up(double x) { return 0.2 * x; }
double down(double x) { return -0.2 * x; }
double level(double) { return 0.5; }
double wide(double x) { return -small_hump(x); }

TEST(Evidence, OfEveryPattern) {
    const std::vector<std::pair<Pattern, double (*)(double)>> own = {{Pattern::hump, small_hump},
                                                                     {Pattern::valley, wide},
                                                                     {Pattern::rising, up},
                                                                     {Pattern::falling, down},
                                                                     {Pattern::flat, level}};
    for (const auto& [pattern, its] : own)
        for (const auto& [other, truth] : own) {
            EXPECT_EQ(outcome(pattern, truth), pattern == other ? Outcome::holds : Outcome::fails)
                << int(pattern) << " " << int(other);
            if (pattern != other) continue;
            EXPECT_EQ(outcome(pattern, truth, 1), Outcome::undecided) << int(pattern);
        }
}

TEST(Evidence, OfAContrastHasItsSign) {
    Rule rule{.pattern = Pattern::contrast, .contrast = {.from = 0, .to = 0.5}};
    EXPECT_EQ(evidence(rule, setting(up), 0).outcome, Outcome::holds);
    EXPECT_EQ(evidence(rule, setting(down), 0).outcome, Outcome::fails);
    EXPECT_EQ(evidence(rule, setting(up, 1), 0).outcome, Outcome::undecided);
    rule.contrast.sign = -1;
    EXPECT_EQ(evidence(rule, setting(down), 0).outcome, Outcome::holds);
    rule.effect = 0.11;
    EXPECT_EQ(evidence(rule, setting(down), 0).outcome, Outcome::fails);
    rule.contrast.to = 0.51;  // a level without runs
    EXPECT_EQ(evidence(rule, setting(down), 0).outcome, Outcome::undecided);
}

TEST(Evidence, SaysItInBothLanguages) {
    Setting one{{{"attention", "10"}, {"drift", "0.1"}},
                {{0, 1, 2}, {{0, 0, 0}, {0.25, 0.25, 0.25}, {0.125, 0.125, 0.125}}}};
    const Evidence e = evidence({}, one, 0);
    EXPECT_EQ(e.line.en,
              "attention = 10, drift = 0.1: holds; rise 0.250 [0.250, 0.250]; fall 0.125 [0.125, "
              "0.125]; 3 paired replicates");
    EXPECT_EQ(e.line.zh,
              "attention = 10, drift = 0.1：成立；上升 0.250 [0.250, 0.250]；下降 0.125 [0.125, "
              "0.125]；3 次成对重复");
}

TEST(Evidence, OfAKillLooksAtItsSideAlone) {
    const auto look = [](Pattern pattern, Side side, double (*truth)(double)) {
        const KillTest kill{.name = "k", .vanishes = side};
        return kill_evidence({.pattern = pattern}, kill, setting(truth), 0).outcome;
    };
    EXPECT_EQ(look(Pattern::hump, Side::rise, down), Outcome::holds);
    EXPECT_EQ(look(Pattern::hump, Side::rise, up), Outcome::fails);
    EXPECT_EQ(look(Pattern::hump, Side::fall, up), Outcome::holds);
    EXPECT_EQ(look(Pattern::hump, Side::fall, down), Outcome::fails);
    EXPECT_EQ(look(Pattern::hump, Side::both, up), Outcome::fails);
    EXPECT_EQ(look(Pattern::hump, Side::both, level), Outcome::holds);
    EXPECT_EQ(look(Pattern::valley, Side::rise, down), Outcome::holds);
    EXPECT_EQ(look(Pattern::valley, Side::rise, up), Outcome::fails);
    EXPECT_EQ(look(Pattern::rising, Side::both, level), Outcome::holds);
    EXPECT_EQ(look(Pattern::rising, Side::rise, up), Outcome::fails);
    EXPECT_THROW(look(Pattern::flat, Side::both, up), InvariantError);
}

Verdict verdict(const Rule& rule, const std::vector<Setting>& settings) {
    return decide(rule, settings).verdict;
}

TEST(Decision, IsSupportedInEnoughSettings) {
    std::vector<Setting> settings(4, setting(small_hump));
    settings.push_back(setting(up));
    EXPECT_EQ(verdict({}, settings), Verdict::supported);
    settings.push_back(setting(up));
    EXPECT_EQ(verdict({}, settings), Verdict::conditional);
    EXPECT_EQ(verdict({.share = 0.6}, settings), Verdict::supported);
}

TEST(Decision, IsUndecidedWhereMoreRunsCouldChangeIt) {
    std::vector<Setting> settings(3, setting(small_hump));
    settings.push_back(setting(small_hump, 1));
    EXPECT_EQ(verdict({}, settings), Verdict::undecided);
    settings.push_back(setting(up));  // 3 hold, 1 undecided, 1 fails: 4 of 5 is still possible
    EXPECT_EQ(verdict({}, settings), Verdict::undecided);
    settings.push_back(setting(up));
    EXPECT_EQ(verdict({}, settings), Verdict::conditional);
    EXPECT_EQ(verdict({}, {}), Verdict::undecided);
    EXPECT_EQ(verdict({}, {setting(up), setting(small_hump, 1)}), Verdict::undecided);
}

TEST(Decision, IsNotSupportedWhereItFails) {
    EXPECT_EQ(verdict({}, {setting(up), setting(down)}), Verdict::not_supported);
    EXPECT_EQ(verdict({}, std::vector<Setting>(5, setting(level))), Verdict::not_supported);
}

TEST(Decision, RestsOnItsKillTests) {
    const Rule rule{.kills = {{.name = "no ambiguity", .vanishes = Side::rise}}};
    std::vector<Setting> settings(5, setting(small_hump));
    EXPECT_EQ(verdict(rule, settings), Verdict::undecided);  // no kill runs
    settings.push_back(killed("no ambiguity", down));
    EXPECT_EQ(verdict(rule, settings), Verdict::supported);
    settings.back() = killed("no ambiguity", small_hump);
    EXPECT_EQ(verdict(rule, settings), Verdict::not_supported);
    settings.back() = killed("no ambiguity", down, 1);
    EXPECT_EQ(verdict(rule, settings), Verdict::undecided);
    settings.back() = killed("something else", down);
    EXPECT_THROW(verdict(rule, settings), InvariantError);
}

TEST(Decision, NamesTheRegion) {
    const std::vector<Setting> settings = {
        at(setting(small_hump), "10", "0"), at(setting(small_hump), "10", "0.1"),
        at(setting(up), "200", "0"), at(setting(small_hump), "200", "0.1")};
    const Decision d = decide({}, settings);
    EXPECT_EQ(d.verdict, Verdict::conditional);
    ASSERT_EQ(d.region.size(), 2u);
    EXPECT_EQ(d.region[0].levels[1].level, "200");
    EXPECT_EQ(d.region[0].levels[1].counts.holds, 1u);
    EXPECT_EQ(d.region[0].levels[1].counts.fails, 1u);
    EXPECT_EQ(d.evidence.size(), 4u);
    EXPECT_EQ(d.reason.en,
              "The pattern holds in 3 of 4 settings, fails in 1, undecided in 0. Fails nowhere at: "
              "attention = 10, drift = 0.1.");
    EXPECT_EQ(d.reason.zh,
              "该模式在 4 个设定中有 3 个成立，1 个不成立，0 个未定。在以下水平上从未不成立："
              "attention = 10, drift = 0.1。");
}

TEST(Region, IsToldByAThresholdWhereAFactorHasManyLevels) {
    std::vector<RegionFactor> region;
    for (int i = 0; i < 12; ++i)  // holds from the 8th level on, with one exception each side
        add_to_region(region,
                      {.levels = {{"attention", std::to_string(10 * i)},
                                  {"drift", std::to_string((i * 5) % 12)}}},
                      i == 2 || (i >= 7 && i != 9) ? Outcome::holds : Outcome::fails);
    const auto found = splits(region);
    ASSERT_GE(found.size(), 1u);
    EXPECT_EQ(found[0].factor, "attention");
    EXPECT_EQ(found[0].threshold, 65);
    EXPECT_EQ(found[0].above.holds, 4u);
    EXPECT_EQ(found[0].below.holds, 1u);
    EXPECT_DOUBLE_EQ(found[0].contrast(), 4.0 / 5 - 1.0 / 7);
    EXPECT_NE(describe(region).en.find("Above attention = 65 it holds in 4 of 5 decided settings, "
                                       "below in 1 of 7."),
              std::string::npos);
}

TEST(Region, SaysNothingWhereNothingTellsSettingsApart) {
    std::vector<RegionFactor> region;
    for (int i = 0; i < 12; ++i)
        add_to_region(region, {.levels = {{"attention", std::to_string(i)}}},
                      i % 2 == 0 ? Outcome::holds : Outcome::fails);
    EXPECT_TRUE(splits(region).empty());
    EXPECT_EQ(describe(region).en, "");
}

}  // namespace
}  // namespace yihe::analysis

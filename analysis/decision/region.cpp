#include "analysis/decision/region.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/scalar.hpp"

namespace yihe::analysis {

namespace {

constexpr std::uint32_t fewest_decided = 3;
constexpr double least_contrast = 0.3;

template <class T, class Name>
T& named(std::vector<T>& list, Name T::* name, const std::string& wanted) {
    for (T& entry : list)
        if (entry.*name == wanted) return entry;
    list.emplace_back();
    list.back().*name = wanted;
    return list.back();
}

std::uint32_t decided(const Counts& counts) { return counts.holds + counts.fails; }

double held(const Counts& counts) { return counts.holds / static_cast<double>(decided(counts)); }

/// The levels as numbers, sorted; empty where one is none or there are few.
std::vector<std::pair<double, Counts>> numeric(const RegionFactor& factor) {
    std::vector<std::pair<double, Counts>> levels;
    for (const RegionLevel& level : factor.levels) {
        const auto x = parse_number(level.level);
        if (!x) return {};
        levels.emplace_back(*x, level.counts);
    }
    if (levels.size() <= most_told_levels) return {};
    std::sort(levels.begin(), levels.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    return levels;
}

Split best_split(const std::string& factor, const std::vector<std::pair<double, Counts>>& levels) {
    Split best{.factor = factor};
    for (std::size_t cut = 1; cut < levels.size(); ++cut) {
        Split split{.factor = factor, .threshold = (levels[cut - 1].first + levels[cut].first) / 2};
        for (std::size_t i = 0; i < levels.size(); ++i)
            (i < cut ? split.below : split.above) += levels[i].second;
        if (std::abs(split.contrast()) > std::abs(best.contrast())) best = split;
    }
    return best;
}

std::string rounded(double x) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", x);
    return text;
}

/// Levels at which every decided setting has the outcome: "attention = 5, attention = 20".
template <class Condition>
std::string levels_where(const std::vector<RegionFactor>& region, Condition condition) {
    std::string list;
    for (const RegionFactor& factor : region)
        for (const RegionLevel& level : factor.levels)
            if (factor.levels.size() <= most_told_levels && condition(level.counts))
                list += (list.empty() ? "" : ", ") + factor.factor + " = " + level.level;
    return list;
}

void append(Message& to, const Message& more) {
    to.en += more.en;
    to.zh += more.zh;
}

}  // namespace

void Counts::add(Outcome outcome) {
    ++(outcome == Outcome::holds ? holds : outcome == Outcome::fails ? fails : undecided);
}

Counts& Counts::operator+=(const Counts& other) {
    holds += other.holds;
    fails += other.fails;
    undecided += other.undecided;
    return *this;
}

void add_to_region(std::vector<RegionFactor>& region, const Setting& setting, Outcome outcome) {
    for (const auto& [factor, level] : setting.levels)
        named(named(region, &RegionFactor::factor, factor).levels, &RegionLevel::level, level)
            .counts.add(outcome);
}

double Split::contrast() const {
    if (decided(below) < fewest_decided || decided(above) < fewest_decided) return 0;
    return held(above) - held(below);
}

std::vector<Split> splits(const std::vector<RegionFactor>& region, std::size_t most) {
    std::vector<Split> found;
    for (const RegionFactor& factor : region) {
        const auto levels = numeric(factor);
        if (levels.empty()) continue;
        Split best = best_split(factor.factor, levels);
        if (std::abs(best.contrast()) >= least_contrast) found.push_back(std::move(best));
    }
    std::stable_sort(found.begin(), found.end(), [](const Split& a, const Split& b) {
        return std::abs(a.contrast()) > std::abs(b.contrast());
    });
    if (found.size() > most) found.resize(most);
    return found;
}

Message describe(const std::vector<RegionFactor>& region) {
    Message text;
    const std::string always =
        levels_where(region, [](const Counts& c) { return c.holds > 0 && c.fails == 0; });
    const std::string never =
        levels_where(region, [](const Counts& c) { return c.holds == 0 && c.fails > 0; });
    if (!always.empty())
        append(text, say(" Fails nowhere at: {0}.", "在以下水平上从未不成立：{0}。", {always}));
    if (!never.empty())
        append(text, say(" Holds nowhere at: {0}.", "在以下水平上从未成立：{0}。", {never}));
    for (const Split& split : splits(region)) {
        auto of = [](const Counts& c) { return std::pair{c.holds, decided(c)}; };
        const auto [held_above, all_above] = of(split.above);
        const auto [held_below, all_below] = of(split.below);
        append(text,
               say(" Above {0} = {1} it holds in {2} of {3} decided settings, below in {4} "
                   "of {5}.",
                   "{0} 高于 {1} 时，{3} 个已定设定中有 {2} 个成立；低于时 {5} 个中有 {4} 个。",
                   {split.factor, rounded(split.threshold), std::to_string(held_above),
                    std::to_string(all_above), std::to_string(held_below),
                    std::to_string(all_below)}));
    }
    return text;
}

}  // namespace yihe::analysis

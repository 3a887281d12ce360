#include "analysis/decision/evidence.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "analysis/response/largest_difference.hpp"
#include "sim/core/error.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/scalar.hpp"

namespace yihe::analysis {

namespace {

constexpr Text rise_name{"rise", "上升"}, fall_name{"fall", "下降"};
constexpr Text gain_name{"gain", "增量"}, loss_name{"loss", "减量"};
constexpr Text drop_name{"largest drop within", "其间最大回落"};
constexpr Text climb_name{"largest climb within", "其间最大回升"};
constexpr Text spread_name{"spread", "极差"}, difference_name{"difference", "差"};

/// A part, and on which side of the smallest effect it must lie.
struct Demand {
    Part part;
    std::uint32_t n;
    bool large;  ///< above the smallest effect; otherwise below
};

Demand demand(Text name, const Largest& x, bool large) {
    return {{name, x.estimate, x.lower, x.upper}, x.n, large};
}

Demand demand(Text name, const Difference& x, bool large) {
    return {{name, x.estimate, x.lower, x.upper}, x.n_a, large};
}

bool upside_down(const Rule& rule) {
    return rule.pattern == Pattern::valley || rule.pattern == Pattern::falling;
}

/// Both levels as they are in the response; nothing of a level without runs.
Difference contrast_of(const Response& response, const Contrast& contrast) {
    const auto at = [&](double level) {
        return std::find(response.levels.begin(), response.levels.end(), level) -
               response.levels.begin();
    };
    const auto from = static_cast<std::size_t>(at(contrast.from));
    const auto to = static_cast<std::size_t>(at(contrast.to));
    if (std::max(from, to) >= response.levels.size()) return {};
    return contrast.sign < 0 ? level_difference(response, from, to)
                             : level_difference(response, to, from);
}

/// `response` is upside down already where the pattern is.
std::vector<Demand> demands(const Rule& rule, const Response& response) {
    const std::size_t last = response.levels.size() - 1;
    switch (rule.pattern) {
        case Pattern::hump:
        case Pattern::valley: {
            const bool valley = rule.pattern == Pattern::valley;
            return {demand(valley ? fall_name : rise_name, rise(response), true),
                    demand(valley ? rise_name : fall_name, fall(response), true)};
        }
        case Pattern::rising:
        case Pattern::falling: {
            const bool falling = rule.pattern == Pattern::falling;
            return {
                demand(falling ? loss_name : gain_name, level_difference(response, last, 0), true),
                demand(falling ? climb_name : drop_name, decline(response), false)};
        }
        case Pattern::flat: return {demand(spread_name, spread(response), false)};
        case Pattern::contrast: break;
    }
    return {demand(difference_name, contrast_of(response, rule.contrast), true)};
}

/// What a kill test asks for: the part of the claim on one side, small.
std::vector<Demand> kill_demands(const Rule& rule, Side side, const Response& response) {
    auto all = demands(rule, response);
    if (rule.pattern == Pattern::hump || rule.pattern == Pattern::valley) {
        const bool left = (side == Side::rise) == (rule.pattern == Pattern::hump);
        if (side != Side::both) all.erase(left ? all.begin() + 1 : all.begin());
    } else {
        all.resize(1, all.front());
    }
    for (Demand& d : all) d.large = false;
    return all;
}

Outcome outcome_of(const std::vector<Demand>& all, double effect) {
    bool every = true;
    for (const Demand& d : all) {
        const bool above = d.part.lower > effect, below = d.part.upper < effect;
        if (d.large ? below : above) return Outcome::fails;
        every = every && (d.large ? above : below);
    }
    return every ? Outcome::holds : Outcome::undecided;
}

std::string three_digits(double x) {
    if (std::isnan(x)) return "?";
    char buffer[64];
    const auto [end, error] =
        std::to_chars(buffer, buffer + sizeof buffer, x, std::chars_format::fixed, 3);
    if (error != std::errc{}) return x > 0 ? "> 1e50" : "< -1e50";
    const std::string text(buffer, end);
    return text == "-0.000" ? "0.000" : text;
}

void append(Message& to, const Message& more) {
    to.en += more.en;
    to.zh += more.zh;
}

/// Drawn levels have 17 digits, of which a reader needs four; the setting itself keeps them.
std::string four_digits(const std::string& level) {
    const auto x = parse_number(level);
    if (!x || level.size() <= 6) return level;
    char buffer[64];
    const auto [end, error] =
        std::to_chars(buffer, buffer + sizeof buffer, *x, std::chars_format::general, 4);
    return error == std::errc{} ? std::string(buffer, end) : level;
}

Message sentence(const Setting& setting, const Evidence& e) {
    std::string where;
    for (const auto& [factor, level] : setting.levels)
        where += (where.empty() ? "" : ", ") + factor + " = " + four_digits(level);
    Message line = where.empty() ? Message{} : Message{where + ": ", where + "："};
    const Text outcome = label(e.outcome);
    append(line, {std::string(outcome.en), std::string(outcome.zh)});
    for (const Part& part : e.parts) {
        const std::string numbers = " " + three_digits(part.estimate) + " [" +
                                    three_digits(part.lower) + ", " + three_digits(part.upper) +
                                    "]";
        append(line, {"; " + std::string(part.name.en) + numbers,
                      "；" + std::string(part.name.zh) + numbers});
    }
    append(line,
           say("; {0} paired replicates", "；{0} 次成对重复", {std::to_string(e.replicates)}));
    return line;
}

template <class F>
Evidence judged(const Rule& rule, const Setting& setting, std::size_t index, F demanded) {
    ensure_response(setting.response, rule.pattern == Pattern::contrast ? 1 : 3);
    const auto all = demanded(upside_down(rule) ? mirrored(setting.response) : setting.response);
    Evidence result{.setting = index, .outcome = outcome_of(all, rule.effect)};
    result.replicates = all.front().n;
    for (const Demand& d : all) {
        result.parts.push_back(d.part);
        result.replicates = std::min(result.replicates, d.n);
    }
    result.line = sentence(setting, result);
    return result;
}

}  // namespace

Text label(Outcome outcome) {
    switch (outcome) {
        case Outcome::holds: return {"holds", "成立"};
        case Outcome::fails: return {"fails", "不成立"};
        case Outcome::undecided: return {"undecided", "未定"};
    }
    return {};
}

Evidence evidence(const Rule& rule, const Setting& setting, std::size_t index) {
    return judged(rule, setting, index,
                  [&](const Response& response) { return demands(rule, response); });
}

Evidence kill_evidence(const Rule& rule, const KillTest& kill, const Setting& setting,
                       std::size_t index) {
    ensure(rule.pattern != Pattern::flat, "a flat pattern has nothing that could vanish");
    return judged(rule, setting, index, [&](const Response& response) {
        return kill_demands(rule, kill.vanishes, response);
    });
}

}  // namespace yihe::analysis

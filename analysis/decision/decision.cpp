#include "analysis/decision/decision.hpp"

#include <algorithm>

#include "sim/core/error.hpp"
#include "sim/scenario/problems.hpp"

namespace yihe::analysis {

namespace {

bool reaches(std::uint32_t count, const Counts& counts, double share) {
    return counts.all() > 0 && count >= share * counts.all() - 1e-9;
}

/// Of the settings of a kill test: behaves in enough of them, could still, or not.
Outcome over_all(const Counts& counts, double share) {
    if (counts.all() == 0) return Outcome::undecided;
    if (reaches(counts.holds, counts, share)) return Outcome::holds;
    const bool possible = reaches(counts.holds + counts.undecided, counts, share);
    return possible ? Outcome::undecided : Outcome::fails;
}

/// The worst of the kill tests.
Outcome of_kills(const std::vector<KillResult>& kills) {
    Outcome worst = Outcome::holds;
    for (const KillResult& kill : kills) {
        if (kill.outcome == Outcome::fails) return Outcome::fails;
        if (kill.outcome == Outcome::undecided) worst = Outcome::undecided;
    }
    return worst;
}

Verdict verdict_of(const Counts& counts, Outcome kills, double share) {
    if (counts.all() == 0) return Verdict::undecided;
    if (counts.holds == 0 && reaches(counts.fails, counts, share)) return Verdict::not_supported;
    if (kills == Outcome::fails) return Verdict::not_supported;
    const bool enough = reaches(counts.holds, counts, share);
    const bool possible = reaches(counts.holds + counts.undecided, counts, share);
    if (kills == Outcome::undecided || (possible && !enough)) return Verdict::undecided;
    if (enough) return Verdict::supported;
    return counts.holds > 0 ? Verdict::conditional : Verdict::undecided;
}

void append(Message& to, const Message& more) {
    to.en += more.en;
    to.zh += more.zh;
}

Message reason_of(const Decision& d) {
    if (d.counts.all() == 0) return say("No settings to judge.", "没有可供判断的设定。");
    Message text = say("The pattern holds in {0} of {1} settings, fails in {2}, undecided in {3}.",
                       "该模式在 {1} 个设定中有 {0} 个成立，{2} 个不成立，{3} 个未定。",
                       {std::to_string(d.counts.holds), std::to_string(d.counts.all()),
                        std::to_string(d.counts.fails), std::to_string(d.counts.undecided)});
    for (const KillResult& kill : d.kills) {
        const std::string gone = std::to_string(kill.counts.holds);
        const std::string all = std::to_string(kill.counts.all());
        const Text outcome = kill.outcome == Outcome::holds   ? Text{"behaves", "符合预期"}
                             : kill.outcome == Outcome::fails ? Text{"fails", "不符合预期"}
                                                              : Text{"undecided", "未定"};
        append(text, say(" Kill test {0}: {1}, gone in {2} of {3} settings.",
                         "消除检验 {0}：{4}，{3} 个设定中有 {2} 个消失。",
                         {kill.name, outcome.en, gone, all, outcome.zh}));
    }
    if (d.verdict == Verdict::conditional) append(text, describe(d.region));
    return text;
}

}  // namespace

Text label(Verdict verdict) {
    switch (verdict) {
        case Verdict::supported: return {"supported", "支持"};
        case Verdict::conditional: return {"conditional", "有条件支持"};
        case Verdict::not_supported: return {"not supported", "不支持"};
        case Verdict::undecided: return {"undecided", "未定"};
    }
    return {};
}

Decision decide(const Rule& rule, std::span<const Setting> settings) {
    ensure(rule.effect >= 0 && rule.share > 0 && rule.share <= 1,
           "a rule has a smallest effect and a share of settings");
    Decision result;
    for (const KillTest& kill : rule.kills) result.kills.push_back({.name = kill.name});
    for (std::size_t i = 0; i < settings.size(); ++i) {
        const Setting& setting = settings[i];
        if (setting.kill.empty()) {
            result.evidence.push_back(evidence(rule, setting, i));
            result.counts.add(result.evidence.back().outcome);
            add_to_region(result.region, setting, result.evidence.back().outcome);
            continue;
        }
        const auto kill = std::find_if(rule.kills.begin(), rule.kills.end(),
                                       [&](const KillTest& k) { return k.name == setting.kill; });
        ensure(kill != rule.kills.end(), "a setting names a kill test of its rule");
        KillResult& into = result.kills[static_cast<std::size_t>(kill - rule.kills.begin())];
        into.evidence.push_back(kill_evidence(rule, *kill, setting, i));
        into.counts.add(into.evidence.back().outcome);
    }
    for (KillResult& kill : result.kills) kill.outcome = over_all(kill.counts, rule.share);
    result.verdict = verdict_of(result.counts, of_kills(result.kills), rule.share);
    result.reason = reason_of(result);
    return result;
}

}  // namespace yihe::analysis

#include "app/decision_text.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/statistics/quantile.hpp"
#include "app/table.hpp"
#include "sim/scenario/problems.hpp"

namespace yihe::app {

namespace {

using Json = nlohmann::ordered_json;

Json number(double x) { return std::isfinite(x) ? Json(x) : Json(); }

/// Of a kill test: what must vanish has vanished, or not.
Text behaviour(analysis::Outcome outcome) {
    switch (outcome) {
        case analysis::Outcome::holds: return {"behaves", "符合预期"};
        case analysis::Outcome::fails: return {"does not behave", "不符合预期"};
        default: return {"undecided", "未定"};
    }
}

/// Of many settings: the lowest, middle and highest estimate of each part.
std::string spread(const std::vector<analysis::Evidence>& evidence, Lang lang) {
    std::string text;
    for (std::size_t part = 0; part < evidence.front().parts.size(); ++part) {
        std::vector<double> estimates;
        for (const auto& one : evidence)
            if (std::isfinite(one.parts[part].estimate))
                estimates.push_back(one.parts[part].estimate);
        if (estimates.empty()) continue;
        std::sort(estimates.begin(), estimates.end());
        text += "    " +
                say("{0}: {1} to {2} over {3} settings, median {4}",
                    "{0}：{3} 个设定中为 {1} 至 {2}，中位数 {4}",
                    {evidence.front().parts[part].name, readable(estimates.front()),
                     readable(estimates.back()), std::to_string(estimates.size()),
                     readable(analysis::sorted_quantile(estimates, 0.5))})
                    .in(lang) +
                "\n";
    }
    return text + "    " + say("each setting by itself: --json", "各个设定见 --json").in(lang) +
           "\n";
}

std::string lines(const std::vector<analysis::Evidence>& evidence, Lang lang) {
    constexpr std::size_t shown = 6;
    if (evidence.size() > shown) return spread(evidence, lang);
    std::string text;
    for (const auto& one : evidence) text += "    " + one.line.in(lang) + "\n";
    return text;
}

}  // namespace

std::string decision_text(const analysis::Rule& rule, const analysis::Decision& decision,
                          Lang lang) {
    std::string text =
        rule.claim + " — " + std::string(analysis::label(decision.verdict).in(lang)) + "\n";
    if (!rule.text.in(lang).empty()) text += "  " + rule.text.in(lang) + "\n";
    text += "  " + decision.reason.in(lang) + "\n" + lines(decision.evidence, lang);
    for (const auto& kill : decision.kills) {
        text += "  " +
                say("kill test {0}: {1}", "消除检验 {0}：{1}", {kill.name, behaviour(kill.outcome)})
                    .in(lang) +
                "\n";
        // Where it behaves everywhere there is nothing to look at.
        std::vector<analysis::Evidence> odd;
        for (const auto& one : kill.evidence)
            if (one.outcome != analysis::Outcome::holds || kill.evidence.size() == 1)
                odd.push_back(one);
        text += lines(odd, lang);
    }
    return text;
}

Json decision_json(const analysis::Rule& rule, const analysis::Decision& decision) {
    auto evidence = [](const std::vector<analysis::Evidence>& list) {
        Json all = Json::array();
        for (const auto& one : list) {
            Json parts = Json::object();
            for (const auto& part : one.parts)
                parts[std::string(part.name.en)] = {{"estimate", number(part.estimate)},
                                                    {"lower", number(part.lower)},
                                                    {"upper", number(part.upper)}};
            all.push_back({{"setting", one.setting},
                           {"outcome", analysis::label(one.outcome).en},
                           {"replicates", one.replicates},
                           {"parts", parts},
                           {"line", {{"en", one.line.en}, {"zh", one.line.zh}}}});
        }
        return all;
    };
    auto counts = [](const analysis::Counts& c) {
        return Json{{"holds", c.holds}, {"fails", c.fails}, {"undecided", c.undecided}};
    };
    Json json{{"claim", rule.claim},
              {"text", {{"en", rule.text.en}, {"zh", rule.text.zh}}},
              {"metric", rule.metric},
              {"factor", rule.factor},
              {"effect", rule.effect},
              {"share", rule.share},
              {"verdict", analysis::label(decision.verdict).en},
              {"reason", {{"en", decision.reason.en}, {"zh", decision.reason.zh}}},
              {"counts", counts(decision.counts)},
              {"evidence", evidence(decision.evidence)},
              {"region", Json::array()},
              {"kills", Json::array()}};
    for (const auto& factor : decision.region) {
        Json levels = Json::array();
        for (const auto& level : factor.levels) {
            Json one = counts(level.counts);
            one["level"] = level.level;
            levels.push_back(std::move(one));
        }
        json["region"].push_back({{"factor", factor.factor}, {"levels", levels}});
    }
    for (const auto& kill : decision.kills)
        json["kills"].push_back({{"design", kill.name},
                                 {"outcome", analysis::label(kill.outcome).en},
                                 {"counts", counts(kill.counts)},
                                 {"evidence", evidence(kill.evidence)}});
    return json;
}

}  // namespace yihe::app

#include "study/claims.hpp"

#include <algorithm>
#include <optional>

#include "sim/scenario/scalar.hpp"
#include "sim/scenario/suggest.hpp"
#include "study/fields.hpp"
#include "study/study.hpp"

namespace yihe::study {

namespace {

using analysis::Pattern;
using analysis::Side;

Pattern pattern_of(std::string_view word) {
    if (word == "valley") return Pattern::valley;
    if (word == "rising") return Pattern::rising;
    if (word == "falling") return Pattern::falling;
    if (word == "flat") return Pattern::flat;
    if (word == "contrast") return Pattern::contrast;
    return Pattern::hump;
}

Side side_of(std::string_view word) {
    if (word == "rise") return Side::rise;
    return word == "fall" ? Side::fall : Side::both;
}

class ClaimReader {
public:
    ClaimReader(const Study& study, const YamlDocument& document, const YamlNode& node,
                Problems& problems)
        : study_(study),
          document_(document),
          node_(node),
          problems_(problems),
          map_(document, node, "claims",
               say("- {id: H1, metric: efficacy, factor: leadership.intensity, pattern: hump}",
                   "- {id: H1, metric: efficacy, factor: leadership.intensity, pattern: hump}"),
               problems) {}

    std::optional<Claim> read() {
        if (!map_.is_map()) return {};
        map_.allow({"id", "text", "metric", "factor", "pattern", "contrast", "effect", "share",
                    "designs", "kills"});
        analysis::Rule& rule = claim_.rule;
        map_.need("id");
        rule.claim = map_.text("id").value_or("");
        if (const auto* text = map_.find("text"))
            rule.text = read_bilingual(document_, *text, "text", problems_);
        rule.metric = known("metric", metrics());
        rule.factor = known("factor", factors());
        map_.need("pattern");
        rule.pattern = pattern_of(
            map_.word("pattern", {"hump", "valley", "rising", "falling", "flat", "contrast"})
                .value_or("hump"));
        rule.effect = map_.number("effect", {0, 1e9}).value_or(rule.effect);
        rule.share = map_.number("share", {0.01, 1}).value_or(rule.share);
        read_contrast();
        if (const auto* designs = map_.find("designs")) claim_.designs = design_names(*designs);
        if (const auto* kills = map_.find("kills")) read_kills(*kills);
        return std::move(claim_);
    }

private:
    std::vector<std::string_view> metrics() const {
        std::vector<std::string_view> names;
        for (const auto& metric : study_.model->info.metrics) names.push_back(metric.doc.key);
        return names;
    }
    std::vector<std::string_view> factors() const {
        std::vector<std::string_view> names;
        for (const auto& factor : study_.factors)
            if (factor.row.type == ParamType::real || factor.row.type == ParamType::integer ||
                factor.row.type == ParamType::boolean)
                names.push_back(factor.name);
        return names;
    }
    std::vector<std::string_view> designs() const {
        std::vector<std::string_view> names;
        for (const Block& block : study_.blocks) names.push_back(block.name);
        return names;
    }

    std::string known(std::string_view key, const std::vector<std::string_view>& names) {
        const auto* node = map_.need(key);
        if (node == nullptr) return {};
        if (std::find(names.begin(), names.end(), node->text) == names.end())
            map_.report(
                *node,
                say("\"{0}\" is no {1} of this study", "“{0}”不是本研究的 {1}", {node->text, key}),
                suggest_word(node->text, names));
        return node->text;
    }

    std::string design_name(const YamlNode& node) {
        const auto names = designs();
        if (std::find(names.begin(), names.end(), node.text) == names.end())
            map_.report(node,
                        say("no entry of the design is called \"{0}\"", "设计中没有名为“{0}”的项",
                            {node.text}),
                        suggest_word(node.text, names));
        return node.text;
    }
    std::vector<std::string> design_names(const YamlNode& node) {
        std::vector<std::string> names;
        if (node.is_scalar()) names.push_back(design_name(node));
        for (const YamlNode& item : node.items) names.push_back(design_name(item));
        return names;
    }

    void read_contrast() {
        const auto* node = map_.find("contrast");
        const auto* at = node != nullptr ? node : map_.find("id");
        if ((claim_.rule.pattern == Pattern::contrast) != (node != nullptr))
            map_.report(at != nullptr ? *at : node_,
                        say("contrast: {from, to, sign} goes with pattern: contrast",
                            "contrast: {from, to, sign} 与 pattern: contrast 同用"));
        if (node == nullptr) return;
        Fields fields(document_, *node, "contrast",
                      say("contrast: {from: 0, to: 1, sign: increase}",
                          "contrast: {from: 0, to: 1, sign: increase}"),
                      problems_);
        if (!fields.is_map()) return;
        fields.allow({"from", "to", "sign"});
        fields.need("from");
        fields.need("to");
        constexpr Range any{-1e300, 1e300};
        claim_.rule.contrast = {
            .from = fields.number("from", any).value_or(0),
            .to = fields.number("to", any).value_or(1),
            .sign = fields.word("sign", {"increase", "decrease"}) == "decrease" ? -1 : 1};
    }

    void read_kills(const YamlNode& node) {
        if (!node.is_list())
            return map_.report(node, say("kills is a list of {design, vanishes}",
                                         "kills 是 {design, vanishes} 的列表"));
        if (claim_.rule.pattern == Pattern::flat)
            map_.report(node, say("a flat pattern has no side that could vanish",
                                  "flat 没有可以消失的一侧"));
        for (const YamlNode& item : node.items) {
            Fields fields(document_, item, "kills",
                          say("- {design: no_ambiguity, vanishes: rise}",
                              "- {design: no_ambiguity, vanishes: rise}"),
                          problems_);
            if (!fields.is_map()) continue;
            fields.allow({"design", "vanishes", "text"});
            const auto* design = fields.need("design");
            fields.need("vanishes");
            analysis::KillTest kill;
            if (design != nullptr) kill.name = design_name(*design);
            kill.vanishes = side_of(fields.word("vanishes", {"rise", "fall", "both"}).value_or(""));
            if (const auto* text = fields.find("text"))
                kill.text = read_bilingual(document_, *text, "text", problems_);
            claim_.kill_designs.push_back(kill.name);
            claim_.rule.kills.push_back(std::move(kill));
        }
    }

    const Study& study_;
    const YamlDocument& document_;
    const YamlNode& node_;
    Problems& problems_;
    Fields map_;
    Claim claim_;
};

}  // namespace

std::string claims_text(const std::vector<Claim>& claims) {
    std::string text;
    for (const Claim& claim : claims) {
        const analysis::Rule& r = claim.rule;
        text += r.claim + ": " + r.metric + " of " + r.factor + ", pattern " +
                std::to_string(static_cast<int>(r.pattern)) + ", from " +
                shortest(r.contrast.from) + " to " + shortest(r.contrast.to) + " sign " +
                std::to_string(r.contrast.sign) + ", effect " + shortest(r.effect) + ", share " +
                shortest(r.share) + ", designs";
        for (const std::string& name : claim.designs) text += " " + name;
        for (const auto& kill : r.kills)
            text += "; kill " + kill.name + " " + std::to_string(static_cast<int>(kill.vanishes));
        text += "\n";
    }
    return text;
}

std::vector<Claim> read_claims(const Study& study, const YamlDocument& document,
                               const YamlNode& node, Problems& problems) {
    std::vector<Claim> claims;
    if (!node.is_list()) {
        problems.add({.place = document.place(node),
                      .key = "claims",
                      .what = say("claims is a list", "claims 是一个列表")});
        return claims;
    }
    for (const YamlNode& item : node.items)
        if (auto claim = ClaimReader(study, document, item, problems).read())
            claims.push_back(std::move(*claim));
    return claims;
}

}  // namespace yihe::study

#include "study/check_claims.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "sim/scenario/scalar.hpp"

namespace yihe::study {

namespace {

/// Larger entries are not looked through; `analyze` says what they lack.
constexpr std::uint64_t most_points = 20000;

/// The levels of one factor, at each combination of the others within one entry.
using LevelsBySetting = std::map<std::string, std::set<double>>;

class ClaimChecker {
public:
    ClaimChecker(const Study& study, const YamlDocument& document, const YamlNode& item,
                 const Claim& claim, Problems& problems)
        : study_(study), document_(document), item_(item), claim_(claim), problems_(problems) {}

    void check() {
        if (const auto* designs = item_.find("designs"); designs != nullptr)
            if (claim_.designs.empty())
                refuse(*designs, say("designs names no entry", "designs 未写任何一项"));
        check_kills();
        std::uint64_t first = 1;
        for (const Block& block : study_.blocks) {
            if (looks_at(block) && block.size() <= most_points) check_levels(block, first);
            first += block.size();
        }
    }

private:
    bool contains(const std::vector<std::string>& names, const std::string& name) const {
        return std::find(names.begin(), names.end(), name) != names.end();
    }
    bool looks_at(const Block& block) const {
        return claim_.designs.empty() || contains(claim_.designs, block.name) ||
               contains(claim_.kill_designs, block.name);
    }

    void refuse(const YamlNode& at, Message what, Message legal = {}) {
        problems_.add({.place = document_.place(at),
                       .key = "claims",
                       .value = at.text,
                       .what = std::move(what),
                       .legal = std::move(legal)});
    }

    void check_kills() {
        for (const std::string& name : claim_.kill_designs)
            if (contains(claim_.designs, name))
                refuse(*item_.find("kills"), say("{0} is the claim's own entry and its kill test",
                                                 "{0} 既是主张的设计项又是其消除检验", {name}));
        const auto all_kill = [&](const Block& block) {
            return contains(claim_.kill_designs, block.name);
        };
        if (claim_.designs.empty() &&
            std::all_of(study_.blocks.begin(), study_.blocks.end(), all_kill))
            refuse(*item_.find("kills"), say("every entry is a kill test: none is left to judge",
                                             "所有设计项都是消除检验，没有可判定的项"));
    }

    LevelsBySetting levels_of(const Block& block, std::uint64_t first) const {
        LevelsBySetting all;
        for (std::uint64_t p = first; p < first + block.size(); ++p) {
            const auto values = study_.values(p);
            std::string setting;
            double level = 0;
            for (std::size_t f = 0; f < values.size(); ++f)
                if (study_.factors[f].name == claim_.rule.factor) level = values[f].number;
                else setting += shortest(values[f].number) + values[f].text + " ";
            all[setting].insert(level);
        }
        return all;
    }

    void check_levels(const Block& block, std::uint64_t first) {
        const analysis::Rule& rule = claim_.rule;
        const bool contrast = rule.pattern == analysis::Pattern::contrast;
        if (contrast && rule.contrast.from == rule.contrast.to)
            return refuse(*item_.find("contrast"),
                          say("from and to are the same level", "from 与 to 是同一水平"));
        for (const auto& [setting, levels] : levels_of(block, first)) {
            if (!contrast && levels.size() < 3)
                return refuse(
                    item_,
                    say("{0} needs three levels of {1} at equal values of the other factors; entry "
                        "{2} has {3}",
                        "{0} 需要 {1} 在其他因素取值相同时至少有三个水平；设计项 {2} 只有 {3} 个",
                        {item_.find("pattern")->text, rule.factor, block.name,
                         std::to_string(levels.size())}));
            for (const double level : {rule.contrast.from, rule.contrast.to})
                if (contrast && !levels.contains(level))
                    return refuse(
                        *item_.find("contrast"),
                        say("{0} = {1} is no level of entry {2}", "{0} = {1} 不是设计项 {2} 的水平",
                            {rule.factor, shortest(level), block.name}),
                        say("levels: {0}", "水平：{0}", {listed(levels)}));
        }
    }

    static std::string listed(const std::set<double>& levels) {
        std::string list;
        for (const double level : levels)
            if (list.size() < 200) list += (list.empty() ? "" : ", ") + shortest(level);
        return list;
    }

    const Study& study_;
    const YamlDocument& document_;
    const YamlNode& item_;
    const Claim& claim_;
    Problems& problems_;
};

}  // namespace

void check_claims(const Study& study, const YamlDocument& document, const YamlNode& node,
                  Problems& problems) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < study.claims.size(); ++i) {
        const std::string& name = study.claims[i].rule.claim;
        if (!names.insert(name).second)
            problems.add(
                {.place = document.place(node.items[i]),
                 .key = "claims",
                 .value = name,
                 .what = say("two claims are called \"{0}\"", "有两条主张同名“{0}”", {name})});
        ClaimChecker(study, document, node.items[i], study.claims[i], problems).check();
    }
}

}  // namespace yihe::study

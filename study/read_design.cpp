#include "study/read_design.hpp"

#include <algorithm>

#include "sim/scenario/assignments.hpp"
#include "sim/scenario/schedule.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/value.hpp"
#include "study/fields.hpp"
#include "study/read_points.hpp"

namespace yihe::study {

namespace {

Message block_form() {
    return say("- factorial: {leadership.intensity: [0, 0.5, 1]}",
               "- factorial: {leadership.intensity: [0, 0.5, 1]}");
}

class BlockReader {
public:
    BlockReader(DesignContext& context, const YamlNode& node, std::size_t number)
        : c_(context),
          node_(node),
          fields_(context.document, node, "design", block_form(), context.problems) {
        block_.name = std::to_string(number);
        block_.place = context.document.place(node);
    }

    void read() {
        if (!fields_.is_map()) return;
        const auto own = find_designs(node_, {"name", "scenario", "set", "schedule"});
        if (own.empty()) return;
        if (const auto name = fields_.text("name")) block_.name = *name;
        for (const Block& other : c_.study.blocks)
            if (other.name == block_.name)
                return fields_.report(
                    node_, say("two entries are called \"{0}\"", "有两项同名“{0}”", {block_.name}));
        read_base();
        if (c_.over != nullptr && !cross(find_designs(*c_.over, {}), true)) return;
        if (cross(own, false)) finish();
    }

private:
    using Found = std::vector<std::pair<std::string_view, const YamlNode*>>;

    /// The keys of a map that name designs; `others` are read elsewhere.
    Found find_designs(const YamlNode& map, const std::vector<std::string_view>& others) {
        auto known = others;
        const auto kinds = design_kinds();
        known.insert(known.end(), kinds.begin(), kinds.end());
        Found found;
        for (std::size_t i = 0; i < map.keys.size(); ++i) {
            const std::string& key = map.keys[i].text;
            const auto kind = std::find(kinds.begin(), kinds.end(), key);
            if (kind != kinds.end()) found.emplace_back(*kind, &map.items[i]);
            else if (std::find(others.begin(), others.end(), key) == others.end())
                fields_.report(map.keys[i],
                               say("there is no design \"{0}\"", "没有名为“{0}”的设计", {key}),
                               suggest_word(key, known));
        }
        if (found.empty() && !c_.problems.any())
            fields_.report(map, say("an entry of the design needs its kind, such as factorial",
                                    "设计的每一项需要写明类型，例如 factorial"));
        return found;
    }

    /// Several designs in one entry: every point of one with every point of the others. Those of
    /// `over` yield to what the entry sets.
    bool cross(const Found& designs, bool yields) {
        for (const auto& [kind, node] : designs) {
            auto design = read_points(c_, base_, fields_, kind, *node);
            if (!design || c_.problems.any()) return false;
            for (std::size_t i = 0; i < design->factors.size(); ++i) {
                if (!set_here(design->factors[i])) continue;
                if (yields) fix(*design, i);
                else
                    fields_.report(*node, say("{0} is set and varied in the same entry",
                                              "{0} 在同一项中既被设定又被改变",
                                              {c_.study.factors[design->factors[i]].name}));
            }
            add(*node, std::move(*design));
        }
        return !c_.problems.any();
    }

    bool set_here(std::size_t factor) const {
        return std::find(set_.begin(), set_.end(), factor) != set_.end();
    }

    /// Factor number `which` of the design keeps the entry's own value.
    void fix(Design& design, std::size_t which) const {
        const Factor& factor = c_.study.factors[design.factors[which]];
        const Value value = value_in(base_, factor);
        design.text += "; " + factor.name + " = " + plain_text(factor.row, value);
        design.at = [inner = std::move(design.at), which, value](std::uint64_t index,
                                                                 std::span<Value> out) {
            inner(index, out);
            out[which] = value;
        };
    }

    void add(const YamlNode& node, Design design) {
        const auto& earlier = block_.design.factors;
        for (const std::size_t f : design.factors)
            if (std::find(earlier.begin(), earlier.end(), f) != earlier.end())
                return fields_.report(
                    node, say("{0} is varied twice in this entry", "{0} 在本项中重复变化",
                              {c_.study.factors[f].name}));
        if (block_.design.at) design = crossed(std::move(block_.design), std::move(design));
        const std::uint64_t earlier_points = c_.study.points();
        if (few_enough(fields_, node, static_cast<double>(earlier_points + design.size)))
            block_.design = std::move(design);
    }

    void read_base() {
        const auto* file = fields_.find("scenario");
        base_ = file != nullptr ? c_.scenario(*file) : c_.base;
        if (base_.model != c_.base.model) {
            base_ = c_.base;
            return fields_.report(*file,
                                  say("a scenario of another model than the study's, {0}",
                                      "该情景的模型不同于本研究的模型 {0}", {c_.base.model->name}));
        }
        if (const auto* set = fields_.find("set")) {
            if (!set->is_map())
                return fields_.report(*set, say("set holds parameters", "set 由参数组成"));
            assign(base_, c_.document, *set, {}, c_.problems);
            Problems known;  // found by `assign` already
            for (const auto& item : find_assignments(*base_.model, c_.document, *set, {}, known))
                if (const auto number =
                        number_of_factor(c_.study, base_, base_.model->params[item.param].doc.key,
                                         c_.document.place(*item.key), c_.problems))
                    set_.push_back(*number);
        }
        if (const auto* schedule = fields_.find("schedule"))
            base_.schedule = read_schedule(base_, c_.document, *schedule, c_.problems);
    }

    void finish() {
        if (c_.problems.any()) return;
        auto base = std::make_shared<Scenario>(std::move(base_));
        block_.base = base;
        block_.entries = entries_of(*base);
        block_.plan = std::make_shared<const RunPlan>(plan_of(*c_.study.model, *base, 1));
        c_.study.blocks.push_back(std::move(block_));
    }

    DesignContext& c_;
    const YamlNode& node_;
    Fields fields_;
    Scenario base_;
    std::vector<std::size_t> set_;  ///< factors that the entry sets
    Block block_;
};

}  // namespace

std::optional<std::size_t> number_of_factor(Study& study, const Scenario& scenario,
                                            std::string_view name, const Place& place,
                                            Problems& problems) {
    auto factor = find_factor(scenario, name, place, problems);
    if (!factor) return {};  // also where another entry's schedule has it, and this one's has not
    for (std::size_t i = 0; i < study.factors.size(); ++i)
        if (study.factors[i].name == name) return i;
    study.factors.push_back(std::move(*factor));
    return study.factors.size() - 1;
}

void read_block(DesignContext& context, const YamlNode& node, std::size_t number) {
    BlockReader(context, node, number).read();
}

void add_single_point(DesignContext& context) {
    Block block{.name = "1", .design = factorial({})};
    auto base = std::make_shared<Scenario>(context.base);
    block.base = base;
    block.entries = entries_of(*base);
    block.plan = std::make_shared<const RunPlan>(plan_of(*context.study.model, *base, 1));
    context.study.blocks.push_back(std::move(block));
}

}  // namespace yihe::study

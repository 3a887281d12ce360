#include "study/read_design.hpp"

#include <algorithm>
#include <array>

#include "sim/scenario/assignments.hpp"
#include "sim/scenario/files.hpp"
#include "sim/scenario/schedule.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/value.hpp"
#include "study/fields.hpp"
#include "study/read_levels.hpp"
#include "study/sampling.hpp"
#include "study/table.hpp"

namespace yihe::study {

namespace {

constexpr std::uint64_t most_points = 10'000'000;

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
    struct Kind;
    using Found = std::vector<std::pair<Kind, const YamlNode*>>;

    struct Kind {
        std::string_view key;
        bool (BlockReader::*read)(const YamlNode&);
    };
    static constexpr std::size_t kind_count = 10;
    static const std::array<Kind, kind_count>& kinds() {
        static const std::array<Kind, kind_count> all{{
            {"factorial", &BlockReader::read_factorial},
            {"zip", &BlockReader::read_zip},
            {"one_at_a_time", &BlockReader::read_one_at_a_time},
            {"points", &BlockReader::read_list},
            {"table", &BlockReader::read_table},
            {"lhs", &BlockReader::read_sampled},
            {"random", &BlockReader::read_sampled},
            {"sobol", &BlockReader::read_sampled},
            {"saltelli", &BlockReader::read_sampled},
            {"morris", &BlockReader::read_sampled},
        }};
        return all;
    }

    /// The keys of a map that name designs; `others` are read elsewhere.
    Found find_designs(const YamlNode& map, const std::vector<std::string_view>& others) {
        auto known = others;
        for (const Kind& kind : kinds()) known.push_back(kind.key);
        Found found;
        for (std::size_t i = 0; i < map.keys.size(); ++i) {
            const std::string& key = map.keys[i].text;
            const auto kind = std::find_if(kinds().begin(), kinds().end(),
                                           [&](const Kind& k) { return k.key == key; });
            if (kind != kinds().end()) found.emplace_back(*kind, &map.items[i]);
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
            kind_ = kind;
            factors_.clear();
            text_.clear();
            if (!(this->*kind.read)(*node) || c_.problems.any()) return false;
            for (std::size_t i = 0; i < factors_.size(); ++i) {
                if (!set_here(factors_[i])) continue;
                if (yields) fix(i);
                else
                    fields_.report(*node, say("{0} is set and varied in the same entry",
                                              "{0} 在同一项中既被设定又被改变",
                                              {c_.study.factors[factors_[i]].name}));
            }
            add(*node);
        }
        return !c_.problems.any();
    }

    bool set_here(std::size_t factor) const {
        return std::find(set_.begin(), set_.end(), factor) != set_.end();
    }

    /// Factor number `which` of the design just read keeps the entry's own value.
    void fix(std::size_t which) {
        const Factor& factor = c_.study.factors[factors_[which]];
        const Value value = value_in(base_, factor);
        text_ += "; " + factor.name + " = " + plain_text(factor.row, value);
        read_.at = [inner = std::move(read_.at), which, value](std::uint64_t index,
                                                               std::span<Value> out) {
            inner(index, out);
            out[which] = value;
        };
    }

    void add(const YamlNode& node) {
        for (const std::size_t f : factors_)
            if (std::find(block_.design.factors.begin(), block_.design.factors.end(), f) !=
                block_.design.factors.end())
                return fields_.report(
                    node, say("{0} is varied twice in this entry", "{0} 在本项中重复变化",
                              {c_.study.factors[f].name}));
        Design design = std::move(read_);
        design.factors = factors_;
        design.text = text_;
        if (block_.design.at) design = crossed(std::move(block_.design), std::move(design));
        if (few_enough(node, static_cast<double>(design.size))) block_.design = std::move(design);
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
                if (const auto number = factor(base_.model->params[item.param].doc.key,
                                               c_.document.place(*item.key)))
                    set_.push_back(*number);
        }
        if (const auto* schedule = fields_.find("schedule"))
            base_.schedule = read_schedule(base_, c_.document, *schedule, c_.problems);
    }

    std::optional<std::size_t> factor(std::string_view name, const Place& place) {
        return number_of_factor(c_.study, base_, name, place, c_.problems);
    }

    /// The factors named by a map's keys, with what `read` makes of each value.
    template <class Read>
    std::vector<Levels> read_map(const YamlNode& node, Read&& read) {
        std::vector<Levels> all;
        if (!node.is_map()) {
            fields_.report(node, say("{0} names factors and their values", "{0} 由因素及其取值组成",
                                     {kind_.key}));
            return all;
        }
        for (std::size_t i = 0; i < node.keys.size(); ++i) {
            const auto number = factor(node.keys[i].text, c_.document.place(node.keys[i]));
            if (!number) continue;
            const auto levels =
                read(c_.study.factors[*number].row, c_.document, node.items[i], c_.problems);
            if (!levels) continue;
            factors_.push_back(*number);
            all.push_back(*levels);
        }
        return all;
    }

    std::vector<std::vector<Value>> read_lists(const YamlNode& node) {
        std::vector<std::vector<Value>> lists;
        for (const Levels& levels : read_map(node, &read_levels)) {
            lists.push_back(levels.values);
            text_ +=
                c_.study.factors[factors_[lists.size() - 1]].name + ": " + levels.text() + "; ";
        }
        return lists;
    }

    bool read_factorial(const YamlNode& node) {
        auto lists = read_lists(node);
        double size = 1;
        for (const auto& list : lists) size *= static_cast<double>(list.size());
        if (!few_enough(node, size)) return false;
        read_ = factorial(std::move(lists));
        return true;
    }

    bool read_zip(const YamlNode& node) {
        auto lists = read_lists(node);
        for (std::size_t i = 1; i < lists.size(); ++i)
            if (lists[i].size() != lists[0].size()) {
                fields_.report(
                    node.keys[i],
                    say("zip goes through its lists together: {0} values here, {1} in the first",
                        "zip 同步遍历各列表：此处 {0} 个值，首个列表 {1} 个",
                        {std::to_string(lists[i].size()), std::to_string(lists[0].size())}));
                return false;
            }
        read_ = zip(std::move(lists));
        return true;
    }

    bool read_one_at_a_time(const YamlNode& node) {
        auto lists = read_lists(node);
        std::vector<Value> base;
        for (const std::size_t f : factors_) {
            base.push_back(value_in(base_, c_.study.factors[f]));
            text_ += "base " + plain_text(c_.study.factors[f].row, base.back()) + "; ";
        }
        read_ = one_at_a_time(std::move(base), std::move(lists));
        return true;
    }

    bool read_sampled(const YamlNode& node) {
        auto sampling = read_sampling(kind_.key, c_.document, node, c_.problems);
        if (!sampling) return false;
        auto levels = read_map(*sampling->factors, &read_range);
        if (levels.empty() || c_.problems.any()) return false;
        for (std::size_t i = 0; i < levels.size(); ++i)
            text_ += c_.study.factors[factors_[i]].name + ": " + levels[i].text() + "; ";
        text_ += sampling->text();
        const auto unit = sampling->unit_design(levels.size());
        if (!few_enough(node, static_cast<double>(unit.size()))) return false;
        read_ =
            sampled(std::string(kind_.key), std::move(levels), unit.size(),
                    [unit](std::uint64_t index, std::span<double> out) { unit.point(index, out); });
        return true;
    }

    /// A list of maps that all name the same factors.
    bool read_list(const YamlNode& node) {
        if (!node.is_list() || node.items.empty()) {
            fields_.report(node,
                           say("points is a list of {name: value}", "points 是 {名称: 值} 的列表"));
            return false;
        }
        std::vector<std::vector<Value>> rows;
        for (const YamlNode& item : node.items) {
            const auto seen = std::move(factors_);
            factors_.clear();
            auto& row = rows.emplace_back();
            for (const Levels& levels : read_map(item, &read_levels)) {
                row.push_back(levels.values[0]);
                text_ += levels.text() + ",";
                if (levels.values.size() != 1)
                    fields_.report(item, say("a point has one value of each factor",
                                             "每个点的每个因素只有一个值"));
            }
            if (rows.size() > 1 && factors_ != seen)
                fields_.report(item, say("every point names the same factors in the same order",
                                         "每个点须以相同次序给出相同的因素"));
            text_ += "; ";
        }
        name_factors();
        read_ = table("points", std::move(rows));
        return true;
    }

    bool read_table(const YamlNode& node) {
        if (!node.is_scalar()) {
            fields_.report(node, say("table names a CSV file", "table 写一个 CSV 文件名"));
            return false;
        }
        const auto folder = std::filesystem::path(c_.study.file).parent_path();
        const auto place = c_.document.place(node);
        const auto real = confined_path(c_.study.root, folder, node.text, place);
        const auto shown = (folder / node.text).lexically_normal().string();
        c_.study.sources.emplace_back(shown);
        const auto read = read_point_table(real, shown, place, c_.problems);
        for (std::size_t i = 0; i < read.names.size(); ++i) {
            const auto number = factor(read.names[i], read.places[i]);
            if (!number) continue;
            if (std::find(factors_.begin(), factors_.end(), *number) != factors_.end())
                c_.problems.add(
                    {.place = read.places[i],
                     .key = read.names[i],
                     .what = say("\"{0}\" is named twice", "“{0}”出现两次", {read.names[i]})});
            factors_.push_back(*number);
        }
        if (factors_.size() != read.names.size()) return false;
        read_ = table("table", values_of(read));
        name_factors();
        return true;
    }

    std::vector<std::vector<Value>> values_of(const PointTable& read) {
        std::vector<std::vector<Value>> rows;
        for (std::size_t r = 0; r < read.cells.size() && !c_.problems.full(); ++r) {
            auto& row = rows.emplace_back();
            for (std::size_t i = 0; i < factors_.size(); ++i) {
                Problems found;
                const auto node =
                    parse_yaml_scalar(read.cells[r][i], read.cell_places[r][i], found);
                if (found.any()) {
                    c_.problems.add(found.take());
                    continue;
                }
                const ParamInfo& info = c_.study.factors[factors_[i]].row;
                const auto value = read_value(info, node, read.cell_places[r][i], c_.problems);
                row.push_back(value.value_or(Value{}));
                text_ += plain_text(info, row.back()) + ",";
            }
            text_ += ";";
        }
        return rows;
    }

    void name_factors() {
        for (const std::size_t f : factors_) text_ += c_.study.factors[f].name + " ";
    }

    bool few_enough(const YamlNode& node, double size) {
        if (size <= static_cast<double>(most_points)) return true;
        fields_.report(node, say("{0} points are more than a study may have ({1})",
                                 "{0} 个点超过一项研究的上限（{1}）",
                                 {std::to_string(static_cast<long long>(std::min(size, 9e18))),
                                  std::to_string(most_points)}));
        return false;
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
    Kind kind_{};  ///< being read, into the three below
    Design read_;
    std::vector<std::size_t> factors_;
    std::string text_;
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

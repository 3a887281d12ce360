#include "study/read_points.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "sim/scenario/files.hpp"
#include "sim/scenario/value.hpp"
#include "study/read_levels.hpp"
#include "study/sampling.hpp"
#include "study/table.hpp"

namespace yihe::study {

namespace {

constexpr std::uint64_t most_points = 10'000'000;

class PointsReader {
public:
    PointsReader(DesignContext& context, const Scenario& base, Fields& entry, std::string_view kind)
        : c_(context), base_(base), fields_(entry), kind_(kind_called(kind)) {}

    std::optional<Design> read(const YamlNode& node) {
        if (!(this->*kind_.read)(node)) return {};
        read_.factors = factors_;
        read_.text = text_;
        return std::move(read_);
    }

    struct Kind {
        std::string_view key;
        bool (PointsReader::*read)(const YamlNode&);
        std::string_view form;  // how one is written
    };
    static constexpr std::size_t kind_count = 10;
    static constexpr std::string_view sampled_form =
        "{points: 500, seed: 1, factors: {leadership.intensity: [0, 1]}}";
    static const std::array<Kind, kind_count>& kinds() {
        static const std::array<Kind, kind_count> all{{
            {"factorial", &PointsReader::read_factorial, "{leadership.intensity: [0, 0.5, 1]}"},
            {"zip", &PointsReader::read_zip,
             "{leadership.intensity: [0, 1], demand.load: [0.9, 1.1]}"},
            {"one_at_a_time", &PointsReader::read_one_at_a_time,
             "{leadership.intensity: [0, 1], demand.load: [0.9, 1.1]}"},
            {"points", &PointsReader::read_list, "[{leadership.intensity: 0, demand.load: 0.9}]"},
            {"table", &PointsReader::read_table, "points.csv"},
            {"lhs", &PointsReader::read_sampled, sampled_form},
            {"random", &PointsReader::read_sampled, sampled_form},
            {"sobol", &PointsReader::read_sampled, sampled_form},
            {"saltelli", &PointsReader::read_sampled,
             "{points: 256, second_order: false, factors: {leadership.intensity: [0, 1]}}"},
            {"morris", &PointsReader::read_sampled,
             "{trajectories: 20, levels: 4, seed: 1, factors: {leadership.intensity: [0, 1]}}"},
        }};
        return all;
    }

private:
    static const Kind& kind_called(std::string_view key) {
        const auto& all = kinds();
        const auto kind =
            std::find_if(all.begin(), all.end(), [&](const Kind& one) { return one.key == key; });
        ensure(kind != all.end(), "a kind of design");
        return *kind;
    }

    Message form() const {
        const std::string text = std::string(kind_.key) + ": " + std::string(kind_.form);
        return {text, text};
    }

    void report(const YamlNode& at, Message what) {
        c_.problems.add({.place = c_.document.place(at),
                         .key = std::string(kind_.key),
                         .value = at.text,
                         .what = std::move(what),
                         .legal = form()});
    }

    std::optional<std::size_t> factor(std::string_view name, const Place& place) {
        const auto number = number_of_factor(c_.study, base_, name, place, c_.problems);
        if (!number || c_.study.factors[*number].row.type != ParamType::text) return number;
        c_.problems.add({.place = place,
                         .key = std::string(name),
                         .what = say("{0} is a text and cannot be varied here",
                                     "{0} 是文本，不能在此改变", {name}),
                         .legal = say("an entry of its own for each: set: {{0}: …}",
                                      "每个取值单列一项：set: {{0}: …}", {name})});
        return {};
    }

    /// The factors named by a map's keys, with what `read` makes of each value.
    template <class Read>
    std::vector<Levels> read_map(const YamlNode& node, Read&& read) {
        std::vector<Levels> all;
        const bool names_some = !node.keys.empty() || kind_.key == "factorial";
        if (!node.is_map() || !names_some) {
            report(node, say("{0} names factors and their values", "{0} 由因素及其取值组成",
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

    template <class Read>
    std::vector<std::vector<Value>> read_lists(const YamlNode& node, Read&& read) {
        std::vector<std::vector<Value>> lists;
        for (const Levels& levels : read_map(node, read)) {
            lists.push_back(levels.values);
            text_ +=
                c_.study.factors[factors_[lists.size() - 1]].name + ": " + levels.text() + "; ";
        }
        return lists;
    }

    bool read_factorial(const YamlNode& node) {
        auto lists = read_lists(node, &read_levels);
        double size = 1;
        for (const auto& list : lists) size *= static_cast<double>(list.size());
        if (!few_enough(fields_, node, size)) return false;
        read_ = factorial(std::move(lists));
        return true;
    }

    /// The first of the values that come together twice; a range has each of its values once.
    static std::size_t first_repeated(const std::vector<std::vector<Value>>& lists) {
        std::set<std::vector<std::pair<double, std::string>>> seen;
        for (std::size_t k = 0; !lists.empty() && k < lists[0].size(); ++k) {
            std::vector<std::pair<double, std::string>> row;
            for (const auto& list : lists) row.emplace_back(list[k].number, list[k].text);
            if (!seen.insert(std::move(row)).second) return k;
        }
        return lists.empty() ? 0 : lists[0].size();
    }

    bool read_zip(const YamlNode& node) {
        auto lists = read_lists(node, &read_repeated);
        for (std::size_t i = 1; i < lists.size(); ++i)
            if (lists[i].size() != lists[0].size()) {
                report(node.keys[i],
                       say("zip goes through its lists together: {0} values here, {1} in the first",
                           "zip 同步遍历各列表：此处 {0} 个值，首个列表 {1} 个",
                           {std::to_string(lists[i].size()), std::to_string(lists[0].size())}));
                return false;
            }
        if (const std::size_t k = first_repeated(lists); !lists.empty() && k < lists[0].size()) {
            report(node, say("the values at place {0} of the lists come together twice",
                             "各列表第 {0} 个值的组合重复", {std::to_string(k + 1)}));
            return false;
        }
        read_ = zip(std::move(lists));
        return true;
    }

    bool read_one_at_a_time(const YamlNode& node) {
        auto lists = read_lists(node, &read_levels);
        std::vector<Value> base;
        for (const std::size_t f : factors_) {
            base.push_back(value_in(base_, c_.study.factors[f]));
            text_ += "base " + plain_text(c_.study.factors[f].row, base.back()) + "; ";
        }
        read_ = one_at_a_time(std::move(base), std::move(lists));
        return true;
    }

    bool read_sampled(const YamlNode& node) {
        auto sampling = read_sampling(kind_.key, form(), c_.document, node, c_.problems);
        if (!sampling) return false;
        auto levels = read_map(*sampling->factors, &read_range);
        if (levels.empty() || c_.problems.any()) return false;
        for (std::size_t i = 0; i < levels.size(); ++i)
            text_ += c_.study.factors[factors_[i]].name + ": " + levels[i].text() + "; ";
        text_ += sampling->text();
        const auto unit = sampling->unit_design(levels.size());
        if (!few_enough(fields_, node, static_cast<double>(unit.size()))) return false;
        read_ =
            sampled(std::string(kind_.key), std::move(levels), unit.size(),
                    [unit](std::uint64_t index, std::span<double> out) { unit.point(index, out); });
        return true;
    }

    /// A list of maps that all name the same factors.
    bool read_list(const YamlNode& node) {
        if (!node.is_list() || node.items.empty()) {
            report(node, say("points is a list of {name: value}", "points 是 {名称: 值} 的列表"));
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
                    report(item, say("a point has one value of each factor",
                                     "每个点的每个因素只有一个值"));
            }
            if (rows.size() > 1 && factors_ != seen)
                report(item, say("every point names the same factors in the same order",
                                 "每个点须以相同次序给出相同的因素"));
            text_ += "; ";
        }
        name_factors();
        read_ = table("points", std::move(rows));
        return true;
    }

    bool read_table(const YamlNode& node) {
        if (!node.is_scalar()) {
            report(node, say("table names a CSV file", "table 写一个 CSV 文件名"));
            return false;
        }
        const auto folder = std::filesystem::path(c_.study.file).parent_path();
        const auto place = c_.document.place(node);
        const auto real = confined_path(c_.study.root, folder, node.text, place);
        const auto shown = (folder / node.text).lexically_normal().string();
        c_.study.sources.emplace_back(shown);
        auto read = read_point_table(
            real, shown, place,
            [this](std::string_view name, const Place& at) { return factor(name, at); }, c_.study,
            c_.problems);
        if (c_.problems.any()) return false;
        factors_ = std::move(read.factors);
        text_ = std::move(read.text);
        name_factors();
        read_ = table("table", std::move(read.rows));
        return true;
    }

    void name_factors() {
        for (const std::size_t f : factors_) text_ += c_.study.factors[f].name + " ";
    }

    DesignContext& c_;
    const Scenario& base_;
    Fields& fields_;
    const Kind& kind_;
    Design read_;
    std::vector<std::size_t> factors_;
    std::string text_;
};

}  // namespace

std::span<const std::string_view> design_kinds() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> all;
        for (const auto& kind : PointsReader::kinds()) all.push_back(kind.key);
        return all;
    }();
    return names;
}

std::optional<Design> read_points(DesignContext& context, const Scenario& base, Fields& entry,
                                  std::string_view kind, const YamlNode& node) {
    return PointsReader(context, base, entry, kind).read(node);
}

bool few_enough(Fields& entry, const YamlNode& node, double size) {
    if (size <= static_cast<double>(most_points)) return true;
    entry.report(node, say("{0} points are more than a study may have ({1})",
                           "{0} 个点超过一项研究的上限（{1}）",
                           {std::to_string(static_cast<long long>(std::min(size, 9e18))),
                            std::to_string(most_points)}));
    return false;
}

}  // namespace yihe::study

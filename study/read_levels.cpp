#include "study/read_levels.hpp"

#include "sim/scenario/problems.hpp"
#include "sim/scenario/value.hpp"
#include "study/fields.hpp"

namespace yihe::study {

namespace {

constexpr double most_levels = 100000;

class LevelReader {
public:
    LevelReader(const ParamInfo& row, const YamlDocument& document, Problems& problems,
                bool repeated = false)
        : row_(row), document_(document), problems_(problems), repeated_(repeated) {}

    std::optional<Levels> list(const YamlNode& node) {
        Levels levels{.row = row_, .values = {}};
        for (const auto& item : node.items)
            if (const auto x = value(item)) {
                if (!repeated_ && std::find(levels.values.begin(), levels.values.end(), *x) !=
                                      levels.values.end())
                    return refuse(item, say("\"{0}\" is listed twice", "“{0}”重复", {item.text}));
                levels.values.push_back(*x);
            }
        if (node.items.empty()) return refuse(node, say("an empty list", "列表为空"));
        if (levels.values.size() != node.items.size()) return {};
        return levels;
    }

    std::optional<Levels> single(const YamlNode& node) {
        const auto x = value(node);
        if (!x) return {};
        return Levels{.row = row_, .values = {*x}};
    }

    /// From two nodes; both ends inside the legal range.
    std::optional<Levels> range(const YamlNode& whole, const YamlNode& from, const YamlNode& to) {
        if (!numeric())
            return refuse(whole, say("{0} is not a number: list its values",
                                     "{0} 不是数值，请列出各取值", {row_.doc.key}));
        const auto low = value(from), high = value(to);
        if (!low || !high) return {};
        if (!(low->number < high->number))
            return refuse(whole,
                          say("a range goes from its smaller to its larger end", "范围应由小到大"));
        return Levels{.row = row_, .values = {}, .low = low->number, .high = high->number};
    }

    /// {from, to} with steps where they are wanted, and scale.
    std::optional<Levels> fields(const YamlNode& node, bool sampled) {
        Fields map(document_, node, std::string(row_.doc.key), form(sampled), problems_);
        if (const auto* values = map.find("values")) {
            map.allow({"values"});
            if (values->is_list()) return list(*values);
            return refuse(*values, say("values is a list", "values 是一个列表"));
        }
        if (sampled) map.allow({"from", "to", "scale"});
        else map.allow({"from", "to", "steps", "scale"});
        const auto *from = map.need("from"), *to = map.need("to");
        if (!sampled) map.need("steps");
        const auto steps = map.whole("steps", {1, most_levels});
        const auto scale = map.word("scale", {"linear", "log"});
        if (from == nullptr || to == nullptr || (!sampled && !steps)) return {};
        auto levels = range(node, *from, *to);
        if (!levels) return {};
        levels->logarithmic = scale == "log";
        if (levels->logarithmic && levels->low <= 0)
            return refuse(*from,
                          say("a logarithmic scale starts above 0", "对数刻度须从大于 0 处开始"));
        if (sampled) return levels;
        return Levels{.row = row_, .values = spaced(*levels, static_cast<std::uint32_t>(*steps))};
    }

    bool numeric() const { return row_.type == ParamType::real || row_.type == ParamType::integer; }

    std::nullopt_t refuse(const YamlNode& at, Message what) {
        problems_.add({.place = document_.place(at),
                       .key = std::string(row_.doc.key),
                       .value = at.text,
                       .what = std::move(what),
                       .legal = legal_values(row_)});
        return std::nullopt;
    }

private:
    std::optional<Value> value(const YamlNode& node) {
        return read_value(row_, node, document_.place(node), problems_);
    }
    static Message form(bool sampled) {
        return sampled ? say("[low, high], {from: low, to: high, scale: log}, or {values: [a, b]}",
                             "[下限, 上限]、{from: 下限, to: 上限, scale: log} 或 {values: [a, b]}")
                       : say("[a, b, c] or {from: 0, to: 1, steps: 11}",
                             "[a, b, c] 或 {from: 0, to: 1, steps: 11}");
    }

    const ParamInfo& row_;
    const YamlDocument& document_;
    Problems& problems_;
    bool repeated_;  ///< a value may stand twice in a list
};

std::optional<Levels> read_listed(LevelReader&& reader, const YamlNode& node) {
    if (node.is_list()) return reader.list(node);
    if (node.is_scalar()) return reader.single(node);
    return reader.fields(node, false);
}

}  // namespace

std::optional<Levels> read_levels(const ParamInfo& row, const YamlDocument& document,
                                  const YamlNode& node, Problems& problems) {
    return read_listed(LevelReader(row, document, problems), node);
}

std::optional<Levels> read_repeated(const ParamInfo& row, const YamlDocument& document,
                                    const YamlNode& node, Problems& problems) {
    return read_listed(LevelReader(row, document, problems, true), node);
}

std::optional<Levels> read_range(const ParamInfo& row, const YamlDocument& document,
                                 const YamlNode& node, Problems& problems) {
    LevelReader reader(row, document, problems);
    if (node.is_map()) return reader.fields(node, true);
    if (!node.is_list() || !reader.numeric()) return read_levels(row, document, node, problems);
    if (node.items.size() == 2) return reader.range(node, node.items[0], node.items[1]);
    return reader.refuse(node, say("a range is [low, high]; a list to choose from is "
                                   "{values: [a, b, c]}",
                                   "范围写作 [下限, 上限]；供选择的列表写作 {values: [a, b, c]}"));
}

}  // namespace yihe::study

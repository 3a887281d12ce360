// Types and ranges of parameters.
#include "sim/scenario/value.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include "sim/scenario/scalar.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/unicode.hpp"
#include "sim/schema/units.hpp"

namespace yihe {
namespace {

/// Reports about one node of one parameter.
class Reader {
public:
    Reader(const ParamInfo& param, const YamlNode& node, const Place& place, Problems& problems)
        : param_(param), node_(node), place_(place), problems_(problems) {}

    std::optional<Value> read() const {
        if (!node_.is_scalar())
            return refuse(say("{0} needs a single value, not a {1}", "{0} 需要单个值，而不是{2}",
                              {param_.doc.key, node_.is_list() ? "list" : "section",
                               node_.is_list() ? "列表" : "节"}));
        switch (param_.type) {
            case ParamType::real:
            case ParamType::integer: return number();
            case ParamType::boolean: return boolean();
            case ParamType::choice: return choice();
            case ParamType::text: return text();
        }
        throw InvariantError("a parameter has one of the types");
    }

private:
    std::nullopt_t refuse(Message what, std::string suggestion = {}) const {
        return refuse_at(place_, std::move(what), legal_values(param_), std::move(suggestion));
    }
    std::nullopt_t refuse_at(Place place, Message what, Message legal,
                             std::string suggestion) const {
        problems_.add({.place = std::move(place),
                       .key = std::string(param_.doc.key),
                       .value = node_.text,
                       .what = std::move(what),
                       .legal = std::move(legal),
                       .suggestion = std::move(suggestion)});
        return std::nullopt;
    }

    /// Where a fault of the scalar lies; all of it when the scalar is not written as it reads.
    Place part(const ScalarFault& fault) const {
        Place place = place_;
        if (fault.bytes == 0 ||
            count_code_points(node_.text) != static_cast<std::size_t>(place.caret_width))
            return place;
        place.column +=
            static_cast<int>(count_code_points(std::string_view(node_.text).substr(0, fault.byte)));
        place.caret_width = 1;
        return place;
    }

    std::optional<Value> number() const {
        const bool integer = param_.type == ParamType::integer;
        const auto x = integer ? parse_integer(node_.text) : parse_number(node_.text);
        if (node_.quoted)
            return refuse(say("{0} needs a number, not text in quotes",
                              "{0} 需要数字，而不是带引号的文本", {param_.doc.key}),
                          x ? node_.text : "");
        if (!x) {
            auto fault = explain_number(node_.text, integer);
            return refuse_at(part(fault), std::move(fault.what), legal_values(param_),
                             std::move(fault.suggestion));
        }
        if (!param_.doc.range.contains(*x))
            return refuse(say("{0} = {1} is out of range", "{0} = {1} 超出范围",
                              {param_.doc.key, node_.text}));
        return Value{.number = *x, .text = {}};
    }

    std::optional<Value> boolean() const {
        if (!node_.quoted && node_.text == "true") return Value{.number = 1, .text = {}};
        if (!node_.quoted && node_.text == "false") return Value{.number = 0, .text = {}};
        constexpr std::array<std::string_view, 2> words{"true", "false"};
        std::string suggestion = suggest_word(node_.text, words);
        if (node_.text == "1" || node_.text == "是") suggestion = "true";
        if (node_.text == "0" || node_.text == "否") suggestion = "false";
        return refuse(say("{0} needs true or false, not \"{1}\"",
                          "{0} 需要 true 或 false，而不是“{1}”", {param_.doc.key, node_.text}),
                      std::move(suggestion));
    }

    std::optional<Value> choice() const {
        for (std::size_t i = 0; i < param_.choices.size(); ++i)
            if (param_.choices[i] == node_.text)
                return Value{.number = static_cast<double>(i), .text = {}};
        return refuse(say("\"{1}\" is not a choice of {0}", "“{1}”不是 {0} 的选项",
                          {param_.doc.key, node_.text}),
                      suggest_word(node_.text, param_.choices));
    }

    std::optional<Value> text() const {
        const bool other =
            parse_number(node_.text) || node_.text == "true" || node_.text == "false";
        if (!node_.quoted && other)
            return refuse(say("{0} needs text, not \"{1}\"", "{0} 需要文本，而不是“{1}”",
                              {param_.doc.key, node_.text}),
                          json_string(node_.text));
        return Value{.number = 0, .text = node_.text};
    }

    const ParamInfo& param_;
    const YamlNode& node_;
    const Place& place_;
    Problems& problems_;
};

std::string list_of(std::span<const std::string_view> choices) {
    std::string out;
    for (const auto choice : choices) out += (out.empty() ? "" : ", ") + std::string(choice);
    return out;
}

/// Whole numbers in full up to a million of millions: 1000000, not 1e+06.
std::string bound(double x) {
    if (x == std::floor(x) && std::abs(x) < 1e12) return std::to_string(static_cast<long long>(x));
    return shortest(x);
}

Message legal_range(const ParamInfo& param) {
    switch (param.type) {
        case ParamType::boolean: return say("true or false", "true 或 false");
        case ParamType::choice: return say("one of: {0}", "可选：{0}", {list_of(param.choices)});
        case ParamType::text: return say("text, in quotes when in doubt", "文本，必要时加引号");
        default: break;
    }
    Message unit;
    if (param.doc.unit != "1") unit = say(" {0}", " {0}", {unit_text(param.doc.unit)});
    const auto low = bound(param.doc.range.min), high = bound(param.doc.range.max);
    return param.type == ParamType::integer
               ? say("a whole number from {0} to {1}{2}", "{0} 至 {1}{2} 的整数", {low, high, unit})
               : say("{0} to {1}{2}", "{0} 至 {1}{2}", {low, high, unit});
}

}  // namespace

std::optional<Value> read_value(const ParamInfo& param, const YamlNode& node, const Place& place,
                                Problems& problems) {
    return Reader(param, node, place, problems).read();
}

Message legal_values(const ParamInfo& param) {
    auto legal = legal_range(param);
    legal.en += " — " + std::string(param.doc.label.en);
    legal.zh += " — " + std::string(param.doc.label.zh);
    return legal;
}

std::string value_text(const ParamInfo& param, const Value& value) {
    switch (param.type) {
        case ParamType::boolean: return value.number != 0 ? "true" : "false";
        case ParamType::choice:
            return json_string(param.choices[static_cast<std::size_t>(value.number)]);
        case ParamType::text: return json_string(value.text);
        case ParamType::integer: return std::to_string(static_cast<long long>(value.number));
        case ParamType::real: break;
    }
    return shortest(value.number);
}

std::string plain_text(const ParamInfo& param, const Value& value) {
    if (param.type == ParamType::text) return value.text;
    if (param.type == ParamType::choice)
        return std::string(param.choices[static_cast<std::size_t>(value.number)]);
    return value_text(param, value);
}

std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            (out += '\\') += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
            out += escape.data();
        } else {
            out += c;
        }
    }
    return out + "\"";
}

}  // namespace yihe

#include "study/fields.hpp"

#include <algorithm>
#include <vector>

#include "sim/scenario/suggest.hpp"
#include "sim/scenario/value.hpp"

namespace yihe::study {

Fields::Fields(const YamlDocument& document, const YamlNode& node, std::string name, Message form,
               Problems& problems)
    : document_(document),
      node_(node),
      name_(std::move(name)),
      form_(std::move(form)),
      problems_(problems) {
    if (!node.is_map())
        report(node, say("{0} consists of \"key: value\"", "{0} 由“键: 值”组成", {name_}));
}

void Fields::report(const YamlNode& at, Message what, std::string suggestion) {
    problems_.add({.place = document_.place(at),
                   .key = name_,
                   .value = at.text,
                   .what = std::move(what),
                   .legal = form_,
                   .suggestion = std::move(suggestion)});
}

void Fields::allow(std::initializer_list<std::string_view> keys) {
    const std::vector<std::string_view> known(keys);
    for (const auto& key : node_.keys)
        if (std::find(known.begin(), known.end(), key.text) == known.end())
            report(key, say("{0} has no \"{1}\"", "{0} 没有“{1}”", {name_, key.text}),
                   suggest_word(key.text, known));
}

const YamlNode* Fields::need(std::string_view key) {
    const auto* found = node_.find(key);
    if (found == nullptr && node_.is_map())
        report(node_, say("{0} needs {1}", "{0} 缺少 {1}", {name_, key}));
    return found;
}

std::optional<double> Fields::numeric(std::string_view key, Range range, bool whole) {
    const auto* found = node_.find(key);
    if (found == nullptr) return {};
    const std::string full = name_ + "." + std::string(key);
    const ParamInfo row{.doc = {.key = full, .range = range, .label = {key, key}},
                        .type = whole ? ParamType::integer : ParamType::real,
                        .choices = {},
                        .default_value = {}};
    const auto value = read_value(row, *found, document_.place(*found), problems_);
    if (!value) return {};
    return value->number;
}

std::optional<double> Fields::number(std::string_view key, Range range) {
    return numeric(key, range, false);
}

std::optional<double> Fields::whole(std::string_view key, Range range) {
    return numeric(key, range, true);
}

std::optional<bool> Fields::flag(std::string_view key) {
    const auto word_found = word(key, {"true", "false"});
    if (!word_found) return {};
    return *word_found == "true";
}

std::optional<std::string> Fields::text(std::string_view key) {
    const auto* found = node_.find(key);
    if (found == nullptr) return {};
    if (found->is_scalar() && !found->text.empty()) return found->text;
    report(*found, say("{0} is a text", "{0} 是一段文本", {key}));
    return {};
}

std::optional<std::string> Fields::word(std::string_view key,
                                        std::initializer_list<std::string_view> words) {
    const auto* found = node_.find(key);
    if (found == nullptr) return {};
    const std::vector<std::string_view> known(words);
    if (found->is_scalar() && std::find(known.begin(), known.end(), found->text) != known.end())
        return found->text;
    std::string list;
    for (const auto one : known) list += (list.empty() ? "" : ", ") + std::string(one);
    problems_.add({.place = document_.place(*found),
                   .key = name_,
                   .value = found->text,
                   .what = say("{0} cannot be \"{1}\"", "{0} 不能为“{1}”", {key, found->text}),
                   .legal = say("one of: {0}", "可选：{0}", {list}),
                   .suggestion = suggest_word(found->text, known)});
    return {};
}

Message read_bilingual(const YamlDocument& document, const YamlNode& node, std::string_view name,
                       Problems& problems) {
    if (node.is_scalar()) return {node.text, node.text};
    const auto* en = node.find("en");
    const auto* zh = node.find("zh");
    if (node.is_map() && en != nullptr && zh != nullptr && node.keys.size() == 2 &&
        en->is_scalar() && zh->is_scalar())
        return {en->text, zh->text};
    problems.add(
        {.place = document.place(node),
         .key = std::string(name),
         .what = say("{0} is a text, or one in each language", "{0} 是一段文本，或两种语言各一段",
                     {name}),
         .legal = say("{0}: …, or {0}: {en: …, zh: …}", "{0}: …，或 {0}: {en: …, zh: …}", {name})});
    return {};
}

}  // namespace yihe::study

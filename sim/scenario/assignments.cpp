// Flattens sections to parameter names.
#include "sim/scenario/assignments.hpp"

#include <algorithm>
#include <map>

#include "sim/scenario/suggest.hpp"

namespace yihe {
namespace {

bool belongs_to(const ParamInfo& param, std::string_view section) {
    const auto key = param.doc.key;
    return key.size() > section.size() && key.starts_with(section) && key[section.size()] == '.';
}

bool is_section(const ModelInfo& model, std::string_view name) {
    return std::any_of(model.params.begin(), model.params.end(),
                       [&](const ParamInfo& p) { return belongs_to(p, name); });
}

std::vector<Candidate> candidates_of(const ModelInfo& model) {
    std::vector<Candidate> out;
    out.reserve(model.params.size());
    for (const auto& p : model.params) out.push_back({.key = p.doc.key, .label = p.doc.label});
    return out;
}

std::vector<std::string_view> sections_of(const ModelInfo& model) {
    std::vector<std::string_view> out;
    for (const auto& p : model.params) {
        const auto group = p.doc.key.substr(0, p.doc.key.find('.'));
        if (std::find(out.begin(), out.end(), group) == out.end()) out.push_back(group);
    }
    return out;
}

class Flattener {
public:
    Flattener(const ModelInfo& model, const YamlDocument& document,
              std::span<const std::string_view> reserved, Problems& problems)
        : model_(model), document_(document), reserved_(reserved), problems_(problems) {}

    void map(const YamlNode& node, const std::string& prefix) {
        for (std::size_t i = 0; i < node.keys.size() && !problems_.full(); ++i) {
            const auto& key = node.keys[i];
            const auto& value = node.items[i];
            const bool left = prefix.empty() && std::find(reserved_.begin(), reserved_.end(),
                                                          key.text) != reserved_.end();
            if (!left)
                entry(key, value, prefix.empty() ? key.text : prefix + "." + key.text, prefix);
        }
    }

    std::vector<Assignment> take() { return std::move(found_); }

private:
    void entry(const YamlNode& key, const YamlNode& value, const std::string& name,
               const std::string& prefix) {
        const auto param = find_param(model_, name);
        if (param < model_.params.size()) return assign(param, key, value);
        if (!is_section(model_, name)) return unknown(key, value, name, prefix);
        if (value.is_map()) return map(value, name);
        problems_.add(unknown_key(model_, name, document_.place(key)));
    }

    void assign(std::size_t param, const YamlNode& key, const YamlNode& value) {
        const auto [first, fresh] = lines_.emplace(param, key.mark.line);
        if (fresh) {
            found_.push_back({.param = param, .key = &key, .value = &value});
            return;
        }
        const auto name = model_.params[param].doc.key;
        problems_.add(
            {.place = document_.place(key),
             .key = std::string(name),
             .what = say("{0} is set twice, first at line {1}", "{0} 重复设置，首次在第 {1} 行",
                         {name, std::to_string(first->second)}),
             .legal = say("keep one of them", "请只保留一个")});
    }

    /// A whole section of an unknown name is one problem, not one per key in it.
    void unknown(const YamlNode& key, const YamlNode& value, const std::string& name,
                 const std::string& prefix) {
        if (!prefix.empty() && find_param(model_, key.text) < model_.params.size())
            return in_section(key, prefix);
        auto problem =
            unknown_key(model_, name, document_.place(key),
                        prefix.empty() ? reserved_ : std::span<const std::string_view>());
        if (value.is_map() && prefix.empty() && name.find('.') == name.npos) {
            problem.what = say("there is no section \"{0}\"", "没有名为“{0}”的节", {name});
            const auto section = suggest_word(name, sections_of(model_));
            if (!section.empty()) problem.suggestion = section;
        }
        problems_.add(std::move(problem));
    }

    /// A full name inside a section, its own or another.
    void in_section(const YamlNode& key, const std::string& section) {
        const bool own = key.text.starts_with(section + ".");
        problems_.add({.place = document_.place(key),
                       .key = key.text,
                       .what = say("the full name \"{0}\" inside the section {1}",
                                   "“{1}”一节中写了全名“{0}”", {key.text, section}),
                       .legal = own ? say("leave out the name of the section", "请省去节名")
                                    : say("write it outside the section", "请写在本节之外"),
                       .suggestion = own ? key.text.substr(section.size() + 1) : std::string()});
    }

    const ModelInfo& model_;
    const YamlDocument& document_;
    std::span<const std::string_view> reserved_;
    Problems& problems_;
    std::vector<Assignment> found_;
    std::map<std::size_t, std::uint32_t> lines_;  ///< parameter → line
};

}  // namespace

std::vector<Assignment> find_assignments(const ModelInfo& model, const YamlDocument& document,
                                         const YamlNode& node,
                                         std::span<const std::string_view> reserved,
                                         Problems& problems) {
    Flattener flattener(model, document, reserved, problems);
    flattener.map(node, "");
    return flattener.take();
}

Problem unknown_key(const ModelInfo& model, std::string_view typed, Place place,
                    std::span<const std::string_view> reserved) {
    const auto inside = std::find_if(model.params.begin(), model.params.end(),
                                     [&](const ParamInfo& p) { return belongs_to(p, typed); });
    if (inside != model.params.end())
        return {
            .place = std::move(place),
            .key = std::string(typed),
            .what = say("\"{0}\" is a section, not a parameter", "“{0}”是一节，不是参数", {typed}),
            .legal = say("name a parameter in it, for example {0}", "请写出其中的参数，例如 {0}",
                         {inside->doc.key})};
    auto candidates = candidates_of(model);
    for (const auto word : reserved) candidates.push_back({.key = word, .label = {}});
    const auto name = model.name;
    return {.place = std::move(place),
            .key = std::string(typed),
            .what = say("the model {1} has no parameter \"{0}\"", "模型 {1} 没有参数“{0}”",
                        {typed, name}),
            .legal = say("see: yihe describe {0}", "参见：yihe describe {0}", {name}),
            .suggestion = suggest(typed, candidates)};
}

std::size_t find_param(const ModelInfo& model, std::string_view key) {
    const auto at = std::find_if(model.params.begin(), model.params.end(),
                                 [&](const ParamInfo& p) { return p.doc.key == key; });
    return static_cast<std::size_t>(at - model.params.begin());
}

}  // namespace yihe

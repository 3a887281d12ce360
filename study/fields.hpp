// The keys of one map of a study file, read strictly: what is not understood becomes a problem.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/yaml.hpp"
#include "sim/schema/doc.hpp"

namespace yihe::study {

class Fields {
public:
    /// `node` is reported as a problem when it is no map. `form` shows how one is written.
    Fields(const YamlDocument& document, const YamlNode& node, std::string name, Message form,
           Problems& problems);

    bool is_map() const { return node_.is_map(); }
    const YamlNode* find(std::string_view key) const { return node_.find(key); }

    /// Reports every other key, with what was probably meant.
    void allow(std::initializer_list<std::string_view> keys);
    /// Reports when none is there.
    const YamlNode* need(std::string_view key);

    std::optional<double> number(std::string_view key, Range range);
    std::optional<double> whole(std::string_view key, Range range);
    std::optional<bool> flag(std::string_view key);
    /// Nothing after a problem, or when the key is absent.
    std::optional<std::string> text(std::string_view key);
    /// One of the words; `words` live long.
    std::optional<std::string> word(std::string_view key,
                                    std::initializer_list<std::string_view> words);

    void report(const YamlNode& at, Message what, std::string suggestion = {});

private:
    std::optional<double> numeric(std::string_view key, Range range, bool whole);

    const YamlDocument& document_;
    const YamlNode& node_;
    std::string name_;
    Message form_;
    Problems& problems_;
};

/// `about: …`, or `about: {en: …, zh: …}`.
Message read_bilingual(const YamlDocument& document, const YamlNode& node, std::string_view name,
                       Problems& problems);

}  // namespace yihe::study

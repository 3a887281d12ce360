// Reads the entries of `design:`.
#pragma once

#include "study/study.hpp"

namespace yihe::study {

/// What the entries of a design share.
struct DesignContext {
    const YamlDocument& document;
    Study& study;         ///< factors are added as they are named
    const Scenario& base; ///< the study's own settings
    const YamlNode* over = nullptr;  ///< a design with which every entry is crossed
    /// Another scenario that an entry names, with the study's settings.
    std::function<Scenario(const YamlNode& file)> scenario;
    Problems& problems;
};

/// One entry, with a design, on settings of its own where it has `scenario` or `set`. `number`
/// counts entries from 1 and names an entry that has no name.
void read_block(DesignContext& context, const YamlNode& node, std::size_t number);

/// The whole study at the one point that its scenario is.
void add_single_point(DesignContext& context);

/// The number of the factor `name`, added when new; nothing after a problem.
std::optional<std::size_t> number_of_factor(Study& study, const Scenario& scenario,
                                            std::string_view name, const Place& place,
                                            Problems& problems);

}  // namespace yihe::study

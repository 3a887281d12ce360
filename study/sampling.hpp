// The designs that sample ranges: their options as a study writes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "analysis/designs/unit_design.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/yaml.hpp"

namespace yihe::study {

struct Sampling {
    std::string kind;
    std::uint64_t points = 1;  ///< or base points (saltelli), trajectories (morris)
    std::uint64_t seed = 1;
    std::uint32_t levels = 4;   ///< morris
    bool second_order = false;  ///< saltelli
    const YamlNode* factors = nullptr;

    /// What decides the points, ranges aside.
    std::string text() const;
    analysis::UnitDesign unit_design(std::size_t dimensions) const;
};

/// The options of `lhs`, `random`, `sobol`, `saltelli` or `morris`; `form` shows how they are
/// written.
std::optional<Sampling> read_sampling(std::string_view kind, const Message& form,
                                      const YamlDocument& document, const YamlNode& node,
                                      Problems& problems);

}  // namespace yihe::study

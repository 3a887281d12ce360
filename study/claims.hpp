// The claims that a study tests: for each a rule, written in the study before its first run.
#pragma once

#include <string>
#include <vector>

#include "analysis/decision/rule.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/yaml.hpp"

namespace yihe::study {

struct Study;

struct Claim {
    analysis::Rule rule;
    std::vector<std::string> designs;  ///< entries that hold its settings; empty: all others
    std::vector<std::string> kill_designs;  ///< aligned with rule.kills
};

/// What decides the verdicts, as text; words are left out.
std::string claims_text(const std::vector<Claim>& claims);

/// Reads `claims:`; metrics, factors and designs must be the study's.
std::vector<Claim> read_claims(const Study& study, const YamlDocument& document,
                               const YamlNode& node, Problems& problems);

}  // namespace yihe::study

// Verdicts on claims for a terminal, and as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "analysis/decision/decision.hpp"
#include "sim/core/text.hpp"

namespace yihe::app {

/// A verdict with its evidence.
std::string decision_text(const analysis::Rule& rule, const analysis::Decision& decision,
                          Lang lang);
nlohmann::ordered_json decision_json(const analysis::Rule& rule,
                                     const analysis::Decision& decision);

}  // namespace yihe::app

// The analyses of a study as tables for a terminal, and as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "analysis/decision/decision.hpp"
#include "analysis/response/response.hpp"
#include "sim/core/text.hpp"

namespace yihe::app {

/// What every table of one call shares.
struct AnalysisView {
    std::string metric, factor;
    double effect = 0.05;  ///< smallest of interest
    Lang lang = Lang::en;
};

using Settings = std::vector<analysis::Setting>;

/// Each level against the first one, paired by replicate.
std::string compare_text(const AnalysisView& view, const Settings& settings);
nlohmann::ordered_json compare_json(const AnalysisView& view, const Settings& settings);

/// The curve, its rise, fall and optimum, the two-lines test, the comparison of shapes.
std::string response_text(const AnalysisView& view, const Settings& settings);
nlohmann::ordered_json response_json(const AnalysisView& view, const Settings& settings);

}  // namespace yihe::app

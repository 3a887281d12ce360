// From a study's database to what the analyses see: for each combination of all other factors, the
// replicates of one metric at each level of one factor.
#pragma once

#include <string>
#include <vector>

#include "analysis/decision/rule.hpp"
#include "study/database.hpp"
#include "study/study.hpp"

namespace yihe::study {

struct ResponseQuery {
    std::string metric;
    std::string factor;  ///< or "design": entries are the levels, at equal values of what they vary
    std::string table = "finals";  ///< or "last_week"
    std::vector<std::string> designs;  ///< entries; empty: all
    std::vector<std::pair<std::string, Value>> where;  ///< factors at these values only
};

/// In the order of the points. Levels that a setting lacks are absent; replicates that a level
/// lacks are NaN. Throws UserError(Exit::invalid) for names that the study does not have.
std::vector<analysis::Setting> responses(const Study& study, Database& db,
                                         const ResponseQuery& query);

/// The settings of a claim, its kill runs among them. Throws UserError(Exit::invalid) where one has
/// too few levels for the claim's pattern.
std::vector<analysis::Setting> settings_of(const Study& study, Database& db, const Claim& claim,
                                           const std::string& table);

}  // namespace yihe::study

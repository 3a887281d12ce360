// What a claim asks for that the study's points cannot answer, found before the first run.
#pragma once

#include "sim/scenario/problems.hpp"
#include "sim/scenario/yaml.hpp"
#include "study/study.hpp"

namespace yihe::study {

/// `node` is the list of the claims, all of which were read.
void check_claims(const Study& study, const YamlDocument& document, const YamlNode& node,
                  Problems& problems);

}  // namespace yihe::study

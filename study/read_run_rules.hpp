// Reads how the runs of a study are run: replicates, stop rules, what is kept, limits.
#pragma once

#include "study/fields.hpp"
#include "study/study.hpp"

namespace yihe::study {

/// From the top level of the file. `base`: the study's own settings of its scenario.
void read_run_rules(Study& study, const Scenario& base, const YamlDocument& document, Fields& top,
                    Problems& problems);

}  // namespace yihe::study

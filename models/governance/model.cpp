#include "models/governance/model.hpp"

#include "models/governance/schedule.hpp"
#include "sim/run/model.hpp"

namespace yihe::governance {

ModelEntry model() { return make_entry<Governance>(); }

}  // namespace yihe::governance

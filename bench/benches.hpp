// The benches of `yihe bench`; each is one function in a file of its name.
#pragma once

#include "app/commands.hpp"

namespace yihe::bench {

app::CommandSpec participation_spec();
app::CommandSpec graph_spec();
app::CommandSpec governance_spec();
app::CommandSpec determinism_spec();

}  // namespace yihe::bench

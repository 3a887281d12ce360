// --shard: which part of a study to run.
#pragma once

#include "app/arguments.hpp"
#include "study/work.hpp"

namespace yihe::app {

/// "3/12", or "auto": by the rank that a launcher gave. Throws UserError(Exit::invalid).
study::Shard shard_of(const Arguments& arguments);

}  // namespace yihe::app

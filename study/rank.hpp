// Which part of a study this process is to run, as the launcher that started it says: Slurm's srun
// and job arrays, Open MPI's mpirun, and launchers that speak PMI.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "study/work.hpp"

namespace yihe::study {

/// The value of an environment variable, or nothing.
using Environment = std::function<std::optional<std::string>(const char* name)>;

Environment this_environment();

/// The rank, from 0, and the number of ranks become part rank + 1 of so many; several tasks within
/// each element of a job array count on from element to element. Throws UserError(Exit::invalid)
/// where no launcher has set its variables, or they contradict each other.
Shard shard_from_rank(const Environment& environment);

}  // namespace yihe::study

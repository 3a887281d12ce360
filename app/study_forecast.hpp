// What a sweep would do: runs, and why; time, memory, disk.
#pragma once

#include "app/console.hpp"
#include "study/sweep.hpp"

namespace yihe::app {

/// Measures a few weeks of a few runs to estimate the time; writes nothing.
void forecast(const study::Study& study, const study::StudyFolder& folder,
              const study::SweepOptions& options, Console& console);

}  // namespace yihe::app

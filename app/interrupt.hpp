// Ctrl-C and SIGTERM as a request to stop at the end of a week; a second one ends at once.
#pragma once

#include <atomic>

namespace yihe::app {

/// Set by the signals, from the first call on.
const std::atomic<bool>& stop_requested();

}  // namespace yihe::app

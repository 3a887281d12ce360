#include "app/interrupt.hpp"

#include <csignal>

namespace yihe::app {

namespace {

std::atomic<bool> requested{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may set it");

void request(int) { requested = true; }

void catch_once(int signal_number) {
    struct sigaction action{};
    action.sa_handler = request;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigaction(signal_number, &action, nullptr);
}

}  // namespace

const std::atomic<bool>& stop_requested() {
    static const bool installed = [] {
        catch_once(SIGINT);
        catch_once(SIGTERM);
        return true;
    }();
    static_cast<void>(installed);
    return requested;
}

}  // namespace yihe::app

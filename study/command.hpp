// Runs another program and gathers what it says; no shell stands between.
#pragma once

#include <string>
#include <vector>

namespace yihe::study {

struct CommandResult {
    bool found = true;  ///< false: there is no such program
    int exit = 0;  ///< 128 + the signal's number when one ended it
    std::string out, err;
};

/// `words`: the program, looked for along PATH, and its arguments. Its standard input is empty.
/// Throws UserError(Exit::storage) where no process can be started.
CommandResult run_command(const std::vector<std::string>& words);

}  // namespace yihe::study

// The list of commands; each is one function in a file of its name.
#pragma once

#include <span>
#include <string>

#include "app/arguments.hpp"
#include "app/console.hpp"

namespace yihe::app {

std::span<const CommandSpec> commands();
const CommandSpec* find_command(std::string_view name);

CommandSpec run_spec();
CommandSpec sweep_spec();
CommandSpec status_spec();
CommandSpec replay_spec();
CommandSpec verify_spec();
CommandSpec export_spec();
CommandSpec analyze_spec();
CommandSpec check_spec();
CommandSpec network_spec();
CommandSpec describe_spec();
CommandSpec explain_spec();
CommandSpec doctor_spec();
CommandSpec completion_spec();

/// Measures the engine; parses its own arguments, which stand after `bench`. Lives in bench/.
int bench_command(std::span<const std::string> args, Console& console);

}  // namespace yihe::app

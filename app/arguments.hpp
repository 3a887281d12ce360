// The command line as declared in tables: parsed, explained and completed from the same rows.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/text.hpp"

namespace yihe::app {

class Console;

struct OptionSpec {
    std::string_view name;   ///< "--set"
    std::string_view value;  ///< "KEY=VALUE"; empty: a flag
    Text help;
    bool repeatable = false;
};

struct PositionalSpec {
    std::string_view name;
    Text help;
    std::size_t min = 0, max = 0;
};

/// What the command line said; options by name with the dashes.
struct Arguments {
    std::vector<std::string> positionals;
    std::map<std::string, std::vector<std::string>, std::less<>> options;
    std::vector<std::string> original;  ///< as typed, the command's name first

    bool has(std::string_view option) const { return options.contains(option); }
    std::optional<std::string> value(std::string_view option) const;
    std::vector<std::string> values(std::string_view option) const;
    /// A whole number in [min, max]; throws UserError(Exit::invalid) at the option.
    std::optional<long long> whole(std::string_view option, long long min, long long max) const;
};

struct CommandSpec {
    std::string_view name;
    Text about;
    PositionalSpec positional;
    std::vector<OptionSpec> options;
    Text notes;
    bool parses_itself = false;  ///< gets the arguments as typed
    int (*run)(const Arguments&, Console&) = nullptr;
};

/// Options that every command has.
std::span<const OptionSpec> common_options();

/// Throws UserError(Exit::invalid) where both options are given.
void refuse_together(const Arguments& arguments, std::string_view one, std::string_view other);

/// Throws UserError(Exit::invalid).
Arguments parse_arguments(const CommandSpec& command, std::span<const std::string> args);

/// Usage, options and notes of one command.
std::string command_help(const CommandSpec& command, Lang lang);
/// The list of commands.
std::string program_help(std::span<const CommandSpec> commands, Lang lang);

/// An argument as a shell reads it back.
std::string shell_quoted(std::string_view argument);

}  // namespace yihe::app

// The yihe command: finds the command named, and turns every error into a message and an exit code.
#include <csignal>
#include <exception>
#include <filesystem>
#include <new>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "sim/core/build_info.hpp"
#include "sim/run/safe_file.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe::app {

namespace {

Lang parse_lang(const std::string& word) {
    if (word == "en") return Lang::en;
    if (word == "zh") return Lang::zh;
    throw UserError(
        Exit::invalid,
        {{.key = "--lang",
          .value = word,
          .what = say("there is no language \"{0}\"", "没有语言“{0}”", {printable(word)}),
          .legal = {"en or zh", "en 或 zh"}}});
}

/// --lang and --json count for error messages too, hence before everything else is understood.
void look_ahead(std::span<const std::string> args, Console& console) {
    for (std::size_t i = 0; i < args.size() && args[i] != "--"; ++i) {
        if (args[i] == "--json") console.json = true;
        if (args[i] == "--quiet") console.quiet = true;
    }
    for (std::size_t i = 0; i < args.size() && args[i] != "--"; ++i) {
        if (args[i] == "--lang" && i + 1 < args.size()) console.lang = parse_lang(args[i + 1]);
        if (args[i].starts_with("--lang=")) console.lang = parse_lang(args[i].substr(7));
    }
}

int run_command(const CommandSpec& command, std::span<const std::string> args, Console& console) {
    if (command.parses_itself) {
        Arguments plain;
        plain.original.emplace_back(command.name);
        plain.original.insert(plain.original.end(), args.begin(), args.end());
        return command.run(plain, console);
    }
    const Arguments arguments = parse_arguments(command, args);
    if (arguments.has("--help")) {
        console.out(command_help(command, console.lang));
        return 0;
    }
    return command.run(arguments, console);
}

int dispatch(std::span<const std::string> args, Console& console) {
    std::size_t at = 0;
    while (at < args.size() && args[at].starts_with("--lang")) at += args[at] == "--lang" ? 2 : 1;
    if (at >= args.size()) {
        console.err(program_help(commands(), console.lang));
        return static_cast<int>(Exit::invalid);
    }
    const std::string& name = args[at];
    if (name == "--version") {
        console.out("yihe " + std::string(build_info().version) + "\n");
        return 0;
    }
    if (name == "--help" || name == "-h" || name == "help") {
        const CommandSpec* command = at + 1 < args.size() ? find_command(args[at + 1]) : nullptr;
        console.out(command ? command_help(*command, console.lang)
                            : program_help(commands(), console.lang));
        return 0;
    }
    if (const CommandSpec* command = find_command(name))
        return run_command(*command, args.subspan(at + 1), console);
    std::vector<std::string_view> names;
    for (const CommandSpec& command : commands()) names.push_back(command.name);
    throw UserError(Exit::invalid,
                    {{.what = say("there is no command \"{0}\"; yihe --help lists them",
                                  "没有命令“{0}”；yihe --help 列出全部命令", {printable(name)}),
                      .suggestion = suggest_word(name, names)}});
}

int guarded(std::span<const std::string> args, Console& console) {
    try {
        look_ahead(args, console);
        return dispatch(args, console);
    } catch (const UserError& error) {
        console.report(error);
        return static_cast<int>(error.exit());
    } catch (const std::filesystem::filesystem_error& error) {
        console.report(UserError(Exit::storage, say("cannot use {0}: {1}", "无法使用 {0}：{1}",
                                                    {printable(error.path1().string()),
                                                     system_reason(error.code().value())})));
        return static_cast<int>(Exit::storage);
    } catch (const std::bad_alloc&) {
        console.say({"the memory of this machine is used up", "本机内存已用尽"});
        return static_cast<int>(Exit::refused);
    } catch (const std::exception& error) {
        console.say(
            say("internal error, please report it: {0}", "内部错误，请报告：{0}", {error.what()}));
        return static_cast<int>(Exit::some_failed);
    }
}

}  // namespace

}  // namespace yihe::app

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    yihe::app::Console console;
    const std::vector<std::string> args(argv + (argc > 0 ? 1 : 0), argv + argc);
    const int status = yihe::app::guarded(args, console);
    if (!console.flush() && status == 0) return static_cast<int>(yihe::Exit::storage);
    return status;
}

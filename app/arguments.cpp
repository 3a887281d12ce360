// The only door to CLI11, which splits the command line; the words about it are ours.
#include "app/arguments.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>

#include "sim/core/error.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/scalar.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe::app {

std::optional<std::string> Arguments::value(std::string_view option) const {
    const auto at = options.find(option);
    if (at == options.end() || at->second.empty()) return std::nullopt;
    return at->second.back();
}

std::vector<std::string> Arguments::values(std::string_view option) const {
    const auto at = options.find(option);
    return at == options.end() ? std::vector<std::string>{} : at->second;
}

std::optional<long long> Arguments::whole(std::string_view option, long long min,
                                          long long max) const {
    const auto text = value(option);
    if (!text) return std::nullopt;
    const auto x = parse_integer(*text);
    if (x && *x >= static_cast<double>(min) && *x <= static_cast<double>(max))
        return static_cast<long long>(*x);
    const auto low = std::to_string(min), high = std::to_string(max);
    throw UserError(
        Exit::invalid,
        {{.key = std::string(option),
          .value = *text,
          .what = x ? say("{0} = {1} is out of range", "{0} = {1} 超出范围", {option, *text})
                    : say("{0} is a whole number, not \"{1}\"", "{0} 应为整数，而不是“{1}”",
                          {option, printable(*text)}),
          .legal = say("{0} to {1}", "{0} 到 {1}", {low, high})}});
}

std::span<const OptionSpec> common_options() {
    static const std::array<OptionSpec, 4> options{{
        {"--json", "", {"print one JSON object", "以一个 JSON 对象输出"}},
        {"--lang",
         "en|zh",
         {"language of everything; otherwise the locale's", "所用语言；默认随系统区域设置"}},
        {"--quiet", "", {"no progress and no remarks", "不显示进度与说明"}},
        {"--help", "", {"this text", "显示本说明"}},
    }};
    return options;
}

namespace {

[[noreturn]] void refuse(Message what, std::string_view key = {}, std::string suggestion = {}) {
    throw UserError(
        Exit::invalid,
        {{.key = std::string(key), .what = std::move(what), .suggestion = std::move(suggestion)}});
}

/// What an option means by an empty value, nobody knows.
void refuse_empty(const OptionSpec& option, const std::vector<std::string>& given) {
    for (const std::string& value : given)
        if (value.empty())
            refuse(say("{0} needs a value", "{0} 需要一个值", {option.name}), option.name);
}

void refuse_value(const OptionSpec& flag, std::span<const std::string> args) {
    for (const std::string& word : args) {
        if (word == "--") return;
        if (word.starts_with(std::string(flag.name) + "="))
            refuse(say("{0} takes no value", "{0} 不带值", {flag.name}), flag.name);
    }
}

template <class F>
void for_options(const CommandSpec& command, F&& f) {
    for (const OptionSpec& option : command.options) f(option);
    for (const OptionSpec& option : common_options()) f(option);
}

[[noreturn]] void refuse_unknown(const CommandSpec& command, const std::string& typed) {
    std::vector<std::string_view> names;
    for_options(command, [&](const OptionSpec& option) { names.push_back(option.name); });
    const std::string name = typed.substr(0, typed.find('='));
    refuse(
        say("yihe {0} has no option {1}", "yihe {0} 没有选项 {1}", {command.name, printable(name)}),
        {}, suggest_word(name, names));
}

/// CLI11's messages begin with the option's name.
[[noreturn]] void refuse_parse(const CLI::ParseError& error) {
    const std::string text = error.what();
    const std::string option = text.substr(0, text.find_first_of(": "));
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr)
        refuse(say("{0} needs a value", "{0} 需要一个值", {option}), option);
    refuse(say("cannot understand the command line: {0}", "无法理解命令行：{0}", {text}));
}

void check_positionals(const CommandSpec& command, const Arguments& arguments) {
    const PositionalSpec& spec = command.positional;
    const std::size_t n = arguments.positionals.size();
    if (n < spec.min)
        refuse(say("yihe {0} needs {1}; see yihe {0} --help",
                   "yihe {0} 缺少 {1}；见 yihe {0} --help", {command.name, spec.name}));
    if (n > spec.max)
        refuse(say("too many arguments: {0}", "参数过多：{0}",
                   {printable(arguments.positionals[spec.max])}));
}

}  // namespace

void refuse_together(const Arguments& arguments, std::string_view one, std::string_view other) {
    if (arguments.has(one) && arguments.has(other))
        refuse(say("{0} and {1} do not go together", "{0} 与 {1} 不能同时使用", {one, other}));
}

Arguments parse_arguments(const CommandSpec& command, std::span<const std::string> args) {
    Arguments result;
    result.original.emplace_back(command.name);
    result.original.insert(result.original.end(), args.begin(), args.end());

    CLI::App parser;
    parser.set_help_flag();
    parser.allow_extras();
    std::map<std::string, std::vector<std::string>> values;
    std::map<std::string, bool> flags;
    for_options(command, [&](const OptionSpec& option) {
        const std::string name(option.name);
        if (option.value.empty()) refuse_value(option, args);
        if (option.value.empty())
            parser.add_flag(name == "--help" ? "-h,--help" : name, flags[name]);
        else parser.add_option(name, values[name])->allow_extra_args(false);
    });
    try {
        parser.parse(std::vector<std::string>(args.rbegin(), args.rend()));
    } catch (const CLI::ParseError& error) {
        refuse_parse(error);
    }
    bool only_positionals = false;
    for (const std::string& rest : parser.remaining()) {
        if (rest == "--") only_positionals = true;
        else if (!only_positionals && rest.size() > 1 && rest[0] == '-')
            refuse_unknown(command, rest);
        else result.positionals.push_back(rest);
    }
    for (const auto& [name, set] : flags)
        if (set) result.options[name] = {};
    for_options(command, [&](const OptionSpec& option) {
        const auto& given = values[std::string(option.name)];
        if (given.size() > 1 && !option.repeatable)
            refuse(say("{0} is given {1} times", "{0} 给出了 {1} 次",
                       {option.name, std::to_string(given.size())}),
                   option.name);
        refuse_empty(option, given);
        if (!given.empty()) result.options[std::string(option.name)] = given;
    });
    if (!result.has("--help")) check_positionals(command, result);
    return result;
}

std::string shell_quoted(std::string_view argument) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,+@%";
    if (!argument.empty() && argument.find_first_not_of(plain) == std::string_view::npos)
        return std::string(argument);
    std::string quoted = "'";
    for (const char c : argument) {
        if (c == '\'') quoted += "'\\''";
        else quoted += c;
    }
    return quoted + "'";
}

}  // namespace yihe::app

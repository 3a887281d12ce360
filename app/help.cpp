// Usage texts, from the tables of commands and options.
#include "app/arguments.hpp"
#include "app/table.hpp"
#include "sim/scenario/problems.hpp"

namespace yihe::app {

namespace {

std::string usage(const CommandSpec& command, Lang lang) {
    std::string line = lang == Lang::zh ? "用法：yihe " : "usage: yihe ";
    line += command.name;
    const PositionalSpec& positional = command.positional;
    if (positional.max > 0) {
        const std::string name = std::string(positional.name) + (positional.max > 1 ? "…" : "");
        line += positional.min > 0 ? " " + name : " [" + name + "]";
    }
    return line + (lang == Lang::zh ? " [选项]\n" : " [options]\n");
}

std::string paragraph(std::string_view text) {
    return text.empty() ? "" : "\n" + std::string(text) + "\n";
}

}  // namespace

std::string command_help(const CommandSpec& command, Lang lang) {
    std::string text = usage(command, lang) + paragraph(command.about.in(lang)) + "\n";
    std::vector<std::vector<std::string>> rows;
    if (command.positional.max > 0)
        rows.push_back(
            {std::string(command.positional.name), std::string(command.positional.help.in(lang))});
    auto add = [&](const OptionSpec& option) {
        std::string name(option.name);
        if (!option.value.empty()) name += " " + std::string(option.value);
        rows.push_back({name, std::string(option.help.in(lang))});
    };
    for (const OptionSpec& option : command.options) add(option);
    for (const OptionSpec& option : common_options()) add(option);
    return text + aligned(rows) + paragraph(command.notes.in(lang));
}

std::string program_help(std::span<const CommandSpec> commands, Lang lang) {
    std::string text = lang == Lang::zh
                           ? "一核（Yihe）：模拟“一核多元”社区治理\n\n用法：yihe 命令 [选项]\n\n"
                           : "Yihe: simulates community governance by one core and many actors\n\n"
                             "usage: yihe COMMAND [options]\n\n";
    std::vector<std::vector<std::string>> rows;
    for (const CommandSpec& command : commands)
        rows.push_back({std::string(command.name), std::string(command.about.in(lang))});
    text += aligned(rows);
    text += paragraph(lang == Lang::zh
                          ? "yihe 命令 --help 说明该命令；yihe --version 显示版本。\n"
                            "退出码：0 成功 · 1 部分失败 · 2 输入有误 · 3 已中断，可续跑 · 4 "
                            "容纳不下 · 5 存储错误 · 6 核对不符"
                          : "yihe COMMAND --help explains it; yihe --version names the version.\n"
                            "Exit codes: 0 ok, 1 some runs failed, 2 invalid input, 3 interrupted "
                            "and resumable,\n"
                            "4 refused: does not fit, 5 storage error, 6 verification mismatch");
    return text;
}

}  // namespace yihe::app

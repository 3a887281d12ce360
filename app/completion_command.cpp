// yihe completion SHELL: a script that completes commands, options, models and keys.
#include <nlohmann/json.hpp>
#include <set>

#include "app/commands.hpp"
#include "models/registry.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe::app {

namespace {

std::string words(const std::set<std::string_view>& names) {
    std::string text;
    for (const std::string_view name : names) text += (text.empty() ? "" : " ") + std::string(name);
    return text;
}

std::string options_of(const CommandSpec& command) {
    std::string text;
    for (const OptionSpec& option : command.options) text += std::string(option.name) + " ";
    for (const OptionSpec& option : common_options()) text += std::string(option.name) + " ";
    text.pop_back();
    return text;
}

std::string command_names() {
    std::string text;
    for (const CommandSpec& command : commands())
        text += (text.empty() ? "" : " ") + std::string(command.name);
    return text;
}

std::string parameter_keys() {
    std::set<std::string_view> keys;
    for (const ModelEntry& entry : models::all())
        for (const ParamInfo& p : entry.info.params) keys.insert(p.doc.key);
    return words(keys);
}

std::string all_keys() {
    std::set<std::string_view> keys;
    for (const ModelEntry& entry : models::all()) {
        for (const ParamInfo& p : entry.info.params) keys.insert(p.doc.key);
        for (const MetricInfo& m : entry.info.metrics) keys.insert(m.doc.key);
    }
    return words(keys);
}

std::string model_names() {
    std::set<std::string_view> names;
    for (const ModelEntry& entry : models::all()) names.insert(entry.info.name);
    return words(names);
}

/// What stands where a command takes an argument, as a word list, or "" for files.
std::string arguments_of(const CommandSpec& command) {
    if (command.name == "explain") return all_keys();
    if (command.name == "describe") return model_names();
    if (command.name == "completion") return "bash zsh";
    return {};
}

std::string bash_script() {
    std::string text =
        "# yihe completion for bash: source <(yihe completion bash)\n"
        "_yihe() {\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
        "    COMPREPLY=()\n"
        "    if ((COMP_CWORD == 1)); then\n"
        "        COMPREPLY=($(compgen -W \"" +
        command_names() +
        "\" -- \"$word\"))\n"
        "        return\n"
        "    fi\n"
        "    case $before in\n"
        "        --set) compopt -o nospace; COMPREPLY=($(compgen -S = -W \"" +
        parameter_keys() +
        "\" -- \"$word\")); return ;;\n"
        "        --lang) COMPREPLY=($(compgen -W \"en zh\" -- \"$word\")); return ;;\n"
        "        --out) COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n"
        "    esac\n"
        "    case ${COMP_WORDS[1]} in\n";
    for (const CommandSpec& command : commands()) {
        const std::string arguments = arguments_of(command);
        text += "        " + std::string(command.name) +
                ")\n"
                "            if [[ $word == -* ]]; then COMPREPLY=($(compgen -W \"" +
                options_of(command) +
                "\" -- \"$word\"))\n"
                "            else COMPREPLY=($(compgen " +
                (arguments.empty() ? "-f" : "-W \"" + arguments + "\"") +
                " -- \"$word\")); fi ;;\n";
    }
    return text + "    esac\n}\ncomplete -o filenames -F _yihe yihe ./yihe\n";
}

std::string zsh_script() {
    std::string text =
        "#compdef yihe\n"
        "# yihe completion for zsh: source <(yihe completion zsh)\n"
        "_yihe() {\n"
        "    if ((CURRENT == 2)); then compadd -- " +
        command_names() +
        "; return; fi\n"
        "    case $words[CURRENT-1] in\n"
        "        --set) compadd -S = -- " +
        parameter_keys() +
        "; return ;;\n"
        "        --lang) compadd -- en zh; return ;;\n"
        "        --out) _files -/; return ;;\n"
        "    esac\n"
        "    case $words[2] in\n";
    for (const CommandSpec& command : commands()) {
        const std::string arguments = arguments_of(command);
        text += "        " + std::string(command.name) +
                ")\n"
                "            if [[ $words[CURRENT] == -* ]]; then compadd -- " +
                options_of(command) +
                "\n"
                "            else " +
                (arguments.empty() ? "_files" : "compadd -- " + arguments) + "; fi ;;\n";
    }
    return text + "    esac\n}\ncompdef _yihe yihe\n";
}

int completion_command(const Arguments& arguments, Console& console) {
    const std::string& shell = arguments.positionals[0];
    if (shell != "bash" && shell != "zsh")
        throw UserError(
            Exit::invalid,
            {{.value = shell,
              .what = say("no completion for \"{0}\"", "不支持 {0} 的补全", {printable(shell)}),
              .legal = {"bash or zsh", "bash 或 zsh"},
              .suggestion = suggest_word(shell, std::vector<std::string_view>{"bash", "zsh"})}});
    const std::string script = shell == "bash" ? bash_script() : zsh_script();
    if (console.json)
        console.out(nlohmann::json{{"shell", shell}, {"script", script}}.dump() + "\n");
    else console.out(script);
    return 0;
}

}  // namespace

CommandSpec completion_spec() {
    return {
        .name = "completion",
        .about = {"a script with which a shell completes yihe", "供 shell 自动补全 yihe 的脚本"},
        .positional = {"SHELL", {"bash or zsh", "bash 或 zsh"}, 1, 1},
        .options = {},
        .notes = {"bash: source <(yihe completion bash)", "bash：source <(yihe completion bash)"},
        .run = &completion_command,
    };
}

}  // namespace yihe::app

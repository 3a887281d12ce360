#include "app/scenario_arguments.hpp"

#include "models/registry.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/unicode.hpp"
#include "study/study.hpp"

namespace yihe::app {

OptionSpec set_option() {
    return {"--set", "KEY=VALUE", {"one parameter; may be repeated", "设置一个参数；可重复"}, true};
}

std::vector<Override> overrides_of(const Arguments& arguments) {
    std::vector<Override> overrides;
    for (const std::string& text : arguments.values("--set")) {
        const std::size_t at = text.find('=');
        if (at == std::string::npos)
            throw UserError(Exit::invalid,
                            {{.key = "--set",
                              .value = text,
                              .what = say("--set needs KEY=VALUE, not \"{0}\"",
                                          "--set 的形式为 键=值，而不是“{0}”", {printable(text)}),
                              .legal = {"e.g. --set run.weeks=52", "例如 --set run.weeks=52"}}});
        overrides.push_back({text.substr(0, at), text.substr(at + 1)});
    }
    if (const auto seed = arguments.value("--seed")) overrides.push_back({"run.seed", *seed});
    return overrides;
}

Scenario scenario_of(const Arguments& arguments) {
    const std::string& file = arguments.positionals[0];
    if (study::is_study(file))
        throw UserError(Exit::invalid,
                        {{.place = {.file = file},
                          .what = say("this is a study, not a scenario", "这是研究，不是情景"),
                          .legal = say("yihe sweep {0} --out DIR", "yihe sweep {0} --out 文件夹",
                                       {shell_quoted(file)})}});
    return load_scenario(file, models::for_scenarios(), overrides_of(arguments));
}

}  // namespace yihe::app

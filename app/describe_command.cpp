// yihe describe [MODEL]: parameters, metrics, phases; as Markdown, JSON or a JSON Schema.
#include "app/commands.hpp"
#include "app/description.hpp"
#include "models/registry.hpp"
#include "sim/scenario/json_schema.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe::app {

namespace {

const ModelInfo& model_named(const std::string& name) {
    if (const ModelEntry* entry = models::find(name)) return entry->info;
    const Models known = models::for_scenarios();
    std::string list;
    for (const std::string_view each : known.names)
        list += (list.empty() ? "" : ", ") + std::string(each);
    throw UserError(
        Exit::invalid,
        {{.value = name,
          .what = say("there is no model \"{0}\"", "没有名为“{0}”的模型", {printable(name)}),
          .legal = say("one of: {0}", "可选：{0}", {list}),
          .suggestion = suggest_word(name, known.names)}});
}

int describe_command(const Arguments& arguments, Console& console) {
    if (arguments.positionals.empty()) {
        if (arguments.has("--schema"))
            throw UserError(Exit::invalid,
                            say("--schema needs a model: yihe describe MODEL --schema",
                                "--schema 需要指定模型：yihe describe 模型 --schema"));
        console.out(console.json ? models_json(models::all())
                                 : models_markdown(models::all(), console.lang));
        return 0;
    }
    const ModelInfo& model = model_named(arguments.positionals[0]);
    if (arguments.has("--schema")) console.out(json_schema(model));
    else console.out(console.json ? model_json(model) : model_markdown(model, console.lang));
    return 0;
}

}  // namespace

CommandSpec describe_spec() {
    return {
        .name = "describe",
        .about = {"what a model has: parameters, metrics, phases", "说明模型的参数、指标与阶段"},
        .positional = {"MODEL",
                       {"a model; without one, all are listed", "模型；省略则列出全部"},
                       0,
                       1},
        .options = {{"--schema",
                     "",
                     {"a JSON Schema of its scenarios, for editors",
                      "其情景文件的 JSON Schema，供编辑器使用"}}},
        .notes = {},
        .run = &describe_command,
    };
}

}  // namespace yihe::app

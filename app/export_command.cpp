// yihe export DIR TABLE: a table of a study's results as CSV on stdout.
#include "app/commands.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/suggest.hpp"
#include "study/csv.hpp"

namespace yihe::app {

namespace {

std::vector<std::string> tables_of(study::Database& db) {
    std::vector<std::string> names;
    auto rows =
        db.prepare("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name");
    while (rows.step()) names.push_back(rows.text(0));
    return names;
}

int export_command(const Arguments& arguments, Console& console) {
    const auto file = std::filesystem::path(arguments.positionals[0]) / "results.sqlite";
    if (!std::filesystem::exists(file))
        throw UserError(
            Exit::invalid,
            say("{0} holds no merged results: there is no results.sqlite",
                "{0} 中没有合并后的结果：缺少 results.sqlite", {arguments.positionals[0]}));
    study::Database db(file, study::Database::Mode::read);
    const auto names = tables_of(db);
    const std::string table =
        arguments.positionals.size() > 1 ? arguments.positionals[1] : "results";
    if (std::find(names.begin(), names.end(), table) == names.end()) {
        std::string list;
        for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
        throw UserError(Exit::invalid,
                        {{.key = "TABLE",
                          .value = table,
                          .what = say("there is no table \"{0}\"", "没有表“{0}”", {table}),
                          .legal = say("one of: {0}", "可选：{0}", {list}),
                          .suggestion = suggest_word(
                              table, std::vector<std::string_view>(names.begin(), names.end()))}});
    }
    std::size_t pending = 0;
    study::export_csv(db, table, [&](std::string_view text) {
        console.out(text);
        pending += text.size();
        if (pending > (std::size_t{1} << 20)) console.flush(), pending = 0;
    });
    return 0;
}

}  // namespace

CommandSpec export_spec() {
    return {
        .name = "export",
        .about = {"print a table of a study's results as CSV", "以 CSV 输出研究结果中的一张表"},
        .positional = {"DIR [TABLE]",
                       {"the folder of a study; a table or view, results when none is named",
                        "研究结果文件夹；表或视图名称，默认为 results"},
                       1,
                       2},
        .options = {},
        .notes = {},
        .run = &export_command,
    };
}

}  // namespace yihe::app

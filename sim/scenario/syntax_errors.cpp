// One row per message of the library that a text can cause.
#include "sim/scenario/syntax_errors.hpp"

#include <array>

#include "sim/scenario/problems.hpp"

namespace yihe {
namespace {

struct Row {
    std::string_view library;  ///< how its message begins
    Text what;
    Text legal;
};

constexpr std::array<Row, 19> rows{{
    {"end of map not found",
     {"this does not belong to what comes before it", "此处不属于前面的内容"},
     {"one key per line, aligned with the keys of its section", "一行一个键，并与同一节的键对齐"}},
    {"end of map flow not found",
     {"a comma or } is missing here", "此处缺少逗号或 }"},
     {"{key: value, key: value}", "{key: value, key: value}"}},
    {"end of sequence not found",
     {"this does not belong to the list before it", "此处不属于前面的列表"},
     {"begin each entry with \"- \" in the same column", "每一项以“- ”开头并左对齐"}},
    {"end of sequence flow not found",
     {"a comma or ] is missing here", "此处缺少逗号或 ]"},
     {"[a, b]", "[a, b]"}},
    {"illegal map value",
     {"a \": \" stands where no key can be", "此处不能出现“: ”"},
     {"one key per line; quote a text that holds \": \"", "一行一个键；含“: ”的文本请加引号"}},
    {"illegal map key",
     {"a key cannot stand here", "此处不能出现键"},
     {"one key per line", "一行一个键"}},
    {"illegal block entry",
     {"a list entry cannot stand here", "此处不能出现列表项"},
     {"begin the list on a line of its own", "列表请另起一行"}},
    {"illegal flow end",
     {"a closing bracket without its opening one", "有闭括号而没有开括号"},
     {"remove it, or quote the text", "请删除，或给文本加引号"}},
    {"illegal EOF in scalar", {"this quote is never closed", "此引号没有闭合"}, {}},
    {"illegal document indicator", {"a document marker inside a text", "文本中有文档标记"}, {}},
    {"illegal character in scalar",
     {"a text cannot contain this character here", "文本此处不能有此字符"},
     {"put the text in quotes", "请给文本加引号"}},
    {"illegal tab",
     {"a tab in the indentation", "缩进中有制表符"},
     {"indent with spaces", "请用空格缩进"}},
    {"unknown token",
     {"a text cannot begin with this character", "文本不能以此字符开头"},
     {"put the text in quotes", "请给文本加引号"}},
    {"unknown escape character",
     {"an unknown escape in a text", "文本中有未知的转义"},
     {"write \\\\ for a backslash", "反斜杠请写成 \\\\"}},
    {"bad character found while scanning hex",
     {"a bad \\x or \\u escape", "错误的 \\x 或 \\u 转义"},
     {}},
    {"invalid unicode", {"an escape that is no character", "转义不是有效字符"}, {}},
    {"unexpected character in block scalar",
     {"only + - or a digit may follow | or >", "| 或 > 之后只能是 +、- 或一位数字"},
     {"put the text on the lines below, or in quotes", "文本请写在下面各行，或加引号"}},
    {"cannot set zero indentation",
     {"a block of text cannot have an indentation of 0", "文本块的缩进不能为 0"},
     {}},
    {"the referenced anchor",
     {"anchors and aliases are not used here", "此处不使用锚点和别名"},
     {"put the text in quotes, or write the value out", "请给文本加引号，或直接写出值"}},
}};

}  // namespace

SyntaxError explain_syntax_error(std::string_view library_message) {
    for (const auto& row : rows)
        if (library_message.starts_with(row.library))
            return {say(row.what.en, row.what.zh), say(row.legal.en, row.legal.zh)};
    for (const std::string_view word : {"anchor", "alias"})
        if (library_message.find(word) != library_message.npos)
            return {say("anchors and aliases are not used here", "此处不使用锚点和别名"), {}};
    if (library_message.find("tag") != library_message.npos)
        return {say("YAML tags are not used here", "此处不使用 YAML 标签"), {}};
    return {say("this is not YAML: {0}", "这不是 YAML：{0}", {library_message}), {}};
}

}  // namespace yihe

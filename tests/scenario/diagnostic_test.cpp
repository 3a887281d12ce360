// What people see: the caret stands under what is meant, whatever the width of the text before it.
#include "sim/scenario/diagnostic.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sim/scenario/unicode.hpp"
#include "tests/scenario/model.hpp"
#include "tests/scenario/project.hpp"

namespace yihe {
namespace {

Problem problem_at(std::string line, int column, int width = 1) {
    return {.place = {.file = "a.yaml",
                      .line = 12,
                      .column = column,
                      .source_line = std::move(line),
                      .caret_width = width},
            .what = {"something is wrong", "有误"}};
}

/// Terminal columns of the first '^' and of the underlining.
std::pair<int, int> caret_of(const std::string& text) {
    const auto at = text.find('^');
    const auto begin = text.rfind('\n', at) + 1;
    const auto last = text.rfind('^');
    return {display_width(std::string_view(text).substr(begin, at - begin)),
            static_cast<int>(last - at + 1)};
}

/// Terminal column at which `part` is shown.
int column_of(const std::string& text, std::string_view part) {
    const auto at = text.find(part, text.find('\n'));
    const auto begin = text.rfind('\n', at) + 1;
    return display_width(std::string_view(text).substr(begin, at - begin));
}

TEST(Diagnostic, SaysPlaceLineCaretRangeAndSuggestion) {
    auto problem = problem_at("leadership: {intesity: 0.2}", 14, 8);
    problem.legal = {"0 to 1", "0 至 1"};
    problem.suggestion = "leadership.intensity";
    EXPECT_EQ(diagnostic(problem),
              "a.yaml:12:14: error: something is wrong\n"
              " 12 | leadership: {intesity: 0.2}\n"
              "    |              ^^^^^^^^\n"
              "  legal: 0 to 1\n"
              "  did you mean `leadership.intensity`?\n");
    EXPECT_EQ(diagnostic(problem, {.lang = Lang::zh}),
              "a.yaml:12:14: 错误：有误\n"
              " 12 | leadership: {intesity: 0.2}\n"
              "    |              ^^^^^^^^\n"
              "  合法：0 至 1\n"
              "  是否想写 `leadership.intensity`？\n");
}

TEST(Diagnostic, CaretsStandUnderChineseText) {
    struct Row {
        std::string line;
        int column, width;
        std::string_view part;
        int columns;
    };
    for (const auto& [line, column, width, part, columns] : std::initializer_list<Row>{
             {"领导强度: 0.2", 1, 4, "领导强度", 8},
             {"领导强度: x0.2", 7, 4, "x0.2", 4},
             {"about: 适度领导，工作站分离 x", 19, 1, "x", 1},
             {"leadership：0.2", 11, 1, "：", 2},
             {"한국어 日本語 x", 9, 1, "x", 1},
             {"emoji 😀 x", 9, 1, "x", 1},
             {"e\xCC\x81\xCC\xA7 x", 5, 1, "x", 1},
             {"\xF0\xA0\x80\x80 x", 3, 1, "x", 1},
             {"ｆｕｌｌ x", 6, 1, "x", 1},
             {"\ttab x", 6, 1, "x", 1},
         }) {
        const auto text = diagnostic(problem_at(line, column, width));
        EXPECT_EQ(caret_of(text).first, column_of(text, part)) << text;
        EXPECT_EQ(caret_of(text).second, columns) << text;
    }
}

TEST(Diagnostic, RealProblemsPointAtTheirText) {
    const Project project;
    struct Row {
        std::string text;
        std::string_view part;
    };
    for (const auto& [text, part] : std::initializer_list<Row>{
             {"leadership: {intensity: 0.2} # 好\nleadership.style: 很高\n", "很高"},
             {"about: {en: a, zh: 适度领导, 法文: b}\n", "{en"},
             {"schedule: [{week: 3, set: {\"领导强度\": 0.3}}]\n", "\"领导强度\""},
             {"about: 甲乙丙\n职责漂移: 0.3\n", "职责漂移"},
             {"{about: 甲乙丙，丁, leadership.intensity: 3}\n", "3}"},
             {"about: '甲乙丙' 丁\n", "丁"},
         }) {
        try {
            parse_scenario(text, project.path("a.yaml"), test_models());
            ADD_FAILURE() << text;
        } catch (const UserError& error) {
            const auto shown = diagnostic(error.problems().front());
            EXPECT_EQ(caret_of(shown).first, column_of(shown, part)) << shown;
        }
    }
}

TEST(Diagnostic, CaretBeyondTheEndAndEmptyLines) {
    EXPECT_EQ(caret_of(diagnostic(problem_at("ab", 3))).first, 8);
    EXPECT_EQ(caret_of(diagnostic(problem_at("ab", 90, 40))).second, 1);
    EXPECT_EQ(diagnostic(problem_at("", 1)), "a.yaml:12:1: error: something is wrong\n");
    Problem whole{.place = {.file = "a.yaml"}, .what = {"no file", "没有文件"}};
    EXPECT_EQ(diagnostic(whole), "a.yaml: error: no file\n");
    whole.place.file.clear();
    EXPECT_EQ(diagnostic(whole), "error: no file\n");
}

TEST(Diagnostic, LongLinesAreCutAroundTheCaret) {
    std::string line;
    for (int i = 0; i < 3000; ++i) line += "领";
    line += "X";
    for (int i = 0; i < 3000; ++i) line += "导";
    const auto text = diagnostic(problem_at(line, 3001));
    EXPECT_LT(text.size(), 600u);
    EXPECT_EQ(caret_of(text).first, column_of(text, "X")) << text;
    const auto wide = diagnostic(problem_at(line, 1, 6001));
    EXPECT_LT(wide.size(), 600u);
    EXPECT_EQ(caret_of(wide).second, 60);
}

TEST(Diagnostic, NothingOfTheUserReachesTheTerminalRaw) {
    auto problem = problem_at("a\x1b[31m\xff\xe2\x80\xae\rb", 1);
    problem.place.file = "x\x1b]0;title\x07.yaml";
    problem.what = {"unknown \x1b[2J", "未知\x1b[2J"};
    problem.suggestion = "\x1b[0m";
    for (const auto lang : {Lang::en, Lang::zh}) {
        const auto text = diagnostic(problem, {.lang = lang});
        EXPECT_EQ(text.find_first_of("\x1b\x07\r\xff"), std::string::npos) << text;
        EXPECT_EQ(text.find("\xe2\x80\xae"), std::string::npos);
    }
}

TEST(Diagnostic, ColourOnlyOnRequest) {
    const auto problem = problem_at("abc", 2);
    EXPECT_EQ(diagnostic(problem).find('\x1b'), std::string::npos);
    std::string coloured = diagnostic(problem, {.colour = true});
    EXPECT_NE(coloured.find("\x1b["), std::string::npos);
    while (coloured.find('\x1b') != std::string::npos) {
        const auto at = coloured.find('\x1b');
        coloured.erase(at, coloured.find('m', at) - at + 1);
    }
    EXPECT_EQ(coloured, diagnostic(problem));
}

TEST(Diagnostic, Json) {
    auto problem = problem_at("ab\xff", 2, 2);
    problem.key = "leadership.intensity";
    problem.value = "x";
    problem.legal = {"0 to 1", "0 至 1"};
    problem.suggestion = "y";
    const std::vector<Problem> problems{problem, {.what = {"no \"file\"", "无"}}};
    const auto json = nlohmann::json::parse(diagnostics_json(problems));
    ASSERT_EQ(json.size(), 2u);
    EXPECT_EQ(json[0]["file"], "a.yaml");
    EXPECT_EQ(json[0]["line"], 12);
    EXPECT_EQ(json[0]["column"], 2);
    EXPECT_EQ(json[0]["width"], 2);
    EXPECT_EQ(json[0]["key"], "leadership.intensity");
    EXPECT_EQ(json[0]["value"], "x");
    EXPECT_EQ(json[0]["message"]["zh"], "有误");
    EXPECT_EQ(json[0]["legal"]["en"], "0 to 1");
    EXPECT_EQ(json[0]["suggestion"], "y");
    EXPECT_EQ(json[1]["message"]["en"], "no \"file\"");
    EXPECT_FALSE(json[1].contains("line"));
    EXPECT_FALSE(json[1].contains("suggestion"));
    EXPECT_EQ(nlohmann::json::parse(diagnostics_json({})).size(), 0u);
}

TEST(Unicode, DecodesOnlyWhatIsUtf8) {
    const auto valid = [](std::string_view text) { return decode(text, 0).valid; };
    EXPECT_EQ(decode(encode(0x1F600), 0).value, 0x1F600u);
    EXPECT_EQ(decode("领", 0).value, U'领');
    EXPECT_EQ(decode("😀", 0).value, U'😀');
    for (const std::string_view bad :
         {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\x80",
          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE4\xB8", "\xE4\x41\x41", "\xFF"})
        EXPECT_FALSE(valid(bad));
    for (char32_t c = 1; c < 0x110000; c += 37)
        ASSERT_EQ(decode(encode(c), 0).valid, c < 0xD800 || c > 0xDFFF) << static_cast<unsigned>(c);
}

TEST(Unicode, Widths) {
    EXPECT_EQ(display_width("ab领导，ｘ"), 2 + 4 + 2 + 2);
    EXPECT_EQ(display_width("e\xCC\x81"), 1);
    EXPECT_EQ(display_width("\xE2\x80\x8B"), 0);
    EXPECT_EQ(display_width("ﾊﾝｶｸ"), 4);
    EXPECT_EQ(display_width("“”…—"), 4);
}

}  // namespace
}  // namespace yihe

// The strict layer alone: its tree, and its limits on hostile input.
#include "sim/scenario/yaml.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>

#include "sim/scenario/scalar.hpp"
#include "tests/support/sanitized.hpp"

namespace yihe {
namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

using test::sanitized;

TEST(Yaml, BuildsATreeWithPlaces) {
    const auto document = parse_yaml("甲: {乙: [1, \"二\"]}\nkey:\n  - x\n  - 'y'\n", "a.yaml");
    const auto& root = document.root;
    ASSERT_TRUE(root.is_map());
    ASSERT_EQ(root.keys.size(), 2u);
    EXPECT_EQ(root.keys[0].text, "甲");
    const auto* inner = root.find("甲");
    ASSERT_NE(inner, nullptr);
    const auto* list = inner->find("乙");
    ASSERT_NE(list, nullptr);
    ASSERT_TRUE(list->is_list());
    EXPECT_FALSE(list->items[0].quoted);
    EXPECT_TRUE(list->items[1].quoted);
    EXPECT_EQ(list->items[1].text, "二");
    EXPECT_EQ(list->items[1].mark.line, 1u);
    EXPECT_EQ(list->items[1].mark.column, 12u);
    EXPECT_EQ(list->items[1].mark.width, 3u);
    const auto place = document.place(root.find("key")->items[1]);
    EXPECT_EQ(place.line, 4);
    EXPECT_EQ(place.column, 5);
    EXPECT_EQ(place.source_line, "  - 'y'");
    EXPECT_EQ(root.find("nothing"), nullptr);
}

std::string repeated(std::string_view unit, std::size_t size) {
    std::string out;
    out.reserve(size + unit.size());
    while (out.size() + unit.size() <= size) out += unit;
    return out;
}

std::vector<std::string> hostile_inputs() {
    std::vector<std::string> out;
    for (const std::string_view unit : {"[",
                                        "{",
                                        "- ",
                                        "? ",
                                        "a: ",
                                        "[a,",
                                        "{a: ",
                                        "'",
                                        "\"",
                                        "a",
                                        "a\n",
                                        "a: b\n",
                                        "- a\n",
                                        "#\n",
                                        "\n",
                                        " ",
                                        "a b ",
                                        "  a\n",
                                        "|\n",
                                        "!",
                                        "&a ",
                                        "*a ",
                                        "a: 'b'\n",
                                        "\"a\\n",
                                        "{a: b},",
                                        "{a: b},\n",
                                        "[]",
                                        "[],\n",
                                        "]",
                                        "---\n",
                                        "...\n",
                                        "a,\n",
                                        "[\n",
                                        "{\n",
                                        "a:\n",
                                        "k: >\n  folded\n",
                                        "? a\n: b\n",
                                        "\\",
                                        "``",
                                        "%",
                                        "@",
                                        "[a]: b\n",
                                        "'a':\n - b\n",
                                        "!<",
                                        "a: [1,2,3]\n",
                                        "x: \"\\u4e00\"\n",
                                        "长的字：\n",
                                        "领导",
                                        "，",
                                        "\t",
                                        "\t\n",
                                        "\r\n",
                                        "\xFF",
                                        "<<: *a\n",
                                        "- &a x\n",
                                        "- *a\n",
                                        ": ",
                                        ":",
                                        ",",
                                        "a: |\n b\n",
                                        "- - a\n",
                                        "{",
                                        "''",
                                        "'\n",
                                        "\"\n",
                                        "# ：\n"})
        for (const std::string_view prefix : {"", "k: [", "k: \"", "k:\n  - ", "k: |\n  "}) {
            out.push_back(std::string(prefix) + repeated(unit, 19000));
            if (prefix.empty()) out.push_back(repeated(unit, mebibyte - 100));
        }
    std::string distinct, wide = "k: {", deep, quotes = "k: [";
    while (quotes.size() < mebibyte - 300) quotes += "'" + std::string(40, ':') + "', a b,\n";
    for (const std::string_view word :
         {"a: b c d e f, g", "- {a: 'b', c: [d, e]}", "text of many words", "领导强度：适度"})
        out.push_back("k: |\n  x\nabout: " + repeated(std::string(word) + " " + std::string(word) +
                                                          " " + std::string(word) + "\n    ",
                                                      mebibyte - 100));
    out.push_back(quotes + "]");
    for (int i = 0; distinct.size() < mebibyte - 100; ++i)
        distinct += "key" + std::to_string(i) + ": 1\n";
    for (int i = 0; wide.size() < 19000; ++i) wide += "k" + std::to_string(i) + ": 1, ";
    for (int i = 0; i < 1000; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "k:\n";
    out.insert(out.end(),
               {distinct, wide + "}", deep, repeated("a", 19990), std::string(2 * mebibyte, 'a')});
    return out;
}

/// Of the processor, in milliseconds.
double time_to_read(const std::string& text) {
    const auto start = std::clock();
    try {
        parse_yaml(text, "hostile.yaml");
    } catch (const UserError& error) {
        EXPECT_EQ(error.exit(), Exit::invalid);
        EXPECT_GE(error.problems().size(), 1u);
        EXPECT_LE(error.problems().size(), 20u);
    }
    return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

TEST(Yaml, HostileInputIsReadOrRefusedQuickly) {
    for (const auto& text : hostile_inputs()) {
        EXPECT_LE(time_to_read(text), sanitized ? 4000 : 200)
            << text.substr(0, 40) << " × " << text.size() << " bytes";
    }
}

/// Peak memory of a child that reads the text, over that of one that does nothing, in kilobytes.
long peak_memory_to_read(const std::string& text) {
    const auto peak = [&](bool read) {
        const pid_t child = ::fork();
        if (child == 0) {
            if (read) time_to_read(text);
            std::_Exit(0);
        }
        int status = 0;
        rusage usage{};
        ::wait4(child, &status, 0, &usage);
        EXPECT_TRUE(WIFEXITED(status));
        return usage.ru_maxrss;
    };
    return peak(true) - peak(false);
}

TEST(Yaml, HostileInputNeedsLittleMemory) {
    if (sanitized) GTEST_SKIP() << "sanitizers keep freed memory";
    for (const auto& text : hostile_inputs()) {
        if (text.size() < mebibyte / 2) continue;
        EXPECT_LE(peak_memory_to_read(text), 64 * 1024) << text.substr(0, 40);
    }
}

TEST(Yaml, EveryPrefixAndEveryChangedByteIsReadOrRefused) {
    const std::string text =
        "about: {en: \"a\", zh: '适度'}\nrun: {weeks: 10}\nlist:\n  - {a: 1}\n  - |\n    b\n# "
        "c\nx: &a *b\n";
    for (std::size_t size = 0; size <= text.size(); ++size) time_to_read(text.substr(0, size));
    for (std::size_t at = 0; at < text.size(); ++at)
        for (int byte = 0; byte < 256; byte += 1) {
            std::string changed = text;
            changed[at] = static_cast<char>(byte);
            time_to_read(changed);
        }
}

TEST(Yaml, AtMostTwentyProblems) {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "key" + std::to_string(i) + ": yes\n";
    try {
        parse_yaml(text, "a.yaml");
        ADD_FAILURE();
    } catch (const UserError& error) {
        EXPECT_EQ(error.problems().size(), 20u);
        EXPECT_EQ(error.problems()[4].place.line, 5);
    }
}

TEST(Scalar, Numbers) {
    for (const std::string_view good :
         {"0", "1", "-1", "0.5", "10", "1e5", "1E-5", "1.5e+10", "-0", "123456789012345678"})
        EXPECT_TRUE(parse_number(good).has_value()) << good;
    for (const std::string_view bad :
         {"",    "-",  "+1", ".5",  "1.",  "01",  "-01",   "1e",     "1e+",   "e5",    "0x1", "nan",
          "inf", "1 ", " 1", "1,5", "1_0", "--1", "1e400", "1e-400", "1.5.2", "1e5.5", "１"})
        EXPECT_FALSE(parse_number(bad).has_value()) << bad;
    EXPECT_EQ(shortest(*parse_number("-0")), "0");
    EXPECT_EQ(parse_integer("9007199254740991"), 9007199254740991.0);
    for (const std::string_view bad :
         {"1.0", "1e-3", "9007199254740992", "9007199254740993", "-9007199254740993"})
        EXPECT_FALSE(parse_integer(bad).has_value()) << bad;
}

TEST(Scalar, ShortestFormsReadBack) {
    std::uint64_t state = 1;
    for (int i = 0; i < 100000; ++i) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        const double x = static_cast<double>(state >> 11) * (i % 2 == 0 ? 0x1p-53 : 0x1p-20);
        ASSERT_EQ(parse_number(shortest(x)), x);
    }
}

}  // namespace
}  // namespace yihe

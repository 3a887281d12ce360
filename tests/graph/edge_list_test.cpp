// Edge lists: what is read, what is refused and where, and that writing reads back equal.
#include "sim/core/random.hpp"
#include "sim/graph/files.hpp"
#include "sim/graph/generators.hpp"
#include "tests/graph/file_checks.hpp"
#include "tests/graph/graph_checks.hpp"

namespace yihe {
namespace {

using namespace std::string_literals;
using Strings = std::vector<std::string>;

TEST(EdgeList, ReadsEverySeparatorCommentAndLineEnd) {
    for (const std::string text :
         {"a b\nb c\n", "a\tb\nb\tc", "a,b\nb,c\n", "a , b\r\nb ,c\r\n", "  a   b  \n\n\nb  c\n",
          "# comment\na b\n  % another, with more words\nb c\n",
          "\xEF\xBB\xBF"
          "a b\nb c\n"}) {
        const auto network = parse_edge_list(text, "net");
        EXPECT_EQ(network.vertices, (Strings{"a", "b", "c"})) << text;
        ASSERT_EQ(network.layers.size(), 1u);
        EXPECT_EQ(network.layers[0].name, only_layer);
        EXPECT_EQ(ties_text(network.layers[0].layer), "0-1 1-2") << text;
        EXPECT_FALSE(network.symmetrised);
    }
}

TEST(EdgeList, IdsAreFreeText) {
    const auto network = parse_edge_list("张三 李四\n李四 007\n007 7\na#b %x\n", "net");
    EXPECT_EQ(network.vertices, (Strings{"张三", "李四", "007", "7", "a#b", "%x"}));
}

TEST(EdgeList, ADeclaredHeaderIsSkippedAndAnUndeclaredOneNoticed) {
    const auto network = parse_edge_list("# c\nsource,target\na,b\n", "net", {.header = true});
    EXPECT_EQ(network.vertices, (Strings{"a", "b"}));
    const auto problems = problems_of([] { parse_edge_list("# c\nSource,Target\na,b\n", "net"); });
    expect_problem(problems, "header", 2, 1, "header");
    EXPECT_EQ(parse_edge_list("source,target\n", "net", {.vertices = {"target", "source"}})
                  .layers[0]
                  .layer.tie_count(),
              1u);
}

TEST(EdgeList, KnownVerticesKeepTheirOrder) {
    const auto network = parse_edge_list("d b\n", "net", {.vertices = {"a", "b", "c", "d"}});
    EXPECT_EQ(network.vertices, (Strings{"a", "b", "c", "d"}));
    EXPECT_EQ(ties_text(network.layers[0].layer), "1-3");
    const auto numbered = parse_edge_list("3 1\n", "net", {.numbered = 4});
    EXPECT_EQ(numbered.vertices, (Strings{"0", "1", "2", "3"}));
    EXPECT_EQ(numbered.layers, network.layers);
}

TEST(EdgeList, DirectedLinesMergeOnlyWhenAskedFor) {
    const std::string text = "a b\nb a\nb c\n";
    expect_problem(problems_of([&] { parse_edge_list(text, "net"); }), "already in line 1", 2, 1,
                   text);
    const auto network = parse_edge_list(text, "net", {.symmetrise = true});
    EXPECT_TRUE(network.symmetrised);
    EXPECT_EQ(ties_text(network.layers[0].layer), "0-1 1-2");
    const auto same = [] { parse_edge_list("a b\na b\n", "net", {.symmetrise = true}); };
    expect_problem(problems_of(same), "already in line 1", 2, 1, "same direction twice");
}

struct Bad {
    std::string text;
    std::string word;
    int line, column;
};

TEST(EdgeList, RefusesWithItsPlace) {
    for (const Bad& bad : std::vector<Bad>{
             {"", "empty", 0, 0},
             {" \n\t\r\n", "empty", 0, 0},
             {"# only comments\n", "no ties", 0, 0},
             {"a b\na\n", "two ids, not 1", 2, 1},
             {"a b\n  a b 0.5\n", "two ids, not 3", 2, 3},
             {"a b\nb,,c\n", "missing beside a comma", 2, 1},
             {"a b\n,c\n", "missing beside a comma", 2, 1},
             {"a b\nc,\n", "missing beside a comma", 2, 1},
             {"a,b,\n", "missing beside a comma", 1, 1},
             {"a b\n c c\n", "tied to itself", 2, 2},
             {"a b\nb c\na b\n", "already in line 1", 3, 1},
             {"a b\nb\0c d\n"s, "NUL", 2, 2},
             {"a b\nb c\xFF d\n", "not UTF-8", 2, 4},
             {"a b\n\xC0\xAF d\n", "not UTF-8", 2, 1},
             {"张 b\n张 \xED\xA0\x80\n", "not UTF-8", 2, 3},
             {"a b\nb c\xE5\xBC", "not UTF-8", 2, 4},
             {"\xFF\xFE"
              "a\0b\0"s,
              "UTF-16", 1, 1},
             {"a b\nb \xC4\xE3\xBA\xC3\n", "GBK", 2, 3},
             {"a b\nb c\u200B\n", "invisible", 2, 4},
         })
        expect_problem(problems_of([&] { parse_edge_list(bad.text, "net"); }), bad.word, bad.line,
                       bad.column, bad.text);
}

TEST(EdgeList, RefusesUnknownIdsWithASuggestion) {
    const EdgeListOptions names{.vertices = {"resident_1", "resident_2", "居民甲"}};
    auto problems = problems_of(
        [&] { parse_edge_list("resident_1 resident_2\nresident_1 residnt_2\n", "net", names); });
    expect_problem(problems, "no vertex", 2, 12, "typo");
    EXPECT_EQ(problems[0].suggestion, "resident_2");
    EXPECT_EQ(problems[0].value, "residnt_2");
    EXPECT_EQ(problems[0].place.caret_width, 9);
    EXPECT_EQ(problems[0].place.source_line, "resident_1 residnt_2");
    problems = problems_of([&] { parse_edge_list("居民甲 居民乙\n", "net", names); });
    expect_problem(problems, "no vertex", 1, 5, "column in code points");
    EXPECT_EQ(problems[0].place.caret_width, 3);
    for (const std::string id :
         {"4", "-1", "+1", "01", "1.0", "1e0", "0x1", "99999999999999999999"})
        expect_problem(
            problems_of([&] { parse_edge_list("0 1\n2 " + id + "\n", "net", {.numbered = 4}); }),
            "no vertex", 2, 3, id);
}

TEST(EdgeList, GathersUpToTwentyProblemsInTheirOrder) {
    const auto few = problems_of([] { parse_edge_list("a a\nb c\nd\nc b\n", "net"); });
    ASSERT_EQ(few.size(), 2u);  // doubles are looked for once the lines are good
    EXPECT_EQ(few[1].place.line, 3);
    std::string text;
    for (int i = 0; i < 100; ++i) text += "x x\n";
    const auto many = problems_of([&] { parse_edge_list(text, "net"); });
    ASSERT_EQ(many.size(), 20u);
    EXPECT_EQ(many[19].place.line, 20);
    std::string doubles;
    for (int i = 0; i < 100; ++i) doubles += "x y\n";
    EXPECT_EQ(problems_of([&] { parse_edge_list(doubles, "net"); }).size(), 20u);
}

TEST(EdgeList, LongLinesAndOddBytesAreShownSafely) {
    const std::string word(5000, 'x');
    const auto problems = problems_of([&] { parse_edge_list(word + " b c\n", "net"); });
    EXPECT_EQ(problems[0].place.source_line.size(), 400u);
    EXPECT_LE(problems[0].value.size(), 64u);
    const auto odd = problems_of([] { parse_edge_list("a \x1B[31m c\n", "net"); });
    EXPECT_EQ(odd[0].place.source_line.find('\x1B'), std::string::npos);
    EXPECT_EQ(odd[0].value.find('\x1B'), std::string::npos);
}

TEST(EdgeList, FilesThatAreNoneAreRefused) {
    const auto folder = std::filesystem::path(testing::TempDir());
    EXPECT_NE(
        problems_of([&] { read_edge_list(folder / "yihe_graph_nowhere.txt"); })[0].what.en.find(
            "there is no file"),
        std::string::npos);
    EXPECT_NE(problems_of([&] { read_edge_list(folder); })[0].what.en.find("a folder, not a file"),
              std::string::npos);
    const TemporaryFile file("large.txt", "a b\nb c\n");
    EXPECT_EQ(read_edge_list(file.path()).vertices.size(), 3u);
    const auto large = problems_of([&] { read_edge_list(file.path(), {.max_bytes = 7}); });
    EXPECT_EQ(large[0].what.en, "the file is too large");
    EXPECT_EQ(large[0].place.file, file.path().string());
    EXPECT_EQ(read_edge_list(file.path(), {.max_bytes = 8}).vertices.size(), 3u);
}

TEST(EdgeList, WritingReadsBackEqual) {
    const Layer layer = erdos_renyi({.n = 60, .mean_degree = 3}, Random(4, 0));
    Strings names;
    for (int v = 0; v < 60; ++v) names.push_back("居民-" + std::to_string(v * 7));
    const TemporaryFile file("written.txt");
    write_edge_list(file.path(), names, layer);
    const auto network = read_edge_list(file.path(), {.vertices = names});
    EXPECT_EQ(network.vertices, names);
    EXPECT_EQ(network.layers[0].layer, layer);
}

TEST(EdgeList, RefusesToWriteWhatItCouldNotRead) {
    const Layer pair = graph_of(2, {{0, 1}});
    for (const std::string& name : {""s, "a b"s, "a,b"s, "#a"s, "%a"s, "a\n"s, "\xFF"s, "a\0"s})
        problems_of([&] { edge_list_text({name, "z"}, pair); });
    problems_of([] { edge_list_text({"a", "b"}, graph_of(2, {})); });
    problems_of([&] { write_edge_list("/dev/full", {"a", "b"}, pair); }, Exit::storage);
    problems_of([&] { write_edge_list("/nowhere/at/all", {"a", "b"}, pair); }, Exit::storage);
}

}  // namespace
}  // namespace yihe

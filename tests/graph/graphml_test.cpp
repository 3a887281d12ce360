// GraphML in: what is read, what is refused and where.
#include "sim/core/random.hpp"
#include "sim/graph/files.hpp"
#include "tests/graph/file_checks.hpp"
#include "tests/graph/graph_checks.hpp"

namespace yihe {
namespace {

using namespace std::string_literals;
using Strings = std::vector<std::string>;

const std::string community = R"(<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns graphml.xsd">
  <desc>three residents</desc>
  <key id="k0" for="node" attr.name="age" attr.type="int"/>
  <key id="k1" for="node" attr.name="member" attr.type="boolean"><default>false</default></key>
  <key id="k2" for="edge" attr.name="strength" attr.type="double"/>
  <key id="k3" for="edge" attr.name="layer" attr.type="string"><default>neighbours</default></key>
  <key id="k4" for="node" attr.name="note"/>
  <graph id="G" edgedefault="undirected" parse.nodes="3">
    <node id="a"><data key="k0"> 34 </data><data key="k4"> 退休 &amp; 热心 </data></node>
    <edge source="a" target="c" id="e1"><data key="k3">kin</data></edge>
    <node id="b"><data key="k1">true</data></node>
    <node id="c"/>
    <edge source="c" target="b"><data key="k2">2.5e-1</data></edge>
    <edge source="b" target="a"/>
  </graph>
</graphml>
)";

TEST(Graphml, ReadsNodesEdgesAttributesAndLayers) {
    const auto network = parse_graphml(community, "net", {.layers = {"neighbours", "kin"}});
    EXPECT_EQ(network.vertices, (Strings{"a", "b", "c"}));
    const std::vector<AttributeColumn> columns{
        {"age", std::vector<std::int64_t>{34, 0, 0}, {1, 0, 0}},
        {"member", std::vector<std::uint8_t>{0, 1, 0}, {1, 1, 1}},
        {"note", Strings{" 退休 & 热心 ", "", ""}, {1, 0, 0}}};
    EXPECT_EQ(network.attributes, columns);
    ASSERT_EQ(network.layers.size(), 2u);
    EXPECT_EQ(network.layers[0].name, "kin");
    EXPECT_EQ(ties_text(network.layers[0].layer), "0-2");
    EXPECT_EQ(network.layers[1].name, "neighbours");
    EXPECT_EQ(ties_text(network.layers[1].layer), "0-1 1-2");
    // Rows follow the layer's ties, not the file.
    const AttributeColumn strength{"strength", std::vector<double>{0, 0.25}, {0, 1}};
    EXPECT_EQ(network.layers[1].attributes, std::vector{strength});
    EXPECT_EQ(parse_graphml(graphml_text(network), "net"), network);
}

std::string graph(std::string_view inside, std::string_view keys = "",
                  std::string_view direction = "undirected") {
    return "<graphml>\n" + std::string(keys) + "<graph edgedefault=\"" + std::string(direction) +
           "\">\n" + std::string(inside) + "</graph></graphml>";
}

const std::string three = "<node id=\"a\"/><node id=\"b\"/><node id=\"c\"/>\n";

TEST(Graphml, WithoutALayerAttributeThereIsOneLayer) {
    const auto network = parse_graphml(graph(three + "<edge source='a' target='c'/>"), "net");
    ASSERT_EQ(network.layers.size(), 1u);
    EXPECT_EQ(network.layers[0].name, only_layer);
    EXPECT_EQ(ties_text(network.layers[0].layer), "0-2");
    EXPECT_EQ(parse_graphml(graph(""), "net").vertices.size(), 0u);
    const std::string kind = "<key id='k' for='edge' attr.name='kind' attr.type='string'/>";
    const auto kinds = parse_graphml(
        graph(three + "<edge source='a' target='b'><data key='k'>work</data></edge>", kind), "net",
        {.layer_attribute = "kind"});
    EXPECT_EQ(kinds.layers[0].name, "work");
}

TEST(Graphml, DirectedEdgesBecomeTiesOnlyWhenAskedFor) {
    const std::string both = three + "<edge source='a' target='b'/>\n<edge source='b' target='a'/>";
    expect_problem(problems_of([&] { parse_graphml(graph(both, "", "directed"), "net"); }),
                   "directed", 2, 21, "directed graph");
    const auto network = parse_graphml(graph(both, "", "directed"), "net", {.symmetrise = true});
    EXPECT_TRUE(network.symmetrised);
    EXPECT_EQ(ties_text(network.layers[0].layer), "0-1");
    const std::string one = graph(three + "<edge source='a' target='b' directed='true'/>");
    expect_problem(problems_of([&] { parse_graphml(one, "net"); }), "directed", 4, 39, one);
    EXPECT_TRUE(parse_graphml(one, "net", {.symmetrise = true}).symmetrised);
    expect_problem(problems_of([&] { parse_graphml(graph(both), "net", {.symmetrise = true}); }),
                   "already in line 4", 5, 1, "undirected both ways");
    const std::string weights = "<key id='w' for='edge' attr.type='double'/>";
    const auto weighted = [&](const std::string& x, const std::string& y) {
        return graph(three + "<edge source='a' target='b'><data key='w'>" + x +
                         "</data></edge>\n<edge source='b' target='a'><data key='w'>" + y +
                         "</data></edge>",
                     weights, "directed");
    };
    EXPECT_EQ(parse_graphml(weighted("1", "1.0"), "net", {.symmetrise = true})
                  .layers[0]
                  .attributes[0]
                  .values,
              AttributeColumn::Values(std::vector<double>{1}));
    expect_problem(
        problems_of([&] { parse_graphml(weighted("1", "2"), "net", {.symmetrise = true}); }),
        "different attributes", 5, 1, "unequal directions");
}

struct Bad {
    std::string text;
    std::string word;
    int line, column;
};

const std::string ages = "<key id='k' for='node' attr.name='age' attr.type='int'/>\n";

Bad value(const std::string& type, const std::string& text) {
    return {graph("<node id='a'><data key='k'>" + text + "</data></node>",
                  "<key id='k' for='node' attr.type='" + type + "'/>"),
            "not a value of type " + type, 3, 14};
}

TEST(Graphml, RefusesWithItsPlace) {
    const std::string layer = "<key id='l' for='edge' attr.name='layer' attr.type='string'/>\n";
    std::vector<Bad> all{
        {"", "empty", 0, 0},
        {"\n\n", "empty", 0, 0},
        {"<graphml/>", "no <graph>", 0, 0},
        {"<graphml>", "no element found", 1, 10},
        {"a b\n", "broken", 1, 1},
        {"<gexf/>", "root is <graphml>", 1, 1},
        {"<graphml><grph edgedefault='undirected'/></graphml>", "no such element", 1, 10},
        {graph("") + "<more/>", "junk", 3, 19},
        {graph(three + "<edge source='a' target='b'></node>"), "mismatched", 4, 31},
        {graph("<node id='a' id='b'/>"), "duplicate attribute", 3, 14},
        {graph("&nbsp;"), "undefined entity", 3, 1},
        {"<!DOCTYPE graphml>\n" + graph(three), "DOCTYPE", 1, 1},
        {"<?xml version='1.0'?>\n<!DOCTYPE g [<!ENTITY a \"b\">]>\n<g>&a;</g>", "DOCTYPE", 2, 1},
        {"<?xml version='1.0' encoding='ISO-8859-1'?>\n" + graph(three), "encoding", 1, 1},
        {"<?xml version='1.0' encoding='UTF-16'?>\n" + graph(three), "encoding", 1, 1},
        {graph("<node id='\xE9'/>"), "not UTF-8", 3, 11},
        {graph("<node id='a\0'/>"s), "NUL", 3, 12},
        {graph("<node id='a'/>\n<node id='a'/>"), "already in line 3", 4, 11},
        {graph("<node/>"), "missing", 3, 1},
        {graph("<node id='a' name='b'/>"), "no such attribute", 3, 1},
        {graph("<node id='a'>text</node>"), "outside of <data>", 3, 14},
        {graph("<node id='a'><port name='p'/></node>"), "no such element", 3, 14},
        {graph("<hyperedge/>"), "no such element", 3, 1},
        {graph("<node id='a'><graph edgedefault='undirected'/></node>"), "no such element", 3, 14},
        {"<graphml><graph/></graphml>", "missing", 1, 10},
        {graph("", "", "sideways"), "no such direction", 2, 21},
        {"<graphml><graph edgedefault='undirected'/>\n<graph edgedefault='undirected'/></graphml>",
         "one graph", 2, 1},
        {graph(three + "<edge source='a'/>"), "missing", 4, 1},
        {graph(three + "<edge source='a' target='d'/>"), "no node", 4, 1},
        {graph(three + "<edge source='b' target='b'/>"), "tied to itself", 4, 15},
        {graph(three + "<edge source='a' target='b'/>\n<edge source='b' target='a'/>"),
         "already in line 4", 5, 1},
        {graph(three + "<edge source='a' target='b' directed='perhaps'/>"), "neither true", 4, 39},
        {graph(three + "<edge source='a' target='b'/>", layer), "names no layer", 5, 1},
        {graph("", "<key id='k' for='edge' attr.name='layer' attr.type='int'/>"), "is a string", 2,
         1},
        {graph("", "<key for='node'/>"), "missing", 2, 1},
        {graph("", ages + ages), "already in line 2", 3, 10},
        {graph("", ages + "<key id='k2' for='all' attr.name='age'/>"), "name stands", 3, 35},
        {graph("", "<key id='k' for='port'/>"), "not read for this", 2, 18},
        {graph("", "<key id='k' for='node' attr.type='integer'/>"), "no such type", 2, 35},
        {graph("", "<key id='k' attr.type='int'><default>x</default></key>"), "not a value", 2, 29},
        {graph("<node id='a'><data key='q'>1</data></node>", ages), "no such key", 4, 25},
        {graph(three + "<edge source='a' target='b'><data key='k'>1</data></edge>", ages),
         "no such key", 5, 40},
        {graph("<node id='a'><data key='k'>1</data><data key='k'>1</data></node>", ages),
         "two values", 4, 36},
        value("int", "3.0"),
        value("int", ""),
        value("int", "4294967296"),
        value("int", "1 2"),
        value("long", "9223372036854775808"),
        value("long", "0x10"),
        value("double", "1,5"),
        value("double", "nan"),
        value("double", "inf"),
        value("double", "1e999"),
        value("double", "+-1"),
        value("float", "1e"),
        value("boolean", "yes"),
        value("boolean", "TRUE")};
    for (const Bad& bad : all)
        expect_problem(problems_of([&] { parse_graphml(bad.text, "net"); }), bad.word, bad.line,
                       bad.column, bad.text);
}

TEST(Graphml, Suggests) {
    const auto suggestion = [](const std::string& text, const GraphmlOptions& options = {}) {
        return problems_of([&] { parse_graphml(text, "net", options); })[0].suggestion;
    };
    EXPECT_EQ(suggestion("<graphml><grph/></graphml>"), "graph");
    EXPECT_EQ(suggestion("<graphml><graph edgdefault='x'/></graphml>"), "edgedefault");
    EXPECT_EQ(suggestion(graph("", "", "undirectd")), "undirected");
    EXPECT_EQ(suggestion(graph("", "<key id='k' attr.type='bolean'/>")), "boolean");
    EXPECT_EQ(suggestion(graph("<node id='wang_1'/><node id='li_22'/>"
                               "<edge source='wang_1' target='li_2'/>")),
              "li_22");
    EXPECT_EQ(suggestion(graph("<node id='a'><data key='agee'>1</data></node>",
                               "<key id='age' for='node'/>")),
              "age");
    EXPECT_EQ(suggestion(community, {.layers = {"neighbors"}}), "neighbours");
}

TEST(Graphml, MissingLayersAreProblemsOfTheWholeFile) {
    const auto problems =
        problems_of([] { parse_graphml(community, "net", {.layers = {"kin", "work", "school"}}); });
    ASSERT_EQ(problems.size(), 2u);
    EXPECT_EQ(problems[0].place.line, 0);
    EXPECT_EQ(problems[0].value, "work");
    EXPECT_EQ(problems[0].legal.en, "kin, neighbours");
}

TEST(Graphml, LimitsHold) {
    std::string deep = "<graphml>";
    for (int i = 0; i < 100000; ++i) deep += "<a>";
    const auto problems = problems_of([&] { parse_graphml(deep, "net"); });
    ASSERT_EQ(problems.size(), 2u);
    EXPECT_NE(problems[1].what.en.find("deeper than 16"), std::string::npos);
    problems_of([] { parse_graphml(community, "net", {.max_bytes = 100}); });
    std::string wrong;
    for (int i = 0; i < 500; ++i) wrong += "<edge/>";
    EXPECT_EQ(problems_of([&] { parse_graphml(graph(wrong), "net"); }).size(), 20u);
}

TEST(Graphml, ProblemsStandInTheirOrder) {
    const auto problems = problems_of([] {
        parse_graphml(graph("<node/>\n<nod/>\n<node id='a'/>\n<edge source='a' target='a'/>"),
                      "net");
    });
    ASSERT_EQ(problems.size(), 3u);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(problems[std::size_t(i)].place.line, i < 2 ? 3 + i : 6);
}

// Every beginning of a good file is refused or, once the root has ended, read: never a crash.
TEST(Graphml, TruncatedFilesAreRefused) {
    const std::size_t root_end = community.find("</graphml>") + std::string("</graphml>").size();
    for (std::size_t size = 0; size < root_end; ++size)
        EXPECT_THROW(parse_graphml(community.substr(0, size), "net"), UserError) << size;
    EXPECT_EQ(parse_graphml(community.substr(0, root_end), "net"), parse_graphml(community, "net"));
}

// Any one byte changed: read or refused as the user's error, never anything else.
TEST(Graphml, ChangedBytesAreReadOrRefused) {
    const Random random(8, 0);
    constexpr Purpose change{"test.change"};
    int refused = 0;
    for (std::uint32_t i = 0; i < 3000; ++i) {
        std::string text = community;
        text[random.below(static_cast<std::uint32_t>(text.size()), change, i, 0)] =
            static_cast<char>(random.below(256, change, i, 1));
        try {
            parse_graphml(text, "net");
        } catch (const UserError&) {
            ++refused;
        }
    }
    EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace yihe

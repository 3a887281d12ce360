// GraphML out: what is written reads back equal, and what could not be read is not written.
#include <cmath>
#include <limits>

#include "sim/core/random.hpp"
#include "sim/graph/files.hpp"
#include "sim/graph/generators.hpp"
#include "tests/graph/file_checks.hpp"
#include "tests/graph/graph_checks.hpp"

namespace yihe {
namespace {

using namespace std::string_literals;
using Strings = std::vector<std::string>;

NetworkFile rich_network() {
    const Random random(12, 0);
    NetworkFile network;
    for (int v = 0; v < 40; ++v)
        network.vertices.push_back("居民 <" + std::to_string(v) + ">\t\"&'");
    network.vertices[3] = "";
    network.vertices[4] = " \n\r ";
    AttributeColumn number{"number", std::vector<std::int64_t>(40, 0), {}};
    AttributeColumn real{"real]]>", std::vector<double>(40, 0), {}};
    AttributeColumn text{"text", Strings(40), {}};
    AttributeColumn yes{"yes", std::vector<std::uint8_t>(40, 0), {}};
    for (AttributeColumn* column : {&number, &real, &text, &yes}) column->present.assign(40, 1);
    std::get<1>(number.values)[0] = std::numeric_limits<std::int64_t>::min();
    std::get<1>(number.values)[1] = std::numeric_limits<std::int64_t>::max();
    std::get<2>(real.values)[0] = 0.1 + 0.2;
    std::get<2>(real.values)[1] = -std::numeric_limits<double>::denorm_min();
    std::get<2>(real.values)[2] = std::numeric_limits<double>::max();
    std::get<3>(text.values)[0] = "  two\r\nlines\t]]> ";
    std::get<0>(yes.values)[5] = 1;
    text.present[7] = 0;
    network.attributes = {number, real, text, yes};
    for (const std::string name : {"neighbours", "无连边", "kin"}) {
        Layer layer = graph_of(40, {});
        if (name != "无连边")
            layer = erdos_renyi({.n = 40, .mean_degree = 4, .stream = name == "kin"}, random);
        AttributeColumn weight{"weight", std::vector<double>(layer.tie_count()),
                               std::vector<std::uint8_t>(layer.tie_count(), 1)};
        for (std::size_t i = 0; i < layer.tie_count(); ++i)
            std::get<2>(weight.values)[i] = 1.0 / double(i + 1);
        network.layers.push_back({name, layer, {weight}});
    }
    network.about = {{"source", "survey\nof 2017"}, {"note", ""}};
    return network;
}

TEST(Graphml, WritingReadsBackEqual) {
    const NetworkFile network = rich_network();
    const TemporaryFile file("written.graphml");
    write_graphml(file.path(), network);
    EXPECT_EQ(read_graphml(file.path()), network);
    EXPECT_EQ(graphml_text(read_graphml(file.path())), graphml_text(network));
    NetworkFile one{.vertices = {"a", "b", "c"}};
    one.layers.push_back({std::string(only_layer), graph_of(3, {{0, 2}}), {}});
    EXPECT_EQ(graphml_text(one).find("layer"), std::string::npos);
    EXPECT_EQ(parse_graphml(graphml_text(one), "net"), one);
}

TEST(Graphml, RefusesToWriteWhatItCouldNotRead) {
    const auto named = [](const std::string& name) {
        NetworkFile network{.vertices = {name}};
        network.layers.push_back({std::string(only_layer), graph_of(1, {}), {}});
        return network;
    };
    for (const std::string& name : {"\x01"s, "a\0"s, "\xFF"s, "\xEF\xBF\xBF"s})
        problems_of([&] { graphml_text(named(name)); });
    NetworkFile bad_number = named("a");
    bad_number.attributes.push_back({"x", std::vector<double>{NAN}, {1}});
    problems_of([&] { graphml_text(bad_number); });
    problems_of([&] { write_graphml("/dev/full", named("a")); }, Exit::storage);
}

}  // namespace
}  // namespace yihe

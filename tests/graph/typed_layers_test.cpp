// Named layers: order, look-up, and what they refuse.
#include "sim/graph/typed_layers.hpp"

#include "tests/graph/graph_checks.hpp"

namespace yihe {
namespace {

TEST(TypedLayers, KeepTheirOrderAndAreFoundByKey) {
    TypedLayers layers;
    EXPECT_EQ(layers.tie_count(), 0u);
    layers.add("neighbours", {"Neighbours", "邻里"}, graph_of(4, {{0, 1}, {1, 2}}));
    layers.add("kin", {"Kin", "亲属"}, graph_of(4, {{0, 3}}));
    EXPECT_EQ(layers.size(), 2u);
    EXPECT_EQ(layers.tie_count(), 3u);
    EXPECT_EQ(layers[1].key, "kin");
    EXPECT_EQ(layers[1].label.in(Lang::zh), "亲属");
    ASSERT_NE(layers.find("kin"), nullptr);
    EXPECT_EQ(ties_text(*layers.find("kin")), "0-3");
    EXPECT_EQ(layers.find("work"), nullptr);
}

TEST(TypedLayers, RefuseASecondKeyAndOtherVertices) {
    TypedLayers layers;
    layers.add("kin", {"Kin", "亲属"}, graph_of(4, {}));
    EXPECT_THROW(layers.add("kin", {"Kin", "亲属"}, graph_of(4, {})), InvariantError);
    EXPECT_THROW(layers.add("work", {"Work", "工作"}, graph_of(5, {})), InvariantError);
}

}  // namespace
}  // namespace yihe

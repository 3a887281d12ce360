// A layer: rows from ties, look-ups, and the building of rows from lists at one end.
#include "sim/graph/layer.hpp"

#include "sim/core/error.hpp"
#include "sim/graph/rows.hpp"
#include "tests/graph/graph_checks.hpp"

namespace yihe {
namespace {

TEST(Layer, TiesInAnyOrderMakeSortedSymmetricRows) {
    const Layer layer = graph_of(5, {{3, 1}, {0, 3}, {1, 3}, {2, 2}, {4, 3}});
    expect_simple(layer);
    EXPECT_EQ(layer.size(), 5u);
    EXPECT_EQ(layer.tie_count(), 3u);
    EXPECT_EQ(ties_text(layer), "0-3 1-3 3-4");
    EXPECT_EQ(layer.degree(3), 3u);
    EXPECT_EQ(layer.degree(2), 0u);
    EXPECT_TRUE(layer.tied(3, 0));
    EXPECT_FALSE(layer.tied(0, 4));
    EXPECT_DOUBLE_EQ(layer.mean_degree(), 6.0 / 5);
}

TEST(Layer, AnEmptyLayerHasNothing) {
    EXPECT_EQ(Layer().size(), 0u);
    EXPECT_EQ(Layer().mean_degree(), 0);
    EXPECT_EQ(graph_of(0, {}), Layer());
    EXPECT_TRUE(graph_of(3, {}).ties().empty());
}

TEST(Layer, ATieThatLeavesTheLayerIsOurError) {
    EXPECT_THROW(graph_of(2, {{0, 2}}), InvariantError);
}

TEST(Layer, ListsAtOneEndGiveTheSameRowsAsTies) {
    const std::vector<std::vector<AgentId>> lists{{4, 1}, {}, {3, 0}, {1}, {3}};
    const Layer layer =
        graph_internal::layer_from_lists(5, [&](std::size_t v) { return std::span(lists[v]); });
    EXPECT_EQ(layer, graph_of(5, {{0, 4}, {0, 1}, {2, 3}, {2, 0}, {3, 1}, {4, 3}}));
}

}  // namespace
}  // namespace yihe

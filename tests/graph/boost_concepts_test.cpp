// A layer models Boost.Graph's concepts, and Boost sees the ties that it has.
#include "sim/graph/boost_concepts.hpp"

#include <boost/concept/assert.hpp>
#include <boost/graph/graph_concepts.hpp>

#include "tests/graph/graph_checks.hpp"

namespace yihe {
namespace {

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Layer>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Layer>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<Layer>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<Layer>));
BOOST_CONCEPT_ASSERT((boost::VertexAndEdgeListGraphConcept<Layer>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Layer, AgentId, boost::vertex_index_t>));

const Layer& example() {
    static const Layer layer = graph_of(5, {{3, 1}, {0, 3}, {4, 3}, {0, 1}});
    return layer;
}

TEST(BoostConcepts, EdgesAreEveryTieOnceFromTheLowerEnd) {
    const auto [begin, end] = edges(example());
    std::vector<Tie> seen;
    for (auto at = begin; at != end; ++at)
        seen.push_back({source(*at, example()), target(*at, example())});
    EXPECT_EQ(seen, example().ties());
    EXPECT_EQ(seen.size(), num_edges(example()));
    const auto [none, also_none] = edges(graph_of(3, {}));
    EXPECT_TRUE(none == also_none);
}

TEST(BoostConcepts, OutEdgesLeaveTheirVertex) {
    const auto [begin, end] = out_edges(3, example());
    EXPECT_EQ(static_cast<std::size_t>(end - begin), out_degree(3, example()));
    std::vector<AgentId> seen;
    for (auto at = begin; at != end; ++at) {
        EXPECT_EQ(source(*at, example()), 3u);
        seen.push_back(target(*at, example()));
    }
    EXPECT_EQ(seen, (std::vector<AgentId>{0, 1, 4}));
    const auto [first, last] = adjacent_vertices(3, example());
    EXPECT_EQ(std::vector<AgentId>(first, last), seen);
}

TEST(BoostConcepts, AnEdgeIsTheSameFromBothEnds) {
    EXPECT_TRUE((LayerEdge{1, 2} == LayerEdge{2, 1}));
    EXPECT_FALSE((LayerEdge{1, 2} == LayerEdge{1, 3}));
}

TEST(BoostConcepts, VerticesAreTheirOwnIndex) {
    const auto [begin, end] = vertices(example());
    EXPECT_EQ(std::vector<AgentId>(begin, end), (std::vector<AgentId>{0, 1, 2, 3, 4}));
    EXPECT_EQ(get(get(boost::vertex_index, example()), AgentId{3}), 3u);
}

}  // namespace
}  // namespace yihe

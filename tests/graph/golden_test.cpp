// The graphs of fixed arguments, as readable values: they may change only with the results version.
#include "sim/graph/generators.hpp"
#include "sim/parallel.hpp"
#include "tests/graph/graph_checks.hpp"

namespace yihe {
namespace {

const Random random_42(42, 3);
const std::vector<std::uint32_t> building{0, 0, 0, 0, 1, 1, 1, 1};
const std::vector<std::uint32_t> degrees{3, 2, 2, 1, 1, 1, 1, 1};

std::vector<std::uint32_t> hundred_buildings() {
    std::vector<std::uint32_t> block(3000);
    for (std::size_t v = 0; v < block.size(); ++v) block[v] = static_cast<std::uint32_t>(v / 30);
    return block;
}

TEST(Golden, SmallGraphs) {
    EXPECT_EQ(ties_text(watts_strogatz({.n = 8, .degree = 4, .rewiring = 0.3}, random_42)),
              "0-1 0-2 0-7 1-2 1-3 1-6 1-7 2-3 2-6 3-4 3-6 4-5 4-6 5-6 5-7 6-7");
    EXPECT_EQ(ties_text(barabasi_albert({.n = 8, .ties_per_node = 2}, random_42)),
              "0-1 0-2 0-3 0-4 0-5 0-6 0-7 1-2 1-4 2-3 4-5 4-6 4-7");
    EXPECT_EQ(ties_text(erdos_renyi({.n = 8, .mean_degree = 3}, random_42)),
              "0-1 0-2 0-5 0-6 1-2 1-4 1-7 2-3 2-4");
    EXPECT_EQ(ties_text(stochastic_blocks(
                  {.block = building, .super_block = building, .within_block = 2, .across = 1},
                  random_42)),
              "0-1 0-6 1-2 1-3 1-4 2-3 2-4 3-5 4-5 4-6 4-7 5-6 5-7");
    EXPECT_EQ(ties_text(configuration({.degrees = degrees, .block = {}}, random_42)),
              "0-1 0-2 0-3 1-5 2-7 4-6");
    EXPECT_EQ(ties_text(configuration({.degrees = degrees, .block = building}, random_42)),
              "0-1 0-2 0-3 1-2 4-7 5-6");
    EXPECT_EQ(negative_binomial_degrees({.n = 8}, random_42),
              (std::vector<std::uint32_t>{20, 2, 4, 8, 0, 0, 5, 0}));
}

void expect_digests() {
    const auto block = hundred_buildings();
    const auto contacts = negative_binomial_degrees({.n = 3000}, random_42);
    EXPECT_EQ(digest(watts_strogatz({.n = 3000, .degree = 10, .rewiring = 0.1}, random_42)),
              11675188918900610353u);
    EXPECT_EQ(digest(barabasi_albert({.n = 3000, .ties_per_node = 4}, random_42)),
              13127654896591754125u);
    EXPECT_EQ(digest(erdos_renyi({.n = 3000, .mean_degree = 6}, random_42)), 18074707218481407465u);
    EXPECT_EQ(digest(stochastic_blocks(
                  {.block = block, .super_block = {}, .within_block = 5, .within_super_block = 2},
                  random_42)),
              10449936416639148666u);
    EXPECT_EQ(digest(configuration({.degrees = contacts, .block = block}, random_42)),
              5205120999927598508u);
}

TEST(Golden, LargerGraphsOnAnyNumberOfThreads) {
    for (const int threads : {1, 2, 5}) parallel::with_threads(threads, [] { expect_digests(); });
}

}  // namespace
}  // namespace yihe

// Sums over neighbours in slices against plain rows: hubs, agents alone, part blocks, odd values.
#include "sim/run/gather.hpp"

#include <gtest/gtest.h>

#include "sim/core/vectorise.hpp"
#include "sim/parallel.hpp"
#include "sim/run/metrics.hpp"

namespace yihe {
namespace {

/// Agent 0 knows half of all, agent 1 nobody, the others a few at random.
Layer uneven_graph(AgentId n) {
    const Random random(5, 0);
    std::vector<Tie> ties;
    for (AgentId v = 2; v < n; ++v) {
        if (v % 2 == 0) ties.push_back({0, v});
        for (std::uint32_t k = 0; k < v % 7; ++k) {
            const AgentId w = 2 + random.below(n - 2, Purpose{"end"}, v, 0, k);
            if (w != v) ties.push_back({std::min(v, w), std::max(v, w)});
        }
    }
    return Layer::from_ties(n, ties);
}

std::vector<Block> blocks_of(AgentId n) {
    std::vector<Block> blocks;
    for (AgentId at = 0; at < n; at += parallel::block_size)
        blocks.push_back({at, std::min<AgentId>(n, at + parallel::block_size)});
    return blocks;
}

struct Columns {
    std::vector<float> reals;
    std::vector<std::uint8_t> flags;

    explicit Columns(AgentId n) : reals(n), flags(n) {
        const Random random(6, 0);
        random.uniforms(Purpose{"reals"}, 0, 0, 0, reals);
        for (AgentId i = 0; i < n; ++i) flags[i] = random.chance(0.3, Purpose{"flags"}, i, 0);
    }
};

/// Sums of both columns for all agents, as the engine takes them.
std::vector<std::vector<float>> sums_of(const Layer& layer, const SlicedLayer* slices,
                                        const Columns& columns, bool may_pack) {
    const auto blocks = blocks_of(static_cast<AgentId>(layer.size()));
    std::vector<std::uint32_t> words(layer.size());
    bool packed = may_pack;
    for (const Block block : blocks)
        packed =
            packed && pack_pair(columns.reals.data(), columns.flags.data(), block, words.data());
    std::vector<std::vector<float>> sums(2, std::vector<float>(layer.size(), -1.0f));
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const GatherSource sources[] = {{columns.reals.data(), nullptr},
                                        {nullptr, columns.flags.data()}};
        float* const to[] = {sums[0].data() + blocks[b].begin, sums[1].data() + blocks[b].begin};
        gather_sums(layer, slices, blocks[b], b, sources, to, packed ? words.data() : nullptr);
    }
    return sums;
}

TEST(Gather, SlicesEqualRows) {
    if (!use_avx512()) GTEST_SKIP() << "slices are read with AVX-512 only";
    for (const AgentId n : {5u, 16u, 1024u, 1030u, 3000u}) {
        const Layer layer = uneven_graph(n);
        const SlicedLayer slices(layer, blocks_of(n));
        Columns columns(n);
        const auto rows = sums_of(layer, nullptr, columns, false);
        EXPECT_EQ(rows[0][1], 0.0f);
        EXPECT_EQ(sums_of(layer, &slices, columns, false), rows) << n;
        EXPECT_EQ(sums_of(layer, &slices, columns, true), rows) << n << " packed";
        columns.reals[3] = -columns.reals[3];
        columns.flags[4] = 200;
        EXPECT_EQ(sums_of(layer, &slices, columns, true), sums_of(layer, nullptr, columns, false))
            << n << " not to be packed";
    }
}

TEST(Gather, PacksOnlyWhatFitsInAWord) {
    Columns columns(40);
    std::vector<std::uint32_t> words(40);
    const auto packs = [&] {
        return pack_pair(columns.reals.data(), columns.flags.data(), {0, 40}, words.data());
    };
    EXPECT_TRUE(packs());
    columns.reals[39] = -0.0f;
    EXPECT_FALSE(packs());
    columns.reals[39] = 0;
    columns.flags[17] = 2;
    EXPECT_FALSE(packs());
}

TEST(Metrics, SumsAreThoseOfBlocksInOrder) {
    for (const std::size_t n : {1u, 1000u, 1024u, 4096u, 4097u, 9000u, 20500u}) {
        Column<float> column;
        column.resize(n);
        Random(7, 0).uniforms(Purpose{"x"}, 0, 0, 0, column.edit());
        double expected = 0;
        for (std::size_t begin = 0; begin < n; begin += parallel::block_size) {
            double sum = 0;
            for (std::size_t i = begin; i < std::min(n, begin + parallel::block_size); ++i)
                sum += static_cast<double>(column[i]) * 1e-7 + 1.0 / 3;
            expected += sum;
        }
        const Here here{0, 0, static_cast<AgentId>(n)};
        for (const int threads : {1, 2, 3})
            parallel::with_threads(threads, [&] {
                EXPECT_EQ(sum_over<double>(here,
                                           [&](std::size_t i) {
                                               return static_cast<double>(column[i]) * 1e-7 +
                                                      1.0 / 3;
                                           }),
                          expected)
                    << n;
            });
    }
}

TEST(Metrics, CountAndVisitTheResidentsHere) {
    Column<std::uint8_t> flags;
    flags.resize(9000);
    std::vector<AgentId> set;
    const Here here{1, 37, 8000};
    for (AgentId i = 0; i < 9000; ++i) {
        flags.edit(i) = i % 7 == 3 || i == 37 || i == 7999;
        if (flags[i] != 0 && i >= here.begin && i < here.end) set.push_back(i);
    }
    std::vector<AgentId> visited;
    for_each_set(flags, here, [&](AgentId i) { visited.push_back(i); });
    EXPECT_EQ(visited, set);
    EXPECT_EQ(count_of(here, [&](std::size_t i) { return flags[i] != 0; }), set.size());
    for_each_set(flags, {0, 4, 4}, [](AgentId) { FAIL(); });
}

}  // namespace
}  // namespace yihe

// Sums over neighbours for a block of agents: the inner loop of every residents' phase.
//
// Where the processor has AVX-512, neighbours are laid out in slices of 16 agents of similar degree
// (sliced ELLPACK, Kreutzer et al. 2014) and added 16 at a time. Each lane adds its own agent's
// neighbours in row order, exactly as the plain loop does: the bits are the same. Reals and flags
// that are gathered together are first packed into one word per agent, which halves the reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/graph/layer.hpp"

namespace yihe {

/// Half-open ranges of agents, at most parallel::block_size long, that are processed as one.
struct Block {
    AgentId begin, end;
};

class SlicedLayer {
public:
    static constexpr std::size_t lanes = 16;
    /// Neighbours beyond this many per agent stay in the rows; hubs must not widen their slice.
    static constexpr std::uint32_t widest = 64;

    SlicedLayer() = default;
    SlicedLayer(const Layer& layer, std::span<const Block> blocks);

    bool empty() const { return slices_.empty(); }
    std::size_t bytes() const;

private:
    friend struct SliceReader;
    static constexpr std::uint16_t no_place = 0xffff;

    struct Slice {
        std::uint64_t first;  // into entries_
        std::uint32_t width;
    };

    /// At most 16 agents of the block, by their places.
    void add_slice(const Layer& layer, Block block, std::span<const std::uint16_t> places);
    void fill_slice(const Layer& layer, Block block, std::size_t slice);

    std::vector<std::uint32_t> block_slices_;  // first slice of each block
    std::vector<Slice> slices_;
    std::vector<std::uint32_t> entries_;  // [width][16] per slice
    std::vector<std::uint16_t> order_;  // [16] per slice: place in the block, or no_place
    std::vector<std::uint8_t> degrees_;  // [16] per slice, at most `widest`
    std::vector<std::uint32_t> block_hubs_;  // first hub of each block
    std::vector<AgentId> hubs_;  // agents with more than `widest` neighbours
};

/// One column to add up over neighbours.
struct GatherSource {
    const float* reals = nullptr;
    const std::uint8_t* flags = nullptr;  // exactly one of the two
};

/// words[i] = reals[i] with flags[i] in place of the sign, for the agents of the block. False where
/// a real has its sign set or a flag is neither 0 nor 1, and then the words are of no use.
bool pack_pair(const float* reals, const std::uint8_t* flags, Block block, std::uint32_t* words);

/// sums[s][i] = Σ over neighbours of agent block.begin + i of sources[s]. `slices` may be null.
/// `number` is the block's place in the list that the slices were built from. `packed`: the first
/// two sources as pack_pair packs them, or null.
void gather_sums(const Layer& layer, const SlicedLayer* slices, Block block, std::size_t number,
                 std::span<const GatherSource> sources, std::span<float* const> sums,
                 const std::uint32_t* packed);

}  // namespace yihe

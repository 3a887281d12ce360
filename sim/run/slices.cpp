// Lays the neighbours of a layer out in slices of agents of similar degree.
#include <algorithm>
#include <numeric>

#include "sim/parallel.hpp"
#include "sim/run/gather.hpp"

namespace yihe {

namespace {

/// The places of a block's agents by falling degree.
void sort_by_degree(const Layer& layer, Block block, std::vector<std::uint16_t>& order) {
    order.resize(block.end - block.begin);
    std::iota(order.begin(), order.end(), std::uint16_t{0});
    std::sort(order.begin(), order.end(), [&](std::uint16_t a, std::uint16_t b) {
        const std::size_t left = layer.degree(block.begin + a),
                          right = layer.degree(block.begin + b);
        return left != right ? left > right : a < b;
    });
}

}  // namespace

SlicedLayer::SlicedLayer(const Layer& layer, std::span<const Block> blocks) {
    std::size_t slice_count = 0;
    for (const auto [begin, end] : blocks) slice_count += (end - begin + lanes - 1) / lanes;
    slices_.reserve(slice_count);
    order_.reserve(slice_count * lanes);
    degrees_.reserve(slice_count * lanes);
    std::vector<std::uint16_t> order;
    for (const Block block : blocks) {
        block_slices_.push_back(static_cast<std::uint32_t>(slices_.size()));
        block_hubs_.push_back(static_cast<std::uint32_t>(hubs_.size()));
        sort_by_degree(layer, block, order);
        for (std::size_t at = 0; at < order.size(); at += lanes)
            add_slice(layer, block,
                      std::span(order).subspan(at, std::min(lanes, order.size() - at)));
    }
    block_slices_.push_back(static_cast<std::uint32_t>(slices_.size()));
    block_hubs_.push_back(static_cast<std::uint32_t>(hubs_.size()));
    entries_.resize(slices_.empty() ? 0 : slices_.back().first + slices_.back().width * lanes);
    parallel::for_each(blocks.size(), [&](std::size_t b) {
        for (std::size_t s = block_slices_[b]; s < block_slices_[b + 1]; ++s)
            fill_slice(layer, blocks[b], s);
    });
}

void SlicedLayer::add_slice(const Layer& layer, Block block,
                            std::span<const std::uint16_t> places) {
    const std::uint64_t first =
        slices_.empty() ? 0 : slices_.back().first + std::uint64_t{slices_.back().width} * lanes;
    std::uint32_t width = 0;
    for (const std::uint16_t place : places) {
        const std::size_t degree = layer.degree(block.begin + place);
        const auto kept = static_cast<std::uint32_t>(std::min<std::size_t>(degree, widest));
        if (degree > widest) hubs_.push_back(block.begin + place);
        order_.push_back(place);
        degrees_.push_back(static_cast<std::uint8_t>(kept));
        width = std::max(width, kept);
    }
    slices_.push_back({first, width});
    order_.resize(slices_.size() * lanes, no_place);
    degrees_.resize(slices_.size() * lanes, 0);
}

void SlicedLayer::fill_slice(const Layer& layer, Block block, std::size_t s) {
    const auto [first, width] = slices_[s];
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        // Empty places are read and dropped: they name an agent of the same community.
        const std::uint16_t place = order_[s * lanes + lane];
        const auto row = layer.neighbours(block.begin + (place == no_place ? 0 : place));
        for (std::uint32_t j = 0; j < width; ++j)
            entries_[first + std::uint64_t{j} * lanes + lane] =
                j < degrees_[s * lanes + lane] ? row[j] : block.begin;
    }
}

std::size_t SlicedLayer::bytes() const {
    return entries_.capacity() * 4 + order_.capacity() * 2 + degrees_.capacity() +
           slices_.capacity() * sizeof(Slice);
}

}  // namespace yihe

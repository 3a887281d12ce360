#include "sim/run/gather.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "sim/core/vectorise.hpp"
#include "sim/parallel.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace yihe {

SlicedLayer::SlicedLayer(const Layer& layer, std::span<const Block> blocks) {
    constexpr std::uint16_t none = 0xffff;
    std::vector<std::uint16_t> order;
    std::uint64_t entry_count = 0;
    for (const auto [begin, end] : blocks) {
        block_slices_.push_back(static_cast<std::uint32_t>(slices_.size()));
        block_hubs_.push_back(static_cast<std::uint32_t>(hubs_.size()));
        order.resize(end - begin);
        std::iota(order.begin(), order.end(), std::uint16_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::uint16_t a, std::uint16_t b) {
            return layer.degree(begin + a) > layer.degree(begin + b);
        });
        for (std::size_t at = 0; at < order.size(); at += lanes) {
            std::uint32_t width = 0;
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const bool real = at + lane < order.size();
                const std::uint16_t place = real ? order[at + lane] : none;
                const std::size_t degree = real ? layer.degree(begin + place) : 0;
                const auto kept = static_cast<std::uint32_t>(std::min<std::size_t>(degree, widest));
                if (degree > widest) hubs_.push_back(begin + place);
                order_.push_back(place);
                degrees_.push_back(kept);
                width = std::max(width, kept);
            }
            slices_.push_back({entry_count, width});
            entry_count += std::uint64_t{width} * lanes;
        }
    }
    block_slices_.push_back(static_cast<std::uint32_t>(slices_.size()));
    block_hubs_.push_back(static_cast<std::uint32_t>(hubs_.size()));
    entries_.resize(entry_count);
    parallel::for_each(blocks.size(), [&](std::size_t b) {
        for (std::size_t s = block_slices_[b]; s < block_slices_[b + 1]; ++s)
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const std::uint16_t place = order_[s * lanes + lane];
                if (place == none) continue;
                const auto row = layer.neighbours(blocks[b].begin + place);
                for (std::uint32_t j = 0; j < degrees_[s * lanes + lane]; ++j)
                    entries_[slices_[s].first + std::uint64_t{j} * lanes + lane] = row[j];
            }
    });
}

std::size_t SlicedLayer::bytes() const {
    return entries_.capacity() * 4 + order_.capacity() * 2 + degrees_.capacity() * 4 +
           slices_.capacity() * sizeof(Slice);
}

namespace {

/// Σ over row[from …] added to `start`.
float add_row(std::span<const AgentId> row, std::size_t from, const GatherSource& source, float start) {
    float sum = start;
    if (source.reals != nullptr) {
        for (std::size_t j = from; j < row.size(); ++j) sum += source.reals[row[j]];
    } else {
        std::uint32_t count = 0;
        for (std::size_t j = from; j < row.size(); ++j) count += source.flags[row[j]];
        sum += static_cast<float>(count);
    }
    return sum;
}

void gather_rows(const Layer& layer, Block block, const GatherSource& source, float* sums) {
    for (AgentId v = block.begin; v < block.end; ++v)
        sums[v - block.begin] = add_row(layer.neighbours(v), 0, source, 0.0f);
}

}  // namespace

#if defined(__x86_64__)

struct SliceReader {
    /// At most one column of reals and one of flags in one pass over the entries.
    template <bool Reals, bool Flags>
    [[gnu::target("avx512f,avx512vl,avx512dq,avx512bw")]] static void sums(
        const SlicedLayer& slices, std::size_t block, const float* reals,
        const std::uint8_t* flags, float* real_sums, float* flag_sums) {
        constexpr std::size_t lanes = SlicedLayer::lanes;
        const __m512i byte = _mm512_set1_epi32(0xff);
        for (std::size_t s = slices.block_slices_[block]; s < slices.block_slices_[block + 1]; ++s) {
            const std::uint32_t* entry = slices.entries_.data() + slices.slices_[s].first;
            const __m512i degree = _mm512_loadu_si512(slices.degrees_.data() + s * lanes);
            __m512 real_sum = _mm512_setzero_ps();
            __m512i flag_sum = _mm512_setzero_si512();
            for (std::uint32_t j = 0; j < slices.slices_[s].width; ++j, entry += lanes) {
                const __mmask16 has =
                    _mm512_cmplt_epu32_mask(_mm512_set1_epi32(static_cast<int>(j)), degree);
                const __m512i at = _mm512_loadu_si512(entry);
                if constexpr (Reals) {
                    const __m512 x = _mm512_mask_i32gather_ps(_mm512_setzero_ps(), has, at, reals, 4);
                    real_sum = _mm512_mask_add_ps(real_sum, has, real_sum, x);
                }
                if constexpr (Flags) {
                    const __m512i x =
                        _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), has, at, flags, 1);
                    flag_sum = _mm512_add_epi32(flag_sum, _mm512_and_si512(x, byte));
                }
            }
            alignas(64) float real_out[lanes], flag_out[lanes];
            _mm512_store_ps(real_out, real_sum);
            _mm512_store_ps(flag_out, _mm512_maskz_cvtepi32_ps(0xffff, flag_sum));
            const std::uint16_t* order = slices.order_.data() + s * lanes;
            for (std::size_t lane = 0; lane < lanes && order[lane] != 0xffff; ++lane) {
                if constexpr (Reals) real_sums[order[lane]] = real_out[lane];
                if constexpr (Flags) flag_sums[order[lane]] = flag_out[lane];
            }
        }
    }

    static void add_hubs(const Layer& layer, const SlicedLayer& slices, Block block,
                         std::size_t number, const GatherSource& source, float* sums) {
        for (std::size_t h = slices.block_hubs_[number]; h < slices.block_hubs_[number + 1]; ++h) {
            const AgentId v = slices.hubs_[h];
            float& sum = sums[v - block.begin];
            sum = add_row(layer.neighbours(v), SlicedLayer::widest, source, sum);
        }
    }
};

#endif

void gather_sums(const Layer& layer, const SlicedLayer* slices, Block block, std::size_t number,
                 std::span<const GatherSource> sources, std::span<float* const> sums) {
#if defined(__x86_64__)
    if (slices != nullptr && !slices->empty() && use_avx512()) {
        std::size_t s = 0;
        while (s < sources.size()) {
            const bool pair = s + 1 < sources.size() && sources[s].reals && sources[s + 1].flags;
            if (pair)
                SliceReader::sums<true, true>(*slices, number, sources[s].reals,
                                              sources[s + 1].flags, sums[s], sums[s + 1]);
            else if (sources[s].reals)
                SliceReader::sums<true, false>(*slices, number, sources[s].reals, nullptr, sums[s],
                                               nullptr);
            else
                SliceReader::sums<false, true>(*slices, number, nullptr, sources[s].flags, nullptr,
                                               sums[s]);
            for (std::size_t k = 0; k < (pair ? 2u : 1u); ++k, ++s)
                SliceReader::add_hubs(layer, *slices, block, number, sources[s], sums[s]);
        }
        return;
    }
#endif
    for (std::size_t s = 0; s < sources.size(); ++s) gather_rows(layer, block, sources[s], sums[s]);
}

}  // namespace yihe

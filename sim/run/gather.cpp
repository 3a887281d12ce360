#include "sim/run/gather.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <type_traits>

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
    std::size_t slice_count = 0;
    for (const auto [begin, end] : blocks) slice_count += (end - begin + lanes - 1) / lanes;
    slices_.reserve(slice_count);
    order_.reserve(slice_count * lanes);
    degrees_.reserve(slice_count * lanes);
    for (const auto [begin, end] : blocks) {
        block_slices_.push_back(static_cast<std::uint32_t>(slices_.size()));
        block_hubs_.push_back(static_cast<std::uint32_t>(hubs_.size()));
        order.resize(end - begin);
        std::iota(order.begin(), order.end(), std::uint16_t{0});
        std::sort(order.begin(), order.end(), [&](std::uint16_t a, std::uint16_t b) {
            const std::size_t left = layer.degree(begin + a), right = layer.degree(begin + b);
            return left != right ? left > right : a < b;
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
                degrees_.push_back(static_cast<std::uint8_t>(kept));
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
                // Empty places are read and dropped: they name an agent of the same community.
                const AgentId begin = blocks[b].begin;
                const std::uint16_t place = order_[s * lanes + lane];
                const auto row = layer.neighbours(place == none ? begin : begin + place);
                for (std::uint32_t j = 0; j < slices_[s].width; ++j)
                    entries_[slices_[s].first + std::uint64_t{j} * lanes + lane] =
                        j < degrees_[s * lanes + lane] ? row[j] : begin;
            }
    });
}

std::size_t SlicedLayer::bytes() const {
    return entries_.capacity() * 4 + order_.capacity() * 2 + degrees_.capacity() +
           slices_.capacity() * sizeof(Slice);
}

namespace {

/// Σ over row[from …] added to `start`.
float add_row(std::span<const AgentId> row, std::size_t from, const GatherSource& source,
              float start) {
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
    static constexpr std::size_t lanes = SlicedLayer::lanes;

    // Sixteen loads, put together: faster than the gather instruction of current processors.
    [[gnu::always_inline]] static inline __m128i load(const std::uint32_t* words, AgentId i) {
        return _mm_cvtsi32_si128(static_cast<int>(words[i]));
    }
    [[gnu::always_inline]] static inline __m128i load(const float* reals, AgentId i) {
        return _mm_castps_si128(_mm_load_ss(reals + i));
    }
    [[gnu::always_inline]] static inline __m128i load(const std::uint8_t* flags, AgentId i) {
        return _mm_cvtsi32_si128(flags[i]);
    }
    template <class T>
    [[gnu::always_inline]] static inline __m128i load_4(const T* column, const AgentId* at) {
        return _mm_unpacklo_epi64(_mm_unpacklo_epi32(load(column, at[0]), load(column, at[1])),
                                  _mm_unpacklo_epi32(load(column, at[2]), load(column, at[3])));
    }
    template <class T>
    [[gnu::always_inline, gnu::target("avx512f,avx512vl,avx512dq,avx512bw")]] static inline __m512i
    load_16(const T* column, const AgentId* at) {
        const __m256i low = _mm256_inserti128_si256(_mm256_castsi128_si256(load_4(column, at)),
                                                    load_4(column, at + 4), 1);
        const __m256i high = _mm256_inserti128_si256(_mm256_castsi128_si256(load_4(column, at + 8)),
                                                     load_4(column, at + 12), 1);
        return _mm512_maskz_inserti64x4(0xff, _mm512_castsi256_si512(low), high, 1);
    }

    /// A column of reals gives real_sums, of flags flag_sums, of packed words both.
    template <class T>
    [[gnu::target("avx512f,avx512vl,avx512dq,avx512bw")]] static void sums(
        const SlicedLayer& slices, std::size_t block, const T* column, float* real_sums,
        float* flag_sums) {
        constexpr bool has_reals = !std::is_same_v<T, std::uint8_t>;
        constexpr bool has_flags = !std::is_same_v<T, float>;
        const __m512i magnitude = _mm512_set1_epi32(0x7fffffff);
        for (std::size_t s = slices.block_slices_[block]; s < slices.block_slices_[block + 1];
             ++s) {
            const std::uint32_t* entry = slices.entries_.data() + slices.slices_[s].first;
            const __m512i degree = _mm512_maskz_cvtepu8_epi32(
                0xffff, _mm_loadu_si128(
                            reinterpret_cast<const __m128i*>(slices.degrees_.data() + s * lanes)));
            __m512 real_sum = _mm512_setzero_ps();
            __m512i flag_sum = _mm512_setzero_si512();
            for (std::uint32_t j = 0; j < slices.slices_[s].width; ++j, entry += lanes) {
                const __mmask16 has =
                    _mm512_cmplt_epu32_mask(_mm512_set1_epi32(static_cast<int>(j)), degree);
                const __m512i x = load_16(column, entry);
                if constexpr (has_reals)
                    real_sum = _mm512_mask_add_ps(
                        real_sum, has, real_sum,
                        _mm512_castsi512_ps(has_flags ? _mm512_and_si512(x, magnitude) : x));
                if constexpr (has_flags)
                    flag_sum = _mm512_mask_add_epi32(
                        flag_sum, has, flag_sum,
                        has_reals ? _mm512_maskz_srli_epi32(0xffff, x, 31) : x);
            }
            alignas(64) float real_out[lanes], flag_out[lanes];
            _mm512_store_ps(real_out, real_sum);
            _mm512_store_ps(flag_out, _mm512_maskz_cvtepi32_ps(0xffff, flag_sum));
            const std::uint16_t* order = slices.order_.data() + s * lanes;
            for (std::size_t lane = 0; lane < lanes && order[lane] != 0xffff; ++lane) {
                if constexpr (has_reals) real_sums[order[lane]] = real_out[lane];
                if constexpr (has_flags) flag_sums[order[lane]] = flag_out[lane];
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

bool pack_pair(const float* reals, const std::uint8_t* flags, Block block, std::uint32_t* words) {
    const float* __restrict x = reals + block.begin;
    const std::uint8_t* __restrict flag = flags + block.begin;
    std::uint32_t* __restrict word = words + block.begin;
    const std::size_t n = block.end - block.begin;
    bool fits = false;
    vectorised([&]() __attribute__((always_inline)) {
        std::uint32_t signs = 0, flags_seen = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const auto bits = std::bit_cast<std::uint32_t>(x[i]);
            signs |= bits;
            flags_seen |= flag[i];
            word[i] = bits | static_cast<std::uint32_t>(flag[i]) << 31;
        }
        fits = signs >> 31 == 0 && flags_seen <= 1;
    });
    return fits;
}

void gather_sums(const Layer& layer, const SlicedLayer* slices, Block block, std::size_t number,
                 std::span<const GatherSource> sources, std::span<float* const> sums,
                 [[maybe_unused]] const std::uint32_t* packed) {
#if defined(__x86_64__)
    if (slices != nullptr && !slices->empty() && use_avx512()) {
        std::size_t s = 0;
        if (packed != nullptr) {
            SliceReader::sums(*slices, number, packed, sums[0], sums[1]);
            s = 2;
        }
        for (; s < sources.size(); ++s)
            if (sources[s].reals != nullptr)
                SliceReader::sums(*slices, number, sources[s].reals, sums[s], nullptr);
            else SliceReader::sums(*slices, number, sources[s].flags, nullptr, sums[s]);
        for (s = 0; s < sources.size(); ++s)
            SliceReader::add_hubs(layer, *slices, block, number, sources[s], sums[s]);
        return;
    }
#endif
    for (std::size_t s = 0; s < sources.size(); ++s) gather_rows(layer, block, sources[s], sums[s]);
}

}  // namespace yihe

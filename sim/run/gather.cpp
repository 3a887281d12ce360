#include "sim/run/gather.hpp"

#include <algorithm>
#include <bit>
#include <type_traits>
#include <utility>

#include "sim/core/vectorise.hpp"
#include "sim/parallel.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace yihe {

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

    [[gnu::always_inline, gnu::target("sse4.1")]] static inline __m128i load_16(
        const std::uint8_t* flags, const AgentId* at) {
        __m128i x = _mm_setzero_si128();
        [&]<int... lane>(std::integer_sequence<int, lane...>)
            __attribute__((always_inline, target("sse4.1"))) {
                ((x = _mm_insert_epi8(x, flags[at[lane]], lane)), ...);
            }(std::make_integer_sequence<int, lanes>{});
        return x;
    }
    [[gnu::always_inline]] static inline __m128i degrees(const SlicedLayer& slices, std::size_t s) {
        return _mm_loadu_si128(
            reinterpret_cast<const __m128i*>(slices.degrees_.data() + s * lanes));
    }

    /// f(lane, place in the block) for the agents of slice `s`.
    template <class F>
    [[gnu::always_inline]] static inline void for_lanes(const SlicedLayer& slices, std::size_t s,
                                                        F&& f) {
        const std::uint16_t* order = slices.order_.data() + s * lanes;
        for (std::size_t lane = 0; lane < lanes && order[lane] != SlicedLayer::no_place; ++lane)
            f(lane, order[lane]);
    }

    /// Sums of reals; of packed words also the counts of their flags.
    template <class T>
    [[gnu::target("avx512f,avx512vl,avx512dq,avx512bw")]] static void sums(
        const SlicedLayer& slices, std::size_t block, const T* column, float* real_sums,
        float* flag_sums) {
        constexpr bool packed = std::is_same_v<T, std::uint32_t>;
        const __m512i magnitude = _mm512_set1_epi32(0x7fffffff);
        for (std::size_t s = slices.block_slices_[block]; s < slices.block_slices_[block + 1];
             ++s) {
            const auto [first, width] = slices.slices_[s];
            const AgentId* entry = slices.entries_.data() + first;
            const __m512i degree = _mm512_maskz_cvtepu8_epi32(0xffff, degrees(slices, s));
            __m512 sum = _mm512_setzero_ps();
            __m512i count = _mm512_setzero_si512();
            for (std::uint32_t j = 0; j < width; ++j, entry += lanes) {
                const __mmask16 has =
                    _mm512_cmplt_epu32_mask(_mm512_set1_epi32(static_cast<int>(j)), degree);
                const __m512i x = load_16(column, entry);
                sum = _mm512_mask_add_ps(
                    sum, has, sum,
                    _mm512_castsi512_ps(packed ? _mm512_and_si512(x, magnitude) : x));
                if constexpr (packed)
                    count = _mm512_mask_add_epi32(count, has, count,
                                                  _mm512_maskz_srli_epi32(0xffff, x, 31));
            }
            alignas(64) float sum_out[lanes], count_out[lanes];
            _mm512_store_ps(sum_out, sum);
            _mm512_store_ps(count_out, _mm512_maskz_cvtepi32_ps(0xffff, count));
            for_lanes(slices, s, [&](std::size_t lane, std::size_t place) {
                real_sums[place] = sum_out[lane];
                if constexpr (packed) flag_sums[place] = count_out[lane];
            });
        }
    }

    /// Sums of flags, in 16 bits: `widest` bytes fit.
    [[gnu::target("avx512f,avx512vl,avx512dq,avx512bw")]] static void sums(
        const SlicedLayer& slices, std::size_t block, const std::uint8_t* flags, float* counts) {
        for (std::size_t s = slices.block_slices_[block]; s < slices.block_slices_[block + 1];
             ++s) {
            const auto [first, width] = slices.slices_[s];
            const AgentId* entry = slices.entries_.data() + first;
            const __m128i degree = degrees(slices, s);
            __m256i count = _mm256_setzero_si256();
            for (std::uint32_t j = 0; j < width; ++j, entry += lanes) {
                const __mmask16 has =
                    _mm_cmplt_epu8_mask(_mm_set1_epi8(static_cast<char>(j)), degree);
                const __m256i x = _mm256_cvtepu8_epi16(load_16(flags, entry));
                count = _mm256_mask_add_epi16(count, has, count, x);
            }
            alignas(64) float count_out[lanes];
            _mm512_store_ps(count_out, _mm512_maskz_cvtepi32_ps(
                                           0xffff, _mm512_maskz_cvtepu16_epi32(0xffff, count)));
            for_lanes(slices, s, [&](std::size_t lane, std::size_t place) {
                counts[place] = count_out[lane];
            });
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
            else SliceReader::sums(*slices, number, sources[s].flags, sums[s]);
        for (s = 0; s < sources.size(); ++s)
            SliceReader::add_hubs(layer, *slices, block, number, sources[s], sums[s]);
        return;
    }
#endif
    for (std::size_t s = 0; s < sources.size(); ++s) gather_rows(layer, block, sources[s], sums[s]);
}

}  // namespace yihe

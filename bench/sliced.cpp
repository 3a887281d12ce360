// The kernel as fast as it goes here: sliced rows, one word per agent, AVX-512 gathers. Each thread
// works through blocks; a block draws its numbers, then walks its slices.
#include <bit>

#include "bench/sliced_graph.hpp"
#include "bench/yardstick.hpp"
#include "sim/core/random.hpp"
#include "sim/core/vectorise.hpp"
#include "sim/run/column.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace yihe::bench {

#if defined(__x86_64__)

namespace {

constexpr Purpose noise{"noise"};
constexpr std::size_t lanes = SlicedGraph::lanes;
constexpr std::size_t block_size = parallel::block_size;

/// 16 generators side by side: cheap, and a function of the thread's range, not of the agent.
struct Xorshift {
    alignas(64) std::uint32_t state[lanes];

    void fill(std::span<float> out) {  // a multiple of 16
        vectorised([&]() __attribute__((always_inline)) {
            for (std::size_t i = 0; i < out.size(); i += lanes)
                for (std::size_t lane = 0; lane < lanes; ++lane) {
                    std::uint32_t x = state[lane];
                    x ^= x << 13;
                    x ^= x >> 17;
                    x ^= x << 5;
                    state[lane] = x;
                    out[i + lane] = static_cast<float>(static_cast<int>(x >> 8)) * 0x1p-24f;
                }
        });
    }
};

class Sliced final : public Contender {
public:
    Sliced(const Layer& graph, std::uint64_t seed, SlicedOptions options)
        : graph_(graph), random_(seed, 0), options_(options) {
        const std::size_t padded = graph_.degrees.size();
        now_.resize(padded);
        next_.resize(padded);
        threshold_.resize(padded);
        counts_.resize(parallel::block_count(padded));
        AlignedVector<float> x(padded);
        random_.uniforms(Purpose{"attitude"}, 0, 0, 0, x);
        random_.uniforms(Purpose{"threshold"}, 0, 0, 0, threshold_);
        for (std::size_t i = 0; i < padded; ++i)
            now_[i] = std::bit_cast<std::uint32_t>(x[i] > threshold_[i] ? -x[i] : x[i]);
        generators_.resize(counts_.size());
        for (std::size_t g = 0; g < generators_.size(); ++g)
            for (std::size_t lane = 0; lane < lanes; ++lane)
                generators_[g].state[lane] =
                    random_.word(Purpose{"generator"}, g * lanes + lane, 0) | 1;
    }

    double step() override {
        ++week_;
        const std::size_t ranges =
            options_.fixed_blocks ? counts_.size() : static_cast<std::size_t>(parallel::threads());
        std::uint64_t total = 0;
        parallel::for_each(ranges, [&](std::size_t range) {
            const std::size_t begin = counts_.size() * range / ranges;
            const std::size_t end = counts_.size() * (range + 1) / ranges;
            std::uint32_t count = 0;
            for (std::size_t b = begin; b < end; ++b) count += block(b, generators_[range]);
            if (options_.fixed_blocks) counts_[range] = count;
            else __atomic_fetch_add(&total, count, __ATOMIC_RELAXED);
        });
        now_.swap(next_);
        if (options_.fixed_blocks)
            for (const std::uint32_t count : counts_) total += count;
        return static_cast<double>(total) / static_cast<double>(graph_.agents);
    }

private:
    struct Buffers {
        alignas(64) float noise[block_size], sums[block_size], active[block_size];
    };

    std::uint32_t block(std::size_t number, Xorshift& generator) {
        const std::size_t begin = number * block_size;
        const std::size_t end = std::min(graph_.degrees.size(), begin + block_size);
        Buffers buffers;
        const std::span<float> draws(buffers.noise, end - begin);
        if (options_.counter_draws) random_.uniforms(noise, begin, week_, 0, draws);
        else generator.fill(draws);
        gather(begin, end, buffers);
        update(begin, end, buffers);
        std::uint32_t count = 0;
        for (std::size_t i = begin; i < std::min(end, graph_.agents); ++i) count += next_[i] >> 31;
        return count;
    }

    [[gnu::target("avx512f,avx512vl,avx512dq,avx512bw")]] void gather(std::size_t begin,
                                                                      std::size_t end,
                                                                      Buffers& to) {
        const __m512i zero = _mm512_setzero_si512(), one = _mm512_set1_epi32(1);
        const __m512i magnitude = _mm512_set1_epi32(0x7fffffff);
        for (std::size_t i = begin; i < end; i += lanes) {
            const __m512i degree = _mm512_loadu_si512(graph_.degrees.data() + i);
            __m512 sum = _mm512_setzero_ps();
            __m512i active = zero, j = zero;
            const std::uint64_t last = graph_.first[i / lanes + 1];
            for (std::uint64_t at = graph_.first[i / lanes]; at < last; at += lanes) {
                const __mmask16 has = _mm512_cmplt_epu32_mask(j, degree);
                const __m512i who = _mm512_loadu_si512(graph_.entries.data() + at);
                const __m512i word = _mm512_mask_i32gather_epi32(zero, has, who, now_.data(), 4);
                sum = _mm512_add_ps(sum, _mm512_castsi512_ps(_mm512_and_si512(word, magnitude)));
                active = _mm512_add_epi32(active, _mm512_maskz_srli_epi32(0xffff, word, 31));
                j = _mm512_add_epi32(j, one);
            }
            _mm512_store_ps(to.sums + (i - begin), sum);
            _mm512_store_ps(to.active + (i - begin), _mm512_maskz_cvtepi32_ps(0xffff, active));
        }
    }

    void update(std::size_t begin, std::size_t end, const Buffers& from) {
        const std::uint32_t* now = now_.data() + begin;
        const std::uint32_t* degrees = graph_.degrees.data() + begin;
        const float* threshold = threshold_.data() + begin;
        std::uint32_t* next = next_.data() + begin;
        vectorised([&]() __attribute__((always_inline)) {
            for (std::size_t i = 0; i < end - begin; ++i) {
                const auto degree = static_cast<float>(static_cast<int>(degrees[i]));
                const float x = std::bit_cast<float>(now[i] & 0x7fffffffu);
                const float mean = degrees[i] > 0 ? from.sums[i] / degree : x;
                const float share = degrees[i] > 0 ? from.active[i] / degree : 0.5f;
                float y = x + 0.2f * (mean - x) + 0.05f * (share - 0.5f) +
                          0.02f * (2 * from.noise[i] - 1);
                y = y < 0.0f ? 0.0f : y;
                y = y > 1.0f ? 1.0f : y;
                next[i] = std::bit_cast<std::uint32_t>(y) | (y > threshold[i] ? 0x80000000u : 0u);
            }
        });
    }

    SlicedGraph graph_;
    Random random_;
    SlicedOptions options_;
    std::uint32_t week_ = 0;
    AlignedVector<std::uint32_t> now_, next_;  // in the order of the slices; top bit: takes part
    AlignedVector<float> threshold_;
    std::vector<std::uint32_t> counts_;  // [block]
    std::vector<Xorshift> generators_;  // [range]
};

}  // namespace

std::unique_ptr<Contender> make_sliced(const Layer& graph, std::uint64_t seed,
                                       SlicedOptions options) {
    if (!use_avx512()) return nullptr;
    return std::make_unique<Sliced>(graph, seed, options);
}

#else

std::unique_ptr<Contender> make_sliced(const Layer&, std::uint64_t, SlicedOptions) {
    return nullptr;
}

#endif

}  // namespace yihe::bench

// The plain loop that every modeller would write, done well.
#include "bench/yardstick.hpp"

#include <Random123/philox.h>

#include <algorithm>
#include <vector>

#include "sim/parallel.hpp"

namespace yihe::bench {

namespace {

using Philox = r123::Philox4x32;

double to_uniform(std::uint32_t word) { return (word + 0.5) * 0x1p-32; }

class Yardstick final : public Contender {
public:
    Yardstick(const Layer& graph, std::uint64_t seed)
        : graph_(graph),
          key_{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}},
          x_(graph.size()),
          next_x_(graph.size()),
          threshold_(graph.size()),
          active_(graph.size()),
          next_active_(graph.size()),
          partial_(parallel::block_count(graph.size())),
          ahead_(prefetch_distance(graph.size() * (sizeof(double) + 1))) {
        for (std::size_t i = 0; i < graph.size(); ++i) {
            const auto words = Philox()({{static_cast<std::uint32_t>(i), 0, 0, 1}}, key_);
            x_[i] = to_uniform(words[0]);
            threshold_[i] = to_uniform(words[1]);
            active_[i] = x_[i] > threshold_[i];
        }
    }

    double step() override {
        ++week_;
        parallel::for_blocks(graph_.size(), [&](std::size_t begin, std::size_t end) {
            partial_[begin / parallel::block_size] =
                ahead_ > 0 ? update<true>(begin, end) : update<false>(begin, end);
        });
        x_.swap(next_x_);
        active_.swap(next_active_);
        std::uint64_t total = 0;
        for (const std::uint32_t count : partial_) total += count;
        return static_cast<double>(total) / static_cast<double>(graph_.size());
    }

private:
    /// How many take part of one block.
    template <bool prefetches>
    std::uint32_t update(std::size_t begin, std::size_t end) {
        double u[parallel::block_size + 4];
        for (std::size_t i = begin; i < end; i += 4) {  // one counter serves four agents
            const auto words = Philox()({{static_cast<std::uint32_t>(i >> 2), week_, 0, 0}}, key_);
            for (std::size_t lane = 0; lane < 4; ++lane)
                u[i - begin + lane] = to_uniform(words[lane]);
        }
        const std::uint64_t* offsets = graph_.offsets().data();
        const AgentId* targets = graph_.targets().data();
        [[maybe_unused]] const std::uint64_t last = graph_.targets().size() - 1;
        const double* x = x_.data();
        const double* threshold = threshold_.data();
        const std::uint8_t* active = active_.data();
        double* __restrict next_x = next_x_.data();
        std::uint8_t* __restrict next_active = next_active_.data();
        std::uint32_t count = 0;
        for (std::size_t i = begin; i < end; ++i) {
            double sum = 0;
            std::uint32_t acts = 0;
            for (std::uint64_t at = offsets[i]; at < offsets[i + 1]; ++at) {
                if constexpr (prefetches) {
                    const AgentId later = targets[std::min(at + ahead_, last)];
                    __builtin_prefetch(x + later);
                    __builtin_prefetch(active + later);
                }
                sum += x[targets[at]];
                acts += active[targets[at]];
            }
            const auto degree = static_cast<double>(offsets[i + 1] - offsets[i]);
            const double mean = degree > 0 ? sum / degree : x[i];
            const double share = degree > 0 ? acts / degree : 0.5;
            const double next =
                x[i] + 0.2 * (mean - x[i]) + 0.05 * (share - 0.5) + 0.02 * (2 * u[i - begin] - 1);
            next_x[i] = std::min(1.0, std::max(0.0, next));
            next_active[i] = next_x[i] > threshold[i];
            count += next_active[i];
        }
        return count;
    }

    Layer graph_;
    Philox::key_type key_;
    std::uint32_t week_ = 0;
    std::vector<double> x_, next_x_, threshold_;
    std::vector<std::uint8_t> active_, next_active_;
    std::vector<std::uint32_t> partial_;
    std::size_t ahead_;  // 0: no prefetching
};

}  // namespace

std::unique_ptr<Contender> make_yardstick(const Layer& graph, std::uint64_t seed) {
    return std::make_unique<Yardstick>(graph, seed);
}

}  // namespace yihe::bench

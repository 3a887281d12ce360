// The limits: sums over neighbours and nothing else, of one 32-bit value.
#include <algorithm>

#include "bench/sliced_graph.hpp"
#include "bench/yardstick.hpp"
#include "sim/run/column.hpp"

namespace yihe::bench {

namespace {

/// Row by row, as the yardstick reads.
class BareRows final : public Contender {
public:
    explicit BareRows(const Layer& graph) : graph_(graph) {
        values_.assign(graph_.size(), 0.5f);
        sums_.resize(graph_.size());
        ahead_ = prefetch_distance(graph_.size() * sizeof(float));
    }

    double step() override {
        parallel::for_blocks(graph_.size(), [&](std::size_t begin, std::size_t end) {
            ahead_ > 0 ? add_up<true>(begin, end) : add_up<false>(begin, end);
        });
        return 0;
    }

private:
    template <bool prefetches>
    void add_up(std::size_t begin, std::size_t end) {
        const std::uint64_t* offsets = graph_.offsets().data();
        const AgentId* targets = graph_.targets().data();
        const std::uint64_t last = graph_.targets().size() - 1;
        const float* values = values_.data();
        float* sums = sums_.data();
        for (std::size_t i = begin; i < end; ++i) {
            float sum = 0;
            for (std::uint64_t at = offsets[i]; at < offsets[i + 1]; ++at) {
                if constexpr (prefetches)
                    __builtin_prefetch(values +
                                       targets[std::min<std::uint64_t>(at + ahead_, last)]);
                sum += values[targets[at]];
            }
            sums[i] = sum;
        }
    }

    Layer graph_;
    AlignedVector<float> values_, sums_;
    std::size_t ahead_;  // 0: no prefetching
};

/// Sixteen agents of similar degree side by side: the fastest found. Plain loads, not gather
/// instructions: on processors whose gathers are slow these win by half.
class BareSlices final : public Contender {
public:
    explicit BareSlices(const Layer& graph) : graph_(graph) {
        values_.assign(graph_.degrees.size(), 0.5f);
        sums_.resize(values_.size());
    }

    double step() override {
        constexpr std::size_t lanes = SlicedGraph::lanes;
        parallel::for_blocks(values_.size(), [&](std::size_t begin, std::size_t end) {
            const float* values = values_.data();
            for (std::size_t i = begin; i < end; i += lanes) {
                // Empty places point at agent 0 and are added too, which changes no time.
                const AgentId* at = graph_.entries.data() + graph_.first[i / lanes];
                const AgentId* last = graph_.entries.data() + graph_.first[i / lanes + 1];
                float sum[lanes] = {};
                for (; at != last; at += lanes)
                    for (std::size_t lane = 0; lane < lanes; ++lane) sum[lane] += values[at[lane]];
                for (std::size_t lane = 0; lane < lanes; ++lane) sums_[i + lane] = sum[lane];
            }
        });
        return 0;
    }

private:
    SlicedGraph graph_;
    AlignedVector<float> values_, sums_;
};

}  // namespace

std::unique_ptr<Contender> make_bare_rows(const Layer& graph) {
    return std::make_unique<BareRows>(graph);
}

std::unique_ptr<Contender> make_bare_slices(const Layer& graph) {
    return std::make_unique<BareSlices>(graph);
}

}  // namespace yihe::bench

// The participation kernel written by hand, as contenders for the engine. Same graph, same rule and
// parameters; the draws are their own. Each step returns the mean participation.
#pragma once

#include <cstdint>
#include <memory>

#include "sim/graph/layer.hpp"

namespace yihe::bench {

/// Neighbours' values are asked for this many entries before they are read; 0, never, where the
/// values fit in a core's cache: there it costs more than it gives.
inline std::size_t prefetch_distance(std::size_t bytes) { return bytes > (1 << 20) ? 64 : 0; }

class Contender {
public:
    virtual ~Contender() = default;
    virtual double step() = 0;
};

/// Compressed sparse rows, doubles, Philox from Random123, blocks on all threads.
std::unique_ptr<Contender> make_yardstick(const Layer& graph, std::uint64_t seed);

/// Add up the neighbours' values and do nothing else, row by row or in slices: the limits. No
/// kernels; they return 0.
std::unique_ptr<Contender> make_bare_rows(const Layer& graph);
std::unique_ptr<Contender> make_bare_slices(const Layer& graph);

/// What the determinism bench varies in the sliced loop.
struct SlicedOptions {
    bool counter_draws = true;  ///< false: a xorshift generator per range
    bool fixed_blocks = true;  ///< false: one range per thread, counted into one shared sum
};

/// Agents in slices of 16 of similar degree, values and acts packed in one word, AVX-512 gathers.
/// nullptr where the processor has none.
std::unique_ptr<Contender> make_sliced(const Layer& graph, std::uint64_t seed,
                                       SlicedOptions options = {});

}  // namespace yihe::bench

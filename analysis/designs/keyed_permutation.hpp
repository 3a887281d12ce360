// A permutation of 0 … size-1 as a function of seed and key, without a table.
#pragma once

#include <cstdint>

#include "sim/core/random.hpp"

namespace yihe::analysis {

/// A Feistel network over pairs of Z_a × Z_b with a·b just above `size`; what falls outside is sent
/// through again until it is inside (cycle walking; Black and Rogaway 2002).
class KeyedPermutation {
public:
    /// 1 <= size <= 2^48.
    KeyedPermutation(std::uint64_t seed, std::uint32_t key, std::uint64_t size);

    /// at < size.
    std::uint64_t operator()(std::uint64_t at) const;

private:
    Random random_;
    std::uint64_t size_;
    std::uint32_t rows_, columns_;
};

}  // namespace yihe::analysis

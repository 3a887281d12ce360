#include "analysis/designs/keyed_permutation.hpp"

#include "sim/core/error.hpp"

namespace yihe::analysis {

namespace {

constexpr Purpose purpose{"design.permutation"};
constexpr std::uint32_t rounds = 8;

/// The smallest whole number whose square is at least n.
std::uint32_t root_above(std::uint64_t n) {
    std::uint64_t low = 1, high = std::uint64_t{1} << 24;
    while (low < high) {
        const std::uint64_t middle = (low + high) / 2;
        if (middle * middle >= n) high = middle;
        else low = middle + 1;
    }
    return static_cast<std::uint32_t>(low);
}

}  // namespace

KeyedPermutation::KeyedPermutation(std::uint64_t seed, std::uint32_t key, std::uint64_t size)
    : random_(seed, key), size_(size) {
    ensure(size >= 1 && size <= std::uint64_t{1} << 48, "a permutation has 1 to 2^48 places");
    rows_ = root_above(size);
    columns_ = static_cast<std::uint32_t>((size + rows_ - 1) / rows_);
}

std::uint64_t KeyedPermutation::operator()(std::uint64_t at) const {
    ensure(at < size_, "a permutation is of the places below its size");
    do {
        auto row = static_cast<std::uint32_t>(at / columns_);
        auto column = static_cast<std::uint32_t>(at % columns_);
        for (std::uint32_t r = 0; r < rounds; ++r) {
            row = (row + random_.below(rows_, purpose, column, 2 * r)) % rows_;
            column = (column + random_.below(columns_, purpose, row, 2 * r + 1)) % columns_;
        }
        at = std::uint64_t{row} * columns_ + column;
    } while (at >= size_);
    return at;
}

}  // namespace yihe::analysis

// The only door to Boost.Random, for Joe and Kuo's table. A point is the exclusive or of the
// direction numbers that its Gray code names, so that no state is advanced from point to point.
#include <bit>
#include <boost/random/sobol.hpp>
#include <memory>

#include "analysis/designs/space_filling.hpp"
#include "sim/core/random.hpp"

namespace yihe::analysis {

namespace {

constexpr Purpose shift{"design.sobol"};
constexpr std::uint32_t directions = 48;

/// Direction numbers [directions][dimensions], the binary point before the highest bit. After
/// seed(i) the engine stands at element i + 1; the Gray code of 2^r has the bits r and r - 1.
std::vector<std::uint64_t> direction_numbers(std::size_t dimensions) {
    std::vector<std::uint64_t> all(directions * dimensions);
    boost::random::sobol_engine<std::uint64_t, 64> engine(dimensions);
    for (std::uint32_t r = 0; r < directions; ++r) {
        engine.seed((std::uint64_t{1} << r) - 1);
        for (std::size_t d = 0; d < dimensions; ++d) {
            const std::uint64_t before = r == 0 ? 0 : all[(r - 1) * dimensions + d];
            all[r * dimensions + d] = engine() ^ before;
        }
    }
    return all;
}

std::vector<std::uint64_t> shifts(const Sobol& config) {
    std::vector<std::uint64_t> all(config.dimensions, 0);
    if (!config.shifted) return all;
    const Random random(config.seed, 0);
    for (std::size_t d = 0; d < all.size(); ++d)
        all[d] = std::uint64_t{random.word(shift, d, 0)} << 32 | random.word(shift, d, 1);
    return all;
}

struct Table {
    std::vector<std::uint64_t> directions, shifts;
};

}  // namespace

UnitDesign sobol(const Sobol& config) {
    ensure(config.dimensions >= 1 && config.dimensions <= most_dimensions,
           "a design has 1 to 3667 dimensions");
    ensure(config.points >= 1 && config.points <= std::uint64_t{1} << directions,
           "a Sobol' design has 1 to 2^48 points");
    const auto points = [table = std::make_shared<const Table>(
                             Table{direction_numbers(config.dimensions), shifts(config)})](
                            std::uint64_t index, std::span<double> out) {
        const std::uint64_t gray = index ^ (index >> 1);
        for (std::size_t d = 0; d < out.size(); ++d) {
            std::uint64_t bits = table->shifts[d];
            for (std::uint64_t rest = gray; rest != 0; rest &= rest - 1)
                bits ^= table->directions[std::countr_zero(rest) * out.size() + d];
            out[d] = static_cast<double>(bits >> 11) * 0x1p-53;
        }
    };
    return {config.points, config.dimensions, points};
}

}  // namespace yihe::analysis

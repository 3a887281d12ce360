#include <memory>
#include <vector>

#include "analysis/designs/keyed_permutation.hpp"
#include "analysis/designs/space_filling.hpp"

namespace yihe::analysis {

namespace {

constexpr Purpose jitter{"design.latin_hypercube"};

}  // namespace

UnitDesign latin_hypercube(const LatinHypercube& config) {
    ensure(config.dimensions >= 1 && config.dimensions <= most_dimensions,
           "a design has 1 to 3667 dimensions");
    ensure(config.points >= 1 && config.points <= std::uint64_t{1} << 31,
           "a Latin hypercube has 1 to 2^31 points");
    std::vector<KeyedPermutation> cells;
    cells.reserve(config.dimensions);
    for (std::size_t d = 0; d < config.dimensions; ++d)
        cells.emplace_back(config.seed, static_cast<std::uint32_t>(d), config.points);
    const auto points = [config, random = Random(config.seed, 0),
                         cells = std::make_shared<const std::vector<KeyedPermutation>>(
                             std::move(cells))](std::uint64_t index, std::span<double> out) {
        for (std::size_t d = 0; d < out.size(); ++d) {
            // 20 bits within the cell: with 2^31 cells no rounding reaches the next one.
            const std::uint32_t word = random.word(jitter, index, static_cast<std::uint32_t>(d));
            const double within = config.centred ? 0.5 : (double(word >> 12) + 0.5) * 0x1p-20;
            out[d] = (double((*cells)[d](index)) + within) / double(config.points);
        }
    };
    return {config.points, config.dimensions, points};
}

}  // namespace yihe::analysis

#include <algorithm>

#include "analysis/designs/sensitivity_designs.hpp"
#include "analysis/designs/space_filling.hpp"

namespace yihe::analysis {

UnitDesign saltelli(const Saltelli& config) {
    ensure(config.dimensions >= 1 && config.dimensions <= most_dimensions / 2,
           "a Saltelli design has 1 to 1833 dimensions");
    const auto both = sobol({.dimensions = 2 * config.dimensions,
                             .points = config.base_points,
                             .shifted = true,
                             .seed = config.seed});
    const auto points = [config, both](std::uint64_t index, std::span<double> out) {
        const std::size_t k = config.dimensions;
        const auto place = static_cast<std::size_t>(index % config.block());
        const std::vector<double> row = both.point(index / config.block());
        const bool from_b = place == 1 || place >= 2 + k;
        std::copy_n(row.begin() + static_cast<std::ptrdiff_t>(from_b ? k : 0), k, out.begin());
        if (place < 2) return;
        const std::size_t i = (place - 2) % k;
        out[i] = row[from_b ? i : k + i];
    };
    return {config.base_points * config.block(), config.dimensions, points};
}

}  // namespace yihe::analysis

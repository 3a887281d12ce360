#include "analysis/designs/space_filling.hpp"
#include "sim/core/random.hpp"

namespace yihe::analysis {

namespace {

constexpr Purpose coordinate{"design.random"};

}  // namespace

UnitDesign random_points(const RandomPoints& config) {
    ensure(config.dimensions >= 1 && config.dimensions <= most_dimensions,
           "a design has 1 to 3667 dimensions");
    ensure(config.points >= 1, "a design has points");
    const auto points = [random = Random(config.seed, 0)](std::uint64_t index,
                                                          std::span<double> out) {
        for (std::size_t d = 0; d < out.size(); ++d)
            out[d] = random.uniform(coordinate, index, static_cast<std::uint32_t>(d));
    };
    return {config.points, config.dimensions, points};
}

}  // namespace yihe::analysis

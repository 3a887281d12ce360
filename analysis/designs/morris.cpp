#include "analysis/designs/keyed_permutation.hpp"
#include "analysis/designs/sensitivity_designs.hpp"
#include "analysis/designs/space_filling.hpp"

namespace yihe::analysis {

namespace {

constexpr Purpose start{"design.morris.start"}, direction{"design.morris.direction"};

bool starts_high(const Random& random, std::uint64_t trajectory, std::size_t dimension) {
    return random.below(2, direction, trajectory, static_cast<std::uint32_t>(dimension)) == 1;
}

KeyedPermutation order_of(const Morris& config, std::uint64_t trajectory) {
    return {config.seed, static_cast<std::uint32_t>(trajectory), config.dimensions};
}

}  // namespace

UnitDesign morris(const Morris& config) {
    ensure(config.dimensions >= 1 && config.dimensions <= most_dimensions,
           "a design has 1 to 3667 dimensions");
    ensure(config.trajectories >= 1 && config.trajectories <= std::uint64_t{1} << 31,
           "a Morris design has 1 to 2^31 trajectories");
    ensure(config.levels >= 2 && config.levels % 2 == 0 && config.levels <= 1u << 20,
           "a Morris design has an even number of levels");
    const auto points = [config, random = Random(config.seed, 0)](std::uint64_t index,
                                                                  std::span<double> out) {
        const std::uint64_t trajectory = index / config.block();
        const std::uint32_t half = config.levels / 2;
        const double steps = config.levels - 1;
        const auto order = order_of(config, trajectory);
        const auto base = [&](std::size_t d) {
            return random.below(half, start, trajectory, static_cast<std::uint32_t>(d));
        };
        for (std::size_t d = 0; d < out.size(); ++d)
            out[d] = (base(d) + (starts_high(random, trajectory, d) ? half : 0)) / steps;
        for (std::uint64_t moved = 0; moved < index % config.block(); ++moved) {
            const auto d = static_cast<std::size_t>(order(moved));
            out[d] = (base(d) + (starts_high(random, trajectory, d) ? 0 : half)) / steps;
        }
    };
    return {config.trajectories * config.block(), config.dimensions, points};
}

MorrisMove morris_move(const Morris& config, std::uint64_t trajectory, std::size_t step) {
    ensure(step < config.dimensions, "a trajectory has one move per dimension");
    const auto d = static_cast<std::size_t>(order_of(config, trajectory)(step));
    return {d, !starts_high(Random(config.seed, 0), trajectory, d)};
}

}  // namespace yihe::analysis

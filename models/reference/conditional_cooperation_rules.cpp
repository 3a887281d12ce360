#include "models/reference/conditional_cooperation_rules.hpp"

#include <algorithm>
#include <cmath>

#include "models/reference/order.hpp"

namespace yihe::reference {

namespace {

using Params = GivingRules::Params;
using State = GivingRules::State;
using Community = GivingRules::Community;
using enum GivingRules::GiverType;

/// The gift of a resident of this type and slope for a belief, before noise.
double schedule(const Params& p, std::uint8_t type, double slope, double belief) {
    switch (type) {
        case conditional: return p.intercept + slope * belief;
        case hump_shaped:
            return p.hump_slope * (belief <= p.hump_peak ? belief : 2 * p.hump_peak - belief);
        case other: return slope;
        default: return 0;
    }
}

double gift(const Params& p, const State& s, AgentId i, const Week& week, const Random& random) {
    if (s.type[i] == free_rider) return 0;
    Draws draws(random, Purpose{"gift"}, i, week.number);
    double g = schedule(p, s.type[i], s.slope[i], s.belief[i]);
    if (p.noise > 0) g += p.noise * draws.normal();
    g = std::clamp(g, 0.0, 1.0);
    return p.whole ? std::min(1.0, std::floor(g * p.endowment + 0.5) / p.endowment) : g;
}

}  // namespace

void GivingRules::begin(const Params& p, State& s, const Here& here, const Random& random) {
    const std::size_t n = here.size();
    const auto up_to = [&](double share) {
        return static_cast<std::size_t>(std::llround(share * static_cast<double>(n)));
    };
    const std::size_t conditionals = up_to(p.conditionals),
                      free = up_to(p.conditionals + p.free_riders),
                      humps = up_to(p.conditionals + p.free_riders + p.humps);
    const auto who = shuffled(n, random, Purpose{"who is of which type"}, 0);
    for (std::size_t r = 0; r < n; ++r) {
        const AgentId i = who[r];
        s.type.edit(i) = r < conditionals ? conditional
                         : r < free       ? free_rider
                         : r < humps      ? hump_shaped
                                          : other;
        const double u = random.uniform(Purpose{"slope"}, i, 0);
        s.slope.edit(i) = s.type[i] == other ? u : p.slope + p.slope_spread * (2 * u - 1);
        const double v = random.uniform(Purpose{"first belief"}, i, 0);
        s.belief.edit(i) = std::clamp(p.first_belief + p.first_spread * (2 * v - 1), 0.0, 1.0);
    }
}

void GivingRules::give(const Params& p, State& s, Community& c, const Here& here, const Week& week,
                       const Random& random) {
    const std::size_t n = here.size();
    const std::uint32_t drawn_in = p.matching == Matching::partners ? 0 : week.number;
    const auto order = shuffled(n, random, Purpose{"groups"}, drawn_in);
    const std::size_t size = std::min(n, static_cast<std::size_t>(p.size)), groups = n / size;
    c.given_before = c.given;
    c.given = 0;
    for (std::size_t group = 0; group < groups; ++group) {
        const std::size_t from = group * size, to = group + 1 == groups ? n : from + size;
        double sum = 0;
        for (std::size_t at = from; at < to; ++at) {
            const AgentId i = order[at];
            sum += s.gift.edit(i) = gift(p, s, i, week, random);
        }
        const auto others = static_cast<double>(to - from - 1);
        for (std::size_t at = from; at < to; ++at) {
            const AgentId i = order[at];
            const double mean = std::clamp((sum - s.gift[i]) / others, 0.0, 1.0);
            s.belief.edit(i) = (1 - p.weight) * s.belief[i] + p.weight * mean;
        }
        c.given += sum;
    }
}

Ratio GivingRules::of_type(const State& s, const Here& here, std::uint8_t type) {
    Ratio total;
    for (AgentId i = here.begin; i < here.end; ++i)
        if (s.type[i] == type) total += Ratio{s.gift[i], 1};
    return total;
}

}  // namespace yihe::reference

// Legal parameter sets drawn from the declared ranges: half of the values anywhere in the range,
// half around the default; populations and graphs stay small.
#pragma once

#include <algorithm>
#include <cmath>

#include "sim/core/random.hpp"
#include "tests/support/runs.hpp"

namespace yihe::test {

namespace detail {

/// What would make a test long: the run itself, and the number of agents; rows, which must divide
/// the number of residents.
struct Cap {
    std::string_view key;
    double min, max;
};
inline constexpr Cap caps[] = {
    {"community.residents", 60, 700}, {"run.weeks", 1, 60},           {"run.burn_in", 0, 0},
    {"run.replicates", 1, 1},         {"network.mean_degree", 0, 40}, {"units.count", 0, 60},
    {"organizations.count", 0, 60},   {"superior.tasks", 0, 100},     {"network.rows", 0, 0},
    {"network.radius", 1, 3},         {"update.sweeps", 0, 3},        {"update.meetings", 0, 3},
    {"infection.rate", 0, 0.3},       {"culture.features", 1, 10},    {"board.rows", 0, 9},
    {"reality.dimensions", 1, 50},    {"sight.residents", 0, 6},      {"sight.cops", 0, 6},
    {"sight.radius", 1, 4},           {"update.time", 0, 0.05},       {"update.parts", 1, 100},
};

inline Range range_of(const ParamInfo& param) {
    for (const Cap& cap : caps)
        if (cap.key == param.doc.key)
            return {std::max(cap.min, param.doc.range.min), std::min(cap.max, param.doc.range.max)};
    return param.doc.range;
}

inline double draw_number(const ParamInfo& param, Draws& draws) {
    const Range range = range_of(param);
    const bool anywhere = draws.chance(0.5);
    const double u = draws.uniform();
    const double width = std::abs(param.default_value.number) + 0.1 * std::min(1.0, range.max);
    const double x = anywhere ? range.min + u * (range.max - range.min)
                              : param.default_value.number + (3 * u - 1) * width;
    const double legal = std::clamp(x, range.min, range.max);
    // Even: a ring's degree is.
    return param.type == ParamType::integer
               ? std::clamp(2 * std::round(legal / 2), std::ceil(range.min), std::floor(range.max))
               : legal;
}

}  // namespace detail

/// Set number `number`; what needs a file is left at its default. A graph generator may call for an
/// even degree below the number of residents, which the caps keep.
inline std::vector<Value> random_values(const ModelInfo& info, std::uint32_t number) {
    const Random random(20, number);
    std::vector<Value> values;
    for (std::size_t i = 0; i < info.params.size(); ++i) {
        const ParamInfo& param = info.params[i];
        Draws draws(random, Purpose{"random settings"}, i, 0);
        Value value = param.default_value;
        switch (param.type) {
            case ParamType::real:
            case ParamType::integer: value.number = detail::draw_number(param, draws); break;
            case ParamType::boolean:
                value.number = draws.chance(0.7) ? value.number : 1 - value.number;
                break;
            case ParamType::choice:
                do value.number = draws.below(static_cast<std::uint32_t>(param.choices.size()));
                while (param.choices[static_cast<std::size_t>(value.number)] == "file");
                break;
            case ParamType::text: break;
        }
        values.push_back(value);
    }
    return values;
}

}  // namespace yihe::test

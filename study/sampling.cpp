#include "study/sampling.hpp"

#include "analysis/designs/sensitivity_designs.hpp"
#include "analysis/designs/space_filling.hpp"
#include "study/fields.hpp"

namespace yihe::study {

std::string Sampling::text() const {
    std::string out = std::to_string(points) + " points, seed " + std::to_string(seed);
    if (kind == "morris") out += ", " + std::to_string(levels) + " levels";
    if (second_order) out += ", second order";
    return out;
}

analysis::UnitDesign Sampling::unit_design(std::size_t dimensions) const {
    if (kind == "lhs")
        return analysis::latin_hypercube(
            {.dimensions = dimensions, .points = points, .seed = seed});
    if (kind == "sobol")
        return analysis::sobol({.dimensions = dimensions, .points = points, .seed = seed});
    if (kind == "saltelli")
        return analysis::saltelli({.dimensions = dimensions,
                                   .base_points = points,
                                   .second_order = second_order,
                                   .seed = seed});
    if (kind == "morris")
        return analysis::morris(
            {.dimensions = dimensions, .trajectories = points, .levels = levels, .seed = seed});
    return analysis::random_points({.dimensions = dimensions, .points = points, .seed = seed});
}

std::optional<Sampling> read_sampling(std::string_view kind, const Message& form,
                                      const YamlDocument& document, const YamlNode& node,
                                      Problems& problems) {
    Fields fields(document, node, std::string(kind), form, problems);
    if (!fields.is_map()) return {};
    Sampling sampling{.kind = std::string(kind)};
    const bool morris = kind == "morris", saltelli = kind == "saltelli";
    const std::string_view count = morris ? "trajectories" : "points";
    if (morris) fields.allow({"trajectories", "levels", "seed", "factors"});
    else if (saltelli) fields.allow({"points", "second_order", "seed", "factors"});
    else fields.allow({"points", "seed", "factors"});
    fields.need(count);
    const auto points = fields.whole(count, {1, 1e7});
    sampling.factors = fields.need("factors");
    if (!points || sampling.factors == nullptr) return {};
    sampling.points = static_cast<std::uint64_t>(*points);
    sampling.seed =
        static_cast<std::uint64_t>(fields.whole("seed", {0, 9007199254740991.0}).value_or(1));
    sampling.second_order = fields.flag("second_order").value_or(false);
    sampling.levels = static_cast<std::uint32_t>(fields.whole("levels", {2, 1000}).value_or(4));
    if (sampling.levels % 2 == 1) {
        fields.report(node,
                      say("morris needs an even number of levels", "morris 的水平数须为偶数"));
        return {};
    }
    if (sampling.factors->is_map() && sampling.factors->keys.size() > 1000) {
        fields.report(node, say("at most 1000 factors", "最多 1000 个因素"));
        return {};
    }
    return sampling;
}

}  // namespace yihe::study

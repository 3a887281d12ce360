// Who saw how a case ended: the resident whose need it was, and some of the neighbours.
#pragma once

#include "models/governance/cases.hpp"
#include "models/governance/residents.hpp"
#include "sim/graph/typed_layers.hpp"

namespace yihe::governance {

struct Witness {
    std::uint32_t resident = 0;
    std::uint32_t number = 0;  ///< of the case
    static constexpr bool packed = true;
};

struct Witnesses : Mechanism {
    static constexpr std::string_view name = "witnesses";
    struct Params {
        double seen = 0.3;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "witness.share",
                  .label = {"Neighbours who see how a case ends", "看见事项结果的邻居比例"},
                  .source = "assumption"},
              &Params::seen}};
    struct Community {
        std::vector<Witness>
            of_this_week;  // in order of closing; the resident concerned comes first
    };
    static constexpr auto fields = std::tuple{Field{"of_this_week", &Community::of_this_week}};

    static void see(const Params& p, const Cases::Community& cases, const TypedLayers& layers,
                    Community& c, const Random& random);
};

}  // namespace yihe::governance

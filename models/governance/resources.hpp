// Resources (R20): some services need a venue, an expert or money from a resident unit. Each case
// that waits for one asks one supplier; a supplier grants one (urn-ball matching).
#pragma once

#include "models/governance/institutions.hpp"
#include "sim/run/week.hpp"

namespace yihe::governance {

struct Resources : Mechanism {
    static constexpr std::string_view name = "resources";
    struct Params {
        double supply = 1.67;
        bool matching_friction = true;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "resources.supply",
                  .unit = "1/week",
                  .range = {0, 1000},
                  .label = {"Resources offered per resident unit", "每个驻区单位每周提供的资源数"},
                  .source = "assumption"},
              &Params::supply},
        Param{Doc{.key = "mechanisms.matching_friction",
                  .label = {"Demands find suppliers by chance", "供需对接存在摩擦"},
                  .source = "butters1977"},
              &Params::matching_friction},
    };
    struct Community {
        std::uint32_t demands = 0, supplies = 0, matches = 0;  // of this week
    };
    static constexpr auto fields =
        std::tuple{Field{"demands", &Community::demands}, Field{"supplies", &Community::supplies},
                   Field{"matches", &Community::matches}};

    static void match(const Params& p, const Institutions::Community& inst, Cases::Community& cases,
                      Community& c, const Here& here, const Week& week, const Random& random);

    static constexpr auto metrics =
        std::tuple{Metric{Doc{.key = "matched_share",
                              .label = {"Resources matched", "资源对接率"},
                              .source = "butters1977"},
                          {"matches ÷ the smaller of resources offered and asked for, this week",
                           "本周对接数 ÷ 供给与需求中的较小者"},
                          [](const Community& c) {
                              return Ratio{double(c.matches),
                                           double(c.demands < c.supplies ? c.demands : c.supplies)};
                          }}};
};

}  // namespace yihe::governance

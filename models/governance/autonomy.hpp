// Autonomy (R11) and motivation: overrides of right choices wear initiative down; it recovers.
#pragma once

#include "models/governance/cases.hpp"
#include "models/governance/institutions.hpp"

namespace yihe::governance {

struct Autonomy : Mechanism {
    static constexpr std::string_view name = "autonomy";
    struct Params {
        double crowding = 0.3;
        double recovery = 0.05;
        bool override_crowding = true;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "autonomy.crowding",
                  .unit = "1/week",
                  .range = {-1, 1},
                  .label = {"Autonomy lost per unnecessary override", "不必要干预造成的自主性损失"},
                  .source = "deci1999"},
              &Params::crowding},
        Param{Doc{.key = "autonomy.recovery",
                  .unit = "1/week",
                  .label = {"Recovery of autonomy", "自主性恢复率"},
                  .source = "deci1999"},
              &Params::recovery},
        Param{Doc{.key = "mechanisms.override_crowding",
                  .label = {"Overrides crowd out autonomy", "干预挤出自主性"},
                  .source = "deci1999"},
              &Params::override_crowding},
    };

    struct Community {
        std::vector<double> autonomy;  // [serving institutions], 0 … 1
    };
    static constexpr auto fields = std::tuple{Field{"autonomy", &Community::autonomy}};

    /// Floors of motivation: who is paid works on, who is not may stop [assumption].
    static constexpr double paid_floor = 0.7, voluntary_floor = 0.1;
    static constexpr bool voluntary(Kind kind) {
        return kind == Kind::volunteers || kind == Kind::organization || kind == Kind::unit;
    }
    /// Share of capacity that is put in, with motivation at its intrinsic level.
    static double motivation(Kind kind, double autonomy) {
        const double floor = voluntary(kind) ? voluntary_floor : paid_floor;
        return floor + (1 - floor) * autonomy;
    }

    static void begin(const Institutions::Community& inst, Community& c);
    static void update(const Params& p, const Cases::Community& cases, Community& c);

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "autonomy",
                   .label = {"Autonomy of the other actors", "其他主体的自主性"},
                   .source = "deci1999"},
               {"mean autonomy of the serving institutions", "各服务主体自主性的平均值"},
               [](const Community& c) {
                   Ratio r;
                   for (const double a : c.autonomy) r += {a, 1};
                   return r;
               }},
    };
};

}  // namespace yihe::governance

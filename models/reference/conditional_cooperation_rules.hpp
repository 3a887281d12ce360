// The rules of conditional cooperation: types, groups, gifts and beliefs.
#pragma once

#include "sim/core/random.hpp"
#include "sim/run/column.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/week.hpp"

namespace yihe::reference {

enum class Matching { partners, strangers };
constexpr auto names_of(Matching) { return names("partners", "strangers"); }

struct GivingRules : Mechanism {
    enum GiverType : std::uint8_t { conditional, free_rider, hump_shaped, other };

    struct Params {
        std::int64_t residents = 140;
        std::int64_t size = 4;
        Matching matching = Matching::strangers;
        double endowment = 20;
        double marginal_return = 0.4;
        double conditionals = 0.5, free_riders = 0.3, humps = 0.14;
        double slope = 0.8, slope_spread = 0, intercept = 0;
        double hump_slope = 1, hump_peak = 0.5;
        double first_belief = 0.5, first_spread = 0.5;
        double weight = 0.4;
        double noise = 0;
        bool whole = false;
    };
    struct State {
        Column<std::uint8_t> type;
        Column<double> slope;  // of others: their gift
        Column<double> belief, gift;
    };
    struct Community {
        double given = 0, given_before = 0;  // by all
    };

    /// Types by their shares, slopes and first beliefs.
    static void begin(const Params& p, State& s, const Here& here, const Random& random);
    /// One step: gifts in all groups, then what they teach.
    static void give(const Params& p, State& s, Community& c, const Here& here, const Week& week,
                     const Random& random);
    /// Mean gift of those of one type.
    static Ratio of_type(const State& s, const Here& here, std::uint8_t type);
};

}  // namespace yihe::reference

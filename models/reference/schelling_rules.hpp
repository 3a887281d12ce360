// The rules of Schelling's segregation: who is content, who moves next and where to.
#pragma once

#include "models/reference/board.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/week.hpp"

namespace yihe::reference {

enum class MoveTo { nearest, satisfying, anywhere };
constexpr auto names_of(MoveTo) { return names("nearest", "satisfying", "anywhere"); }
enum class Movers { random_order, by_position };
constexpr auto names_of(Movers) { return names("random_order", "by_position"); }

struct SegregationRules : Mechanism {
    struct Params {
        std::int64_t residents = 138;
        double density = 0.663;
        std::int64_t rows = 13;
        bool torus = false;
        double share = 0.5;
        double wanted = 0.5;
        double second_wanted = -1;
        Sight shape = Sight::square;
        std::int64_t radius = 1;
        MoveTo to = MoveTo::nearest;
        Movers order = Movers::random_order;
        bool alone = true;
    };
    struct State {
        Column<std::uint8_t> group;
        Column<std::uint32_t> cell;
    };
    struct Community {
        Board board;
        std::uint64_t moved = 0;
    };
    struct Around {
        double like = 0, all = 0;
    };

    /// Cells drawn for all, and the groups by number.
    static void begin(const Params& p, State& s, Community& c, const Here& here,
                      const Random& random);
    /// Whether a resident of this group would stay.
    static bool content(const Params& p, std::uint8_t group, const Around& seen);
    /// One step: each discontented resident has a turn.
    static void move(const Params& p, State& s, Community& c, const Here& here, const Week& week,
                     const Random& random);
    /// Σ f(own group, what a resident sees) over all residents.
    static Ratio over_all(const Params& p, const State& s, const Community& c,
                          Ratio (*f)(const Params& p, std::uint8_t group, const Around& seen));
};

}  // namespace yihe::reference

// The rules of Epstein's civil violence: who stands where, who rebels, who is arrested.
#pragma once

#include "models/reference/board.hpp"
#include "models/reference/order.hpp"
#include "sim/run/mechanism.hpp"

namespace yihe::reference {

struct ViolenceRules : Mechanism {
    enum Act : std::uint8_t { quiet, active, jailed };

    struct Params {
        std::int64_t residents = 1120;
        double density = 0.7;
        std::int64_t rows = 0;
        bool torus = true;
        double cops = 0.04;
        double sight = 7, cop_sight = 7;
        Sight shape = Sight::circle;
        double legitimacy = 0.82;
        double threshold = 0.1;
        double k = 2.3;
        bool whole = true;
        std::int64_t most_jail = 30;
        double deterrence = 0;
        bool move = true;
        bool keeps_cell = false;
        Turns order = Turns::random_order;
        double cut = 50;
    };
    struct State {
        Column<float> hardship, aversion;
        Column<std::uint8_t> act;
        Column<std::uint32_t> cell, free_in;
    };
    /// On the board, residents have their number and cops follow after the last resident.
    struct Community {
        Board board;
        std::vector<std::uint32_t> cops;  // cells
        std::uint64_t outbursts = 0;
        std::uint64_t activation = 0;  // actives summed over outbursts
        std::uint64_t waits = 0, waited = 0, calm = 0;  // calm: steps since the last outburst
        std::uint8_t above = 0;
    };

    static void begin(const Params& p, State& s, Community& c, const Here& here,
                      const Random& random);
    /// One step: releases, cops who come or go, then a turn for each.
    static void act(const Params& p, State& s, Community& c, const Here& here, const Week& week,
                    const Random& random);
    /// How many residents are in this state.
    static double count(const State& s, Act act);
};

}  // namespace yihe::reference

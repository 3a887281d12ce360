// The rules of the tripartite game: the replicator equation, and imitation in finite populations.
#pragma once

#include <array>

#include "sim/run/mechanism.hpp"
#include "sim/run/week.hpp"

namespace yihe::reference {

enum class Dynamics { equation, imitation };
constexpr auto names_of(Dynamics) { return names("equation", "imitation"); }

inline constexpr std::size_t roles = 3;  // residents, organizations, government

struct GameRules : Mechanism {
    struct Params {
        std::int64_t residents = 1000;
        double r000 = 0, r001 = 0, r010 = 1, r011 = 1, r100 = -3, r101 = -1, r110 = 2, r111 = 4;
        double o000 = 0, o001 = -2, o010 = -2, o011 = 1, o100 = 0, o101 = -2, o110 = 1, o111 = 4;
        double g000 = -4, g001 = -3, g010 = -1, g011 = -1, g100 = -2, g101 = -2, g110 = 1, g111 = 0;
        double x0 = 0.5, y0 = 0.5, z0 = 0.5;
        Dynamics dynamics = Dynamics::imitation;
        double time = 0.1;
        std::int64_t parts = 10;
        double mutation = 0;
    };
    using Shares = std::array<double, roles>;
    struct Community {
        Shares share{};  // who cooperates
        std::array<std::uint64_t, roles> count{};  // in imitation
        double owed = 0;  // revisions, a fraction of one
    };

    /// Shares, and counts in imitation.
    static void begin(const Params& p, Community& c);
    /// One step.
    static void live(const Params& p, Community& c, const Week& week, const Random& random);
    /// The largest of |x'|, |y'|, |z'|.
    static double speed(const Params& p, const Community& c);
    /// Mean payoff of a role at the present shares.
    static Ratio mean_pay(const Params& p, const Community& c, std::size_t role);
};

}  // namespace yihe::reference

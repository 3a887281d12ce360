#include "models/reference/tripartite_rules.hpp"

#include <algorithm>
#include <cmath>

namespace yihe::reference {

namespace {

using Params = GameRules::Params;
using Community = GameRules::Community;
using Shares = GameRules::Shares;

using Table = std::array<std::array<double, 8>, roles>;  // [role][4 x + 2 y + z]

Table table(const Params& p) {
    return {{
        {p.r000, p.r001, p.r010, p.r011, p.r100, p.r101, p.r110, p.r111},
        {p.o000, p.o001, p.o010, p.o011, p.o100, p.o101, p.o110, p.o111},
        {p.g000, p.g001, p.g010, p.g011, p.g100, p.g101, p.g110, p.g111},
    }};
}

/// Expected payoff of `role` with a strategy against the others' shares.
double pay(const Table& t, std::size_t role, std::size_t strategy, const Shares& share) {
    double sum = 0;
    for (std::size_t outcome = 0; outcome < 8; ++outcome) {
        double p = 1;
        for (std::size_t r = 0; r < roles; ++r) {
            const std::size_t does = outcome >> (roles - 1 - r) & 1;
            if (r == role) p *= does == strategy ? 1 : 0;
            else p *= does != 0 ? share[r] : 1 - share[r];
        }
        sum += p * t[role][outcome];
    }
    return sum;
}

double gain(const Table& t, std::size_t role, const Shares& share) {
    return pay(t, role, 1, share) - pay(t, role, 0, share);
}

Shares slope(const Table& t, const Shares& x) {
    Shares d;
    for (std::size_t r = 0; r < roles; ++r) d[r] = x[r] * (1 - x[r]) * gain(t, r, x);
    return d;
}

Shares along(const Shares& x, const Shares& d, double h) {
    return {x[0] + h * d[0], x[1] + h * d[1], x[2] + h * d[2]};
}

void integrate(const Params& p, const Table& t, Shares& x) {
    const double h = p.time / static_cast<double>(p.parts);
    for (std::int64_t part = 0; part < p.parts; ++part) {
        const Shares a = slope(t, x), b = slope(t, along(x, a, h / 2)),
                     c = slope(t, along(x, b, h / 2)), d = slope(t, along(x, c, h));
        for (std::size_t r = 0; r < roles; ++r)
            x[r] = std::clamp(x[r] + h / 6 * (a[r] + 2 * b[r] + 2 * c[r] + d[r]), 0.0, 1.0);
    }
}

/// The largest gain or loss from cooperating at any outcome: the unit of imitation.
double largest_gain(const Table& t) {
    double most = 0;
    for (std::size_t role = 0; role < roles; ++role)
        for (std::size_t o = 0; o < 8; ++o) {
            const std::size_t own = std::size_t{4} >> role;
            if ((o & own) == 0) most = std::max(most, std::abs(t[role][o | own] - t[role][o]));
        }
    return most;
}

/// Whether a player of `role` with a strategy takes the other one.
bool switches(const Params& p, const Table& t, const Community& c, std::size_t role,
              bool cooperates, double most, Draws& draws) {
    if (p.mutation > 0 && draws.chance(p.mutation)) return draws.chance(0.5);
    const auto n = static_cast<std::uint32_t>(p.residents);
    const auto others = c.count[role] - cooperates;
    const bool model_cooperates = draws.below(n - 1) < others;
    if (model_cooperates == cooperates) return false;
    const double better = gain(t, role, c.share) * (cooperates ? -1 : 1);
    return better > 0 && draws.chance(better / most);
}

void imitate(const Params& p, const Table& t, Community& c, const Week& week,
             const Random& random) {
    const double most = largest_gain(t);
    const auto n = static_cast<std::uint32_t>(p.residents);
    c.owed += static_cast<double>(roles * n) * p.time * most;
    const double whole = std::floor(c.owed);
    c.owed -= whole;
    for (std::uint64_t e = 0; e < static_cast<std::uint64_t>(whole); ++e) {
        Draws draws(random, Purpose{"revision"}, e, week.number);
        const std::uint32_t who = draws.below(static_cast<std::uint32_t>(roles) * n);
        const std::size_t role = who / n;
        const bool cooperates = who % n < c.count[role];
        if (!switches(p, t, c, role, cooperates, most, draws)) continue;
        c.count[role] += cooperates ? std::uint64_t(-1) : 1;
        c.share[role] = static_cast<double>(c.count[role]) / n;
    }
}

}  // namespace

void GameRules::begin(const Params& p, Community& c) {
    const auto n = static_cast<double>(p.residents);
    c.share = {p.x0, p.y0, p.z0};
    if (p.dynamics == Dynamics::equation) return;
    for (std::size_t r = 0; r < roles; ++r) {
        c.count[r] = static_cast<std::uint64_t>(std::llround(c.share[r] * n));
        c.share[r] = static_cast<double>(c.count[r]) / n;
    }
}

void GameRules::live(const Params& p, Community& c, const Week& week, const Random& random) {
    const Table t = table(p);
    if (p.dynamics == Dynamics::equation) integrate(p, t, c.share);
    else imitate(p, t, c, week, random);
}

double GameRules::speed(const Params& p, const Community& c) {
    double most = 0;
    for (const double d : slope(table(p), c.share)) most = std::max(most, std::abs(d));
    return most;
}

Ratio GameRules::mean_pay(const Params& p, const Community& c, std::size_t role) {
    const Table t = table(p);
    const double x = c.share[role];
    return level(x * pay(t, role, 1, c.share) + (1 - x) * pay(t, role, 0, c.share));
}

}  // namespace yihe::reference

#include "models/reference/march_rules.hpp"

#include <cmath>

namespace yihe::reference {

namespace {

using Params = LearningRules::Params;
using Community = LearningRules::Community;

using Beliefs = std::vector<std::int8_t>;

/// Of those who know more than the code: how many there are, and hold 1 and -1. [dimension]
struct Votes {
    std::vector<std::int64_t> ones, minus_ones;
    std::int64_t voters = 0;
};

std::int8_t naive(std::uint32_t third) { return static_cast<std::int8_t>(third) - 1; }

/// What members show to the code: their beliefs, or their acts.
Beliefs shown(const Params& p, const Community& c, const Week& week, const Random& random) {
    Beliefs shown = c.beliefs;
    for (std::size_t b = 0; p.compares == Compared::acts && b < shown.size(); ++b)
        if (shown[b] == 0)
            shown[b] = random.chance(0.5, Purpose{"act in doubt"}, b, week.number) ? 1 : -1;
    return shown;
}

Votes votes(const Params& p, const Community& c, const Beliefs& shown) {
    const std::size_t m = c.reality.size();
    const auto worth =
        p.compares == Compared::knowledge ? &LearningRules::knowledge : &LearningRules::score;
    const std::int64_t known = worth(c, c.code.data());
    Votes v{std::vector<std::int64_t>(m), std::vector<std::int64_t>(m)};
    for (std::size_t at = 0; at < shown.size(); at += m) {
        if (worth(c, shown.data() + at) <= known) continue;
        ++v.voters;
        for (std::size_t d = 0; d < m; ++d) {
            v.ones[d] += shown[at + d] == 1;
            v.minus_ones[d] += shown[at + d] == -1;
        }
    }
    return v;
}

std::int8_t towards(std::int8_t from, std::int8_t to, bool gradual) {
    return gradual && from != 0 ? std::int8_t{0} : to;
}

/// The code after the step, from those who know more than it.
Beliefs next_code(const Params& p, const Community& c, const Week& week, const Random& random) {
    const Votes v = votes(p, c, shown(p, c, week, random));
    Beliefs code = c.code;
    for (std::size_t d = 0; d < code.size(); ++d) {
        const std::int64_t lead = v.ones[d] - v.minus_ones[d];
        const std::int8_t view = lead > 0 ? 1 : lead < 0 ? -1 : 0;
        if (view == 0 || view == code[d]) continue;
        const std::int64_t same = code[d] == 1    ? v.ones[d]
                                  : code[d] == -1 ? v.minus_ones[d]
                                                  : v.voters - v.ones[d] - v.minus_ones[d];
        double unchanged = 1;
        for (std::int64_t k = p.counts == Margin::votes ? std::abs(lead) : v.voters - 2 * same;
             k > 0 && unchanged > 1e-18; --k)
            unchanged *= 1 - p.p2;
        if (random.chance(1 - unchanged, Purpose{"code learns"}, d, week.number))
            code[d] = towards(code[d], view, p.code_gradual);
    }
    return code;
}

void socialise(const Params& p, Community& c, std::size_t n, const Week& week,
               const Random& random) {
    const std::size_t m = c.reality.size();
    const double others = p.slow_share * static_cast<double>(n);
    for (std::size_t b = 0; b < c.beliefs.size(); ++b) {
        const std::size_t member = b / m, d = b % m;
        if (c.code[d] == 0 || c.code[d] == c.beliefs[b]) continue;
        const double p1 = static_cast<double>(member) < others ? p.slow_p1 : p.p1;
        if (random.chance(p1, Purpose{"member learns"}, b, week.number))
            c.beliefs[b] = towards(c.beliefs[b], c.code[d], p.gradual);
    }
}

}  // namespace

void LearningRules::begin(const Params& p, Community& c, const Here& here, const Random& random) {
    const auto m = static_cast<std::size_t>(p.dimensions);
    c.code.assign(m, 0);
    for (std::size_t d = 0; d < m; ++d)
        c.reality.push_back(random.chance(0.5, Purpose{"reality"}, d, 0) ? 1 : -1);
    c.beliefs.resize(here.size() * m);
    for (std::size_t b = 0; b < c.beliefs.size(); ++b)
        c.beliefs[b] = naive(random.below(3, Purpose{"first belief"}, b, 0));
}

std::int64_t LearningRules::knowledge(const Community& c, const std::int8_t* beliefs) {
    std::int64_t right = 0;
    for (std::size_t d = 0; d < c.reality.size(); ++d) right += beliefs[d] == c.reality[d];
    return right;
}

std::int64_t LearningRules::score(const Community& c, const std::int8_t* beliefs) {
    std::int64_t sum = 0;
    for (std::size_t d = 0; d < c.reality.size(); ++d)
        sum += std::int64_t{beliefs[d]} * c.reality[d];
    return sum;
}

void LearningRules::learn(const Params& p, Community& c, const Here& here, const Week& week,
                          const Random& random) {
    const std::size_t m = c.reality.size();
    auto code = next_code(p, c, week, random);
    socialise(p, c, here.size(), week, random);
    c.code = p.first == LearnsFirst::together ? std::move(code) : next_code(p, c, week, random);
    for (std::size_t i = 0; p.turnover > 0 && i < here.size(); ++i) {
        if (!random.chance(p.turnover, Purpose{"turnover"}, i, week.number)) continue;
        for (std::size_t d = 0; d < m; ++d)
            c.beliefs[i * m + d] =
                naive(random.below(3, Purpose{"newcomer's belief"}, i * m + d, week.number));
    }
    for (std::size_t d = 0; p.turbulence > 0 && d < m; ++d)
        if (random.chance(p.turbulence, Purpose{"turbulence"}, d, week.number))
            c.reality[d] = static_cast<std::int8_t>(-c.reality[d]);
}

}  // namespace yihe::reference

#include "models/reference/schelling_rules.hpp"

#include <algorithm>
#include <cmath>

#include "models/reference/order.hpp"

namespace yihe::reference {

namespace {

using Params = SegregationRules::Params;
using State = SegregationRules::State;
using Community = SegregationRules::Community;
using Around = SegregationRules::Around;

std::vector<Offset> neighbourhood(const Params& p) {
    return in_sight(p.shape, static_cast<double>(p.radius));
}

/// Neighbours of a cell as resident i would have them.
Around around(const State& s, const Board& board, const std::vector<Offset>& offsets,
              std::uint32_t cell, AgentId i) {
    Around seen;
    board.look(cell, offsets, [&](std::uint32_t at) {
        const std::uint32_t who = board.who(at);
        if (who == empty_cell || who == i) return true;
        seen.all += 1;
        seen.like += s.group[who] == s.group[i];
        return true;
    });
    return seen;
}

std::uint32_t destination(const Params& p, const State& s, const Community& c,
                          const std::vector<Offset>& near, const std::vector<Offset>& everywhere,
                          AgentId i, Draws& draws) {
    std::vector<std::uint32_t> choices;
    const auto suits = [&](std::uint32_t cell) {
        return c.board.who(cell) == empty_cell &&
               (p.to == MoveTo::anywhere ||
                SegregationRules::content(p, s.group[i], around(s, c.board, near, cell, i)));
    };
    if (p.to == MoveTo::nearest)
        c.board.look(s.cell[i], everywhere, [&](std::uint32_t cell) {
            if (suits(cell)) choices.push_back(cell);
            return choices.empty();
        });
    else
        for (std::uint32_t cell = 0; cell < c.board.cells(); ++cell)
            if (suits(cell)) choices.push_back(cell);
    if (choices.empty()) return empty_cell;
    return choices[draws.below(static_cast<std::uint32_t>(choices.size()))];
}

std::vector<AgentId> movers(const Params& p, const Community& c, std::size_t n, const Week& week,
                            const Random& random) {
    if (p.order == Movers::random_order)
        return shuffled(n, random, Purpose{"order of moves"}, week.number);
    std::vector<AgentId> by_position;
    for (std::uint32_t cell = 0; cell < c.board.cells(); ++cell)
        if (c.board.who(cell) != empty_cell) by_position.push_back(c.board.who(cell));
    return by_position;
}

}  // namespace

void SegregationRules::begin(const Params& p, State& s, Community& c, const Here& here,
                             const Random& random) {
    const std::size_t n = here.size();
    c.board.lay_out(
        std::max<std::uint64_t>(
            n, static_cast<std::uint64_t>(std::llround(static_cast<double>(n) / p.density))),
        static_cast<std::uint32_t>(p.rows), p.torus);
    const auto cells = shuffled(c.board.cells(), random, Purpose{"first cells"}, 0);
    const auto first = std::llround(p.share * static_cast<double>(n));
    for (AgentId i = 0; i < n; ++i) {
        s.group.edit(i) = static_cast<std::int64_t>(i) >= first;
        s.cell.edit(i) = cells[i];
        c.board.put_at(cells[i], i);
    }
}

bool SegregationRules::content(const Params& p, std::uint8_t group, const Around& seen) {
    const double wanted = group == 0 || p.second_wanted < 0 ? p.wanted : p.second_wanted;
    return seen.all == 0 ? p.alone : seen.like >= wanted * seen.all - 1e-9;
}

void SegregationRules::move(const Params& p, State& s, Community& c, const Here& here,
                            const Week& week, const Random& random) {
    const auto near = neighbourhood(p);
    const auto far = p.to == MoveTo::nearest ? c.board.everywhere() : std::vector<Offset>{};
    c.moved = 0;
    for (const AgentId i : movers(p, c, here.size(), week, random)) {
        if (content(p, s.group[i], around(s, c.board, near, s.cell[i], i))) continue;
        Draws draws(random, Purpose{"destination"}, i, week.number);
        const std::uint32_t to = destination(p, s, c, near, far, i, draws);
        if (to == empty_cell) continue;
        c.board.put_at(s.cell[i], empty_cell);
        c.board.put_at(to, i);
        s.cell.edit(i) = to;
        ++c.moved;
    }
}

Ratio SegregationRules::over_all(const Params& p, const State& s, const Community& c,
                                 Ratio (*f)(const Params& p, std::uint8_t group,
                                            const Around& seen)) {
    const auto near = neighbourhood(p);
    Ratio sum;
    for (AgentId i = 0; i < s.group.size(); ++i)
        sum += f(p, s.group[i], around(s, c.board, near, s.cell[i], i));
    return sum;
}

}  // namespace yihe::reference

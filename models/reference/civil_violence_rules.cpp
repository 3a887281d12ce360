#include "models/reference/civil_violence_rules.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/math.hpp"

namespace yihe::reference {

namespace {

using Params = ViolenceRules::Params;
using State = ViolenceRules::State;
using Community = ViolenceRules::Community;

/// Takes `who` from its cell to a free one in sight, if there is any.
void move(Board& board, std::uint32_t& cell, std::uint32_t who, const std::vector<Offset>& offsets,
          Draws& draws) {
    const std::uint32_t to = board.free_in_sight(cell, offsets, draws);
    if (to == empty_cell) return;
    board.put_at(cell, empty_cell);
    board.put_at(to, who);
    cell = to;
}

bool rebels(const Params& p, const State& s, const Board& board, const std::vector<Offset>& offsets,
            AgentId i) {
    double cops = 0, rebels = 1;
    board.look(s.cell[i], offsets, [&](std::uint32_t cell) {
        const std::uint32_t who = board.who(cell);
        if (who == empty_cell) return true;
        if (who >= s.act.size()) cops += 1;
        else rebels += s.act[who] == ViolenceRules::active;
        return true;
    });
    const double ratio = p.whole ? std::floor(cops / rebels) : cops / rebels;
    const auto term = static_cast<double>(p.most_jail);
    const double cost = p.deterrence == 0 ? 1
                        : term > 0        ? math::exp(p.deterrence * math::log(term))
                                          : 0;
    const double risk = s.aversion[i] * (1 - math::exp(-p.k * ratio)) * cost;
    return s.hardship[i] * (1 - p.legitimacy) - risk > p.threshold;
}

void arrest(const Params& p, State& s, Community& c, std::uint32_t from,
            const std::vector<Offset>& offsets, Draws& draws, const Week& week) {
    std::vector<AgentId> seen;
    c.board.look(from, offsets, [&](std::uint32_t cell) {
        const std::uint32_t who = c.board.who(cell);
        if (who < s.act.size() && s.act[who] == ViolenceRules::active) seen.push_back(who);
        return true;
    });
    if (seen.empty()) return;
    const AgentId i = seen[draws.below(static_cast<std::uint32_t>(seen.size()))];
    const auto term = draws.below(static_cast<std::uint32_t>(p.most_jail) + 1);
    s.act.edit(i) = ViolenceRules::jailed;
    s.free_in.edit(i) = week.number + term + 1;
    if (p.keeps_cell) return;
    c.board.put_at(s.cell[i], empty_cell);
    s.cell.edit(i) = empty_cell;
}

void release(const Params& p, State& s, Community& c, const Week& week, const Random& random) {
    std::vector<AgentId> free;
    for (AgentId i = 0; i < s.act.size(); ++i)
        if (s.act[i] == ViolenceRules::jailed && s.free_in[i] <= week.number) free.push_back(i);
    for (const AgentId i : free) s.act.edit(i) = ViolenceRules::quiet;
    if (free.empty() || p.keeps_cell) return;
    std::size_t at = 0;
    const auto cells =
        shuffled(c.board.cells(), random, Purpose{"cells for the released"}, week.number);
    for (const AgentId i : free) {
        while (c.board.who(cells[at]) != empty_cell) ++at;
        s.cell.edit(i) = cells[at];
        c.board.put_at(cells[at], i);
    }
}

/// Any cops leave, or come to free cells, until there are as many as there should be.
void muster(const Params& p, Community& c, std::uint32_t n, const Week& week,
            const Random& random) {
    const auto wanted = static_cast<std::size_t>(std::llround(p.cops * c.board.cells()));
    while (c.cops.size() > wanted) {
        const auto left = static_cast<std::uint32_t>(c.cops.size());
        const auto k = random.below(left, Purpose{"which cop leaves"}, left, week.number);
        c.board.put_at(c.cops[k], empty_cell);
        c.cops[k] = c.cops.back();
        c.cops.pop_back();
        if (k < c.cops.size()) c.board.put_at(c.cops[k], n + k);
    }
    if (c.cops.size() == wanted) return;
    for (const std::uint32_t cell :
         shuffled(c.board.cells(), random, Purpose{"cells for new cops"}, week.number)) {
        if (c.board.who(cell) != empty_cell) continue;
        c.board.put_at(cell, n + static_cast<std::uint32_t>(c.cops.size()));
        c.cops.push_back(cell);
        if (c.cops.size() == wanted) return;
    }
}

void record_outbursts(const Params& p, Community& c, std::uint64_t actives) {
    const bool above = static_cast<double>(actives) > p.cut;
    if (above && c.above == 0) {
        if (c.outbursts > 0) {
            ++c.waits;
            c.waited += c.calm;
        }
        ++c.outbursts;
    }
    c.activation += above ? actives : 0;
    c.calm = above ? 0 : c.calm + 1;
    c.above = above;
}

}  // namespace

void ViolenceRules::begin(const Params& p, State& s, Community& c, const Here& here,
                          const Random& random) {
    const auto n = static_cast<std::uint32_t>(here.size());
    random.uniforms(Purpose{"hardship"}, here.begin, 0, 0, s.hardship.edit());
    random.uniforms(Purpose{"risk aversion"}, here.begin, 0, 0, s.aversion.edit());
    c.board.lay_out(static_cast<std::uint64_t>(std::llround(n / p.density)),
                    static_cast<std::uint32_t>(p.rows), p.torus);
    const auto cells = shuffled(c.board.cells(), random, Purpose{"first cells"}, 0);
    for (AgentId i = 0; i < n; ++i) {
        s.cell.edit(i) = cells[i];
        c.board.put_at(cells[i], i);
    }
    c.cops.resize(static_cast<std::size_t>(std::llround(p.cops * c.board.cells())));
    for (std::uint32_t k = 0; k < c.cops.size(); ++k) {
        c.cops[k] = cells[n + k];
        c.board.put_at(c.cops[k], n + k);
    }
}

double ViolenceRules::count(const State& s, Act act) {
    const auto acts = s.act.view();
    return static_cast<double>(std::count(acts.begin(), acts.end(), act));
}

void ViolenceRules::act(const Params& p, State& s, Community& c, const Here& here, const Week& week,
                        const Random& random) {
    release(p, s, c, week, random);
    const auto n = static_cast<std::uint32_t>(here.size());
    muster(p, c, n, week, random);
    const auto sight = in_sight(p.shape, p.sight), cop_sight = in_sight(p.shape, p.cop_sight);
    const auto order =
        turns(p.order, n + c.cops.size(), random, Purpose{"order of acts"}, week.number);
    for (std::size_t turn = 0; turn < order.size(); ++turn) {
        const std::uint32_t who = order[turn];
        const bool again = p.order == Turns::random_choice;  // may have several turns
        Draws draws(random, Purpose{"move and act"}, again ? turn : who, week.number);
        if (who >= n) {
            if (p.move) move(c.board, c.cops[who - n], who, cop_sight, draws);
            arrest(p, s, c, c.cops[who - n], cop_sight, draws, week);
        } else if (s.act[who] != jailed) {
            if (p.move) move(c.board, s.cell.edit(who), who, sight, draws);
            s.act.edit(who) = rebels(p, s, c.board, sight, who) ? active : quiet;
        }
    }
    record_outbursts(p, c, static_cast<std::uint64_t>(count(s, active)));
}

}  // namespace yihe::reference

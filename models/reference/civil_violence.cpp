// Epstein 2002, PNAS 99(suppl. 3):7243, model I. Residents with hardship H and risk aversion R
// rebel when grievance exceeds net risk, G − N > T, with G = H (1 − L) and N = R P J^α; the
// estimated probability of arrest is P = 1 − exp(−k C/A) for C cops and A active residents in
// sight, oneself included. Cops arrest one active resident in sight. All act one after the other in
// random order: move to a free cell in sight, then decide or arrest.
//
// The printed formula has C/A; the punctuated outbursts that the paper shows need its whole part,
// as programs that reproduce them have: `arrest.floor` switches between the two. Open in the paper,
// or done otherwise by later programs, hence choices here: the shape of sight; whether those in
// jail keep their cell (`jail.keeps_cell`) or come back to a free one drawn from all; who acts next
// (`update.order`: each once in an order drawn anew or once and for all, or anyone, as in the
// paper). Where `cops.density` changes in time, any cop leaves, or one comes to a free cell, before
// the acts.
#include "models/reference/civil_violence.hpp"

#include <algorithm>
#include <cmath>

#include "models/reference/board.hpp"
#include "models/reference/order.hpp"
#include "sim/core/math.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

enum Act : std::uint8_t { quiet, active, jailed };

struct Violence : Mechanism {
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
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "community.residents",
                  .unit = "person",
                  .range = {2, 4e8},
                  .label = {"Residents", "居民人数"},
                  .source = "epstein2002"},
              &Params::residents, Change::structural},
        Param{Doc{.key = "board.density",
                  .range = {0.01, 0.9},
                  .label = {"Residents per cell", "每格居民数"},
                  .source = "epstein2002"},
              &Params::density, Change::structural},
        Param{Doc{.key = "board.rows",
                  .unit = "row",
                  .range = {0, 1e5},
                  .label = {"Rows of the board; 0: as square as can be",
                            "棋盘行数；0 表示尽量接近正方形"},
                  .source = "epstein2002"},
              &Params::rows, Change::structural},
        Param{Doc{.key = "board.torus",
                  .label = {"The board is closed to a torus", "棋盘首尾相接成环面"},
                  .source = "epstein2002"},
              &Params::torus, Change::structural},
        Param{Doc{.key = "cops.density",
                  .range = {0, 0.09},
                  .label = {"Cops per cell", "每格警员数"},
                  .source = "epstein2002"},
              &Params::cops},
        Param{Doc{.key = "sight.residents",
                  .unit = "cell",
                  .range = {0, 50},
                  .label = {"How far residents see", "居民视野"},
                  .source = "epstein2002"},
              &Params::sight, Change::structural},
        Param{Doc{.key = "sight.cops",
                  .unit = "cell",
                  .range = {0, 50},
                  .label = {"How far cops see", "警员视野"},
                  .source = "epstein2002"},
              &Params::cop_sight, Change::structural},
        Param{Doc{.key = "sight.shape",
                  .label = {"Shape of what is in sight", "视野形状"},
                  .source = "assumption"},
              &Params::shape, Change::structural},
        Param{Doc{.key = "government.legitimacy",
                  .range = {0, 1},
                  .label = {"Legitimacy L", "合法性 L"},
                  .source = "epstein2002"},
              &Params::legitimacy},
        Param{Doc{.key = "rebellion.threshold",
                  .range = {-1, 1},
                  .label = {"Threshold T", "阈值 T"},
                  .source = "epstein2002"},
              &Params::threshold},
        Param{Doc{.key = "arrest.k",
                  .range = {0, 100},
                  .label = {"Constant k of the probability of arrest", "逮捕概率常数 k"},
                  .source = "epstein2002"},
              &Params::k},
        Param{Doc{.key = "arrest.floor",
                  .label = {"Only the whole part of C/A counts", "只计 C/A 的整数部分"},
                  .source = "epstein2002"},
              &Params::whole},
        Param{Doc{.key = "jail.longest",
                  .unit = "step",
                  .range = {0, 1e6},
                  .label = {"Longest jail term", "最长刑期"},
                  .source = "epstein2002"},
              &Params::most_jail},
        Param{Doc{.key = "jail.deterrence",
                  .range = {0, 10},
                  .label = {"Exponent α of the jail term in the risk", "刑期在风险中的指数 α"},
                  .source = "epstein2002"},
              &Params::deterrence},
        Param{Doc{.key = "board.movement",
                  .label = {"Residents and cops move", "居民与警员移动"},
                  .source = "epstein2002"},
              &Params::move},
        Param{Doc{.key = "jail.keeps_cell",
                  .label = {"Those in jail keep their cell", "在押者仍占其格"},
                  .source = "assumption"},
              &Params::keeps_cell, Change::structural},
        Param{Doc{.key = "update.order",
                  .label = {"Who acts next: each once in random order, anyone, or a fixed order",
                            "行动顺序：每步随机各一次、随机抽取，或固定顺序"},
                  .source = "assumption"},
              &Params::order, Change::structural},
        Param{Doc{.key = "outburst.cut",
                  .unit = "person",
                  .range = {0, 4e8},
                  .label = {"An outburst: more than this many are active",
                            "活跃人数超过此值即为爆发"},
                  .source = "epstein2002"},
              &Params::cut, Change::structural},
    };

    struct State {
        Column<float> hardship, aversion;
        Column<std::uint8_t> act;
        Column<std::uint32_t> cell, free_in;
    };
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "hardship", .label = {"Hardship", "困苦"}, .source = "epstein2002"},
                  &State::hardship},
        ColumnRow{Doc{.key = "risk_aversion",
                      .label = {"Risk aversion", "风险厌恶"},
                      .source = "epstein2002"},
                  &State::aversion},
        ColumnRow{Doc{.key = "act",
                      .range = {0, 2},
                      .label = {"Quiet, active, in jail", "平静、活跃、在押"},
                      .source = "epstein2002"},
                  &State::act},
        ColumnRow{Doc{.key = "cell",
                      .range = {0, 5e9},
                      .label = {"Cell; none in jail", "所在格（在押者无）"},
                      .source = "epstein2002"},
                  &State::cell},
        ColumnRow{Doc{.key = "released_in",
                      .unit = "step",
                      .range = {0, 2e6},
                      .label = {"Step of release", "获释的步数"},
                      .source = "epstein2002"},
                  &State::free_in},
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
    static constexpr auto fields = std::tuple{
        Field{"board", &Community::board},         Field{"cops", &Community::cops},
        Field{"outbursts", &Community::outbursts}, Field{"activation", &Community::activation},
        Field{"waits", &Community::waits},         Field{"waited", &Community::waited},
        Field{"calm", &Community::calm},           Field{"above", &Community::above}};

    static std::vector<std::uint32_t> sizes(const Params& p) {
        return {static_cast<std::uint32_t>(p.residents)};
    }

    static void begin(const Params& p, State& s, Community& c, const Here& here,
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

    /// Takes `who` from its cell to a free one in sight, if there is any.
    static void move(Board& board, std::uint32_t& cell, std::uint32_t who,
                     const std::vector<Offset>& offsets, Draws& draws) {
        const std::uint32_t to = board.free_in_sight(cell, offsets, draws);
        if (to == empty_cell) return;
        board.put_at(cell, empty_cell);
        board.put_at(to, who);
        cell = to;
    }

    static bool rebels(const Params& p, const State& s, const Board& board,
                       const std::vector<Offset>& offsets, AgentId i) {
        double cops = 0, rebels = 1;
        board.look(s.cell[i], offsets, [&](std::uint32_t cell) {
            const std::uint32_t who = board.who(cell);
            if (who == empty_cell) return true;
            if (who >= s.act.size()) cops += 1;
            else rebels += s.act[who] == active;
            return true;
        });
        const double ratio = p.whole ? std::floor(cops / rebels) : cops / rebels;
        const double term = static_cast<double>(p.most_jail);
        const double cost = p.deterrence == 0 ? 1
                            : term > 0        ? math::exp(p.deterrence * math::log(term))
                                              : 0;
        const double risk = s.aversion[i] * (1 - math::exp(-p.k * ratio)) * cost;
        return s.hardship[i] * (1 - p.legitimacy) - risk > p.threshold;
    }

    static void arrest(const Params& p, State& s, Community& c, std::uint32_t from,
                       const std::vector<Offset>& offsets, Draws& draws, const Week& week) {
        std::vector<AgentId> seen;
        c.board.look(from, offsets, [&](std::uint32_t cell) {
            const std::uint32_t who = c.board.who(cell);
            if (who < s.act.size() && s.act[who] == active) seen.push_back(who);
            return true;
        });
        if (seen.empty()) return;
        const AgentId i = seen[draws.below(static_cast<std::uint32_t>(seen.size()))];
        const auto term = draws.below(static_cast<std::uint32_t>(p.most_jail) + 1);
        s.act.edit(i) = jailed;
        s.free_in.edit(i) = week.number + term + 1;
        if (p.keeps_cell) return;
        c.board.put_at(s.cell[i], empty_cell);
        s.cell.edit(i) = empty_cell;
    }

    static void release(const Params& p, State& s, Community& c, const Week& week,
                        const Random& random) {
        std::vector<AgentId> free;
        for (AgentId i = 0; i < s.act.size(); ++i)
            if (s.act[i] == jailed && s.free_in[i] <= week.number) free.push_back(i);
        for (const AgentId i : free) s.act.edit(i) = quiet;
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
    static void muster(const Params& p, Community& c, std::uint32_t n, const Week& week,
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

    static double count(const State& s, Act act) {
        const auto acts = s.act.view();
        return static_cast<double>(std::count(acts.begin(), acts.end(), act));
    }

    static void act(const Params& p, State& s, Community& c, const Here& here, const Week& week,
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

    static void record_outbursts(const Params& p, Community& c, std::uint64_t actives) {
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

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "active",
                   .unit = "person",
                   .range = {0, 4e8},
                   .label = {"Active residents", "活跃人数"},
                   .source = "epstein2002"},
               {"residents who rebel at the end of the step", "步末处于反抗状态的居民人数"},
               [](const State& s) { return level(count(s, active)); }},
        Metric{Doc{.key = "jailed",
                   .unit = "person",
                   .range = {0, 4e8},
                   .label = {"Residents in jail", "在押人数"},
                   .source = "epstein2002"},
               {"residents in jail at the end of the step", "步末在押的居民人数"},
               [](const State& s) { return level(count(s, jailed)); }},
        Metric{Doc{.key = "active_share",
                   .label = {"Active share", "活跃比例"},
                   .source = "epstein2002"},
               {"active residents over all", "活跃居民占全体的比例"},
               [](const State& s, const Here& here) {
                   return Ratio{count(s, active), static_cast<double>(here.size())};
               }},
        Metric{Doc{.key = "outbursts",
                   .range = {0, 1e6},
                   .label = {"Outbursts so far", "累计爆发次数"},
                   .source = "epstein2002"},
               {"times that active residents came to exceed outburst.cut",
                "活跃人数升至 outburst.cut 以上的次数"},
               [](const Community& c) { return level(static_cast<double>(c.outbursts)); }},
        Metric{
            Doc{.key = "waiting_time",
                .unit = "step",
                .range = {0, 1e6},
                .label = {"Waiting time between outbursts", "两次爆发的间隔"},
                .source = "epstein2002"},
            {"mean number of steps between two outbursts so far", "迄今相邻两次爆发之间的平均步数"},
            [](const Community& c) {
                return Ratio{static_cast<double>(c.waited), static_cast<double>(c.waits)};
            }},
        Metric{Doc{.key = "total_activation",
                   .unit = "person",
                   .range = {0, 1e15},
                   .label = {"Total activation of an outburst", "每次爆发的总活跃量"},
                   .source = "epstein2002"},
               {"actives summed over the steps of an outburst, mean over those so far",
                "一次爆发各步活跃人数之和，取迄今各次的平均"},
               [](const Community& c) {
                   return Ratio{static_cast<double>(c.activation),
                                static_cast<double>(c.outbursts)};
               }},
    };
};

struct CivilViolence {
    static constexpr std::string_view name = "civil_violence";
    static constexpr Text title = {"Civil violence", "民间暴力"};
    static constexpr Text about = {
        "Residents rebel when grievance exceeds the risk of arrest, which falls as others rebel.",
        "不满超过被捕风险时居民反抗；反抗者越多，风险越低。"};
    using Mechanisms = std::tuple<Violence>;
    static constexpr std::size_t layer_count = 0;
    static constexpr double community_bytes_per_agent = 12;
    static constexpr auto sizes = &Violence::sizes;
    static double agents(const Violence::Params& p) { return static_cast<double>(p.residents); }
    static double ties_per_agent(const Violence::Params&) { return 0; }
    static constexpr auto setup = std::tuple{
        in_community<Violence>("begin", {"First places", "初始位置"}, &Violence::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Violence>("act", {"Moves, decisions, arrests", "移动、决定与逮捕"},
                               &Violence::act),
    };
};

}  // namespace

ModelEntry civil_violence() { return make_entry<CivilViolence>(); }

}  // namespace yihe::reference

// Schelling 1971, Journal of Mathematical Sociology 1:143. Residents of two groups on a board; who
// has too small a share of like neighbours moves to a free cell.
//
// As in the paper: two groups, free cells, the eight cells around, a demanded share of like
// neighbours, for each group its own if wanted, moves one after the other to the nearest cell that
// satisfies. Open in the paper, or done otherwise by later programs, hence choices here: who moves
// next (`update.order`: each once a step, in random order or by where they stood at its beginning,
// row by row from the first cell), where to (`move.to`: the nearest satisfying cell, any satisfying
// cell, any free cell; ties between nearest are broken by row), and whether residents without
// neighbours are content.
#include "models/reference/schelling.hpp"

#include <cmath>

#include "models/reference/board.hpp"
#include "models/reference/order.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

enum class MoveTo { nearest, satisfying, anywhere };
enum class Movers { random_order, by_position };

}  // namespace

}  // namespace yihe::reference

namespace yihe {
template <>
struct Choices<reference::MoveTo> {
    static constexpr std::array<std::string_view, 3> names = {"nearest", "satisfying", "anywhere"};
};
template <>
struct Choices<reference::Movers> {
    static constexpr std::array<std::string_view, 2> names = {"random_order", "by_position"};
};
}  // namespace yihe

namespace yihe::reference {

namespace {

struct Segregation : Mechanism {
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
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "community.residents",
                  .unit = "person",
                  .range = {2, 4e8},
                  .label = {"Residents", "居民人数"},
                  .source = "schelling1971"},
              &Params::residents, Change::structural},
        Param{Doc{.key = "board.density",
                  .range = {0.01, 0.99},
                  .label = {"Residents per cell", "每格居民数"},
                  .source = "schelling1971"},
              &Params::density, Change::structural},
        Param{Doc{.key = "board.rows",
                  .unit = "row",
                  .range = {0, 1e5},
                  .label = {"Rows of the board; 0: as square as can be",
                            "棋盘行数；0 表示尽量接近正方形"},
                  .source = "schelling1971"},
              &Params::rows, Change::structural},
        Param{Doc{.key = "board.torus",
                  .label = {"The board is closed to a torus", "棋盘首尾相接成环面"},
                  .source = "schelling1971"},
              &Params::torus, Change::structural},
        Param{Doc{.key = "groups.share",
                  .range = {0, 1},
                  .label = {"Share of the first group", "第一群体比例"},
                  .source = "schelling1971"},
              &Params::share, Change::structural},
        Param{Doc{.key = "wanted.share",
                  .range = {0, 1},
                  .label = {"Share of like neighbours wanted, at least", "至少希望的同类邻居比例"},
                  .source = "schelling1971"},
              &Params::wanted, Change::structural},
        Param{Doc{.key = "wanted.second_share",
                  .range = {-1, 1},
                  .label = {"… by the second group; below 0: as much as by the first",
                            "……第二群体的要求；小于 0 表示与第一群体相同"},
                  .source = "schelling1971"},
              &Params::second_wanted, Change::structural},
        Param{Doc{.key = "sight.shape",
                  .label = {"Shape of the neighbourhood", "邻域形状"},
                  .source = "schelling1971"},
              &Params::shape, Change::structural},
        Param{Doc{.key = "sight.radius",
                  .unit = "cell",
                  .range = {1, 20},
                  .label = {"Radius of the neighbourhood", "邻域半径"},
                  .source = "schelling1971"},
              &Params::radius, Change::structural},
        Param{Doc{.key = "move.to",
                  .label = {"Where to: nearest satisfying cell, any of them, or any free cell",
                            "迁往：最近的满意格、任一满意格，或任一空格"},
                  .source = "schelling1971"},
              &Params::to, Change::structural},
        Param{Doc{.key = "update.order",
                  .label = {"Who moves next: in random order, or by position",
                            "迁移顺序：随机，或按所在位置"},
                  .source = "schelling1971"},
              &Params::order, Change::structural},
        Param{Doc{.key = "wanted.alone",
                  .label = {"Without neighbours one is content", "没有邻居时视为满意"},
                  .source = "assumption"},
              &Params::alone, Change::structural},
    };

    struct State {
        Column<std::uint8_t> group;
        Column<std::uint32_t> cell;
    };
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "group", .label = {"Group", "群体"}, .source = "schelling1971"},
                  &State::group},
        ColumnRow{Doc{.key = "cell",
                      .range = {0, 5e9},
                      .label = {"Cell", "所在格"},
                      .source = "schelling1971"},
                  &State::cell},
    };
    struct Community {
        Board board;
        std::uint64_t moved = 0;
    };
    static constexpr auto fields =
        std::tuple{Field{"board", &Community::board}, Field{"moved", &Community::moved}};

    static std::vector<std::uint32_t> sizes(const Params& p) {
        return {static_cast<std::uint32_t>(p.residents)};
    }
    static std::vector<Offset> neighbourhood(const Params& p) {
        return in_sight(p.shape, static_cast<double>(p.radius));
    }

    static void begin(const Params& p, State& s, Community& c, const Here& here,
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

    struct Around {
        double like = 0, all = 0;
    };
    /// Neighbours of a cell as resident i would have them.
    static Around around(const State& s, const Board& board, const std::vector<Offset>& offsets,
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
    static bool content(const Params& p, std::uint8_t group, const Around& seen) {
        const double wanted = group == 0 || p.second_wanted < 0 ? p.wanted : p.second_wanted;
        return seen.all == 0 ? p.alone : seen.like >= wanted * seen.all - 1e-9;
    }

    static std::uint32_t destination(const Params& p, const State& s, const Community& c,
                                     const std::vector<Offset>& near,
                                     const std::vector<Offset>& everywhere, AgentId i,
                                     Draws& draws) {
        std::vector<std::uint32_t> choices;
        const auto suits = [&](std::uint32_t cell) {
            return c.board.who(cell) == empty_cell &&
                   (p.to == MoveTo::anywhere ||
                    content(p, s.group[i], around(s, c.board, near, cell, i)));
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

    static std::vector<AgentId> movers(const Params& p, const Community& c, std::size_t n,
                                       const Week& week, const Random& random) {
        if (p.order == Movers::random_order)
            return shuffled(n, random, Purpose{"order of moves"}, week.number);
        std::vector<AgentId> by_position;
        for (std::uint32_t cell = 0; cell < c.board.cells(); ++cell)
            if (c.board.who(cell) != empty_cell) by_position.push_back(c.board.who(cell));
        return by_position;
    }

    static void move(const Params& p, State& s, Community& c, const Here& here, const Week& week,
                     const Random& random) {
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

    /// Σ f(what resident i sees) over all.
    template <class F>
    static Ratio over_all(const Params& p, const State& s, const Community& c, F&& f) {
        const auto near = neighbourhood(p);
        Ratio sum;
        for (AgentId i = 0; i < s.group.size(); ++i)
            sum += f(i, around(s, c.board, near, s.cell[i], i));
        return sum;
    }

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "similar",
                   .label = {"Like neighbours", "同类邻居比例"},
                   .source = "schelling1971"},
               {"like neighbours over all neighbours, of all residents together",
                "全体居民的同类邻居总数除以邻居总数"},
               [](const Params& p, const State& s, const Community& c) {
                   return over_all(p, s, c,
                                   [](AgentId, const Around& a) { return Ratio{a.like, a.all}; });
               }},
        Metric{Doc{.key = "mean_similar",
                   .label = {"Like neighbours, mean of residents", "同类邻居比例（居民平均）"},
                   .source = "schelling1971"},
               {"mean over residents with neighbours of the share who are like them",
                "有邻居的居民之同类邻居比例的平均值"},
               [](const Params& p, const State& s, const Community& c) {
                   return over_all(p, s, c, [](AgentId, const Around& a) {
                       return a.all > 0 ? Ratio{a.like / a.all, 1} : Ratio{};
                   });
               }},
        Metric{Doc{.key = "content",
                   .label = {"Content residents", "满意居民比例"},
                   .source = "schelling1971"},
               {"share of residents who would not move", "不愿迁移的居民所占比例"},
               [](const Params& p, const State& s, const Community& c) {
                   return over_all(p, s, c, [&](AgentId i, const Around& a) {
                       return Ratio{content(p, s.group[i], a) ? 1.0 : 0.0, 1};
                   });
               }},
        Metric{Doc{.key = "moved",
                   .unit = "person",
                   .range = {0, 4e8},
                   .label = {"Moves in this step", "本步迁移人数"},
                   .source = "schelling1971"},
               {"residents who moved in this step; 0 at equilibrium",
                "本步迁移的居民人数；均衡时为 0"},
               [](const Community& c) { return level(static_cast<double>(c.moved)); }},
    };
};

struct Schelling {
    static constexpr std::string_view name = "schelling";
    static constexpr Text title = {"Residential segregation", "居住隔离"};
    static constexpr Text about = {
        "Mild wishes for like neighbours part two groups far more than anybody wants.",
        "对同类邻居的轻微偏好使两个群体的隔离远超任何人所愿。"};
    using Mechanisms = std::tuple<Segregation>;
    static constexpr std::size_t layer_count = 0;
    static constexpr double community_bytes_per_agent = 8;
    static constexpr auto sizes = &Segregation::sizes;
    static double agents(const Segregation::Params& p) { return static_cast<double>(p.residents); }
    static double ties_per_agent(const Segregation::Params&) { return 0; }
    static constexpr auto setup = std::tuple{
        in_community<Segregation>("begin", {"First places", "初始位置"}, &Segregation::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Segregation>("move", {"Moves", "迁移"}, &Segregation::move),
    };
};

}  // namespace

ModelEntry schelling() { return make_entry<Schelling>(); }

}  // namespace yihe::reference

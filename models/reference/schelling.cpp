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

#include "models/reference/schelling_rules.hpp"
#include "models/reference/untied.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

struct Segregation : SegregationRules {
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
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "group", .label = {"Group", "群体"}, .source = "schelling1971"},
                  &State::group},
        ColumnRow{Doc{.key = "cell",
                      .range = {0, 5e9},
                      .label = {"Cell", "所在格"},
                      .source = "schelling1971"},
                  &State::cell},
    };
    static constexpr auto fields =
        std::tuple{Field{"board", &Community::board}, Field{"moved", &Community::moved}};
    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "similar",
                   .label = {"Like neighbours", "同类邻居比例"},
                   .source = "schelling1971"},
               {"like neighbours over all neighbours, of all residents together",
                "全体居民的同类邻居总数除以邻居总数"},
               [](const Params& p, const State& s, const Community& c) {
                   return over_all(p, s, c, [](const Params&, std::uint8_t, const Around& a) {
                       return Ratio{a.like, a.all};
                   });
               }},
        Metric{Doc{.key = "mean_similar",
                   .label = {"Like neighbours, mean of residents", "同类邻居比例（居民平均）"},
                   .source = "schelling1971"},
               {"mean over residents with neighbours of the share who are like them",
                "有邻居的居民之同类邻居比例的平均值"},
               [](const Params& p, const State& s, const Community& c) {
                   return over_all(p, s, c, [](const Params&, std::uint8_t, const Around& a) {
                       return a.all > 0 ? Ratio{a.like / a.all, 1} : Ratio{};
                   });
               }},
        Metric{Doc{.key = "content",
                   .label = {"Content residents", "满意居民比例"},
                   .source = "schelling1971"},
               {"share of residents who would not move", "不愿迁移的居民所占比例"},
               [](const Params& p, const State& s, const Community& c) {
                   return over_all(p, s, c,
                                   [](const Params& all, std::uint8_t group, const Around& a) {
                                       return Ratio{content(all, group, a) ? 1.0 : 0.0, 1};
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

struct Schelling : Untied<Segregation> {
    static constexpr std::string_view name = "schelling";
    static constexpr Text title = {"Residential segregation", "居住隔离"};
    static constexpr Text about = {
        "Mild wishes for like neighbours part two groups far more than anybody wants.",
        "对同类邻居的轻微偏好使两个群体的隔离远超任何人所愿。"};
    using Mechanisms = std::tuple<Segregation>;
    static constexpr double community_bytes_per_agent = 8;
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

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

#include "models/reference/civil_violence_rules.hpp"
#include "models/reference/untied.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

struct Violence : ViolenceRules {
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
    static constexpr auto fields = std::tuple{
        Field{"board", &Community::board},         Field{"cops", &Community::cops},
        Field{"outbursts", &Community::outbursts}, Field{"activation", &Community::activation},
        Field{"waits", &Community::waits},         Field{"waited", &Community::waited},
        Field{"calm", &Community::calm},           Field{"above", &Community::above}};
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

struct CivilViolence : Untied<Violence> {
    static constexpr std::string_view name = "civil_violence";
    static constexpr Text title = {"Civil violence", "民间暴力"};
    static constexpr Text about = {
        "Residents rebel when grievance exceeds the risk of arrest, which falls as others rebel.",
        "不满超过被捕风险时居民反抗；反抗者越多，风险越低。"};
    using Mechanisms = std::tuple<Violence>;
    static constexpr double community_bytes_per_agent = 12;
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

// Granovetter 1978, American Journal of Sociology 83:1420. Each resident has a threshold, the
// number of others who must take part before this one does; a step is one round of decisions, from
// nobody on.
//
// As in the paper: thresholds 0, 1, …, N-1 and the same with one of them changed; thresholds with a
// normal distribution, here in shares of the residents; everybody sees everybody, or friends weigh
// more than the others. Open in the paper: how a normal distribution becomes N thresholds. Here
// they are its quantiles at (i + ½)/N or at (i + 1)/N, or drawn, and rounded or not; the jump of
// 100 residents at a mean of 25 moves from a standard deviation of 11.89 to 12.88 with that choice.
// Open too: the order within a round (synchronous here, or drawn; the end is the same).
#include "models/reference/granovetter.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "models/reference/contacts.hpp"
#include "models/reference/order.hpp"
#include "sim/core/math.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

enum class Spread { staircase, normal, uniform };
constexpr auto names_of(Spread) { return names("staircase", "normal", "uniform"); }
enum class Drawn { middle, upper, random };
constexpr auto names_of(Drawn) { return names("middle", "upper", "random"); }
enum class Rounding { none, nearest, down, up };
constexpr auto names_of(Rounding) { return names("none", "nearest", "down", "up"); }

using People = Society<{.residents = 100, .kind = TiesKind::everyone}>;

struct Granovetter : Mechanism {
    struct Params {
        Spread kind = Spread::staircase;
        double mean = 0.25;
        double deviation = 0.1;
        Drawn drawn = Drawn::middle;
        Rounding rounding = Rounding::nearest;
        std::int64_t changed = -1;
        double changed_to = 2;
        double friend_weight = 1;
        Order order = Order::synchronous;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "threshold.kind",
                  .label = {"Thresholds: 0, 1, …, N-1, or normal, or uniform",
                            "阈值：0、1、…、N-1，或正态，或均匀"},
                  .source = "granovetter1978"},
              &Params::kind, Change::structural},
        Param{Doc{.key = "threshold.mean",
                  .range = {-10, 10},
                  .label = {"Mean threshold, as a share of residents", "平均阈值（占居民比例）"},
                  .source = "granovetter1978"},
              &Params::mean, Change::structural},
        Param{Doc{.key = "threshold.deviation",
                  .range = {0, 10},
                  .label = {"Standard deviation of the thresholds, as a share",
                            "阈值标准差（占居民比例）"},
                  .source = "granovetter1978"},
              &Params::deviation, Change::structural},
        Param{Doc{.key = "threshold.drawn",
                  .label = {"Quantiles in the middle or at the upper end of N parts, or random",
                            "取 N 等分的中点或上端分位数，或随机抽取"},
                  .source = "assumption"},
              &Params::drawn, Change::structural},
        Param{Doc{.key = "threshold.rounding",
                  .label = {"Rounding of thresholds to whole persons", "阈值取整方式"},
                  .source = "assumption"},
              &Params::rounding, Change::structural},
        Param{Doc{.key = "threshold.changed",
                  .range = {-1, 4e9},
                  .label = {"Whose threshold is changed, by rank from 0; -1: nobody's",
                            "改动谁的阈值（名次自 0 起；-1 表示不改）"},
                  .source = "granovetter1978"},
              &Params::changed, Change::structural},
        Param{Doc{.key = "threshold.changed_to",
                  .unit = "person",
                  .range = {0, 4e9},
                  .label = {"… to how many persons", "……改为多少人"},
                  .source = "granovetter1978"},
              &Params::changed_to, Change::structural},
        Param{Doc{.key = "influence.friend_weight",
                  .range = {0, 1000},
                  .label = {"Weight of a friend's act, a stranger's being 1",
                            "朋友行动的权重（陌生人为 1）"},
                  .source = "granovetter1978"},
              &Params::friend_weight, Change::structural},
        Param{Doc{.key = "update.order",
                  .label = {"Order of decisions within a step", "一步之内的决策次序"},
                  .source = "assumption"},
              &Params::order, Change::structural},
    };

    struct State {
        Column<double> threshold;
        Column<std::uint8_t> active;
    };
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "threshold",
                      .unit = "person",
                      .range = {-1e12, 1e12},
                      .label = {"Threshold", "阈值"},
                      .source = "granovetter1978"},
                  &State::threshold},
        ColumnRow{
            Doc{.key = "active", .label = {"Takes part", "参与"}, .source = "granovetter1978"},
            &State::active},
    };

    struct Community {
        std::uint64_t active = 0, joined = 0;
    };
    static constexpr auto fields =
        std::tuple{Field{"active", &Community::active}, Field{"joined", &Community::joined}};

    static double rounded(Rounding rounding, double x) {
        switch (rounding) {
            case Rounding::none: return x;
            case Rounding::nearest: return std::floor(x + 0.5);
            case Rounding::down: return std::floor(x);
            case Rounding::up: return std::ceil(x);
        }
        return x;
    }

    /// The threshold of rank r among n, in persons.
    static double threshold(const Params& p, std::size_t r, std::size_t n, const Random& random) {
        const auto all = static_cast<double>(n);
        if (p.kind == Spread::staircase) return static_cast<double>(r);
        const double u =
            p.drawn == Drawn::random
                ? random.uniform(Purpose{"threshold"}, r, 0)
                : (static_cast<double>(r) + (p.drawn == Drawn::middle ? 0.5 : 1)) / all;
        // The uniform distribution of this deviation reaches √3 of it to either side.
        const double z = p.kind == Spread::uniform ? std::numbers::sqrt3 * (2 * u - 1)
                         : u < 1                   ? math::normal_quantile(u)
                                                   : 1e10;
        return rounded(p.rounding, all * (p.mean + p.deviation * z));
    }

    static void begin(const Params& p, State& s, const Here& here, const Random& random) {
        const std::size_t n = here.size();
        const auto who = shuffled(n, random, Purpose{"who has which threshold"}, 0);
        for (std::size_t r = 0; r < n; ++r)
            s.threshold.edit(who[r]) = static_cast<std::int64_t>(r) == p.changed
                                           ? p.changed_to
                                           : threshold(p, r, n, random);
    }

    /// The share of the others who take part, friends counting by their weight, against the
    /// threshold's share; both sides multiplied out, so that weight 1 compares whole numbers.
    static bool joins(const Params& p, const State& s, const Contacts& friends, const Community& c,
                      AgentId i) {
        if (s.active[i] != 0) return false;
        const double extra = p.friend_weight - 1;
        const auto others = static_cast<double>(friends.size() - 1);
        const bool alike = extra == 0 || friends.everyone();
        const double known = alike ? 0 : static_cast<double>(friends.count(i, s.active));
        const double degree = alike ? 0 : static_cast<double>(friends.degree(i));
        return (static_cast<double>(c.active) + extra * known) * others >=
               s.threshold[i] * (others + extra * degree);
    }

    static void decide(const Params& p, const People::Params& people, State& s, Community& c,
                       const TypedLayers& layers, const Here& here, const Week& week,
                       const Random& random) {
        const Contacts friends(people, layers);
        c.joined = 0;
        take_turns(
            p.order, here.size(), random, week.number,
            [&](AgentId i) { return joins(p, s, friends, c, i); },
            [&](AgentId i) {
                s.active.edit(i) = 1;
                ++c.active;
                ++c.joined;
            });
    }

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "participation",
                   .label = {"Participation", "参与率"},
                   .source = "granovetter1978"},
               {"share of residents who take part", "参与居民所占比例"},
               [](const State& s, const Here& here) { return share_of(s.active, here); }},
        Metric{Doc{.key = "participants",
                   .unit = "person",
                   .range = {0, 4e9},
                   .label = {"Participants", "参与人数"},
                   .source = "granovetter1978"},
               {"residents who take part; at equilibrium once nobody joins",
                "参与的居民人数；无人加入时即为均衡"},
               [](const Community& c) { return level(static_cast<double>(c.active)); }},
        Metric{Doc{.key = "joined",
                   .unit = "person",
                   .range = {0, 4e9},
                   .label = {"Joined in this step", "本步加入人数"},
                   .source = "granovetter1978"},
               {"residents who began to take part in this step", "本步开始参与的居民人数"},
               [](const Community& c) { return level(static_cast<double>(c.joined)); }},
    };
};

struct GranovetterModel : OfSociety<People> {
    static constexpr std::string_view name = "granovetter";
    static constexpr Text title = {"Threshold model of collective behaviour", "集体行为阈值模型"};
    static constexpr Text about = {
        "Residents join once enough others have: nearly equal thresholds, very different ends.",
        "足够多的人参与后居民才参与：阈值分布几乎相同，结局却可迥异。"};
    using Mechanisms = std::tuple<People, NetworkFile, Granovetter>;
    static constexpr auto setup = std::tuple{
        ties({"Friends", "朋友"}),
        in_community<Granovetter>("begin", {"Thresholds", "阈值"}, &Granovetter::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Granovetter>("decide", {"Decisions", "决策"}, &Granovetter::decide),
    };
};

}  // namespace

ModelEntry granovetter() { return make_entry<GranovetterModel>(); }

}  // namespace yihe::reference

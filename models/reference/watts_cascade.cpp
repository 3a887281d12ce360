// Watts 2002, PNAS 99:5766. A resident becomes active for good once a share of its neighbours at
// least as large as its threshold is active. A few seeds start; a step is one round of decisions.
//
// As in the paper: a random graph of mean degree z (or degrees of a power law with a cutoff),
// thresholds all equal or normal, one seed drawn from all, states that never go back; a cascade is
// global if it reaches more than a fixed share. Open in the paper: the share (`cascade.cut`; the
// gap between small and global ones is wide), normal thresholds outside 0 … 1 (kept as they are
// drawn: who has one of 0 or less joins in the first step, above 1 never), and the number of
// updates in a unit of time (asynchronous in the paper; the end does not depend on the order).
#include "models/reference/watts_cascade.hpp"

#include "models/reference/clusters.hpp"
#include "models/reference/contacts.hpp"
#include "models/reference/order.hpp"
#include "sim/core/math.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

using People = Society<{.residents = 10000, .kind = TiesKind::random, .mean_degree = 4}>;

struct Cascade : Mechanism {
    struct Params {
        double threshold = 0.18;
        double deviation = 0;
        std::int64_t seeds = 1;
        double cut = 0.1;
        Order order = Order::synchronous;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "threshold.mean",
                  .range = {0, 2},
                  .label = {"Threshold, as a share of neighbours", "阈值（占邻居比例）"},
                  .source = "watts2002"},
              &Params::threshold, Change::structural},
        Param{Doc{.key = "threshold.deviation",
                  .range = {0, 2},
                  .label = {"Standard deviation of the thresholds", "阈值标准差"},
                  .source = "watts2002"},
              &Params::deviation, Change::structural},
        Param{Doc{.key = "seeds.count",
                  .unit = "person",
                  .range = {0, 4e9},
                  .label = {"Residents active at the start", "初始活跃居民数"},
                  .source = "watts2002"},
              &Params::seeds, Change::structural},
        Param{Doc{.key = "cascade.cut",
                  .range = {0, 1},
                  .label = {"A cascade is global above this share", "超过此比例即为全局级联"},
                  .source = "watts2002"},
              &Params::cut, Change::structural},
        Param{Doc{.key = "update.order",
                  .label = {"Order of decisions within a step", "一步之内的决策次序"},
                  .source = "watts2002"},
              &Params::order, Change::structural},
    };

    struct State {
        Column<double> threshold;
        Column<std::uint8_t> active;
    };
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "threshold",
                      .range = {-100, 100},
                      .label = {"Threshold", "阈值"},
                      .source = "watts2002"},
                  &State::threshold},
        ColumnRow{Doc{.key = "active", .label = {"Active", "活跃"}, .source = "watts2002"},
                  &State::active},
    };

    struct Community {
        double vulnerable = 0, largest_cluster = 0;  // residents
    };
    static constexpr auto fields =
        std::tuple{Field{"vulnerable", &Community::vulnerable},
                   Field{"largest_cluster", &Community::largest_cluster}};

    /// Whether `count` of `degree` neighbours reach the threshold. A share of exactly the threshold
    /// does, whatever the last bit of the product.
    static bool reaches(double threshold, std::size_t count, std::size_t degree) {
        return degree > 0 &&
               static_cast<double>(count) >= threshold * static_cast<double>(degree) - 1e-9;
    }

    static void begin(const Params& p, const People::Params& people, State& s, Community& c,
                      const TypedLayers& layers, const Here& here, const Random& random) {
        const Contacts contacts(people, layers);
        const auto n = static_cast<AgentId>(here.size());
        std::vector<std::uint8_t> vulnerable(n);
        for (AgentId i = 0; i < n; ++i) {
            const double z =
                p.deviation == 0
                    ? 0
                    : math::normal_quantile(random.uniform(Purpose{"threshold"}, i, 0));
            s.threshold.edit(i) = p.threshold + p.deviation * z;
            vulnerable[i] = reaches(s.threshold[i], 1, contacts.degree(i));
            c.vulnerable += vulnerable[i];
        }
        if (!contacts.everyone() && c.vulnerable > 0)
            c.largest_cluster = static_cast<double>(largest(clusters_of(
                n, [&](AgentId i, auto&& f) { contacts.each(i, f); },
                [&](AgentId i, AgentId j) { return vulnerable[i] != 0 && vulnerable[j] != 0; })));
        const auto order = shuffled(n, random, Purpose{"seeds"}, 0);
        for (std::size_t k = 0; k < std::min<std::size_t>(n, static_cast<std::size_t>(p.seeds));
             ++k)
            s.active.edit(order[k]) = 1;
    }

    static void decide(const Params& p, const People::Params& people, State& s,
                       const TypedLayers& layers, const Here& here, const Week& week,
                       const Random& random) {
        const Contacts contacts(people, layers);
        take_turns(
            p.order, here.size(), random, week.number,
            [&](AgentId i) {
                return s.active[i] == 0 &&
                       reaches(s.threshold[i], contacts.count(i, s.active), contacts.degree(i));
            },
            [&](AgentId i) { s.active.edit(i) = 1; });
    }

    static double size_of(const State& s, const Here& here) {
        return share_of(s.active, here).value();
    }

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "active", .label = {"Active", "活跃比例"}, .source = "watts2002"},
               {"share of residents who are active", "活跃居民所占比例"},
               [](const State& s, const Here& here) { return share_of(s.active, here); }},
        Metric{
            Doc{.key = "global_cascade",
                .label = {"A global cascade", "全局级联"},
                .source = "watts2002"},
            {"1 once more than cascade.cut of the residents are active; its mean over replicates "
             "is the frequency of global cascades",
             "活跃居民超过 cascade.cut 时为 1；对各次重复取平均即为全局级联的频率"},
            [](const Params& p, const State& s, const Here& here) {
                return level(size_of(s, here) > p.cut ? 1 : 0);
            }},
        Metric{Doc{.key = "cascade_size",
                   .label = {"Size of a global cascade", "全局级联规模"},
                   .source = "watts2002"},
               {"share of residents who are active, empty without a global cascade",
                "活跃居民所占比例；无全局级联时为空"},
               [](const Params& p, const State& s, const Here& here) {
                   const double size = size_of(s, here);
                   return size > p.cut ? level(size) : Ratio{};
               }},
        Metric{Doc{.key = "vulnerable",
                   .label = {"Vulnerable residents", "易感居民比例"},
                   .source = "watts2002"},
               {"share of residents whom a single active neighbour makes active",
                "只需一个活跃邻居就会变活跃的居民所占比例"},
               [](const Community& c, const Here& here) {
                   return Ratio{c.vulnerable, static_cast<double>(here.size())};
               }},
        Metric{Doc{.key = "vulnerable_cluster",
                   .label = {"Largest vulnerable cluster", "最大易感簇"},
                   .source = "watts2002"},
               {"share of residents in the largest connected cluster of vulnerable ones",
                "最大的连通易感簇占居民的比例"},
               [](const Community& c, const Here& here) {
                   return Ratio{c.largest_cluster, static_cast<double>(here.size())};
               }},
    };
};

struct WattsCascade : OfSociety<People> {
    static constexpr std::string_view name = "watts_cascade";
    static constexpr Text title = {"Global cascades on random networks", "随机网络上的全局级联"};
    static constexpr Text about = {
        "A single active resident sets off nearly all, or nobody, by the density of the network.",
        "一名活跃居民或引发几乎全体、或无人响应，取决于网络的疏密。"};
    using Mechanisms = std::tuple<People, NetworkFile, Cascade>;
    static constexpr auto setup = std::tuple{
        ties(),
        in_community<Cascade>("begin", {"Thresholds and seeds", "阈值与种子"}, &Cascade::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Cascade>("decide", {"Decisions", "决策"}, &Cascade::decide),
    };
};

}  // namespace

ModelEntry watts_cascade() { return make_entry<WattsCascade>(); }

}  // namespace yihe::reference

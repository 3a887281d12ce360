// Deffuant, Neau, Amblard and Weisbuch 2000, Advances in Complex Systems 3:87; Weisbuch and others
// 2002, Complexity 7:55. Two residents meet; if their opinions are nearer than the threshold d,
// each moves to the other by a share μ of the distance. One meeting after the other.
//
// As in the papers: 1,000 residents, opinions uniform on [0, 1], full mixing or a lattice, some
// residents with another threshold (who is nearer than one's own d moves; the other may not), and
// thresholds that change (`confidence.memory`): who moved takes α d + (1 − α) |x − x'| for its next
// threshold, x and x' being the opinions before the meeting. Open in the papers: on a network,
// whether a resident and a neighbour or a tie is drawn
// (`update.pair`), and which groups count as clusters (`clusters.*`; a few percent stay apart at
// the ends). A step is `update.meetings` meetings per resident.
#include "models/reference/deffuant_weisbuch.hpp"

#include <algorithm>
#include <cmath>

#include "models/reference/contacts.hpp"
#include "models/reference/opinion_clusters.hpp"
#include "models/reference/order.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

enum class PairRule { resident, tie };
constexpr auto names_of(PairRule) { return names("resident", "tie"); }

using People = Society<{.residents = 1000, .kind = TiesKind::everyone}>;

struct Meetings : Mechanism {
    struct Params {
        double threshold = 0.2;
        double rate = 0.5;
        double others_threshold = 0.4;
        std::int64_t others = 0;
        double memory = 1;
        double meetings = 1;
        PairRule pair = PairRule::resident;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "confidence.threshold",
                  .range = {0, 1},
                  .label = {"Threshold d: opinions nearer than this meet",
                            "阈值 d：相距小于此值才互动"},
                  .source = "deffuant2000"},
              &Params::threshold, Change::structural},
        Param{Doc{.key = "influence.rate",
                  .range = {0, 1},
                  .label = {"Share μ of the distance that each moves", "各自移动距离的比例 μ"},
                  .source = "deffuant2000"},
              &Params::rate, Change::structural},
        Param{Doc{.key = "confidence.others_threshold",
                  .range = {0, 1},
                  .label = {"Threshold of the others", "另一类居民的阈值"},
                  .source = "weisbuch2002"},
              &Params::others_threshold, Change::structural},
        Param{Doc{.key = "confidence.others",
                  .unit = "person",
                  .range = {0, 4e9},
                  .label = {"How many have the threshold of the others", "另一类居民人数"},
                  .source = "weisbuch2002"},
              &Params::others, Change::structural},
        Param{Doc{.key = "confidence.memory",
                  .range = {0, 1},
                  .label = {"Share α of its threshold that a meeting leaves (1: it is constant)",
                            "互动后阈值保留的比例 α（1 表示阈值不变）"},
                  .source = "weisbuch2002"},
              &Params::memory, Change::structural},
        Param{Doc{.key = "update.meetings",
                  .unit = "1/person/step",
                  .range = {0, 1e6},
                  .label = {"Meetings per resident in a step", "每步每人相遇次数"},
                  .source = "deffuant2000"},
              &Params::meetings, Change::structural},
        Param{Doc{.key = "update.pair",
                  .label = {"Who meets: a resident and a contact, or the ends of a tie",
                            "相遇双方：居民与其联系人，或一条联系的两端"},
                  .source = "assumption"},
              &Params::pair, Change::structural},
    };

    struct State {
        Column<double> opinion, threshold;
    };
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "opinion", .label = {"Opinion", "意见"}, .source = "deffuant2000"},
                  &State::opinion},
        ColumnRow{Doc{.key = "threshold", .label = {"Threshold", "阈值"}, .source = "deffuant2000"},
                  &State::threshold},
    };

    static void begin(const Params& p, State& s, const Here& here, const Random& random) {
        const std::size_t n = here.size();
        const auto who = shuffled(n, random, Purpose{"who has the threshold of the others"}, 0);
        for (AgentId i = 0; i < n; ++i) {
            s.opinion.edit(i) = random.uniform(Purpose{"first opinion"}, i, 0);
            s.threshold.edit(who[i]) =
                static_cast<std::int64_t>(i) < p.others ? p.others_threshold : p.threshold;
        }
    }

    /// What resident i has learnt from a meeting at this distance, within its threshold.
    static void adapt(const Params& p, State& s, AgentId i, double distance) {
        if (p.memory < 1)
            s.threshold.edit(i) = p.memory * s.threshold[i] + (1 - p.memory) * distance;
    }

    static void meet(const Params& p, const People::Params& people, State& s,
                     const TypedLayers& layers, const Here& here, const Week& week,
                     const Random& random) {
        const Contacts contacts(people, layers);
        const auto events = std::llround(p.meetings * static_cast<double>(here.size()));
        for (std::int64_t e = 0; e < events; ++e) {
            Draws draws(random, Purpose{"meeting"}, static_cast<std::uint64_t>(e), week.number);
            const auto [i, j] = p.pair == PairRule::tie ? contacts.ends_of_tie(draws)
                                                        : contacts.resident_and_contact(draws);
            if (j == nobody) continue;
            const double step = s.opinion[j] - s.opinion[i];
            const bool i_moves = std::abs(step) < s.threshold[i];
            const bool j_moves = std::abs(step) < s.threshold[j];
            if (i_moves) s.opinion.edit(i) += p.rate * step;
            if (j_moves) s.opinion.edit(j) -= p.rate * step;
            if (i_moves) adapt(p, s, i, std::abs(step));
            if (j_moves) adapt(p, s, j, std::abs(step));
        }
    }

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "clusters",
                   .range = {0, 4e9},
                   .label = {"Clusters of opinions", "意见簇数"},
                   .source = "deffuant2000"},
               {"clusters of opinions parted by more than clusters.gap, of at least "
                "clusters.smallest residents and clusters.smallest_share of all",
                "相距超过 clusters.gap 的意见簇数；每簇至少 clusters.smallest 人且占 "
                "clusters.smallest_share"},
               [](const ClusterCuts::Params& p, const State& s) {
                   return level(ClusterCuts::counted(p, s.opinion.view()));
               }},
        Metric{Doc{.key = "all_clusters",
                   .range = {0, 4e9},
                   .label = {"Clusters of any size", "全部意见簇数（不计大小）"},
                   .source = "deffuant2000"},
               {"clusters of opinions parted by more than clusters.gap",
                "相距超过 clusters.gap 的意见簇数"},
               [](const ClusterCuts::Params& p, const State& s) {
                   return level(
                       static_cast<double>(opinion_clusters(s.opinion.view(), p.gap).size()));
               }},
        Metric{Doc{.key = "largest_cluster",
                   .label = {"Largest cluster", "最大意见簇"},
                   .source = "deffuant2000"},
               {"share of residents in the largest cluster", "最大意见簇占居民的比例"},
               [](const ClusterCuts::Params& p, const State& s) {
                   return ClusterCuts::largest_share(p, s.opinion.view());
               }},
        Metric{Doc{.key = "same_opinion",
                   .label = {"Chance that two residents agree", "两名居民意见相同的概率"},
                   .source = "weisbuch2002"},
               {"sum of the squared shares of the clusters: 1 over their effective number",
                "各意见簇占比的平方和，即有效簇数的倒数"},
               [](const ClusterCuts::Params& p, const State& s) {
                   double sum = 0;
                   const auto n = static_cast<double>(s.opinion.size());
                   for (const std::size_t size : opinion_clusters(s.opinion.view(), p.gap))
                       sum += static_cast<double>(size) * static_cast<double>(size);
                   return level(sum / (n * n));
               }},
        Metric{
            Doc{.key = "opinion", .label = {"Mean opinion", "平均意见"}, .source = "deffuant2000"},
            {"mean of the opinions", "意见的平均值"},
            [](const State& s, const Here& here) { return mean_of(s.opinion, here); }},
    };
};

struct DeffuantWeisbuch : OfSociety<People> {
    static constexpr std::string_view name = "deffuant_weisbuch";
    static constexpr Text title = {"Bounded confidence, pair by pair", "有界信任（两两相遇）"};
    static constexpr Text about = {
        "Two who meet move towards each other unless their opinions are too far apart.",
        "相遇的两人若意见相距不远便相互靠拢。"};
    using Mechanisms = std::tuple<People, NetworkFile, Meetings, ClusterCuts>;
    static constexpr auto setup = std::tuple{
        ties(),
        in_community<Meetings>("begin", {"First opinions", "初始意见"}, &Meetings::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Meetings>("meet", {"Meetings", "相遇"}, &Meetings::meet),
    };
};

}  // namespace

ModelEntry deffuant_weisbuch() { return make_entry<DeffuantWeisbuch>(); }

}  // namespace yihe::reference

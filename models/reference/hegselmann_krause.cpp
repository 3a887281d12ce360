// Hegselmann and Krause 2002, JASSS 5(3)2: each step, all at once, everybody takes the mean of the
// opinions that lie within the bounds of confidence, the own one included.
//
// As in the paper: opinions uniform on [0, 1], 625 residents, everybody knows everybody; bounds
// that differ to the left and right, or lean with the opinion x: of the whole width a share m x +
// (1 − m)/2 lies to the right. Open in the paper: when two opinions count as one
// (`clusters.gap`) and where evenly spread first opinions lie (here at (i + ½)/n). On a network
// only neighbours are heard.
#include "models/reference/hegselmann_krause.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/reference/contacts.hpp"
#include "models/reference/opinion_clusters.hpp"
#include "models/reference/order.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

enum class Profile { random, even };
constexpr auto names_of(Profile) { return names("random", "even"); }

using People = Society<{.residents = 625, .kind = TiesKind::everyone}>;

struct Confidence : Mechanism {
    struct Params {
        Profile profile = Profile::random;
        double left = 0.25, right = 0.25;
        double lean = 0;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "opinion.start",
                  .label = {"First opinions: random, or evenly spread", "初始意见：随机或均匀分布"},
                  .source = "hegselmann2002"},
              &Params::profile, Change::structural},
        Param{Doc{.key = "confidence.left",
                  .range = {0, 1},
                  .label = {"Bound of confidence towards smaller opinions", "对较小意见的信任界限"},
                  .source = "hegselmann2002"},
              &Params::left, Change::structural},
        Param{Doc{.key = "confidence.right",
                  .range = {0, 1},
                  .label = {"Bound of confidence towards larger opinions", "对较大意见的信任界限"},
                  .source = "hegselmann2002"},
              &Params::right, Change::structural},
        Param{Doc{.key = "confidence.lean",
                  .range = {0, 1},
                  .label = {"How much the bounds lean with one's opinion; 0: not",
                            "界限随自身意见偏斜的程度；0 为不偏斜"},
                  .source = "hegselmann2002"},
              &Params::lean, Change::structural},
    };

    struct State {
        Column<double> opinion;
    };
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "opinion", .label = {"Opinion", "意见"}, .source = "hegselmann2002"},
                  &State::opinion}};

    struct Community {
        double change = 0;  // of an opinion in the last step, at most
    };
    static constexpr auto fields = std::tuple{Field{"change", &Community::change}};

    static void begin(const Params& p, State& s, const Here& here, const Random& random) {
        const auto who = shuffled(here.size(), random, Purpose{"who has which opinion"}, 0);
        for (AgentId i = 0; i < here.size(); ++i)
            s.opinion.edit(i) = p.profile == Profile::random
                                    ? random.uniform(Purpose{"first opinion"}, i, 0)
                                    : (who[i] + 0.5) / static_cast<double>(here.size());
    }

    struct Bounds {
        double low, high;
    };
    static Bounds bounds(const Params& p, double x) {
        if (p.lean == 0) return {x - p.left, x + p.right};
        const double right = p.lean * x + (1 - p.lean) / 2, width = p.left + p.right;
        return {x - width * (1 - right), x + width * right};
    }

    /// Everybody hears everybody: the opinions within bounds are a stretch of the sorted ones.
    static std::vector<double> means_of_all(const Params& p, std::span<const double> x) {
        std::vector<AgentId> order(x.size());
        std::iota(order.begin(), order.end(), AgentId{0});
        std::sort(order.begin(), order.end(),
                  [&](AgentId a, AgentId b) { return x[a] < x[b] || (x[a] == x[b] && a < b); });
        std::vector<double> sorted(x.size()), sum(x.size() + 1, 0.0), next(x.size());
        for (std::size_t k = 0; k < x.size(); ++k) {
            sorted[k] = x[order[k]];
            sum[k + 1] = sum[k] + sorted[k];
        }
        for (std::size_t k = 0; k < x.size(); ++k) {
            const auto [low, high] = bounds(p, sorted[k]);
            const auto from = std::lower_bound(sorted.begin(), sorted.end(), low);
            const auto to = std::upper_bound(sorted.begin(), sorted.end(), high);
            const auto first = static_cast<std::size_t>(from - sorted.begin());
            const auto last = static_cast<std::size_t>(to - sorted.begin());
            // Of one value only, the mean is that value, to the last bit.
            next[order[k]] =
                sorted[first] == sorted[last - 1]
                    ? sorted[k]
                    : std::clamp((sum[last] - sum[first]) / static_cast<double>(last - first), 0.0,
                                 1.0);
        }
        return next;
    }

    static std::vector<double> means_of_neighbours(const Params& p, std::span<const double> x,
                                                   const Contacts& contacts) {
        std::vector<double> next(x.size());
        for (AgentId i = 0; i < x.size(); ++i) {
            const auto [low, high] = bounds(p, x[i]);
            double sum = x[i], n = 1;
            contacts.each(i, [&](AgentId j) {
                if (x[j] < low || x[j] > high) return;
                sum += x[j];
                n += 1;
            });
            next[i] = std::clamp(sum / n, 0.0, 1.0);
        }
        return next;
    }

    static void average(const Params& p, const People::Params& people, State& s, Community& c,
                        const TypedLayers& layers) {
        const Contacts contacts(people, layers);
        const auto next = contacts.everyone() ? means_of_all(p, s.opinion.view())
                                              : means_of_neighbours(p, s.opinion.view(), contacts);
        c.change = 0;
        for (std::size_t i = 0; i < next.size(); ++i) {
            c.change = std::max(c.change, std::abs(next[i] - s.opinion[i]));
            s.opinion.edit(i) = next[i];
        }
    }

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "opinions",
                   .range = {0, 4e9},
                   .label = {"Opinions that survive", "留存的意见数"},
                   .source = "hegselmann2002"},
               {"clusters of opinions parted by more than clusters.gap, of at least "
                "clusters.smallest residents and clusters.smallest_share of all",
                "相距超过 clusters.gap 的意见簇数；每簇至少 clusters.smallest 人且占 "
                "clusters.smallest_share"},
               [](const ClusterCuts::Params& p, const State& s) {
                   return level(ClusterCuts::counted(p, s.opinion.view()));
               }},
        Metric{Doc{.key = "largest_cluster",
                   .label = {"Largest cluster", "最大意见簇"},
                   .source = "hegselmann2002"},
               {"share of residents in the largest cluster", "最大意见簇占居民的比例"},
               [](const ClusterCuts::Params& p, const State& s) {
                   return ClusterCuts::largest_share(p, s.opinion.view());
               }},
        Metric{Doc{.key = "opinion",
                   .label = {"Mean opinion", "平均意见"},
                   .source = "hegselmann2002"},
               {"mean of the opinions", "意见的平均值"},
               [](const State& s, const Here& here) { return mean_of(s.opinion, here); }},
        Metric{Doc{.key = "change",
                   .label = {"Largest change of an opinion in this step", "本步意见的最大变化"},
                   .source = "hegselmann2002"},
               {"largest absolute change; 0 once stable", "最大绝对变化；稳定后为 0"},
               [](const Community& c) { return level(c.change); }},
    };
};

struct HegselmannKrause : OfSociety<People> {
    static constexpr std::string_view name = "hegselmann_krause";
    static constexpr Text title = {"Bounded confidence, all at once", "有界信任（同步）"};
    static constexpr Text about = {
        "Only opinions not too far from one's own are heard: plurality, polarisation or consensus.",
        "只听取与己相近的意见：结局或多元、或两极、或共识。"};
    using Mechanisms = std::tuple<People, NetworkFile, Confidence, ClusterCuts>;
    static constexpr auto setup = std::tuple{
        ties(),
        in_community<Confidence>("begin", {"First opinions", "初始意见"}, &Confidence::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Confidence>("average", {"Averaging", "平均"}, &Confidence::average),
    };
};

}  // namespace

ModelEntry hegselmann_krause() { return make_entry<HegselmannKrause>(); }

}  // namespace yihe::reference

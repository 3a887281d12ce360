// Friedkin and Johnsen 1990, Journal of Mathematical Sociology 15:193: each step, all at once,
//
//   x_i' = λ_i Σ_j w_ij x_j + (1 − λ_i) x_i(0),   w row-stochastic
//
// With every susceptibility λ = 1 it is DeGroot 1974, JASA 69:118.
//
// As in the papers: any weights, susceptibilities and first opinions, from a file. Beside it, a
// network of equal weights: either over the neighbours and oneself, or with a fixed weight on
// oneself. Papers leave open where weights come from. Who has no neighbours keeps the opinion.
#include "models/reference/friedkin_johnsen.hpp"

#include <algorithm>
#include <cmath>

#include "models/reference/contacts.hpp"
#include "models/reference/weights_file.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

enum class Start { uniform, linear, first };
constexpr auto names_of(Start) { return names("uniform", "linear", "first"); }
enum class SelfWeight { equal, fixed };
constexpr auto names_of(SelfWeight) { return names("equal", "fixed"); }

using People = Society<{.residents = 100, .kind = TiesKind::ring, .rewiring = 0.1}>;

struct InfluenceFile : Mechanism {
    static constexpr std::string_view name = "influence_file";
    struct Params {
        std::string file;
    };
    static constexpr auto params = std::tuple{
        Param{
            Doc{.key = "influence.file",
                .label = {"CSV file: a row per resident of first opinion, susceptibility, weights",
                          "CSV 文件：每人一行，依次为初始意见、易受影响程度、各权重"},
                .source = "friedkin1990"},
            &Params::file, Change::structural},
    };
};

struct Averaging : Mechanism {
    struct Params {
        Start start = Start::uniform;
        SelfWeight self = SelfWeight::equal;
        double self_weight = 0.5;
        double susceptibility = 0.8;
        std::int64_t watched = 1;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "opinion.start",
                  .label = {"First opinions: random, evenly spread by number, or 1, 0, 0, …",
                            "初始意见：随机、按编号均匀分布，或 1、0、0、……"},
                  .source = "assumption"},
              &Params::start, Change::structural},
        Param{Doc{.key = "influence.self",
                  .label = {"Weight on oneself: as on a neighbour, or fixed",
                            "自身权重：与一名邻居相同，或固定"},
                  .source = "golub2010"},
              &Params::self, Change::structural},
        Param{Doc{.key = "influence.self_weight",
                  .range = {0, 1},
                  .label = {"Fixed weight on oneself", "固定的自身权重"},
                  .source = "degroot1974"},
              &Params::self_weight, Change::structural},
        Param{Doc{.key = "influence.susceptibility",
                  .range = {0, 1},
                  .label = {"Susceptibility λ; 1: DeGroot", "易受影响程度 λ；1 即 DeGroot 模型"},
                  .source = "friedkin1990"},
              &Params::susceptibility},
        Param{Doc{.key = "metrics.watched",
                  .range = {1, 4e9},
                  .label = {"Number of the resident who is watched, from 1",
                            "被观察居民的编号（自 1 起）"},
                  .source = "assumption"},
              &Params::watched},
    };

    struct State {
        Column<double> opinion, first, susceptibility;
    };
    static constexpr Range any = {-1e12, 1e12};
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "opinion",
                      .range = any,
                      .label = {"Opinion", "意见"},
                      .source = "degroot1974"},
                  &State::opinion},
        ColumnRow{Doc{.key = "first_opinion",
                      .range = any,
                      .label = {"First opinion", "初始意见"},
                      .source = "friedkin1990"},
                  &State::first},
        ColumnRow{Doc{.key = "susceptibility",
                      .range = {-1, 1},
                      .label = {"Susceptibility of the file; -1: as the parameter",
                                "文件给出的易受影响程度；-1 表示取参数值"},
                      .source = "friedkin1990"},
                  &State::susceptibility},
    };

    struct Community {
        std::vector<double> weights;  // [n × n], or empty: the network's
        double change = 0;            // of an opinion in the last step, at most
    };
    static constexpr auto fields =
        std::tuple{Field{"weights", &Community::weights}, Field{"change", &Community::change}};

    static std::vector<std::uint32_t> sizes(const People::Params& people,
                                            const NetworkFile::Params& network,
                                            const InfluenceFile::Params& given,
                                            const Files& files) {
        if (given.file.empty()) return People::sizes(people, network, files);
        return {static_cast<std::uint32_t>(read_weights(files, given.file).rows.size())};
    }
    static double agents(const People::Params& people, const NetworkFile::Params& network,
                         const InfluenceFile::Params& given, const Files& files) {
        return sizes(people, network, given, files)[0];
    }
    static Layer ties(const People::Params& people, const NetworkFile::Params& network,
                      const InfluenceFile::Params& given, const Here& here, const Files& files,
                      const Random& random) {
        return given.file.empty() ? People::ties(people, network, here, files, random)
                                  : Layer::from_ties(here.size(), {});
    }

    static double first_opinion(Start start, AgentId i, std::size_t n, const Random& random) {
        switch (start) {
            case Start::uniform: return random.uniform(Purpose{"first opinion"}, i, 0);
            case Start::linear: return (i + 0.5) / static_cast<double>(n);
            case Start::first: return i == 0 ? 1 : 0;
        }
        return 0;
    }

    static void begin(const Params& p, const InfluenceFile::Params& file, State& s, Community& c,
                      const Here& here, const Random& random, const Files& files) {
        WeightsFile given;
        if (!file.file.empty()) given = read_weights(files, file.file);
        for (AgentId i = here.begin; i < here.end; ++i) {
            const bool listed = !given.rows.empty();
            s.first.edit(i) =
                listed ? given.rows[i].opinion : first_opinion(p.start, i, here.size(), random);
            s.susceptibility.edit(i) = listed ? given.rows[i].susceptibility : -1;
            s.opinion.edit(i) = s.first[i];
            if (listed)
                c.weights.insert(c.weights.end(), given.rows[i].weights.begin(),
                                 given.rows[i].weights.end());
        }
    }

    /// Σ_j w_ij x_j
    static double heard(const Params& p, const State& s, const Community& c,
                        const Contacts& contacts, AgentId i) {
        double sum = 0;
        const std::size_t n = s.opinion.size();
        if (!c.weights.empty()) {
            for (std::size_t j = 0; j < n; ++j) sum += c.weights[i * n + j] * s.opinion[j];
            return sum;
        }
        const auto degree = static_cast<double>(contacts.degree(i));
        if (degree == 0) return s.opinion[i];
        contacts.each(i, [&](AgentId j) { sum += s.opinion[j]; });
        const double self = p.self == SelfWeight::equal ? 1 / (degree + 1) : p.self_weight;
        return self * s.opinion[i] + (1 - self) * sum / degree;
    }

    static void average(const Params& p, const People::Params& people, State& s, Community& c,
                        const TypedLayers& layers, const Here& here) {
        const Contacts contacts(people, layers);
        std::vector<double> next(here.size());
        for (AgentId i = 0; i < here.size(); ++i) {
            const double own = s.susceptibility[i];
            const double susceptibility = own < 0 ? p.susceptibility : own;
            next[i] =
                susceptibility * heard(p, s, c, contacts, i) + (1 - susceptibility) * s.first[i];
        }
        c.change = 0;
        for (AgentId i = 0; i < here.size(); ++i) {
            c.change = std::max(c.change, std::abs(next[i] - s.opinion[i]));
            s.opinion.edit(i) = next[i];
        }
    }

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "opinion",
                   .range = any,
                   .label = {"Mean opinion", "平均意见"},
                   .source = "degroot1974"},
               {"mean of the opinions", "意见的平均值"},
               [](const State& s, const Here& here) { return mean_of(s.opinion, here); }},
        Metric{Doc{.key = "watched_opinion",
                   .range = any,
                   .label = {"Opinion of the resident who is watched", "被观察居民的意见"},
                   .source = "friedkin1990"},
               {"opinion of resident metrics.watched, or of the last one",
                "编号为 metrics.watched 的居民（超出则为最后一名）的意见"},
               [](const Params& p, const State& s) {
                   const auto last = static_cast<std::int64_t>(s.opinion.size());
                   return level(s.opinion[static_cast<std::size_t>(std::min(p.watched, last) - 1)]);
               }},
        Metric{Doc{.key = "disagreement",
                   .range = {0, 1e12},
                   .label = {"Range of opinions", "意见极差"},
                   .source = "degroot1974"},
               {"largest opinion less the smallest", "最大意见与最小意见之差"},
               [](const State& s) {
                   const auto x = s.opinion.view();
                   const auto [low, high] = std::minmax_element(x.begin(), x.end());
                   return level(*high - *low);
               }},
        Metric{Doc{.key = "change",
                   .range = {0, 1e12},
                   .label = {"Largest change of an opinion in this step", "本步意见的最大变化"},
                   .source = "degroot1974"},
               {"largest absolute change; about |λ₂| times the one before in the end",
                "最大绝对变化；最终约为上一步的 |λ₂| 倍"},
               [](const Community& c) { return level(c.change); }},
    };
};

struct FriedkinJohnsen : OfSociety<People, Averaging> {
    static constexpr std::string_view name = "friedkin_johnsen";
    static constexpr Text title = {"Averaged opinions", "意见加权平均"};
    static constexpr Text about = {
        "Opinions move to a weighted mean of others', and hold on to where they began.",
        "意见向他人意见的加权平均移动，同时部分坚持最初的看法。"};
    using Mechanisms = std::tuple<People, NetworkFile, InfluenceFile, Averaging>;
    static constexpr auto setup = std::tuple{
        ties(),
        in_community<Averaging>("begin", {"First opinions", "初始意见"}, &Averaging::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Averaging>("average", {"Averaging", "平均"}, &Averaging::average),
    };
};

}  // namespace

ModelEntry friedkin_johnsen() { return make_entry<FriedkinJohnsen>(); }

}  // namespace yihe::reference

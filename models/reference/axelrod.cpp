// Axelrod 1997, Journal of Conflict Resolution 41:203. Cultures are lists of features, each with
// one of q traits. One event after the other: a resident drawn and a contact drawn interact with a
// probability equal to the share of features in which they agree; then the resident takes over one
// of the other's traits in which they differ.
//
// As in the paper: a square of 10 × 10 with open borders (`network.torus: false`), 4, 8 or 12
// neighbours (von Neumann, Moore, von Neumann of radius 2), traits drawn uniformly, run until
// nothing can change. The paper leaves open nothing of the rule; later work closes the square to a
// torus, draws traits from a Poisson distribution (`culture.drawn`; Castellano and others 2000),
// and adds noise: with probability `noise.rate` per event a random trait of a random resident is
// drawn anew (Klemm and others 2003). A step is `update.sweeps` events per resident.
#include "models/reference/axelrod.hpp"

#include <algorithm>
#include <cmath>

#include "models/reference/clusters.hpp"
#include "models/reference/contacts.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

enum class Drawn { uniform, poisson };

}  // namespace

}  // namespace yihe::reference

namespace yihe {
template <>
struct Choices<reference::Drawn> {
    static constexpr std::array<std::string_view, 2> names = {"uniform", "poisson"};
};
}  // namespace yihe

namespace yihe::reference {

namespace {

using People = Society<{.residents = 100, .kind = TiesKind::grid}>;

struct Culture : Mechanism {
    struct Params {
        std::int64_t features = 5;
        std::int64_t traits = 10;
        Drawn drawn = Drawn::uniform;
        double mean = 10;
        double noise = 0;
        double sweeps = 10;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "culture.features",
                  .range = {1, 1000},
                  .label = {"Features F of a culture", "文化特征数 F"},
                  .source = "axelrod1997"},
              &Params::features, Change::structural},
        Param{Doc{.key = "culture.traits",
                  .range = {1, 60000},
                  .label = {"Traits q of a feature", "每个特征的取值数 q"},
                  .source = "axelrod1997"},
              &Params::traits, Change::structural},
        Param{Doc{.key = "culture.drawn",
                  .label = {"Traits are drawn: uniformly from q, or Poisson",
                            "取值的抽取：在 q 个中均匀，或泊松分布"},
                  .source = "castellano2000"},
              &Params::drawn, Change::structural},
        Param{Doc{.key = "culture.poisson_mean",
                  .range = {0, 60000},
                  .label = {"Mean of the Poisson distribution of traits", "取值泊松分布的均值"},
                  .source = "castellano2000"},
              &Params::mean, Change::structural},
        Param{Doc{.key = "noise.rate",
                  .range = {0, 1},
                  .label = {"Probability per event that a trait is drawn anew",
                            "每次事件中某一特征重新抽取的概率"},
                  .source = "klemm2003"},
              &Params::noise, Change::structural},
        Param{Doc{.key = "update.sweeps",
                  .unit = "1/step",
                  .range = {0, 1e6},
                  .label = {"Events per resident in a step", "每步每人事件数"},
                  .source = "axelrod1997"},
              &Params::sweeps, Change::structural},
    };

    struct Community {
        std::vector<std::uint16_t> traits;  // [resident × feature]
        std::uint64_t events = 0;           // until nothing can change, or so far
        std::uint8_t frozen = 0;
    };
    static constexpr auto fields =
        std::tuple{Field{"traits", &Community::traits}, Field{"events", &Community::events},
                   Field{"frozen", &Community::frozen}};

    static std::uint16_t draw_trait(const Params& p, Draws& draws) {
        return static_cast<std::uint16_t>(p.drawn == Drawn::poisson
                                              ? draws.poisson(p.mean)
                                              : draws.below(static_cast<std::uint32_t>(p.traits)));
    }

    static void begin(const Params& p, const People::Params& people, Community& c,
                      const TypedLayers& layers, const Here& here, const Random& random) {
        c.traits.resize(here.size() * static_cast<std::size_t>(p.features));
        for (std::size_t t = 0; t < c.traits.size(); ++t) {
            Draws draws(random, Purpose{"first trait"}, t, 0);
            c.traits[t] = draw_trait(p, draws);
        }
        c.frozen = p.noise == 0 && !can_change(p, c, Contacts(people, layers));
    }

    static std::span<std::uint16_t> of(const Params& p, Community& c, AgentId i) {
        const auto features = static_cast<std::size_t>(p.features);
        return std::span(c.traits).subspan(i * features, features);
    }
    /// Features in which two residents agree.
    static std::int64_t overlap(const Params& p, const Community& c, AgentId i, AgentId j) {
        const auto features = static_cast<std::size_t>(p.features);
        const auto* a = c.traits.data() + i * features;
        const auto* b = c.traits.data() + j * features;
        std::int64_t same = 0;
        for (std::size_t f = 0; f < features; ++f) same += a[f] == b[f];
        return same;
    }
    static bool may_act(const Params& p, std::int64_t same) {
        return same > 0 && same < p.features;
    }

    static bool can_change(const Params& p, const Community& c, const Contacts& contacts) {
        for (AgentId i = 0; i < contacts.size(); ++i)
            for (std::size_t k = 0; k < contacts.degree(i); ++k)
                if (const AgentId j = contacts.at(i, k); i < j && may_act(p, overlap(p, c, i, j)))
                    return true;
        return false;
    }

    static void interact(const Params& p, Community& c, AgentId i, AgentId j, Draws& draws) {
        const std::int64_t same = overlap(p, c, i, j);
        if (same == p.features ||
            !draws.chance(static_cast<double>(same) / static_cast<double>(p.features)))
            return;
        auto differing = draws.below(static_cast<std::uint32_t>(p.features - same));
        const auto own = of(p, c, i), other = of(p, c, j);
        for (std::size_t f = 0; f < own.size(); ++f)
            if (own[f] != other[f] && differing-- == 0) {
                own[f] = other[f];
                return;
            }
    }

    static void live(const Params& p, const People::Params& people, Community& c,
                     const TypedLayers& layers, const Here& here, const Week& week,
                     const Random& random) {
        if (c.frozen != 0) return;
        const Contacts contacts(people, layers);
        const auto events = std::llround(p.sweeps * static_cast<double>(here.size()));
        for (std::int64_t e = 0; e < events; ++e) {
            const auto event = static_cast<std::uint64_t>(e);
            Draws draws(random, Purpose{"cultural contact"}, event, week.number);
            const auto [i, j] = contacts.resident_and_contact(draws);
            if (j != nobody) interact(p, c, i, j, draws);
            if (p.noise == 0) continue;
            Draws noise(random, Purpose{"cultural drift"}, event, week.number);
            if (!noise.chance(p.noise)) continue;
            const auto drifting = of(p, c, noise.below(static_cast<std::uint32_t>(here.size())));
            const std::uint16_t trait = draw_trait(p, noise);
            drifting[noise.below(static_cast<std::uint32_t>(p.features))] = trait;
        }
        c.events += static_cast<std::uint64_t>(events);
        c.frozen = p.noise == 0 && !can_change(p, c, contacts);
    }

    /// Sizes of the clusters whose ties agree in at least `same` features.
    static std::vector<std::size_t> regions(const Params& p, const Community& c,
                                            const Contacts& contacts, std::int64_t same) {
        return clusters_of(
            static_cast<AgentId>(contacts.size()),
            [&](AgentId i, auto&& f) { contacts.each(i, f); },
            [&](AgentId i, AgentId j) { return overlap(p, c, i, j) >= same; });
    }

    /// Residents by their cultures; equal ones stand next to each other. Sizes of these groups.
    static std::vector<std::size_t> cultures(const Params& p, const Community& c) {
        const auto features = static_cast<std::ptrdiff_t>(p.features);
        const auto at = [&](std::size_t i) {
            return c.traits.begin() + static_cast<std::ptrdiff_t>(i) * features;
        };
        std::vector<std::size_t> order(c.traits.size() / static_cast<std::size_t>(features));
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return std::lexicographical_compare(at(a), at(a) + features, at(b), at(b) + features);
        });
        std::vector<std::size_t> sizes;
        for (std::size_t k = 0; k < order.size(); ++k) {
            if (k == 0 || !std::equal(at(order[k]), at(order[k]) + features, at(order[k - 1])))
                sizes.push_back(0);
            ++sizes.back();
        }
        return sizes;
    }

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "regions",
                   .range = {0, 4e9},
                   .label = {"Cultural regions", "文化区域数"},
                   .source = "axelrod1997"},
               {"connected regions of residents with the same culture",
                "由文化相同的居民连成的区域数"},
               [](const Params& p, const People::Params& people, const Community& c,
                  const TypedLayers& layers) {
                   return level(static_cast<double>(
                       regions(p, c, Contacts(people, layers), p.features).size()));
               }},
        Metric{Doc{.key = "zones",
                   .range = {0, 4e9},
                   .label = {"Cultural zones", "文化地带数"},
                   .source = "axelrod1997"},
               {"connected regions of residents who agree with a neighbour in some feature",
                "由至少有一个共同特征的邻居连成的区域数"},
               [](const Params& p, const People::Params& people, const Community& c,
                  const TypedLayers& layers) {
                   return level(
                       static_cast<double>(regions(p, c, Contacts(people, layers), 1).size()));
               }},
        Metric{Doc{.key = "largest_region",
                   .label = {"Largest region", "最大文化区域"},
                   .source = "castellano2000"},
               {"share of residents in the largest region", "最大文化区域占居民的比例"},
               [](const Params& p, const People::Params& people, const Community& c,
                  const TypedLayers& layers, const Here& here) {
                   return Ratio{static_cast<double>(
                                    largest(regions(p, c, Contacts(people, layers), p.features))),
                                static_cast<double>(here.size())};
               }},
        Metric{Doc{.key = "cultures",
                   .range = {0, 4e9},
                   .label = {"Different cultures", "不同文化数"},
                   .source = "axelrod1997"},
               {"different cultures, wherever they are", "不同文化的数目（不论位置）"},
               [](const Params& p, const Community& c) {
                   return level(static_cast<double>(cultures(p, c).size()));
               }},
        Metric{Doc{.key = "largest_culture",
                   .label = {"Largest culture", "最大文化"},
                   .source = "castellano2000"},
               {"share of residents with the most frequent culture", "最常见文化占居民的比例"},
               [](const Params& p, const Community& c, const Here& here) {
                   return Ratio{static_cast<double>(largest(cultures(p, c))),
                                static_cast<double>(here.size())};
               }},
        Metric{Doc{.key = "frozen",
                   .label = {"Nothing can change", "已冻结"},
                   .source = "axelrod1997"},
               {"1 once no two who meet agree in some features but not in all",
                "相遇者之间要么全同、要么全异时为 1"},
               [](const Community& c) { return level(c.frozen); }},
        Metric{Doc{.key = "sweeps",
                   .unit = "sweep",
                   .range = {0, 1e15},
                   .label = {"Sweeps until nothing can change, or so far",
                             "至冻结所需轮数（未冻结则为已用轮数）"},
                   .source = "axelrod1997"},
               {"events per resident, to the end of the step", "每人事件数，计至该步结束"},
               [](const Community& c, const Here& here) {
                   return level(static_cast<double>(c.events) / static_cast<double>(here.size()));
               }},
    };
};

struct Axelrod {
    static constexpr std::string_view name = "axelrod";
    static constexpr Text title = {"Dissemination of culture", "文化传播"};
    static constexpr Text about = {
        "The more alike two neighbours are, the likelier they become more alike; yet regions "
        "remain.",
        "邻居越相似就越可能变得更相似，却仍会留下不同的文化区域。"};
    using Mechanisms = std::tuple<People, NetworkFile, Culture>;
    static constexpr std::size_t layer_count = 1;
    static constexpr double community_bytes_per_agent = 5 * sizeof(std::uint16_t);
    static constexpr auto sizes = &People::sizes;
    static constexpr auto agents = &People::agents;
    static constexpr auto ties_per_agent = &People::ties_per_agent;
    static constexpr auto setup = std::tuple{
        build_layer<People>("ties", {"Neighbours", "邻居"}, &People::ties),
        in_community<Culture>("begin", {"First cultures", "初始文化"}, &Culture::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Culture>("live", {"Contacts", "接触"}, &Culture::live),
    };
};

}  // namespace

ModelEntry axelrod() { return make_entry<Axelrod>(); }

}  // namespace yihe::reference

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

#include "models/reference/axelrod_rules.hpp"
#include "models/reference/clusters.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

using People = CulturePeople;

struct Culture : CultureRules {
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
    static constexpr auto fields =
        std::tuple{Field{"traits", &Community::traits}, Field{"events", &Community::events},
                   Field{"frozen", &Community::frozen}};
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

struct Axelrod : OfSociety<People> {
    static constexpr std::string_view name = "axelrod";
    static constexpr Text title = {"Dissemination of culture", "文化传播"};
    static constexpr Text about = {
        "The more alike two neighbours are, the likelier they become more alike; yet regions "
        "remain.",
        "邻居越相似就越可能变得更相似，却仍会留下不同的文化区域。"};
    using Mechanisms = std::tuple<People, NetworkFile, Culture>;
    static constexpr double community_bytes_per_agent = 5 * sizeof(std::uint16_t);
    static constexpr auto setup = std::tuple{
        ties({"Neighbours", "邻居"}),
        in_community<Culture>("begin", {"First cultures", "初始文化"}, &Culture::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Culture>("live", {"Contacts", "接触"}, &Culture::live),
    };
};

}  // namespace

ModelEntry axelrod() { return make_entry<Axelrod>(); }

}  // namespace yihe::reference

// SIR and SIS on networks: Kermack and McKendrick 1927; Newman 2002, Physical Review E 66:016128;
// Pastor-Satorras and Vespignani 2001, PRL 86:3200; Van Mieghem and others 2009.
//
// The literature uses two clocks, and both are here. In `steps`, all at once: each infectious
// resident infects each susceptible contact with the probability `infection.rate`, and is
// infectious for `recovery.steps` steps or recovers with the probability `recovery.rate` at the end
// of a step; with one fixed step, infection.rate is Newman's transmissibility. In `continuous` time
// the rates are those of a Markov process, simulated event by event without approximation (phantom
// events as in Cota and Ferreira 2017); a step is one unit of time.
//
// Papers leave open whether who recovers in a step can be infected in the same step
// (`recovery.at_once`; not by default), and when an outbreak counts (`outbreak.cut`).
#include "models/reference/epidemic.hpp"

#include "models/reference/epidemic_rules.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

using People = EpidemicPeople;

struct Epidemic : EpidemicRules {
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "update.clock",
                  .label = {"Time: steps, all at once, or continuous", "时间：同步步进，或连续"},
                  .source = "newman2002"},
              &Params::clock, Change::structural},
        Param{Doc{.key = "infection.rate",
                  .unit = "1/step",
                  .range = {0, 1000},
                  .label = {"Infection over one tie: probability a step, or rate",
                            "每条联系的感染：每步概率，或速率"},
                  .source = "newman2002"},
              &Params::infection, Change::structural},
        Param{Doc{.key = "infection.spontaneous",
                  .unit = "1/step",
                  .range = {0, 1},
                  .label = {"Infection of a resident from outside", "居民受外来感染"},
                  .source = "vanmieghem2009"},
              &Params::spontaneous, Change::structural},
        Param{Doc{.key = "recovery.immunity",
                  .label = {"Who has recovered is immune (SIR) or not (SIS)",
                            "康复后免疫（SIR）或不免疫（SIS）"},
                  .source = "kermack1927"},
              &Params::immunity, Change::structural},
        Param{Doc{.key = "recovery.kind",
                  .label = {"In steps: infectious for a fixed or a random time",
                            "步进时：传染期固定或随机"},
                  .source = "newman2002"},
              &Params::recovery, Change::structural},
        Param{Doc{.key = "recovery.steps",
                  .unit = "step",
                  .range = {1, 1e6},
                  .label = {"Fixed time infectious", "固定传染期"},
                  .source = "newman2002"},
              &Params::steps, Change::structural},
        Param{Doc{.key = "recovery.rate",
                  .unit = "1/step",
                  .range = {0, 1000},
                  .label = {"Recovery: probability a step, or rate", "康复：每步概率，或速率"},
                  .source = "kermack1927"},
              &Params::recovery_rate, Change::structural},
        Param{Doc{.key = "recovery.at_once",
                  .label = {"Who recovers can be infected in the same step",
                            "康复者在同一步内可再受感染"},
                  .source = "assumption"},
              &Params::at_once, Change::structural},
        Param{Doc{.key = "seeds.count",
                  .unit = "person",
                  .range = {0, 4e9},
                  .label = {"Infectious residents at the start, at least", "初始感染人数（至少）"},
                  .source = "newman2002"},
              &Params::seeds, Change::structural},
        Param{Doc{.key = "seeds.share",
                  .range = {0, 1},
                  .label = {"… and as a share of all, at least", "……且至少占全体的比例"},
                  .source = "pastor2001"},
              &Params::seed_share, Change::structural},
        Param{Doc{.key = "outbreak.cut",
                  .range = {0, 1},
                  .label = {"An outbreak reaches more than this share", "波及超过此比例即为暴发"},
                  .source = "newman2002"},
              &Params::cut, Change::structural},
    };
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "status",
                      .range = {0, 2},
                      .label = {"Susceptible, infectious, immune", "易感、感染、免疫"},
                      .source = "kermack1927"},
                  &State::status},
        ColumnRow{Doc{.key = "ever_infected",
                      .label = {"Was infected", "曾受感染"},
                      .source = "newman2002"},
                  &State::ever},
        ColumnRow{Doc{.key = "infected_in",
                      .unit = "step",
                      .range = {0, 1e6},
                      .label = {"Step of the last infection", "最近一次感染的步数"},
                      .source = "newman2002"},
                  &State::since},
    };
    static constexpr auto fields =
        std::tuple{Field{"infected", &Community::infected}, Field{"ever", &Community::ever},
                   Field{"steps", &Community::steps}};
    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "prevalence",
                   .label = {"Infectious residents", "感染居民比例"},
                   .source = "pastor2001"},
               {"share of residents who are infectious", "正在传染的居民所占比例"},
               [](const Community& c, const Here& here) {
                   return Ratio{static_cast<double>(c.infected.size()),
                                static_cast<double>(here.size())};
               }},
        Metric{
            Doc{.key = "ever_infected",
                .label = {"Residents infected so far", "累计感染比例"},
                .source = "newman2002"},
            {"share of residents who were infected at least once", "至少感染过一次的居民所占比例"},
            [](const Community& c, const Here& here) {
                return Ratio{static_cast<double>(c.ever), static_cast<double>(here.size())};
            }},
        Metric{Doc{.key = "outbreak", .label = {"An outbreak", "暴发"}, .source = "newman2002"},
               {"1 once more than outbreak.cut of the residents were infected; its mean over "
                "replicates is the probability of an outbreak",
                "累计感染超过 outbreak.cut 时为 1；对各次重复取平均即为暴发概率"},
               [](const Params& p, const Community& c, const Here& here) {
                   return level(reached_share(c, here) > p.cut ? 1 : 0);
               }},
        Metric{Doc{.key = "outbreak_size",
                   .label = {"Size of an outbreak", "暴发规模"},
                   .source = "newman2002"},
               {"share of residents infected so far, empty without an outbreak",
                "累计感染比例；无暴发时为空"},
               [](const Params& p, const Community& c, const Here& here) {
                   const double size = reached_share(c, here);
                   return size > p.cut ? level(size) : Ratio{};
               }},
        Metric{Doc{.key = "extinct",
                   .label = {"Nobody is infectious", "疫情消失"},
                   .source = "pastor2001"},
               {"1 while nobody is infectious", "无人传染时为 1"},
               [](const Community& c) { return level(c.infected.empty() ? 1 : 0); }},
        Metric{Doc{.key = "steps_infected",
                   .unit = "step",
                   .range = {0, 1e6},
                   .label = {"Steps with an infection", "有感染者的步数"},
                   .source = "pastor2001"},
               {"steps at whose beginning somebody was infectious", "开始时有感染者的步数"},
               [](const Community& c) { return level(static_cast<double>(c.steps)); }},
    };
};

struct EpidemicModel : OfSociety<People> {
    static constexpr std::string_view name = "epidemic";
    static constexpr Text title = {"SIR and SIS epidemics", "SIR 与 SIS 传染"};
    static constexpr Text about = {
        "An infection spreads over the ties of a network, with or without immunity.",
        "感染沿网络联系传播，康复后免疫或不免疫。"};
    using Mechanisms = std::tuple<People, NetworkFile, Epidemic>;
    static constexpr double community_bytes_per_agent = sizeof(AgentId);
    static constexpr auto setup = std::tuple{
        ties(),
        in_community<Epidemic>("begin", {"First infections", "初始感染"}, &Epidemic::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Epidemic>("spread", {"Infection and recovery", "感染与康复"},
                               &Epidemic::spread),
    };
};

}  // namespace

ModelEntry epidemic() { return make_entry<EpidemicModel>(); }

}  // namespace yihe::reference

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

#include <cmath>

#include "models/reference/contacts.hpp"
#include "models/reference/order.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

enum class Clock { steps, continuous };
enum class Recovery { fixed, random };
enum Status : std::uint8_t { susceptible, infectious, immune };

}  // namespace

}  // namespace yihe::reference

namespace yihe {
template <>
struct Choices<reference::Clock> {
    static constexpr std::array<std::string_view, 2> names = {"steps", "continuous"};
};
template <>
struct Choices<reference::Recovery> {
    static constexpr std::array<std::string_view, 2> names = {"fixed", "random"};
};
}  // namespace yihe

namespace yihe::reference {

namespace {

using People = Society<{.residents = 10000, .kind = TiesKind::random, .mean_degree = 10}>;

struct Epidemic : Mechanism {
    struct Params {
        Clock clock = Clock::steps;
        double infection = 0.2;
        double spontaneous = 0;
        bool immunity = true;
        Recovery recovery = Recovery::fixed;
        std::int64_t steps = 1;
        double recovery_rate = 0.5;
        bool at_once = false;
        std::int64_t seeds = 1;
        double seed_share = 0;
        double cut = 0.05;
    };
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

    struct State {
        Column<std::uint8_t> status, ever;
        Column<std::uint32_t> since;
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

    struct Community {
        std::vector<AgentId> infected;  // in order of infection, but for gaps closed by the last
        std::uint64_t ever = 0;  // residents
        std::uint64_t steps = 0;  // with somebody infectious at their beginning
    };
    static constexpr auto fields =
        std::tuple{Field{"infected", &Community::infected}, Field{"ever", &Community::ever},
                   Field{"steps", &Community::steps}};

    static void infect(State& s, Community& c, AgentId i, std::uint32_t step) {
        c.ever += s.ever[i] == 0;
        s.ever.edit(i) = 1;
        s.status.edit(i) = infectious;
        s.since.edit(i) = step;
        c.infected.push_back(i);
    }
    static void recover(const Params& p, State& s, AgentId i) {
        s.status.edit(i) = p.immunity ? immune : susceptible;
    }

    static void begin(const Params& p, State& s, Community& c, const Here& here,
                      const Random& random) {
        const auto n = static_cast<double>(here.size());
        const double seeds =
            std::min(n, std::max(static_cast<double>(p.seeds), std::round(p.seed_share * n)));
        const auto order = shuffled(here.size(), random, Purpose{"seeds"}, 0);
        for (std::size_t k = 0; static_cast<double>(k) < seeds; ++k) infect(s, c, order[k], 0);
    }

    /// Whom the infectious reach in this step, each once.
    static std::vector<AgentId> reached(const Params& p, State& s, const Community& c,
                                        const Contacts& contacts, const Week& week,
                                        const Random& random) {
        std::vector<AgentId> all;
        const auto reach = [&](AgentId j) {
            if (s.status[j] != susceptible || s.since[j] == week.number) return;
            s.since.edit(j) = week.number;
            all.push_back(j);
        };
        for (const AgentId i : c.infected)
            for (std::size_t k = 0; k < contacts.degree(i); ++k) {
                const AgentId j = contacts.at(i, k);
                if (s.status[j] == susceptible && s.since[j] != week.number &&
                    random.chance(p.infection, Purpose{"infects"}, contacts.number(i, k),
                                  week.number))
                    reach(j);
            }
        if (p.spontaneous > 0)
            for (AgentId j = 0; j < contacts.size(); ++j)
                if (random.chance(p.spontaneous, Purpose{"infected from outside"}, j, week.number))
                    reach(j);
        return all;
    }

    static bool recovers(const Params& p, const State& s, AgentId i, const Week& week,
                         const Random& random) {
        if (p.recovery == Recovery::fixed)
            return week.number - s.since[i] >= static_cast<std::uint64_t>(p.steps);
        return random.chance(p.recovery_rate, Purpose{"recovers"}, i, week.number);
    }

    /// All at once: who is reached and who recovers follow from the state before the step.
    static void step(const Params& p, State& s, Community& c, const Contacts& contacts,
                     const Week& week, const Random& random) {
        std::vector<AgentId> done, still;
        for (const AgentId i : c.infected)
            (recovers(p, s, i, week, random) ? done : still).push_back(i);
        if (p.at_once)
            for (const AgentId i : done) recover(p, s, i);
        const auto fresh = reached(p, s, c, contacts, week, random);
        if (!p.at_once)
            for (const AgentId i : done) recover(p, s, i);
        c.infected = std::move(still);
        for (const AgentId i : fresh) infect(s, c, i, week.number);
    }

    /// Events until one unit of time is over; every contact slot of every infectious resident rings
    /// at the infection's rate, slots beyond the own degree ring for nothing.
    static void unit_of_time(const Params& p, State& s, Community& c, const Contacts& contacts,
                             const Week& week, const Random& random) {
        const auto n = static_cast<std::uint32_t>(contacts.size());
        const auto slots = static_cast<std::uint32_t>(contacts.most());
        double time = 0;
        for (std::uint64_t event = 0;; ++event) {
            Draws draws(random, Purpose{"epidemic event"}, event, week.number);
            const auto infected = static_cast<double>(c.infected.size());
            const double recovery = p.recovery_rate * infected;
            const double infection = p.infection * infected * slots;
            const double total = recovery + infection + p.spontaneous * n;
            if (total <= 0) return;
            time += draws.exponential() / total;
            if (time > 1) return;
            const double which = draws.uniform() * total;
            AgentId reached = nobody;
            if (which < recovery + infection && !c.infected.empty()) {
                const auto at = draws.below(static_cast<std::uint32_t>(c.infected.size()));
                const AgentId i = c.infected[at];
                if (which < recovery) {
                    recover(p, s, i);
                    c.infected[at] = c.infected.back();
                    c.infected.pop_back();
                } else if (const auto slot = draws.below(slots); slot < contacts.degree(i)) {
                    reached = contacts.at(i, slot);
                }
            } else {
                reached = draws.below(n);
            }
            if (reached != nobody && s.status[reached] == susceptible)
                infect(s, c, reached, week.number);
        }
    }

    static void spread(const Params& p, const People::Params& people, State& s, Community& c,
                       const TypedLayers& layers, const Week& week, const Random& random) {
        c.steps += !c.infected.empty();
        const Contacts contacts(people, layers);
        (p.clock == Clock::steps ? step : unit_of_time)(p, s, c, contacts, week, random);
    }

    static double reached_share(const Community& c, const Here& here) {
        return static_cast<double>(c.ever) / static_cast<double>(here.size());
    }

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

struct EpidemicModel {
    static constexpr std::string_view name = "epidemic";
    static constexpr Text title = {"SIR and SIS epidemics", "SIR 与 SIS 传染"};
    static constexpr Text about = {
        "An infection spreads over the ties of a network, with or without immunity.",
        "感染沿网络联系传播，康复后免疫或不免疫。"};
    using Mechanisms = std::tuple<People, NetworkFile, Epidemic>;
    static constexpr std::size_t layer_count = 1;
    static constexpr double community_bytes_per_agent = sizeof(AgentId);
    static constexpr auto sizes = &People::sizes;
    static constexpr auto agents = &People::agents;
    static constexpr auto ties_per_agent = &People::ties_per_agent;
    static constexpr auto setup = std::tuple{
        build_layer<People>("ties", {"Ties", "联系"}, &People::ties),
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

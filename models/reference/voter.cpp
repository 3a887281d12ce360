// The voter model: Clifford and Sudbury 1973, Biometrika 60:581; times to consensus as in Sood and
// Redner 2005, PRL 94:178701. One event after the other: a resident takes the opinion of a contact.
//
// As in the papers: two opinions, any network, time in sweeps of N events. The literature uses
// three rules, which differ on unequal degrees: the resident drawn copies a contact (voter), is
// copied by it (invasion), or a tie is drawn and one end copies the other (tie).
#include "models/reference/voter.hpp"

#include <cmath>

#include "models/reference/contacts.hpp"
#include "models/reference/order.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

enum class CopyRule { voter, invasion, tie };
constexpr auto names_of(CopyRule) { return names("voter", "invasion", "tie"); }

using People = Society<{.residents = 400, .kind = TiesKind::everyone}>;

struct Copying : Mechanism {
    struct Params {
        double share = 0.5;
        bool exact = true;
        CopyRule rule = CopyRule::voter;
        double sweeps = 1;
    };
    static constexpr auto params = std::tuple{
        Param{
            Doc{.key = "opinion.share",
                .range = {0, 1},
                .label = {"Share of residents with opinion 1 at the start", "初始持意见 1 的比例"},
                .source = "sood2005"},
            &Params::share, Change::structural},
        Param{
            Doc{.key = "opinion.exact",
                .label = {"Exactly this share, not only on average", "恰为此比例，而非仅期望如此"},
                .source = "assumption"},
            &Params::exact, Change::structural},
        Param{Doc{.key = "update.rule",
                  .label = {"Who copies: the resident drawn, the contact, or an end of a tie",
                            "谁模仿：被抽中的居民、其联系人，或一条联系的一端"},
                  .source = "sood2005"},
              &Params::rule, Change::structural},
        Param{Doc{.key = "update.sweeps",
                  .unit = "1/step",
                  .range = {0, 1e6},
                  .label = {"Events per resident in a step", "每步每人事件数"},
                  .source = "sood2005"},
              &Params::sweeps, Change::structural},
    };

    struct State {
        Column<std::uint8_t> opinion;
    };
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "opinion", .label = {"Opinion", "意见"}, .source = "clifford1973"},
                  &State::opinion}};

    struct Community {
        std::uint64_t ones = 0, events = 0;  // events until consensus, or so far
    };
    static constexpr auto fields =
        std::tuple{Field{"ones", &Community::ones}, Field{"events", &Community::events}};

    static void begin(const Params& p, State& s, Community& c, const Here& here,
                      const Random& random) {
        const std::size_t n = here.size();
        const auto who = shuffled(n, random, Purpose{"who has opinion 1"}, 0);
        const auto exactly =
            static_cast<std::size_t>(std::llround(p.share * static_cast<double>(n)));
        for (AgentId i = 0; i < n; ++i) {
            const bool one =
                p.exact ? i < exactly : random.chance(p.share, Purpose{"first opinion"}, i, 0);
            s.opinion.edit(who[i]) = one;
            c.ones += one;
        }
    }

    static void copy(const Params& p, const People::Params& people, State& s, Community& c,
                     const TypedLayers& layers, const Here& here, const Week& week,
                     const Random& random) {
        const Contacts contacts(people, layers);
        const std::size_t n = here.size();
        const auto events = std::llround(p.sweeps * static_cast<double>(n));
        for (std::int64_t e = 0; e < events && c.ones != 0 && c.ones != n; ++e) {
            Draws draws(random, Purpose{"copying"}, static_cast<std::uint64_t>(e), week.number);
            auto [to, from] = p.rule == CopyRule::tie ? contacts.ends_of_tie(draws)
                                                      : contacts.resident_and_contact(draws);
            ++c.events;
            if (from == nobody) continue;
            if (p.rule == CopyRule::invasion) std::swap(to, from);
            c.ones += s.opinion[from];
            c.ones -= s.opinion[to];
            s.opinion.edit(to) = s.opinion[from];
        }
    }

    /// Ties whose ends differ, of all; without ties none, among everyone by the counts.
    static Ratio divided(const State& s, const Community& c, const Contacts& contacts) {
        const auto n = static_cast<double>(contacts.size()), ones = static_cast<double>(c.ones);
        if (contacts.everyone()) return {2 * ones * (n - ones), n * (n - 1)};
        double ends = 0, differ = 0;
        for (AgentId i = 0; i < contacts.size(); ++i)
            contacts.each(i, [&](AgentId j) {
                ends += 1;
                differ += s.opinion[i] != s.opinion[j];
            });
        return {differ, ends};
    }

    static constexpr auto metrics = std::tuple{
        Metric{
            Doc{.key = "opinion",
                .label = {"Residents with opinion 1", "持意见 1 的居民比例"},
                .source = "clifford1973"},
            {"share of residents with opinion 1; at consensus its mean over replicates is the exit "
             "probability",
             "持意见 1 的居民比例；达成共识后对各次重复取平均即为胜出概率"},
            [](const State& s, const Here& here) { return share_of(s.opinion, here); }},
        Metric{Doc{.key = "divided_ties",
                   .label = {"Ties between different opinions", "意见相异的联系比例"},
                   .source = "sood2005"},
               {"share of ties whose ends have different opinions", "两端意见不同的联系所占比例"},
               [](const People::Params& people, const State& s, const Community& c,
                  const TypedLayers& layers) { return divided(s, c, Contacts(people, layers)); }},
        Metric{Doc{.key = "consensus", .label = {"Consensus", "达成共识"}, .source = "sood2005"},
               {"1 once all residents have the same opinion", "全体意见相同时为 1"},
               [](const Community& c, const Here& here) {
                   return level(c.ones == 0 || c.ones == here.size() ? 1 : 0);
               }},
        Metric{Doc{.key = "sweeps_to_consensus",
                   .unit = "sweep",
                   .range = {0, 1e15},
                   .label = {"Sweeps to consensus, or so far",
                             "达成共识所需轮数（未达成则为已用轮数）"},
                   .source = "sood2005"},
               {"events before consensus, per resident", "达成共识前的事件数除以居民人数"},
               [](const Community& c, const Here& here) {
                   return level(static_cast<double>(c.events) / static_cast<double>(here.size()));
               }},
    };
};

struct Voter : OfSociety<People> {
    static constexpr std::string_view name = "voter";
    static constexpr Text title = {"Voter model", "选民模型"};
    static constexpr Text about = {"One after the other, residents copy the opinion of a contact.",
                                   "居民逐个模仿一名联系人的意见。"};
    using Mechanisms = std::tuple<People, NetworkFile, Copying>;
    static constexpr auto setup = std::tuple{
        ties(),
        in_community<Copying>("begin", {"First opinions", "初始意见"}, &Copying::begin),
    };
    static constexpr auto week = std::tuple{
        in_community<Copying>("copy", {"Copying", "模仿"}, &Copying::copy),
    };
};

}  // namespace

ModelEntry voter() { return make_entry<Voter>(); }

}  // namespace yihe::reference

// Participation (R13) with the example of visible members (R26), and the belief that acting
// together works (R14).
#pragma once

#include "models/governance/residents.hpp"
#include "models/governance/witness.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/phases.hpp"

namespace yihe::governance {

struct Efficacy : Mechanism {
    static constexpr std::string_view name = "efficacy_beliefs";
    struct Params {
        double learning = 0.1;
        double prior = 0.5;
        bool efficacy_beliefs = true;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "efficacy.learning",
                  .label = {"Weight of one experience", "单次经历的权重"},
                  .source = "bandura1997"},
              &Params::learning},
        Param{Doc{.key = "efficacy.prior",
                  .label = {"Belief without experience", "无经历时的效能信念"},
                  .source = "assumption"},
              &Params::prior},
        Param{Doc{.key = "mechanisms.efficacy_beliefs",
                  .label = {"Residents learn whether acting together works",
                            "居民习得共同行动是否有效"},
                  .source = "bandura1997"},
              &Params::efficacy_beliefs},
    };
    struct State {
        Column<float> belief;
    };
    static constexpr auto columns =
        std::tuple{ColumnRow{Doc{.key = "efficacy_belief",
                                 .label = {"Collective efficacy belief", "集体效能信念"},
                                 .source = "bandura1997"},
                             &State::belief}};

    static void begin(const Params& p, State& s, const Here& here);
    /// Community action that resolved a case speaks for it, an unresolved case against it; what the
    /// core did by itself tells residents nothing, and they fall back towards the prior.
    static void learn(const Params& p, const Witnesses::Community& seen,
                      const Cases::Community& cases, State& s);

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "efficacy_belief",
                   .label = {"Collective efficacy belief", "集体效能信念"},
                   .source = "bandura1997"},
               {"mean belief that acting together works", "居民集体效能信念的平均值"},
               [](const State& s, const Here& here) { return mean_of(s.belief, here); }}};
};

struct Participation : Mechanism {
    static constexpr std::string_view name = "participation";
    struct Params {
        double threshold = 0.35;
        double threshold_sd = 0.2;
        double reconsider = 0.3;
        double peers = 0.3;
        double belief = 0.3;
        double member = 0.1;
        double exemplar = 0.1;
        double cost = 0.05;
        double quality = 1;
        bool social_influence = true;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "participation.threshold",
                  .range = {-2, 2},
                  .label = {"Mean threshold", "参与阈值均值"},
                  .source = "assumption"},
              &Params::threshold, Change::structural},
        Param{Doc{.key = "participation.threshold_sd",
                  .range = {0, 2},
                  .label = {"Standard deviation of the threshold", "参与阈值标准差"},
                  .source = "assumption"},
              &Params::threshold_sd, Change::structural},
        Param{Doc{.key = "participation.reconsider",
                  .unit = "1/week",
                  .label = {"Residents who decide anew", "每周重新决定的居民比例"},
                  .source = "granovetter1978"},
              &Params::reconsider},
        Param{Doc{.key = "participation.peers",
                  .range = {0, 2},
                  .label = {"Weight of active acquaintances", "活跃熟人的权重"},
                  .source = "granovetter1978"},
              &Params::peers},
        Param{Doc{.key = "participation.belief",
                  .range = {0, 2},
                  .label = {"Weight of the efficacy belief", "效能信念的权重"},
                  .source = "bandura1997"},
              &Params::belief},
        Param{Doc{.key = "participation.member",
                  .range = {-2, 2},
                  .label = {"Weight of Party membership", "党员身份的权重"},
                  .source = "suns2017"},
              &Params::member},
        Param{Doc{.key = "participation.exemplar",
                  .range = {0, 2},
                  .label = {"Weight of members' example", "党员示范的权重"},
                  .source = "du"},
              &Params::exemplar},
        Param{Doc{.key = "participation.cost",
                  .range = {0, 2},
                  .label = {"Cost of taking part", "参与成本"},
                  .source = "assumption"},
              &Params::cost},
        Param{Doc{.key = "members.quality",
                  .range = {-1, 2},
                  .label = {"Quality of members' example", "党员示范质量"},
                  .source = "du"},
              &Params::quality},
        Param{Doc{.key = "mechanisms.social_influence",
                  .label = {"Residents influence each other", "居民相互影响"},
                  .source = "granovetter1978"},
              &Params::social_influence},
    };
    struct State {
        Column<float> threshold;
        Column<float> exposure;  // to visible members' acts, at most two steps away
        Column<std::uint8_t> active;
    };
    static constexpr auto columns =
        std::tuple{ColumnRow{Doc{.key = "threshold",
                                 .range = {-20, 20},
                                 .label = {"Threshold", "阈值"},
                                 .source = "granovetter1978"},
                             &State::threshold},
                   ColumnRow{Doc{.key = "exposure",
                                 .range = {-1, 1},
                                 .label = {"Exposure to members' example", "党员示范暴露"},
                                 .source = "du"},
                             &State::exposure},
                   ColumnRow{Doc{.key = "active",
                                 .label = {"Takes part this week", "本周参与"},
                                 .source = "granovetter1978"},
                             &State::active}};

    static void begin(const Params& p, State& s, const Here& here, const Random& random);
    /// Visible members who are active are seen by neighbours and acquaintances, and by theirs.
    static void set_example(const Params& p, const Residents::Community& people,
                            const TypedLayers& layers, State& s, const Here& here);

    struct Weights {
        float peers, belief, member, exemplar, cost, reconsider;
    };
    static Weights weights(const Params& p);
    [[maybe_unused]] static constexpr EachAgent decide{
        .context = &Participation::weights,
        .reads = reads(&State::threshold, &State::exposure, &State::active,
                       &Efficacy::State::belief, &Residents::State::membership),
        .gathers =
            gathers(share("neighbours", &State::active), share("acquaintances", &State::active)),
        .draws = std::array{Purpose{"reconsiders"}},
        .writes = writes(&State::active),
        .rule = [](const Weights& w, float threshold, float exposure, std::uint8_t active,
                   float belief, std::uint8_t membership, float near, float far, float u) {
            const float member = membership != 0 ? w.member : 0.0f;
            const float pull = w.peers * (0.5f * near + 0.5f * far) + w.belief * belief + member +
                               w.exemplar * exposure - w.cost;
            const std::uint8_t wants = pull > threshold ? 1 : 0;
            return std::tuple{u < w.reconsider ? wants : active};
        }};

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "participation",
                   .label = {"Participation", "参与率"},
                   .source = "granovetter1978"},
               {"share of residents active in the week", "本周参与的居民比例"},
               [](const State& s, const Here& here) { return share_of(s.active, here); }}};
};

}  // namespace yihe::governance

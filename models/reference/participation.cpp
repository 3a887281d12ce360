// Residents on a small world hold an attitude and a threshold; who is more willing than the
// threshold takes part, and attitudes follow the neighbours' attitudes and acts.
//
//   x' = clamp(x + pull (mean neighbour x − x) + example (share of neighbours active − 0.5) + u, 0,
//   1) active' = x' > threshold,   u uniform on (−noise, noise)
#include "models/reference/participation.hpp"

#include "sim/graph/generators.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe::reference {

namespace {

struct Participation : Mechanism {
    struct Params {
        std::int64_t residents = 7800;
        std::int64_t degree = 10;
        double rewiring = 0.1;
        double pull = 0.2;
        double example = 0.05;
        double noise = 0.02;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "community.residents",
                  .unit = "person",
                  .range = {2, 4e9},
                  .label = {"Residents", "居民人数"},
                  .source = "assumption"},
              &Params::residents, Change::structural},
        Param{Doc{.key = "network.mean_degree",
                  .unit = "tie",
                  .range = {2, 1000},
                  .label = {"Ties per resident (even)", "每人联系数（偶数）"},
                  .source = "watts1998"},
              &Params::degree, Change::structural},
        Param{Doc{.key = "network.rewiring",
                  .range = {0, 1},
                  .label = {"Share of ties rewired", "断键重连概率"},
                  .source = "watts1998"},
              &Params::rewiring, Change::structural},
        Param{Doc{.key = "influence.pull",
                  .unit = "1/week",
                  .range = {0, 1},
                  .label = {"Pull of neighbours' attitudes", "邻居态度的牵引"},
                  .source = "degroot1974"},
              &Params::pull},
        Param{Doc{.key = "influence.example",
                  .unit = "1/week",
                  .range = {0, 1},
                  .label = {"Pull of neighbours' acts", "邻居行动的示范"},
                  .source = "granovetter1978"},
              &Params::example},
        Param{Doc{.key = "influence.noise",
                  .unit = "1/week",
                  .range = {0, 1},
                  .label = {"Half-width of the noise", "噪声半宽"},
                  .source = "assumption"},
              &Params::noise},
    };

    struct State {
        Column<float> attitude, threshold;
        Column<std::uint8_t> takes_part;
    };
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "attitude", .label = {"Attitude", "态度"}, .source = "assumption"},
                  &State::attitude},
        ColumnRow{
            Doc{.key = "threshold", .label = {"Threshold", "阈值"}, .source = "granovetter1978"},
            &State::threshold},
        ColumnRow{
            Doc{.key = "takes_part", .label = {"Takes part", "参与"}, .source = "granovetter1978"},
            &State::takes_part},
    };

    static std::vector<std::uint32_t> sizes(const Params& p) {
        return {static_cast<std::uint32_t>(p.residents)};
    }

    static Layer small_world(const Params& p, const Here& here, const Random& random) {
        return watts_strogatz({.n = here.size(),
                               .degree = static_cast<std::uint32_t>(p.degree),
                               .rewiring = p.rewiring},
                              random);
    }

    static void begin(State& state, const Here& here, const Random& random) {
        random.uniforms(Purpose{"attitude"}, here.begin, 0, 0, state.attitude.edit());
        random.uniforms(Purpose{"threshold"}, here.begin, 0, 0, state.threshold.edit());
        for (AgentId i = here.begin; i < here.end; ++i)
            state.takes_part.edit(i) = state.attitude[i] > state.threshold[i];
    }

    static constexpr EachAgent step{
        .context = &own<Params>,
        .reads = reads(&State::attitude, &State::threshold),
        .gathers =
            gathers(mean("social", &State::attitude), share("social", &State::takes_part, 0.5f)),
        .draws = std::array{Purpose{"attitude noise"}},
        .writes = writes(&State::attitude, &State::takes_part),
        .rule = [](const Params& p, float x, float threshold, float mean_x, float active, float u) {
            const auto pull = static_cast<float>(p.pull), example = static_cast<float>(p.example);
            const auto noise = static_cast<float>(p.noise);
            float next = x + pull * (mean_x - x) + example * (active - 0.5f) + noise * (2 * u - 1);
            next = next < 0.0f ? 0.0f : next;
            next = next > 1.0f ? 1.0f : next;
            return std::tuple{next, static_cast<std::uint8_t>(next > threshold)};
        }};

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "participation",
                   .label = {"Participation", "参与率"},
                   .source = "granovetter1978"},
               {"share of residents who take part", "参与居民所占比例"},
               [](const State& s, const Here& here) { return share_of(s.takes_part, here); }},
        Metric{
            Doc{.key = "attitude", .label = {"Mean attitude", "平均态度"}, .source = "degroot1974"},
            {"mean of the attitudes", "态度的平均值"},
            [](const State& s, const Here& here) { return mean_of(s.attitude, here); }},
    };
};

struct ParticipationModel {
    static constexpr std::string_view name = "participation";
    static constexpr Text title = {"Participation kernel", "参与内核"};
    static constexpr Text about = {
        "Residents on a small world whose attitude follows their neighbours' attitudes and acts.",
        "小世界网络上的居民，其态度随邻居的态度与行动而变。"};
    using Mechanisms = std::tuple<Participation>;
    static constexpr std::size_t layer_count = 1;
    static constexpr double community_bytes_per_agent = 0;
    static constexpr auto sizes = &Participation::sizes;
    static double agents(const Participation::Params& p) {
        return static_cast<double>(p.residents);
    }
    static double ties_per_agent(const Participation::Params& p) {
        return static_cast<double>(p.degree) / 2;
    }
    static constexpr auto setup = std::tuple{
        build_layer<Participation>("social", {"Social ties", "社会联系"},
                                   &Participation::small_world),
        in_community<Participation>("begin", {"First attitudes", "初始态度"},
                                    &Participation::begin),
    };
    static constexpr auto week = std::tuple{
        each_agent<Participation, Participation::step>("step", {"Influence and act", "影响与行动"}),
    };
};

}  // namespace

ModelEntry participation() { return make_entry<ParticipationModel>(); }

}  // namespace yihe::reference

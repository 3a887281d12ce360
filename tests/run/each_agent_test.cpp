// A residents' phase against its rule written out, where the graph is uneven: a hub, agents without
// neighbours, values of both signs, several communities.
#include "sim/run/each_agent.hpp"

#include <gtest/gtest.h>

#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"

namespace yihe {
namespace {

struct Uneven : Mechanism {
    struct Params {
        std::int64_t communities = 1;
        double shift = 0;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "uneven.communities",
                  .range = {1, 100},
                  .label = {"Communities", "社区"},
                  .source = "assumption"},
              &Params::communities, Change::structural},
        Param{Doc{.key = "uneven.shift",
                  .range = {-1, 1},
                  .label = {"Shift", "偏移"},
                  .source = "assumption"},
              &Params::shift},
    };
    struct State {
        Column<float> x;
        Column<std::uint8_t> on;
    };
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "x", .label = {"X", "X"}, .source = "assumption"}, &State::x},
        ColumnRow{Doc{.key = "on", .label = {"On", "开"}, .source = "assumption"}, &State::on}};
    static constexpr std::uint32_t size = 1500;

    static std::vector<std::uint32_t> sizes(const Params& p) {
        return std::vector<std::uint32_t>(static_cast<std::size_t>(p.communities), size);
    }
    /// Vertex 0 is a hub; every third knows nobody else, and vertex 3 nobody at all.
    static Layer ties(const Here& here) {
        std::vector<Tie> list;
        for (AgentId v = 1; v < here.size(); ++v) {
            if (v != 3) list.push_back({0, v});
            if (v % 3 != 0 && v + 1 < here.size() && (v + 1) % 3 != 0) list.push_back({v, v + 1});
        }
        return Layer::from_ties(here.size(), list);
    }
    static void begin(State& state, const Params& p, const Here& here, const Random& random) {
        for (AgentId i = here.begin; i < here.end; ++i) {
            state.x.edit(i) =
                Random::to_float(random.word(Purpose{"x"}, i, 0)) + static_cast<float>(p.shift);
            state.on.edit(i) = random.chance(0.4, Purpose{"on"}, i, 0);
        }
    }
    static constexpr auto rule = [](const Params&, float x, float mean_x, float share_on, float u) {
        const float next = 0.5f * x + 0.4f * mean_x + 0.1f * share_on - 0.02f * u;
        return std::tuple{next, static_cast<std::uint8_t>(next > 0.3f)};
    };
    static constexpr EachAgent step{
        .context = &own<Params>,
        .reads = reads(&State::x),
        .gathers = gathers(mean("ties", &State::x), share("ties", &State::on, 0.25f)),
        .draws = std::array{Purpose{"noise"}},
        .writes = writes(&State::x, &State::on),
        .rule = rule};
    static constexpr auto metrics =
        std::tuple{Metric{Doc{.key = "x", .label = {"Mean x", "X 均值"}, .source = "assumption"},
                          {"mean of x", "x 的平均值"},
                          [](const State& s, const Here& here) { return mean_of(s.x, here); }}};
};

struct UnevenModel {
    static constexpr std::string_view name = "uneven";
    static constexpr Text title = {"Uneven", "不均"};
    static constexpr Text about = {"A test's model.", "测试用模型。"};
    using Mechanisms = std::tuple<Uneven>;
    static constexpr std::size_t layer_count = 1;
    static constexpr auto sizes = &Uneven::sizes;
    static double agents(const Uneven::Params& p) {
        return Uneven::size * static_cast<double>(p.communities);
    }
    static double ties_per_agent(const Uneven::Params&) { return 2; }
    static constexpr auto setup =
        std::tuple{build_layer<Uneven>("ties", {"Ties", "联系"}, &Uneven::ties),
                   in_community<Uneven>("begin", {"Begin", "开始"}, &Uneven::begin)};
    static constexpr auto week =
        std::tuple{each_agent<Uneven, Uneven::step>("step", {"Step", "步"})};
};

/// x and on after one more week, agent by agent.
void step_plainly(const Layer& layer, std::uint32_t week, std::vector<float>& x,
                  std::vector<std::uint8_t>& on) {
    const Random random(1, 1);
    auto next_x = x;
    auto next_on = on;
    for (AgentId i = 0; i < layer.size(); ++i) {
        float sum = 0, active = 0;
        for (const AgentId j : layer.neighbours(i)) {
            sum += x[j];
            active += static_cast<float>(on[j]);
        }
        const auto degree = static_cast<float>(layer.degree(i));
        const float u = Random::to_float(random.word(Purpose{"noise"}, i, week));
        std::tie(next_x[i], next_on[i]) = Uneven::rule({}, x[i], degree > 0 ? sum / degree : x[i],
                                                       degree > 0 ? active / degree : 0.25f, u);
    }
    x = next_x;
    on = next_on;
}

TEST(EachAgent, EqualsItsRuleWrittenOut) {
    const ModelEntry model = make_entry<UnevenModel>();
    for (const double communities : {1.0, 3.0, 20.0})
        for (const double shift : {0.0, -0.5}) {
            std::vector<Value> values;
            for (const ParamInfo& param : model.info.params) {
                values.push_back(param.default_value);
                if (param.doc.key == "uneven.communities") values.back().number = communities;
                if (param.doc.key == "uneven.shift") values.back().number = shift;
            }
            parallel::with_threads(3, [&] {
                const auto simulation = model.create(values, 1, {});
                const std::size_t n = simulation->agent_count();
                std::vector<float> x(n);
                std::vector<std::uint8_t> on(n);
                for (std::size_t i = 0; i < n; ++i) {
                    x[i] = static_cast<float>(simulation->agent_value(0, i));
                    on[i] = simulation->agent_value(1, i) != 0;
                }
                for (std::uint32_t week = 1; week <= 12; ++week) {
                    simulation->step();
                    step_plainly(simulation->layers()[0].layer, week, x, on);
                    for (std::size_t i = 0; i < n; ++i) {
                        ASSERT_EQ(simulation->agent_value(0, i), static_cast<double>(x[i])) << week;
                        ASSERT_EQ(simulation->agent_value(1, i), static_cast<double>(on[i]))
                            << week;
                    }
                }
            });
        }
}

}  // namespace
}  // namespace yihe

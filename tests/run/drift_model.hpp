// The smallest model for the tests of the run layer: residents on a ring drift towards their
// neighbours, and their community counts how often anyone was above a half.
#pragma once

#include "sim/graph/generators.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/model.hpp"
#include "sim/run/replicate.hpp"

namespace yihe::test {

struct Drift : Mechanism {
    struct Params {
        std::int64_t residents = 3000;
        double pull = 0.2;
        bool failing = false;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "community.residents",
                  .unit = "person",
                  .range = {10, 1e8},
                  .label = {"Residents", "居民"},
                  .source = "assumption"},
              &Params::residents, Change::structural},
        Param{Doc{.key = "drift.pull", .label = {"Pull", "牵引"}, .source = "assumption"},
              &Params::pull},
        Param{Doc{.key = "drift.failing",
                  .label = {"Fail in week 3", "第 3 周失败"},
                  .source = "assumption"},
              &Params::failing},
    };
    struct State {
        Column<float> x;
    };
    static constexpr auto columns = std::tuple{
        ColumnRow{Doc{.key = "x", .label = {"X", "X"}, .source = "assumption"}, &State::x}};
    struct Community {
        std::uint64_t count = 0;
        std::vector<std::uint32_t> history;
    };
    static constexpr auto fields =
        std::tuple{Field{"count", &Community::count}, Field{"history", &Community::history}};

    static std::vector<std::uint32_t> sizes(const Params& p) {
        return {static_cast<std::uint32_t>(p.residents)};
    }
    static Layer ring(const Here& here, const Random& random) {
        return watts_strogatz({.n = here.size(), .degree = 4, .rewiring = 0.1}, random);
    }
    static void begin(State& state, const Here& here, const Random& random) {
        random.uniforms(Purpose{"x"}, here.begin, 0, 0, state.x.edit());
    }
    static constexpr EachAgent step{
        .context = &own<Params>,
        .reads = reads(&State::x),
        .gathers = gathers(mean("ring", &State::x)),
        .draws = std::array{Purpose{"noise"}},
        .writes = writes(&State::x),
        .rule = [](const Params& p, float x, float mean_x, float u) {
            return std::tuple{x + static_cast<float>(p.pull) * (mean_x - x) + 0.02f * (u - 0.5f)};
        }};
    static void count(const Params& p, const State& state, Community& community, const Here& here,
                      const Week& week, const Random& random) {
        if (p.failing && week.number == 3 && random.chance(0.5, Purpose{"fail"}, 0, 3))
            throw std::runtime_error("this replicate fails");
        for (std::size_t i = here.begin; i < here.end; ++i) community.count += state.x[i] > 0.5f;
        community.history.push_back(static_cast<std::uint32_t>(community.count));
    }
    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "x", .label = {"Mean", "平均"}, .source = "assumption"},
               {"mean of x", "x 的平均"},
               [](const State& s, const Here& here) { return mean_of(s.x, here); }},
        Metric{Doc{.key = "even", .label = {"Even weeks only", "仅偶数周"}, .source = "assumption"},
               {"empty in odd weeks", "奇数周为空"},
               [](const Community& c, const Week& week) {
                   return week.number % 2 == 0 ? level(static_cast<double>(c.count)) : Ratio{};
               }},
    };
};

struct DriftModel {
    static constexpr std::string_view name = "drift";
    static constexpr Text title = {"Drift", "漂移"};
    static constexpr Text about = {"A model for tests.", "测试用模型。"};
    using Mechanisms = std::tuple<Drift>;
    static constexpr std::size_t layer_count = 1;
    static constexpr auto sizes = &Drift::sizes;
    static double agents(const Drift::Params& p) { return static_cast<double>(p.residents); }
    static double ties_per_agent(const Drift::Params&) { return 2; }
    static constexpr auto setup =
        std::tuple{build_layer<Drift>("ring", {"Ring", "环"}, &Drift::ring),
                   in_community<Drift>("begin", {"Begin", "开始"}, &Drift::begin)};
    static constexpr auto week =
        std::tuple{each_agent<Drift, Drift::step>("step", {"Step", "步"}),
                   in_community<Drift>("count", {"Count", "计数"}, &Drift::count)};
};

inline const ModelEntry& drift() {
    static const ModelEntry entry = make_entry<DriftModel>();
    return entry;
}

inline std::size_t param(std::string_view key) {
    const auto& params = drift().info.params;
    std::size_t at = 0;
    while (at < params.size() && params[at].doc.key != key) ++at;
    ensure(at < params.size(), "the test names a parameter of its model");
    return at;
}

inline RunPlan drift_plan(std::uint32_t replicates, std::uint32_t weeks, int threads = 1) {
    RunPlan plan;
    plan.model = &drift();
    for (const ParamInfo& p : drift().info.params) plan.values.push_back(p.default_value);
    plan.values[param("run.replicates")].number = replicates;
    plan.values[param("run.weeks")].number = weeks;
    plan.threads = threads;
    return plan;
}

inline void set(RunPlan& plan, std::string_view key, double value) {
    plan.values[param(key)].number = value;
}

/// All rows, with the bits of their numbers.
inline std::vector<std::uint64_t> bits(const Trajectory& table) {
    std::vector<std::uint64_t> all;
    for (std::uint32_t r = 1; r <= table.replicates(); ++r)
        for (std::uint32_t week = table.first_week(); week <= table.last_week(); ++week)
            for (const double x : table.row(r, week))
                all.push_back(std::bit_cast<std::uint64_t>(x));
    return all;
}

/// A folder that disappears with the test.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "yihe-test-XXXXXX").string();
        ensure(mkdtemp(name.data()) != nullptr, "a temporary folder can be made");
        path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code error;
        std::filesystem::remove_all(path_, error);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace yihe::test

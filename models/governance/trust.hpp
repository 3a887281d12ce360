// Trust (R16): residents' trust in those who govern the community, and institutions' trust in the
// core. Failure weighs more than success.
#pragma once

#include "models/governance/institutions.hpp"
#include "models/governance/witness.hpp"
#include "sim/run/metrics.hpp"
#include "sim/run/phases.hpp"

namespace yihe::governance {

struct Trust : Mechanism {
    static constexpr std::string_view name = "trust";
    struct Params {
        double gain = 0.03;
        double loss = 0.09;
        double fading = 0.005;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "trust.gain",
                  .label = {"Trust gained by a success", "成功带来的信任增益"},
                  .source = "slovic1993"},
              &Params::gain},
        Param{Doc{.key = "trust.loss",
                  .label = {"Trust lost by a failure", "失败造成的信任损失"},
                  .source = "slovic1993"},
              &Params::loss},
        Param{Doc{.key = "trust.fading",
                  .unit = "1/week",
                  .label = {"Return of trust to the middle", "信任向中间值回落"},
                  .source = "slovic1993"},
              &Params::fading},
    };
    struct State {
        Column<float> trust;
    };
    static constexpr auto columns = std::tuple{ColumnRow{
        Doc{.key = "trust", .label = {"Trust", "信任"}, .source = "slovic1993"}, &State::trust}};
    struct Community {
        std::vector<double> in_core;  // [serving institutions]
    };
    static constexpr auto fields = std::tuple{Field{"in_core", &Community::in_core}};

    static constexpr float middle = 0.5f;

    static void begin(const Institutions::Community& inst, State& s, Community& c,
                      const Here& here);
    static void experience(const Params& p, const Witnesses::Community& seen,
                           const Cases::Community& cases, State& s);
    static void judge_core(const Params& p, const Cases::Community& cases, Community& c);

    [[maybe_unused]] static constexpr EachAgent fade{
        .context = &own<Params>,
        .reads = reads(&State::trust),
        .gathers = gathers(),
        .draws = no_draws,
        .writes = writes(&State::trust),
        .rule = [](const Params& p, float trust) {
            return std::tuple{trust + static_cast<float>(p.fading) * (middle - trust)};
        }};

    static constexpr auto metrics = std::tuple{Metric{
        Doc{.key = "trust", .label = {"Residents' trust", "居民信任"}, .source = "slovic1993"},
        {"mean trust of the residents", "居民信任的平均值"},
        [](const State& s, const Here& here) { return mean_of(s.trust, here); }}};
};

}  // namespace yihe::governance

// run.*: what every model has — length, seed, replicates. A mechanism of its own, number 0.
#pragma once

#include <cstdint>

#include "sim/run/mechanism.hpp"

namespace yihe {

struct Run : Mechanism {
    struct Params {
        std::int64_t weeks = 260;
        std::int64_t burn_in = 0;
        std::int64_t seed = 1;
        std::int64_t replicates = 1;
        std::int64_t substeps = 3;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "run.weeks",
                  .unit = "week",
                  .range = {1, 52000},
                  .label = {"Weeks simulated", "模拟周数"},
                  .source = "committee_law"},
              &Params::weeks, Change::structural},
        Param{Doc{.key = "run.burn_in",
                  .unit = "week",
                  .range = {0, 52000},
                  .label = {"Weeks before recording starts", "记录开始前的周数"},
                  .source = "assumption"},
              &Params::burn_in, Change::structural},
        Param{Doc{.key = "run.seed",
                  .range = {0, 9007199254740991.0},
                  .label = {"Random seed", "随机种子"},
                  .source = "assumption"},
              &Params::seed, Change::structural},
        Param{Doc{.key = "run.replicates",
                  .range = {1, 1e6},
                  .label = {"Replicates", "重复次数"},
                  .source = "assumption"},
              &Params::replicates, Change::structural},
        Param{Doc{.key = "run.substeps",
                  .unit = "1/week",
                  .range = {1, 16},
                  .label = {"Hand-over steps in a week", "每周转办步数"},
                  .source = "assumption"},
              &Params::substeps, Change::structural},
    };
};

}  // namespace yihe

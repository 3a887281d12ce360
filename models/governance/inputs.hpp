// Files that a governance scenario may bring: a list of residents, a social network.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/graph/layer.hpp"
#include "sim/run/files.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/network_input.hpp"

namespace yihe::governance {

struct Inputs : Mechanism {
    static constexpr std::string_view name = "inputs";
    struct Params {
        std::string population;
        std::string network;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "community.population",
                  .label = {"CSV file of residents", "居民名册（CSV 文件）"},
                  .source = "assumption"},
              &Params::population, Change::structural},
        Param{Doc{.key = "network.file",
                  .label = {"Network file (GraphML or edge list)", "网络文件（GraphML 或边列表）"},
                  .source = "assumption"},
              &Params::network, Change::structural},
    };
};

/// What is wrong with the files that `key` names.
UserError input_error(std::string_view key, Message what);

/// One resident of a CSV file; what a file does not say is drawn as usual.
struct ResidentRow {
    std::optional<std::uint32_t> building;
    std::optional<int> membership;  ///< 0 none, 1 visible, 2 hidden
    std::optional<float> need_factor;
};

/// Columns `building` (whole number from 0), `membership` (none, visible, hidden) and `need_factor`
/// (mean 1), any of them, in any order; one row per resident. Errors: UserError with line and
/// value.
std::vector<ResidentRow> read_population(const Files& files, std::string_view as_written);

}  // namespace yihe::governance

// The erased description of a model: all that scenarios, the command, documents and studies see.
#pragma once

#include <string_view>
#include <vector>

#include "sim/schema/doc.hpp"
#include "sim/schema/param.hpp"

namespace yihe {

/// A weekly result; `formula` says how it is computed, in the words of the ODD.
struct MetricInfo {
    Doc doc;
    Text formula;
};

struct ColumnInfo {
    std::string_view mechanism;
    Doc doc;
    std::size_t bytes_per_agent = 0;
};

struct PhaseInfo {
    std::string_view mechanism;
    std::string_view name;
    Text label;
};

struct ModelInfo {
    std::string_view name;
    Text title;
    Text about;
    std::vector<ParamInfo> params;    ///< run.* included, keys unique
    std::vector<ColumnInfo> columns;
    std::vector<PhaseInfo> phases;    ///< in the order of a week
    std::vector<MetricInfo> metrics;
    std::vector<Doc> events;          ///< columns of the log; empty where none is kept

    const ParamInfo* find_param(std::string_view key) const {
        for (const auto& p : params)
            if (p.doc.key == key) return &p;
        return nullptr;
    }
};

}  // namespace yihe

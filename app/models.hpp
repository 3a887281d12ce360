// The registry as scenarios see it.
#pragma once

#include "models/registry.hpp"
#include "sim/scenario/scenario.hpp"

namespace yihe::app {

inline Models scenario_models() {
    Models result;
    result.find = [](std::string_view name) -> const ModelInfo* {
        const ModelEntry* entry = models::find(name);
        return entry ? &entry->info : nullptr;
    };
    for (const ModelEntry& entry : models::all()) result.names.push_back(entry.info.name);
    return result;
}

}  // namespace yihe::app

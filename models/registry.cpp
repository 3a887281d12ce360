#include "models/registry.hpp"

#include <vector>

#include "models/governance/model.hpp"
#include "models/reference/participation.hpp"

namespace yihe::models {

std::span<const ModelEntry> all() {
    static const std::vector<ModelEntry> entries = {
        governance::model(),
        reference::participation(),
    };
    return entries;
}

const ModelEntry* find(std::string_view name) {
    for (const ModelEntry& entry : all())
        if (entry.info.name == name) return &entry;
    return nullptr;
}

}  // namespace yihe::models

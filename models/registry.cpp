#include "models/registry.hpp"

#include <vector>

#include "models/governance/model.hpp"
#include "models/reference/axelrod.hpp"
#include "models/reference/civil_violence.hpp"
#include "models/reference/complex_contagion.hpp"
#include "models/reference/conditional_cooperation.hpp"
#include "models/reference/deffuant_weisbuch.hpp"
#include "models/reference/epidemic.hpp"
#include "models/reference/friedkin_johnsen.hpp"
#include "models/reference/granovetter.hpp"
#include "models/reference/hegselmann_krause.hpp"
#include "models/reference/march.hpp"
#include "models/reference/participation.hpp"
#include "models/reference/schelling.hpp"
#include "models/reference/tripartite.hpp"
#include "models/reference/voter.hpp"
#include "models/reference/watts_cascade.hpp"

namespace yihe::models {

std::span<const ModelEntry> all() {
    static const std::vector<ModelEntry> entries = {
        governance::model(),
        reference::participation(),
        reference::granovetter(),
        reference::watts_cascade(),
        reference::complex_contagion(),
        reference::friedkin_johnsen(),
        reference::hegselmann_krause(),
        reference::deffuant_weisbuch(),
        reference::voter(),
        reference::epidemic(),
        reference::axelrod(),
        reference::schelling(),
        reference::civil_violence(),
        reference::march(),
        reference::conditional_cooperation(),
        reference::tripartite(),
    };
    return entries;
}

const ModelEntry* find(std::string_view name) {
    for (const ModelEntry& entry : all())
        if (entry.info.name == name) return &entry;
    return nullptr;
}

Models for_scenarios() {
    Models result;
    result.find = [](std::string_view name) -> const ModelInfo* {
        const ModelEntry* entry = find(name);
        return entry != nullptr ? &entry->info : nullptr;
    };
    for (const ModelEntry& entry : all()) result.names.push_back(entry.info.name);
    return result;
}

}  // namespace yihe::models

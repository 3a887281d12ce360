// The social graph: an ordered, small list of named layers on the same vertices.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/core/text.hpp"
#include "sim/graph/layer.hpp"

namespace yihe {

struct TypedLayer {
    std::string_view key;  ///< outlives the layers: a constant of the model
    Text label;
    Layer layer;
};

class TypedLayers {
public:
    /// Keys are unique, and all layers have the same number of vertices.
    void add(std::string_view key, Text label, Layer layer) {
        ensure(find(key) == nullptr, "a layer's key is unique");
        ensure(layers_.empty() || layers_.front().layer.size() == layer.size(),
               "all layers have the same vertices");
        layers_.push_back({key, label, std::move(layer)});
    }

    /// Null if there is none.
    const Layer* find(std::string_view key) const {
        for (const TypedLayer& typed : layers_)
            if (typed.key == key) return &typed.layer;
        return nullptr;
    }

    /// Number and layer of a key that must be there.
    std::size_t index(std::string_view key) const {
        std::size_t at = 0;
        while (at < layers_.size() && layers_[at].key != key) ++at;
        ensure(at < layers_.size(), "a phase names a layer that the model builds");
        return at;
    }
    const Layer& at(std::string_view key) const { return layers_[index(key)].layer; }

    std::size_t tie_count() const {
        std::size_t sum = 0;
        for (const TypedLayer& typed : layers_) sum += typed.layer.tie_count();
        return sum;
    }

    std::size_t size() const { return layers_.size(); }
    const TypedLayer& operator[](std::size_t i) const { return layers_[i]; }
    auto begin() const { return layers_.begin(); }
    auto end() const { return layers_.end(); }

private:
    std::vector<TypedLayer> layers_;
};

}  // namespace yihe

// Whom a resident of a reference model may meet: the neighbours by ties, or everybody else without
// any tie being stored.
#pragma once

#include <algorithm>

#include "models/reference/society.hpp"
#include "sim/graph/typed_layers.hpp"

namespace yihe::reference {

inline constexpr AgentId nobody = 0xffffffffu;

class Contacts {
public:
    template <class SocietyParams>
    Contacts(const SocietyParams& p, const TypedLayers& layers)
        : layer_(&layers.at("ties")), everyone_(p.kind == TiesKind::everyone) {}

    bool everyone() const { return everyone_; }
    std::size_t size() const { return layer_->size(); }
    std::size_t degree(AgentId i) const { return everyone_ ? size() - 1 : layer_->degree(i); }
    /// The largest degree.
    std::size_t most() const {
        std::size_t most = everyone_ ? size() - 1 : 0;
        for (AgentId i = 0; !everyone_ && i < size(); ++i) most = std::max(most, layer_->degree(i));
        return most;
    }
    /// Contact number k < degree(i), ascending.
    AgentId at(AgentId i, std::size_t k) const {
        if (!everyone_) return layer_->neighbours(i)[k];
        return static_cast<AgentId>(k < i ? k : k + 1);
    }
    /// Numbers the directed pairs (i, its contact k): the key of a draw for each.
    std::uint64_t number(AgentId i, std::size_t k) const {
        return (everyone_ ? std::uint64_t{i} * (size() - 1) : layer_->offsets()[i]) + k;
    }
    /// Anyone whom i may meet, or nobody.
    AgentId one(AgentId i, Draws& draws) const {
        const auto degree = static_cast<std::uint32_t>(this->degree(i));
        return degree == 0 ? nobody : at(i, draws.below(degree));
    }
    struct Pair {
        AgentId i, j;  ///< j is nobody where i has no contact
    };
    /// A resident and one of its contacts.
    Pair resident_and_contact(Draws& draws) const {
        const AgentId i = draws.below(static_cast<std::uint32_t>(size()));
        return {i, one(i, draws)};
    }
    /// The two ends of any tie, in either direction.
    Pair ends_of_tie(Draws& draws) const {
        if (everyone_) return resident_and_contact(draws);
        const auto ends = static_cast<std::uint32_t>(layer_->targets().size());
        if (ends == 0) return {0, nobody};
        const std::uint32_t at = draws.below(ends);
        const auto offsets = layer_->offsets();
        const auto row = std::upper_bound(offsets.begin(), offsets.end(), std::uint64_t{at});
        return {static_cast<AgentId>(row - offsets.begin() - 1), layer_->targets()[at]};
    }
    /// f(contact) for all contacts of i.
    template <class F>
    void each(AgentId i, F&& f) const {
        const std::size_t degree = this->degree(i);
        for (std::size_t k = 0; k < degree; ++k) f(at(i, k));
    }
    template <class Flags>
    std::size_t count(AgentId i, const Flags& flags) const {
        std::size_t n = 0;
        each(i, [&](AgentId j) { n += flags[j] != 0; });
        return n;
    }

private:
    const Layer* layer_;
    bool everyone_;
};

}  // namespace yihe::reference

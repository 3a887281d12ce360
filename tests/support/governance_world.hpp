// A governance world whose every part a test can read and set: parameters, residents' columns,
// institutions, the ledger of cases.
#pragma once

#include "models/governance/schedule.hpp"
#include "sim/run/model.hpp"
#include "tests/support/runs.hpp"

namespace yihe::test {

class GovernanceWorld {
public:
    using W = World<governance::Governance>;

    explicit GovernanceWorld(const Settings& settings, std::uint32_t replicate = 1)
        : GovernanceWorld(values_with(governance_model().info, settings), replicate) {}
    explicit GovernanceWorld(const std::vector<Value>& values, std::uint32_t replicate = 1)
        : world_(yihe::detail::params_from<governance::Governance>(governance_model().info.params,
                                                                   values),
                 replicate, {}) {}

    void step(std::uint32_t weeks = 1) {
        for (std::uint32_t w = 0; w < weeks; ++w) world_.step();
    }
    std::string digest() const {
        Hasher hasher;
        put_world(hasher, world_);
        return hasher.digest();
    }

    template <class M>
    typename M::Params& params() {
        return std::get<yihe::detail::place_of<typename M::Params, W::Params>>(world_.params);
    }
    template <class M>
    typename M::State& state() {
        return std::get<yihe::detail::place_of<typename M::State, W::States>>(world_.states);
    }
    template <class M>
    typename M::Community& community() {
        return std::get<yihe::detail::place_of<typename M::Community, W::Communities>>(
            world_.communities[0]);
    }
    governance::Ledger& ledger() { return community<governance::Cases>().ledger; }
    const TypedLayers& layers() const { return world_.layers; }
    const Here& here() const { return world_.places[0]; }
    const Random& random() const { return world_.random; }
    Week& week() { return world_.week; }

    /// Calls a phase's function with arguments of this world, as its owner M would.
    template <class M, class R, class... Args>
    R call(R (*function)(Args...)) {
        return yihe::detail::call<M>(world_, here(), function);
    }

private:
    W world_;
};

/// The first institution of a kind.
inline governance::Actor first_of(GovernanceWorld& world, governance::Kind kind) {
    return world.community<governance::Institutions>().first[static_cast<std::size_t>(kind)];
}

/// A new case that waits for service at institution `a`; its number.
inline std::uint32_t queued(GovernanceWorld& world, governance::Actor a, std::uint8_t type,
                            std::uint32_t origin = 0) {
    governance::Ledger& ledger = world.ledger();
    governance::Case k;
    k.type = type;
    k.origin = origin;
    k.id = 1000 + ledger.arrived();
    k.born = static_cast<std::uint16_t>(world.week().number);
    const std::uint32_t number = ledger.arise(k);
    ledger.discover(number, governance::Channel::self_report, a, type, k.born);
    ledger.accept(number, a, world.community<governance::Institutions>().kind[a], k.born);
    return number;
}

}  // namespace yihe::test

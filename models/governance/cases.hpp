// Cases: real objects that arise, are discovered, handed on, served, closed. Every one is
// conserved: arrived = resolved + pending + expired, each week.
//
// The ledger is the medium through which the mechanisms act on cases; its functions keep the lists
// and the tallies right, whoever calls them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/governance/actors.hpp"
#include "sim/core/error.hpp"
#include "sim/run/archive.hpp"
#include "sim/run/mechanism.hpp"

namespace yihe::governance {

using Actor = std::uint32_t;
inline constexpr Actor no_actor = 0xffffffffu;
inline constexpr std::uint32_t no_resident = 0xffffffffu;
inline constexpr std::uint16_t never = 0xffff;

enum class Stage : std::uint8_t {
    undiscovered,
    deciding,    ///< an actor is about to decide: keep or hand on
    with_core,   ///< taken up, waiting for the core's attention
    advised,     ///< given back with advice, not yet acted on
    queued,      ///< accepted as somebody's duty, waiting for service
    resolved,
    expired,     ///< unresolved after the deadline, or given up after a failed service
};

/// How a case became known, or what it came from.
enum class Channel : std::uint8_t { none, self_report, relay, visit, superior };

struct Case {
    std::uint64_t id = 0;        ///< (origin, week, kind, ordinal), the key of all its draws
    std::uint32_t origin = no_resident;
    std::uint16_t born = 0, discovered = never, accepted = never, closed = never;  // weeks
    Actor holder = no_actor;     ///< who holds it now
    Actor forwarder = no_actor;  ///< who handed it on last
    Actor ordered_to = no_actor; ///< the core's order, when it gave one
    std::uint8_t type = 0;       ///< what is needed
    std::uint8_t recorded = 0;   ///< what is written down
    Stage stage = Stage::undiscovered;
    Channel channel = Channel::none;
    std::uint8_t choice = 0;     ///< kind that the holder means to give it to
    std::uint8_t first_kind = 0xff;   ///< kind that first accepted it
    std::uint8_t server_kind = 0xff;  ///< kind that served it last
    std::uint8_t decisions = 0, hops = 0, wrong_hops = 0, attempts = 0, office_changes = 0;
    std::uint8_t several = 0;    ///< needs a partner as well
    std::uint8_t joined = 0;     ///< needed actors that joined
    std::uint8_t served_right = 0;  ///< a service of the type that is needed was delivered
    std::uint8_t by_core = 0;    ///< the core did it itself
    std::uint8_t convened = 0;   ///< the core acted on it
    std::uint8_t under_order = 0;
    std::uint8_t matched = 0;    ///< has the resource that it needs
    std::uint8_t escalated = 0;
    std::uint8_t spare[4] = {};

    static constexpr bool packed = true;
};
static_assert(sizeof(Case) == 56, "a case has no hidden padding");

/// What one institution went through this week.
struct Tally {
    std::uint32_t decisions = 0;    ///< decision events: it was about to decide on a case
    std::uint32_t taken = 0;        ///< of these, taken up by the core
    std::uint32_t unnecessary = 0;  ///< overridden although its own choice was right
    static constexpr bool packed = true;
};

/// The ledger of one community. A case's number counts arrivals and stays the same; cases born
/// more than `kept_weeks` ago are dropped, and all of them are closed by then.
class Ledger {
public:
    static constexpr std::uint16_t kept_weeks = 12;
    static constexpr std::uint16_t deadline = 8;    ///< weeks after arising [12345 windows, R4]
    static constexpr std::uint8_t most_hops = 6;    ///< [R4]

    std::uint32_t arise(const Case& fresh);
    Case& at(std::uint32_t number) { return cases_[number - first_]; }
    const Case& at(std::uint32_t number) const { return cases_[number - first_]; }
    std::span<const Case> recent() const { return cases_; }
    /// Of these, the cases born in the weeks from `first` to `last`.
    std::span<const Case> born_between(std::uint32_t first, std::uint32_t last) const;
    /// Numbers of the open cases at this stage, in order of arising.
    std::vector<std::uint32_t> at_stage(Stage stage) const;

    void discover(std::uint32_t number, Channel channel, Actor holder, std::uint8_t recorded,
                  std::uint16_t week);
    /// The actor holds it and will decide.
    void hold(std::uint32_t number, Actor actor);
    /// The actor hands it on; `wrong` when the receiver is not the owner.
    void hand_on(std::uint32_t number, Actor to, bool wrong);
    void take_up(std::uint32_t number);
    void give_back(std::uint32_t number);
    void accept(std::uint32_t number, Actor actor, Kind kind, std::uint16_t week);
    void resolve(std::uint32_t number, std::uint16_t week);
    void expire(std::uint32_t number, std::uint16_t week);

    /// Open cases in order of arising, refreshed by `begin_week`.
    std::span<const std::uint32_t> open() const { return open_; }
    std::span<const std::uint32_t> closed_this_week() const { return closed_; }
    void begin_week(std::uint16_t week);

    Tally& tally(Actor actor) { return tallies_[actor]; }
    std::span<const Tally> tallies() const { return tallies_; }
    void expect_actors(std::size_t count) { tallies_.assign(count, {}); }
    /// Wrong hand-overs so far, by what was written down.
    const std::array<std::uint64_t, case_types>& misrouted() const { return misrouted_; }

    std::uint64_t arrived() const { return arrived_; }
    std::uint64_t resolved() const { return resolved_; }
    std::uint64_t expired() const { return expired_; }
    std::uint64_t pending() const;

    template <class Sink>
    friend void put(Sink& sink, const Ledger& l) {
        put(sink, l.cases_);
        put(sink, l.open_);
        put(sink, l.closed_);
        put(sink, l.tallies_);
        put(sink, l.misrouted_);
        put(sink, l.first_);
        put(sink, l.arrived_);
        put(sink, l.resolved_);
        put(sink, l.expired_);
    }
    template <class Source>
    friend void get(Source& source, Ledger& l) {
        get(source, l.cases_);
        get(source, l.open_);
        get(source, l.closed_);
        get(source, l.tallies_);
        get(source, l.misrouted_);
        get(source, l.first_);
        get(source, l.arrived_);
        get(source, l.resolved_);
        get(source, l.expired_);
    }

private:
    std::vector<Case> cases_;
    std::vector<std::uint32_t> open_, closed_;
    std::vector<Tally> tallies_;  // [serving institutions]
    std::array<std::uint64_t, case_types> misrouted_{};
    std::uint32_t first_ = 0;  // number of cases_[0]
    std::uint64_t arrived_ = 0, resolved_ = 0, expired_ = 0;
};

struct Cases : Mechanism {
    static constexpr std::string_view name = "cases";
    static constexpr bool medium = true;
    struct Community {
        Ledger ledger;
    };
    static constexpr auto fields = std::tuple{Field{"ledger", &Community::ledger}};
    static const Log<Community, Case, 22> log;  // case_log.cpp
};

}  // namespace yihe::governance

#include "models/governance/cases.hpp"

#include <algorithm>

namespace yihe::governance {

std::uint32_t Ledger::arise(const Case& fresh) {
    const auto number = first_ + static_cast<std::uint32_t>(cases_.size());
    cases_.push_back(fresh);
    open_.push_back(number);
    ++arrived_;
    return number;
}

void Ledger::begin_week(std::uint16_t week) {
    std::erase_if(open_, [&](std::uint32_t n) { return at(n).stage >= Stage::resolved; });
    closed_.clear();
    std::fill(tallies_.begin(), tallies_.end(), Tally{});
    std::size_t old = 0;
    while (old < cases_.size() && cases_[old].born + kept_weeks <= week) {
        ensure(cases_[old].stage >= Stage::resolved, "a case is closed before it is dropped");
        ++old;
    }
    cases_.erase(cases_.begin(), cases_.begin() + static_cast<std::ptrdiff_t>(old));
    first_ += static_cast<std::uint32_t>(old);
}

void Ledger::discover(std::uint32_t number, Channel channel, Actor holder, std::uint8_t recorded,
                      std::uint16_t week) {
    Case& c = at(number);
    c.channel = channel;
    c.discovered = week;
    c.recorded = recorded;
    hold(number, holder);
}

void Ledger::hold(std::uint32_t number, Actor actor) {
    Case& c = at(number);
    c.holder = actor;
    c.stage = Stage::deciding;
}

void Ledger::hand_on(std::uint32_t number, Actor to, bool wrong) {
    Case& c = at(number);
    c.forwarder = c.holder;
    ++c.hops;
    c.wrong_hops = static_cast<std::uint8_t>(c.wrong_hops + wrong);
    misrouted_[c.recorded] += wrong;
    hold(number, to);
}

void Ledger::take_up(std::uint32_t number) { at(number).stage = Stage::with_core; }
void Ledger::give_back(std::uint32_t number) { at(number).stage = Stage::advised; }

void Ledger::accept(std::uint32_t number, Actor actor, Kind kind, std::uint16_t week) {
    Case& c = at(number);
    c.holder = actor;
    c.stage = Stage::queued;
    if (c.accepted == never) {
        c.accepted = week;
        c.first_kind = static_cast<std::uint8_t>(kind);
    }
}

void Ledger::resolve(std::uint32_t number, std::uint16_t week) {
    Case& c = at(number);
    ensure(c.stage < Stage::resolved, "a case is closed once");
    c.stage = Stage::resolved;
    c.closed = week;
    closed_.push_back(number);
    ++resolved_;
}

void Ledger::expire(std::uint32_t number, std::uint16_t week) {
    Case& c = at(number);
    ensure(c.stage < Stage::resolved, "a case is closed once");
    c.stage = Stage::expired;
    c.closed = week;
    closed_.push_back(number);
    ++expired_;
}

std::span<const Case> Ledger::born_between(std::uint32_t first, std::uint32_t last) const {
    const auto begin = std::partition_point(cases_.begin(), cases_.end(),
                                            [=](const Case& c) { return c.born < first; });
    return {begin, std::partition_point(begin, cases_.end(),
                                        [=](const Case& c) { return c.born <= last; })};
}

std::vector<std::uint32_t> Ledger::at_stage(Stage stage) const {
    std::vector<std::uint32_t> found(open_.size());
    std::size_t count = 0;
    for (const std::uint32_t number : open_) {  // no branch: stages come in no pattern
        found[count] = number;
        count += at(number).stage == stage;
    }
    found.resize(count);
    return found;
}

std::uint64_t Ledger::pending() const {
    return static_cast<std::uint64_t>(
        std::count_if(open_.begin(), open_.end(),
                      [&](std::uint32_t n) { return at(n).stage < Stage::resolved; }));
}

}  // namespace yihe::governance

// In which order residents decide within one step.
#pragma once

#include <array>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/core/random.hpp"
#include "sim/run/week.hpp"
#include "sim/schema/param.hpp"

namespace yihe::reference {

enum class Order {
    synchronous,    ///< all look first, then all act
    random_order,   ///< one after the other, each once, in an order drawn anew
    random_choice,  ///< as many turns as residents; who has a turn is drawn each time
};
constexpr auto names_of(Order) { return names("synchronous", "random_order", "random_choice"); }

/// A permutation of 0 … n-1, drawn anew each week.
inline std::vector<AgentId> shuffled(std::size_t n, const Random& random, Purpose purpose,
                                     std::uint32_t week) {
    std::vector<AgentId> order(n);
    std::iota(order.begin(), order.end(), AgentId{0});
    for (std::size_t i = n; i > 1; --i)
        std::swap(order[i - 1],
                  order[random.below(static_cast<std::uint32_t>(i), purpose, i, week)]);
    return order;
}

enum class Turns {
    random_order,   ///< each once, in an order drawn anew
    random_choice,  ///< as many turns as there are; who has a turn is drawn each time
    fixed_order,    ///< each once, in an order drawn at the start
};
constexpr auto names_of(Turns) { return names("random_order", "random_choice", "fixed_order"); }

/// Of 0 … n-1, who has a turn, one after the other.
inline std::vector<AgentId> turns(Turns turns, std::size_t n, const Random& random, Purpose purpose,
                                  std::uint32_t week) {
    if (turns != Turns::random_choice)
        return shuffled(n, random, purpose, turns == Turns::fixed_order ? 0 : week);
    std::vector<AgentId> drawn(n);
    for (std::size_t turn = 0; turn < n; ++turn)
        drawn[turn] = random.below(static_cast<std::uint32_t>(n), purpose, turn, week);
    return drawn;
}

/// Whoever `wants(agent)`, `acts(agent)`; `wants` sees the acts so far unless synchronous.
template <class Wants, class Acts>
void take_turns(Order order, std::size_t n, const Random& random, std::uint32_t week, Wants&& wants,
                Acts&& acts) {
    if (order == Order::synchronous) {
        std::vector<AgentId> willing;
        for (AgentId i = 0; i < n; ++i)
            if (wants(i)) willing.push_back(i);
        for (const AgentId i : willing) acts(i);
    } else if (order == Order::random_order) {
        for (const AgentId i : shuffled(n, random, Purpose{"order of turns"}, week))
            if (wants(i)) acts(i);
    } else {
        for (std::size_t turn = 0; turn < n; ++turn) {
            const AgentId i =
                random.below(static_cast<std::uint32_t>(n), Purpose{"whose turn"}, turn, week);
            if (wants(i)) acts(i);
        }
    }
}

}  // namespace yihe::reference

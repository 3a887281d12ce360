// Calling a phase: each argument is found by its type, so that a signature says who reads what.
//
//   const M::Params&      the parameters of mechanism M
//   const M::State&       the residents' columns of M, frozen
//   const M::Community&   what M holds for this community
//   M::State&, M::Community&   the same, to write: only for the owner M itself, or where
//                         M declares `static constexpr bool medium = true`
//   Week, Here, const Random&, const TypedLayers&, const Files&
//   TypedLayers&          only while the world is being set up
#pragma once

#include <tuple>
#include <type_traits>

#include "sim/graph/typed_layers.hpp"
#include "sim/run/week.hpp"

namespace yihe::detail {

template <class T, class... Ts>
consteval std::size_t index_of(std::type_identity<std::tuple<Ts...>>) {
    std::size_t at = 0, found = sizeof...(Ts);
    ((std::is_same_v<T, Ts> ? (found = at, ++at) : ++at), ...);
    return found;
}

template <class M>
concept Medium = requires { requires M::medium; };

/// The struct of `Tuple` (all Params, all States or all Communities) whose type is T, or none.
template <class T, class Tuple>
inline constexpr std::size_t place_of = index_of<T>(std::type_identity<Tuple>{});
template <class T, class Tuple>
inline constexpr bool is_in = place_of<T, Tuple> < std::tuple_size_v<Tuple>;

/// Params that not everybody may read say who may: `template <class Owner> static constexpr bool
/// shows_params_to`. Leadership does: what measures outcomes cannot see it.
template <class Owner, class M>
inline constexpr bool admitted = true;
template <class Owner, class M>
    requires requires { M::template shows_params_to<Owner>; }
inline constexpr bool admitted<Owner, M> = M::template shows_params_to<Owner>;

/// Finds one argument of a phase of `Owner` in `world`. `Setup` admits TypedLayers&.
template <class Owner, class Arg, bool Setup, class World>
decltype(auto) find_argument(World& world, const Here& here) {
    using T = std::remove_cvref_t<Arg>;
    constexpr bool writes =
        std::is_lvalue_reference_v<Arg> && !std::is_const_v<std::remove_reference_t<Arg>>;
    if constexpr (std::is_same_v<T, Here>) {
        return (here);
    } else if constexpr (std::is_same_v<T, Week>) {
        return (world.week);
    } else if constexpr (std::is_same_v<T, Random>) {
        static_assert(!writes);
        return (world.random);
    } else if constexpr (std::is_same_v<T, TypedLayers>) {
        static_assert(!writes || Setup, "the graph is written only while the world is set up");
        return (world.layers);
    } else if constexpr (std::is_same_v<T, typename World::Files>) {
        return (world.files);
    } else if constexpr (is_in<T, typename World::Params>) {
        static_assert(!writes, "no phase writes parameters");
        constexpr std::size_t at = place_of<T, typename World::Params>;
        static_assert(admitted<Owner, std::tuple_element_t<at, typename World::Mechanisms>>,
                      "these parameters are shown to the mechanisms that they name alone");
        return std::get<at>(world.params);
    } else {
        constexpr bool state = is_in<T, typename World::States>;
        static_assert(state || is_in<T, typename World::Communities>,
                      "an argument is Params, State or Community of a mechanism of this model");
        constexpr std::size_t at =
            state ? place_of<T, typename World::States> : place_of<T, typename World::Communities>;
        using M = std::tuple_element_t<at, typename World::Mechanisms>;
        static_assert(!writes || std::is_same_v<M, Owner> || Medium<M>,
                      "a mechanism writes only what it owns");
        if constexpr (state) return std::get<at>(world.states);
        else return std::get<at>(world.communities[here.community]);
    }
}

template <class Owner, bool Setup = false, class World, class R, class... Args>
R call(World& world, const Here& here, R (*function)(Args...)) {
    return function(find_argument<Owner, Args, Setup>(world, here)...);
}

}  // namespace yihe::detail

// A residents' phase: a pure rule from the frozen state to the agent's own next values.
//
//   static constexpr EachAgent step{
//       .context = &own<Params>,
//       .reads = reads(&State::attitude, &State::threshold),
//       .gathers = gathers(mean("social", &State::attitude), share("social", &State::takes_part)),
//       .draws = std::array{Purpose{"noise"}},
//       .writes = writes(&State::attitude, &State::takes_part),
//       .rule = [](const Params& p, float x, float t, float mean_x, float active, float u) {
//           …; return std::tuple{next_x, next_active}; }};
//
// `context` is called once per phase and community with injected arguments; what it returns is the
// rule's first argument: the parameters, or what the week's serial phases know. The engine gathers
// over neighbours, draws and applies the rule block by block. The rule must be short and free of
// branches with side effects: it is compiled into a vector loop.
#pragma once

#include <array>
#include <string_view>
#include <tuple>

#include "sim/core/vectorise.hpp"
#include "sim/parallel.hpp"
#include "sim/run/column.hpp"
#include "sim/run/gather.hpp"
#include "sim/run/inject.hpp"

namespace yihe {

template <class... Members>
constexpr std::tuple<Members...> reads(Members... members) {
    return {members...};
}
template <class... Members>
constexpr std::tuple<Members...> writes(Members... members) {
    return {members...};
}

enum class Aggregate { mean, sum };

/// An aggregate over the neighbours in one layer. Agents without neighbours get `if_none`.
template <class Owner, class T>
struct Gather {
    std::string_view layer;
    Aggregate how;
    Column<T> Owner::* member;
    float if_none = 0;
    bool own_if_none = false;
};
/// Mean of the neighbours' values; the agent's own value where there are none.
template <class Owner, class T>
constexpr Gather<Owner, T> mean(std::string_view layer, Column<T> Owner::* member) {
    return {layer, Aggregate::mean, member, 0, true};
}
/// Share of the neighbours with the flag set.
template <class Owner>
constexpr Gather<Owner, std::uint8_t> share(std::string_view layer,
                                            Column<std::uint8_t> Owner::* member,
                                            float if_none = 0) {
    return {layer, Aggregate::mean, member, if_none, false};
}
template <class Owner, class T>
constexpr Gather<Owner, T> sum(std::string_view layer, Column<T> Owner::* member) {
    return {layer, Aggregate::sum, member, 0, false};
}
template <class... G>
constexpr std::tuple<G...> gathers(G... g) {
    return {g...};
}

/// A context that is just the mechanism's parameters.
template <class Params>
Params own(const Params& params) {
    return params;
}

template <class Context, class Reads, class Gathers, std::size_t DrawCount, class Writes,
          class Rule>
struct EachAgent {
    Context context;
    Reads reads;
    Gathers gathers;
    std::array<Purpose, DrawCount> draws;
    Writes writes;
    Rule rule;
};
template <class C, class R, class G, std::size_t D, class W, class F>
EachAgent(C, R, G, std::array<Purpose, D>, W, F) -> EachAgent<C, R, G, D, W, F>;
/// For phases that draw nothing.
inline constexpr std::array<Purpose, 0> no_draws{};

namespace detail {

template <class T>
struct MemberOf;
template <class Owner, class T>
struct MemberOf<Column<T> Owner::*> {
    using State = Owner;
    using Element = T;
};

template <class World, class Member>
auto& column_of(World& world, Member member) {
    using State = typename MemberOf<Member>::State;
    static_assert(is_in<State, typename World::States>, "a column of a mechanism of this model");
    return std::get<place_of<State, typename World::States>>(world.states).*member;
}

/// The layers and slices that a phase's gathers read.
struct GatherLayer {
    const Layer* layer = nullptr;
    const SlicedLayer* slices = nullptr;
};

template <std::size_t Gathers, std::size_t DrawCount>
struct BlockBuffers {
    alignas(64) float sums[Gathers == 0 ? 1 : Gathers][parallel::block_size];
    alignas(64) float uniforms[DrawCount == 0 ? 1 : DrawCount][parallel::block_size + 8];
};

inline GatherSource source_of(const Column<float>& column) {
    return {column.view().data(), nullptr};
}
inline GatherSource source_of(const Column<std::uint8_t>& column) {
    return {nullptr, column.view().data()};
}

/// Neighbours of each agent of the block, as numbers to divide by.
inline void read_degrees(const Layer& layer, Block block, float* degrees) {
    const std::uint64_t* offsets = layer.offsets().data() + block.begin;
    const std::size_t n = block.end - block.begin;
    vectorised([&]() __attribute__((always_inline)) {
        for (std::size_t i = 0; i < n; ++i)
            degrees[i] = static_cast<float>(
                static_cast<std::int32_t>(static_cast<std::uint32_t>(offsets[i + 1]) -
                                          static_cast<std::uint32_t>(offsets[i])));
    });
}

/// Σ to mean, or the stated value where there are no neighbours.
template <class None>
void finish_mean(const float* __restrict degrees, std::size_t n, float* __restrict sums,
                 None none) {
    vectorised([&]() __attribute__((always_inline)) {
        for (std::size_t i = 0; i < n; ++i) {
            const float otherwise = none(i), mean = sums[i] / degrees[i];
            sums[i] = degrees[i] > 0 ? mean : otherwise;
        }
    });
}

/// Whether a phase first gathers a real and a flag over one layer: the engine packs the two.
template <class G>
constexpr bool begins_with_pair(const G& gathers) {
    if constexpr (std::tuple_size_v<G> < 2) return false;
    else {
        using First = decltype(std::get<0>(gathers).member);
        using Second = decltype(std::get<1>(gathers).member);
        return std::is_same_v<typename MemberOf<std::remove_cv_t<First>>::Element, float> &&
               std::is_same_v<typename MemberOf<std::remove_cv_t<Second>>::Element, std::uint8_t> &&
               std::get<0>(gathers).layer == std::get<1>(gathers).layer;
    }
}

template <class World, class G, class Layers>
void gather_block(World& world, const G& specs, const Layers& layers, Block block,
                  std::size_t number, const std::uint32_t* packed,
                  float (*sums)[parallel::block_size]) {
    constexpr std::size_t count = std::tuple_size_v<G>;
    std::array<GatherSource, count> sources;
    std::array<float*, count> to;
    std::array<std::string_view, count> keys;
    std::size_t at = 0;
    std::apply(
        [&](const auto&... g) {
            ((sources[at] = source_of(column_of(world, g.member)), to[at] = sums[at],
              keys[at] = g.layer, ++at),
             ...);
        },
        specs);
    for (std::size_t first = 0; first < count;) {
        std::size_t last = first + 1;
        while (last < count && keys[last] == keys[first]) ++last;
        gather_sums(*layers[first].layer, layers[first].slices, block, number,
                    std::span(sources).subspan(first, last - first),
                    std::span<float* const>(to).subspan(first, last - first),
                    first == 0 ? packed : nullptr);
        first = last;
    }
    at = 0;
    alignas(64) float degrees[parallel::block_size];
    const Layer* of = nullptr;
    auto finish = [&](const auto& g) {
        const auto* own = column_of(world, g.member).view().data() + block.begin;
        const std::size_t n = block.end - block.begin;
        float* to_finish = sums[at];
        const Layer* layer = layers[at++].layer;
        if (g.how != Aggregate::mean) return;
        if (of != layer) read_degrees(*layer, block, degrees);
        of = layer;
        if (g.own_if_none)
            finish_mean(degrees, n, to_finish,
                        [own](std::size_t i) { return static_cast<float>(own[i]); });
        else finish_mean(degrees, n, to_finish, [value = g.if_none](std::size_t) { return value; });
    };
    std::apply([&](const auto&... g) { (finish(g), ...); }, specs);
}

/// Applies the rule to one block whose inputs lie in contiguous arrays.
template <class Context, class Rule, std::size_t... R, std::size_t... G, std::size_t... D,
          std::size_t... W, class In, class Out>
[[gnu::always_inline]] inline void apply_rule(const Context& context, const Rule& rule,
                                              std::size_t n, In in, const float* const* sums,
                                              const float* const* uniforms, Out out,
                                              std::index_sequence<R...>, std::index_sequence<G...>,
                                              std::index_sequence<D...>,
                                              std::index_sequence<W...>) {
    const Context c = context;
    const std::array<const float*, sizeof...(G) + 1> s{sums[G]..., nullptr};
    const std::array<const float*, sizeof...(D) + 1> u{uniforms[D]..., nullptr};
#if defined(__clang__)
#pragma clang loop vectorize(assume_safety)
#else
#pragma GCC ivdep
#endif
    for (std::size_t i = 0; i < n; ++i) {
        const auto next = rule(c, std::get<R>(in)[i]..., s[G][i]..., u[D][i]...);
        ((std::get<W>(out)[i] = std::get<W>(next)), ...);
    }
}

template <class A, class B>
constexpr bool same_member(A a, B b) {
    if constexpr (std::is_same_v<A, B>) return a == b;
    else return false;
}

/// Whether a phase reads neighbours' values of a column that it writes: then it needs `next`.
template <const auto& Spec, class Member>
constexpr bool is_gathered(Member member) {
    return std::apply([&](const auto&... g) { return (same_member(g.member, member) || ...); },
                      Spec.gathers);
}

}  // namespace detail
}  // namespace yihe

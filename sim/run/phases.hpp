// The kinds of phase from which a model lists its set-up and its week.
#pragma once

#include <atomic>
#include <string_view>
#include <tuple>
#include <utility>

#include "sim/run/each_agent.hpp"
#include "sim/run/inject.hpp"
#include "sim/run/mechanism.hpp"

namespace yihe {

/// A serial phase of one community; communities run in parallel.
template <class Owner, class F>
struct InCommunity {
    using Mechanism = Owner;
    std::string_view name;
    Text label;
    F function;

    template <bool Setup, class World>
    void run(World& world, const Here& here) const {
        detail::call<Owner, Setup>(world, here, function);
    }
    template <class World>
    void prepare(World&) const {}
    static constexpr double next_bytes() { return 0; }
};
template <class Owner, class F>
constexpr InCommunity<Owner, F> in_community(std::string_view name, Text label, F function) {
    return {name, label, function};
}

/// Set-up only: builds one layer of the graph, community by community, from a function that
/// returns the Layer of `here.size()` residents.
template <class Owner, class F>
struct BuildLayer {
    using Mechanism = Owner;
    std::string_view name;
    Text label;
    F function;
};
template <class Owner, class F>
constexpr BuildLayer<Owner, F> build_layer(std::string_view name, Text label, F function) {
    return {name, label, function};
}

/// A residents' phase; `Spec` is a constexpr EachAgent.
template <class Owner, const auto& Spec>
struct EachAgentPhase {
    using Mechanism = Owner;
    std::string_view name;
    Text label;

    /// Bytes per agent of the next buffers and words that the phase needs.
    static constexpr double next_bytes() {
        return (has_pair ? sizeof(std::uint32_t) : 0.0) +
               std::apply([](auto... member) { return (0.0 + ... + bytes_of_next(member)); },
                          Spec.writes);
    }
    /// Allocates them, and has the slices built.
    template <class World>
    void prepare(World& world) const {
        std::apply([&](auto... member) { (prepare_one(world, member), ...); }, Spec.writes);
        std::apply([&](const auto&... g) { (world.need_slices(g.layer), ...); }, Spec.gathers);
        if constexpr (has_pair) world.need_words();
    }

    template <bool Setup, class World>
    void run(World& world, const Here& here) const {
        const auto layers = std::apply(
            [&](const auto&... g) {
                return std::array<detail::GatherLayer, sizeof...(g)>{
                    world.gather_layer(g.layer)...};
            },
            Spec.gathers);
        const auto blocks = world.blocks_of(here);
        const std::size_t count = blocks.second - blocks.first;
        const auto context = detail::call<Owner>(world, here, Spec.context);
        const std::uint32_t* packed = pack(world, blocks.first, count);
        for_each_block(world, blocks.first, count, [&](std::size_t number) {
            run_block(world, context, layers, packed, number);
        });
        std::apply([&](auto... member) { (swap_one(world, here, member), ...); }, Spec.writes);
    }

private:
    static constexpr bool has_pair = detail::begins_with_pair(Spec.gathers);

    template <class World, class F>
    static void for_each_block(const World& world, std::size_t first, std::size_t count, F&& f) {
        if (world.parallel_blocks() && count > 1)
            parallel::for_each(count, [&](std::size_t i) { f(first + i); });
        else
            for (std::size_t i = 0; i < count; ++i) f(first + i);
    }

    /// The first two gathered columns in one word per agent; nullptr where they cannot be, or where
    /// nobody reads words.
    template <class World>
    static const std::uint32_t* pack(World& world, std::size_t first, std::size_t count) {
        if constexpr (has_pair) {
            std::uint32_t* words = world.words();
            if (words == nullptr) return nullptr;
            const auto& reals = detail::column_of(world, std::get<0>(Spec.gathers).member);
            const auto& flags = detail::column_of(world, std::get<1>(Spec.gathers).member);
            std::atomic<bool> fits{true};
            for_each_block(world, first, count, [&](std::size_t number) {
                if (!pack_pair(reals.view().data(), flags.view().data(), world.blocks[number],
                               words))
                    fits.store(false, std::memory_order_relaxed);
            });
            return fits ? words : nullptr;
        } else return nullptr;
    }

    template <class Member>
    static constexpr double bytes_of_next(Member member) {
        using Element = typename detail::MemberOf<Member>::Element;
        return detail::is_gathered<Spec>(member) ? static_cast<double>(sizeof(Element)) : 0.0;
    }
    template <class World, class Member>
    static void prepare_one(World& world, Member member) {
        using State = typename detail::MemberOf<Member>::State;
        static_assert(std::is_same_v<State, typename Owner::State>,
                      "a mechanism writes only what it owns");
        if (detail::is_gathered<Spec>(member)) detail::column_of(world, member).next_buffer();
    }
    template <class World, class Member>
    static void swap_one(World& world, const Here& here, Member member) {
        if (detail::is_gathered<Spec>(member))
            detail::column_of(world, member).swap_range_with_next(here.begin, here.end);
    }
    template <class World, class Member>
    static auto* target(World& world, Member member, AgentId begin) {
        auto& column = detail::column_of(world, member);
        return (detail::is_gathered<Spec>(member) ? column.next_buffer() : column.edit().data()) +
               begin;
    }

    template <class World, class Context, class Layers>
    static void run_block(World& world, const Context& context, const Layers& layers,
                          const std::uint32_t* packed, std::size_t number) {
        constexpr std::size_t gather_count =
            std::tuple_size_v<std::remove_cvref_t<decltype(Spec.gathers)>>;
        constexpr std::size_t draw_count = Spec.draws.size();
        const Block block = world.blocks[number];
        const std::size_t n = block.end - block.begin;
        detail::BlockBuffers<gather_count, draw_count> buffer;
        if constexpr (gather_count > 0)
            detail::gather_block(world, Spec.gathers, layers, block, number, packed, buffer.sums);
        std::array<const float*, gather_count + 1> sums{};
        for (std::size_t g = 0; g < gather_count; ++g) sums[g] = buffer.sums[g];
        std::array<const float*, draw_count + 1> uniforms{};
        const AgentId aligned = block.begin & ~AgentId{3};
        for (std::size_t d = 0; d < draw_count; ++d) {
            world.random.uniforms(Spec.draws[d], aligned, world.week.number, 0,
                                  {buffer.uniforms[d], n + (block.begin - aligned)});
            uniforms[d] = buffer.uniforms[d] + (block.begin - aligned);
        }
        const auto in = std::apply(
            [&](auto... member) {
                return std::tuple{
                    static_cast<const typename detail::MemberOf<decltype(member)>::Element*>(
                        detail::column_of(world, member).view().data() + block.begin)...};
            },
            Spec.reads);
        const auto out = std::apply(
            [&](auto... member) { return std::tuple{target(world, member, block.begin)...}; },
            Spec.writes);
        vectorised([&]() __attribute__((always_inline)) {
            detail::apply_rule(context, Spec.rule, n, in, sums.data(), uniforms.data(), out,
                               std::make_index_sequence<std::tuple_size_v<decltype(in)>>{},
                               std::make_index_sequence<gather_count>{},
                               std::make_index_sequence<draw_count>{},
                               std::make_index_sequence<std::tuple_size_v<decltype(out)>>{});
        });
    }
};
/// Its phases in order, `run.substeps` times a week; Here::substep tells which round it is.
template <class... Phases>
struct Substeps {
    std::tuple<Phases...> phases;

    constexpr double next_bytes() const {
        return std::apply([](const auto&... phase) { return (0.0 + ... + phase.next_bytes()); },
                          phases);
    }
    template <class World>
    void prepare(World& world) const {
        std::apply([&](const auto&... phase) { (phase.prepare(world), ...); }, phases);
    }
    template <bool Setup, class World>
    void run(World& world, Here here) const {
        for (here.substep = 0; here.substep < world.week.substeps; ++here.substep)
            std::apply([&](const auto&... phase) { (phase.template run<Setup>(world, here), ...); },
                       phases);
    }
};
template <class... Phases>
constexpr Substeps<Phases...> substeps(Phases... phases) {
    return {{phases...}};
}

template <class Owner, const auto& Spec>
constexpr EachAgentPhase<Owner, Spec> each_agent(std::string_view name, Text label) {
    return {name, label};
}

}  // namespace yihe

// All state of one replicate of a model, and its week. Communities are independent within a week:
// each keeps its residents contiguous and runs through the whole week while it is in the cache.
#pragma once

#include <algorithm>
#include <tuple>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/graph/typed_layers.hpp"
#include "sim/parallel.hpp"
#include "sim/run/archive.hpp"
#include "sim/run/files.hpp"
#include "sim/run/phases.hpp"
#include "sim/run/run_params.hpp"

namespace yihe {

namespace detail {

template <class Tuple>
struct Parts;
template <class... Ms>
struct Parts<std::tuple<Ms...>> {
    using Params = std::tuple<typename Ms::Params...>;
    using States = std::tuple<typename Ms::State...>;
    using Communities = std::tuple<typename Ms::Community...>;
};

template <class... A, class... B>
std::tuple<A..., B...> joined(std::type_identity<std::tuple<A...>>,
                              std::type_identity<std::tuple<B...>>);

}  // namespace detail

template <class Model>
class World {
public:
    using Mechanisms = decltype(detail::joined(std::type_identity<std::tuple<Run>>{},
                                               std::type_identity<typename Model::Mechanisms>{}));
    using Params = typename detail::Parts<Mechanisms>::Params;
    using States = typename detail::Parts<Mechanisms>::States;
    using Communities = typename detail::Parts<Mechanisms>::Communities;
    using Files = yihe::Files;
    static constexpr std::size_t mechanism_count = std::tuple_size_v<Mechanisms>;

    Params params;
    States states;
    std::vector<Communities> communities;
    TypedLayers layers;
    std::vector<Here> places;   // [community]
    std::vector<Block> blocks;  // of all communities, in order
    Random random;
    Week week;
    yihe::Files files;

    World(Params with, std::uint32_t replicate, yihe::Files from)
        : params(std::move(with)),
          random(static_cast<std::uint64_t>(std::get<0>(params).seed), replicate),
          week{0, static_cast<std::uint32_t>(std::get<0>(params).substeps)},
          files(std::move(from)) {
        divide(detail::call<void>(*this, Here{}, +Model::sizes));
        set_up();
    }

    void step() {
        ++week.number;
        for_communities([&](const Here& here) { run_phases<false>(Model::week, here); });
    }

    AgentId agent_count() const { return places.empty() ? 0 : places.back().end; }
    bool parallel_blocks() const { return communities.size() < 8; }
    std::pair<std::size_t, std::size_t> blocks_of(const Here& here) const {
        return {first_block_[here.community], first_block_[here.community + 1]};
    }

    void need_slices(std::string_view layer) {
        const std::size_t at = layers.index(layer);
        slices_.resize(layers.size());
        if (use_avx512() && slices_[at].empty())
            slices_[at] = SlicedLayer(layers[at].layer, blocks);
    }
    /// One word per agent for phases that pack what they gather; only slices are read that way.
    void need_words() {
        if (use_avx512()) words_.resize(agent_count());
    }
    std::uint32_t* words() { return words_.empty() ? nullptr : words_.data(); }
    detail::GatherLayer gather_layer(std::string_view layer) const {
        const std::size_t at = layers.index(layer);
        return {&layers[at].layer, slices_.empty() ? nullptr : &slices_[at]};
    }

    /// f(community) for all, in parallel where there are several.
    template <class F>
    void for_communities(F&& f) {
        if (places.size() == 1) return f(places[0]);
        parallel::for_each(places.size(), [&](std::size_t c) { f(places[c]); });
    }

private:
    std::vector<std::size_t> first_block_;  // [community + 1]
    std::vector<SlicedLayer> slices_;  // [layer]
    AlignedVector<std::uint32_t> words_;

    void divide(const std::vector<std::uint32_t>& sizes) {
        AgentId at = 0;
        for (std::uint32_t c = 0; c < sizes.size(); ++c) {
            places.push_back({c, at, at + sizes[c]});
            first_block_.push_back(blocks.size());
            for (AgentId b = at; b < at + sizes[c]; b += parallel::block_size)
                blocks.push_back({b, std::min<AgentId>(at + sizes[c], b + parallel::block_size)});
            at += sizes[c];
        }
        first_block_.push_back(blocks.size());
        communities.resize(sizes.size());
        const std::size_t n = at;
        [&]<std::size_t... M>(std::index_sequence<M...>) {
            (resize_columns<std::tuple_element_t<M, Mechanisms>>(std::get<M>(states), n), ...);
        }(std::make_index_sequence<mechanism_count>{});
    }

    template <class M, class State>
    static void resize_columns(State& state, std::size_t n) {
        std::apply([&](const auto&... row) { ((state.*row.member).resize(n), ...); }, M::columns);
    }

    void set_up() {
        std::apply([&](const auto&... item) { (set_up_one(item), ...); }, Model::setup);
        std::apply([&](const auto&... phase) { (phase.prepare(*this), ...); }, Model::week);
    }

    template <class Owner, class F>
    void set_up_one(const BuildLayer<Owner, F>& item) {
        std::vector<Layer> parts(places.size());
        for_communities([&](const Here& here) {
            parts[here.community] = detail::call<Owner, true>(*this, here, item.function);
        });
        layers.add(item.name, item.label,
                   places.size() == 1 ? std::move(parts[0]) : Layer::side_by_side(parts));
    }
    template <class Owner, class F>
    void set_up_one(const InCommunity<Owner, F>& item) {
        for_communities([&](const Here& here) { item.template run<true>(*this, here); });
    }

    template <bool Setup, class Phases>
    void run_phases(const Phases& phases, const Here& here) {
        std::apply([&](const auto&... phase) { (phase.template run<Setup>(*this, here), ...); },
                   phases);
    }
};

/// Calls f(mechanism tag, index) for every mechanism of a world.
template <class World, class F>
void for_mechanisms(F&& f) {
    [&]<std::size_t... M>(std::index_sequence<M...>) {
        (f(std::type_identity<std::tuple_element_t<M, typename World::Mechanisms>>{},
           std::integral_constant<std::size_t, M>{}),
         ...);
    }(std::make_index_sequence<World::mechanism_count>{});
}

/// The full state, in declared order.
template <class W, class Sink>
void put_world(Sink& sink, const W& world) {
    put(sink, world.week.number);
    for_mechanisms<W>([&](auto tag, auto at) {
        using M = typename decltype(tag)::type;
        static_assert(
            detail::member_count<typename M::State>() == std::tuple_size_v<decltype(M::columns)>,
            "every column has one row");
        static_assert(
            detail::member_count<typename M::Community>() == std::tuple_size_v<decltype(M::fields)>,
            "every field of Community has one row");
        const auto& state = std::get<at()>(world.states);
        std::apply([&](const auto&... row) { (put(sink, state.*row.member), ...); }, M::columns);
        for (const auto& community : world.communities) {
            const auto& own = std::get<at()>(community);
            std::apply([&](const auto&... row) { (put(sink, own.*row.member), ...); }, M::fields);
        }
    });
    for (std::size_t i = 0; i < world.layers.size(); ++i) put(sink, world.layers[i].layer);
}

template <class W>
void get_world(ByteReader& source, W& world) {
    get(source, world.week.number);
    for_mechanisms<W>([&](auto tag, auto at) {
        using M = typename decltype(tag)::type;
        auto& state = std::get<at()>(world.states);
        std::apply([&](const auto&... row) { (get(source, state.*row.member), ...); }, M::columns);
        for (auto& community : world.communities) {
            auto& own = std::get<at()>(community);
            std::apply([&](const auto&... row) { (get(source, own.*row.member), ...); }, M::fields);
        }
    });
    for (std::size_t i = 0; i < world.layers.size(); ++i) {
        Layer layer;
        get(source, layer);
        if (!(layer == world.layers[i].layer)) ByteReader::fail();
    }
}

}  // namespace yihe

// From a declared model to the registry's entry: its description, its simulation, its memory need.
//
// A model declares
//   name, title, about
//   Mechanisms                     std::tuple of them, in the order of the ODD
//   static sizes(…)                residents per community, from injected Params
//   static ties_per_agent(…)       expected ties per resident over all layers, from injected Params
//   layer_count                    how many layers setup builds
//   community_bytes_per_agent      what communities hold besides columns and graph (optional)
//   setup, week                    std::tuple of phases: the set-up, and the weekly schedule
#pragma once

#include <memory>
#include <span>

#include "sim/run/result_files.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/world.hpp"

namespace yihe {

namespace detail {

template <class Params>
void set_param(Params& params, std::size_t owner, const ParamInfo& info, const Value& value) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        ((I == owner ? info.set(&std::get<I>(params), value) : void()), ...);
    }(std::make_index_sequence<std::tuple_size_v<Params>>{});
}

template <class Model>
typename World<Model>::Params params_from(std::span<const ParamInfo> infos,
                                          std::span<const Value> values) {
    typename World<Model>::Params params{};
    for (std::size_t i = 0; i < infos.size(); ++i)
        set_param(params, infos[i].owner, infos[i], values[i]);
    return params;
}

template <class Phase>
void list_phase(std::vector<PhaseInfo>& list, const Phase& phase) {
    list.push_back({Phase::Mechanism::name, phase.name, phase.label});
}
template <class... Phases>
void list_phase(std::vector<PhaseInfo>& list, const Substeps<Phases...>& group) {
    std::apply([&](const auto&... phase) { (list_phase(list, phase), ...); }, group.phases);
}

/// What sizes and estimates may ask for: a world before it is allocated.
template <class Model>
struct ParamsOnly {
    using Params = typename World<Model>::Params;
    using States = typename World<Model>::States;
    using Communities = typename World<Model>::Communities;
    using Mechanisms = typename World<Model>::Mechanisms;
    using Files = yihe::Files;
    Params params;
    States states{};
    std::vector<Communities> communities{};
    TypedLayers layers{};
    Random random{0, 0};
    Week week{};
    yihe::Files files;
};

template <class Model>
class WorldSimulation final : public Simulation {
public:
    WorldSimulation(const ModelInfo& info, std::span<const Value> values, std::uint32_t replicate,
                    const Files& files)
        : info_(&info), world_(params_from<Model>(info.params, values), replicate, files) {}

    std::uint32_t week() const override { return world_.week.number; }
    void step() override { world_.step(); }
    std::size_t agent_count() const override { return world_.agent_count(); }
    const TypedLayers& layers() const override { return world_.layers; }
    void set(std::size_t param, const Value& value) override {
        set_param(world_.params, info_->params[param].owner, info_->params[param], value);
    }

    void metrics(std::span<double> out) const override {
        std::vector<Ratio> totals(out.size());
        auto& world = const_cast<World<Model>&>(world_);  // metrics receive const references only
        for (const Here& here : world_.places) {
            std::size_t at = 0;
            for_mechanisms<World<Model>>([&](auto tag, auto) {
                using M = typename decltype(tag)::type;
                std::apply(
                    [&](const auto&... row) {
                        ((totals[at++] += call<void>(world, here, +row.compute)), ...);
                    },
                    M::metrics);
            });
        }
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = totals[i].value();
    }

    std::string digest() const override {
        Hasher hasher;
        put_world(hasher, world_);
        return hasher.digest();
    }
    void save(ByteWriter& out) const override { put_world(out, world_); }
    void load(ByteReader& in) override { get_world(in, world_); }

    double agent_value(std::size_t column, std::size_t agent) const override {
        double value = 0;
        std::size_t at = 0;
        for_mechanisms<World<Model>>([&](auto tag, auto m) {
            using M = typename decltype(tag)::type;
            const auto& state = std::get<m()>(world_.states);
            std::apply(
                [&](const auto&... row) {
                    ((at++ == column ? void(value = static_cast<double>((state.*row.member)[agent]))
                                     : void()),
                     ...);
                },
                M::columns);
        });
        return value;
    }

    void events(std::string& rows, std::string_view prefix) const override {
        for_mechanisms<World<Model>>([&](auto tag, auto m) {
            using M = typename decltype(tag)::type;
            if constexpr (KeepsLog<M>)
                for (std::size_t c = 0; c < world_.communities.size(); ++c)
                    for (const auto& item : M::log.rows(std::get<m()>(world_.communities[c])))
                        append_event(rows, prefix, c, M::log.columns, item);
        });
    }

private:
    template <class Columns, class Item>
    static void append_event(std::string& rows, std::string_view prefix, std::size_t community,
                             const Columns& columns, const Item& item) {
        rows += prefix;
        append_number(rows += ',', static_cast<double>(community));
        for (const auto& column : columns) {
            const LogCell cell = column.cell(item);
            rows += ',';
            if (cell.word.empty()) append_number(rows, cell.number);
            else rows += cell.word;
        }
        rows += "\r\n";
    }

    const ModelInfo* info_;
    World<Model> world_;
};

}  // namespace detail

template <class Model>
ModelInfo describe_model() {
    ModelInfo info;
    info.name = Model::name;
    info.title = Model::title;
    info.about = Model::about;
    for_mechanisms<World<Model>>([&](auto tag, auto at) {
        using M = typename decltype(tag)::type;
        for (const ParamInfo& param : describe_params<M>(at())) info.params.push_back(param);
        std::apply(
            [&](const auto&... row) {
                (info.columns.push_back(
                     {M::name, row.doc,
                      sizeof(typename std::remove_cvref_t<decltype(typename M::State{}.*
                                                                   row.member)>::Element)}),
                 ...);
            },
            M::columns);
        std::apply(
            [&](const auto&... row) { (info.metrics.push_back({row.doc, row.formula}), ...); },
            M::metrics);
        if constexpr (KeepsLog<M>)
            for (const auto& column : M::log.columns) info.events.push_back(column.doc);
    });
    std::apply([&](const auto&... phase) { (detail::list_phase(info.phases, phase), ...); },
               Model::week);
    return info;
}

/// The expected bytes of a world: columns, rows of the layers and their slices.
template <class Model>
MemoryNeed estimate_memory(const ModelInfo& info, std::span<const Value> values,
                           const Files& files) {
    detail::ParamsOnly<Model> world{.params = detail::params_from<Model>(info.params, values),
                                    .files = files};
    MemoryNeed need;
    need.agents = detail::call<void>(world, Here{}, +Model::agents);
    const double ties = detail::call<void>(world, Here{}, +Model::ties_per_agent);
    for (const auto& column : info.columns)
        need.bytes_per_agent += static_cast<double>(column.bytes_per_agent);
    if constexpr (requires { Model::community_bytes_per_agent; })
        need.bytes_per_agent += Model::community_bytes_per_agent;
    need.bytes_per_agent += std::apply(
        [](const auto&... phase) { return (0.0 + ... + phase.next_bytes()); }, Model::week);
    const double row_bytes = ties * 2 * sizeof(AgentId);
    need.bytes_per_agent += row_bytes * (use_avx512() ? 2.05 : 1.0) + 8.0 * Model::layer_count;
    return need;
}

template <class Model>
ModelEntry make_entry() {
    auto info = std::make_shared<ModelInfo>(describe_model<Model>());
    ModelEntry entry;
    entry.info = *info;
    entry.create = [info](std::span<const Value> values, std::uint32_t replicate,
                          const Files& files) -> std::unique_ptr<Simulation> {
        return std::make_unique<detail::WorldSimulation<Model>>(*info, values, replicate, files);
    };
    entry.memory = [info](std::span<const Value> values, const Files& files) {
        return estimate_memory<Model>(*info, values, files);
    };
    return entry;
}

}  // namespace yihe

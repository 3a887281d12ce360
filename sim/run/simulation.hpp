// One replicate of any model, seen from outside: what runs, records, checkpoints and checks it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/graph/typed_layers.hpp"
#include "sim/run/archive.hpp"
#include "sim/run/files.hpp"
#include "sim/schema/model_info.hpp"

namespace yihe {

class Simulation {
public:
    virtual ~Simulation() = default;

    virtual std::uint32_t week() const = 0;
    virtual void step() = 0;
    /// The model's metrics for the week just ended, in declared order; NaN is an empty cell.
    virtual void metrics(std::span<double> out) const = 0;
    /// Full state: columns, communities, graph, week.
    virtual std::string digest() const = 0;
    virtual void save(ByteWriter& out) const = 0;
    virtual void load(ByteReader& in) = 0;
    virtual void set(std::size_t param, const Value& value) = 0;

    virtual std::size_t agent_count() const = 0;
    virtual const TypedLayers& layers() const = 0;
    /// Appends the log of the week just ended as CSV: `prefix`, community, ModelInfo::events.
    virtual void events(std::string& rows, std::string_view prefix) const = 0;
    /// Column `c` of ModelInfo::columns, as numbers.
    virtual double agent_value(std::size_t column, std::size_t agent) const = 0;
};

/// What a run needs in memory, known before anything is allocated.
struct MemoryNeed {
    static constexpr double program_bytes = 11.5e6;  ///< resident before the first agent

    double agents = 0;
    double bytes_per_agent = 0;
    double fixed_bytes = program_bytes;
    double bytes() const { return agents * bytes_per_agent + fixed_bytes; }
};

/// A model as the registry holds it.
struct ModelEntry {
    ModelInfo info;
    std::function<std::unique_ptr<Simulation>(std::span<const Value> values,
                                              std::uint32_t replicate, const Files& files)>
        create;
    /// Structural problems that no single range shows; empty when there are none.
    std::function<MemoryNeed(std::span<const Value> values, const Files& files)> memory;
};

}  // namespace yihe

// Short runs of any registered model: values by key, rows week by week, digests.
#pragma once

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/registry.hpp"
#include "sim/core/error.hpp"
#include "sim/run/replicate.hpp"

namespace yihe::test {

/// A parameter by name; `text` for texts and for choices by their name.
struct Setting {
    std::string_view key;
    double number = 0;
    std::string text = {};
};
using Settings = std::vector<Setting>;

inline Settings operator+(Settings a, const Settings& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

inline const ModelEntry& model(std::string_view name) {
    const ModelEntry* found = models::find(name);
    ensure(found != nullptr, "the test names a registered model");
    return *found;
}
inline const ModelEntry& governance_model() { return model("governance"); }

inline std::size_t param_index(const ModelInfo& info, std::string_view key) {
    std::size_t at = 0;
    while (at < info.params.size() && info.params[at].doc.key != key) ++at;
    ensure(at < info.params.size(), "the test names a parameter of its model");
    return at;
}

inline Value value_of(const ParamInfo& param, const Setting& setting) {
    if (param.type == ParamType::text) return {0, setting.text};
    if (param.type != ParamType::choice || setting.text.empty()) return {setting.number, {}};
    std::size_t choice = 0;
    while (choice < param.choices.size() && param.choices[choice] != setting.text) ++choice;
    ensure(choice < param.choices.size(), "the test names a choice of its parameter");
    return {static_cast<double>(choice), {}};
}

/// The defaults with `settings` in place of some; later ones win.
inline std::vector<Value> values_with(const ModelInfo& info, const Settings& settings) {
    std::vector<Value> values;
    for (const ParamInfo& p : info.params) values.push_back(p.default_value);
    for (const Setting& s : settings) {
        const std::size_t at = param_index(info, s.key);
        values[at] = value_of(info.params[at], s);
    }
    return values;
}

inline std::uint64_t bits_of(double x) { return std::bit_cast<std::uint64_t>(x); }

/// What one replicate went through: [week][metric], and the digest of its end.
struct History {
    const ModelInfo* info = nullptr;
    std::vector<std::vector<double>> rows;
    std::string digest;

    std::size_t column(std::string_view metric) const {
        std::size_t at = 0;
        while (at < info->metrics.size() && info->metrics[at].doc.key != metric) ++at;
        ensure(at < info->metrics.size(), "the test names a metric of its model");
        return at;
    }
    /// Of week `week`, counted from 1.
    double at(std::string_view metric, std::size_t week) const {
        return rows.at(week - 1).at(column(metric));
    }
    std::vector<double> series(std::string_view metric) const {
        std::vector<double> all;
        for (const auto& row : rows) all.push_back(row[column(metric)]);
        return all;
    }
    /// Mean over the weeks from `first` on, empty cells left out.
    double mean(std::string_view metric, std::size_t first = 1) const {
        double sum = 0, n = 0;
        for (std::size_t week = first; week <= rows.size(); ++week) {
            const double x = at(metric, week);
            if (std::isnan(x)) continue;
            sum += x;
            n += 1;
        }
        return sum / n;
    }
    /// The bits of all rows, without the metrics named.
    std::vector<std::uint64_t> bits(const std::vector<std::string_view>& without = {}) const {
        std::vector<std::uint64_t> all;
        for (const auto& row : rows)
            for (std::size_t m = 0; m < row.size(); ++m) {
                bool left_out = false;
                for (const auto key : without) left_out |= info->metrics[m].doc.key == key;
                if (!left_out) all.push_back(bits_of(row[m]));
            }
        return all;
    }
};

inline void step_and_record(Simulation& simulation, History& history) {
    simulation.step();
    history.rows.emplace_back(history.info->metrics.size());
    simulation.metrics(history.rows.back());
}

inline History run(const ModelEntry& model, const std::vector<Value>& values, std::uint32_t weeks,
                   std::uint32_t replicate = 1, const Files& files = {}) {
    const auto simulation = model.create(values, replicate, files);
    History history{.info = &model.info, .rows = {}, .digest = {}};
    while (simulation->week() < weeks) step_and_record(*simulation, history);
    history.digest = simulation->digest();
    return history;
}
inline History run(const ModelEntry& model, const Settings& settings, std::uint32_t weeks,
                   std::uint32_t replicate = 1) {
    return run(model, values_with(model.info, settings), weeks, replicate);
}
/// The governance model.
inline History run(const Settings& settings, std::uint32_t weeks, std::uint32_t replicate = 1) {
    return run(governance_model(), settings, weeks, replicate);
}

}  // namespace yihe::test

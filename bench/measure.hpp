// Timing on a machine that does other things too: contenders take turns, and medians count.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "sim/run/simulation.hpp"

namespace yihe::bench {

double seconds_of(const std::function<void()>& work);

double median(std::vector<double> values);

/// The contenders take turns: one call of each per round, every second round in reverse order,
/// after a round of warming up. Seconds by [contender][round].
std::vector<std::vector<double>> take_turns(const std::vector<std::function<void()>>& contenders,
                                            std::size_t rounds);

/// Median over the rounds of seconds of `slow` / seconds of `fast` in the same round.
double median_ratio(const std::vector<double>& slow, const std::vector<double>& fast);

/// The most memory that this process ever had resident, in bytes; 0 where the system does not say.
double peak_memory();

struct Setting {
    std::string_view key;
    double value = 0;
};

/// Replicate 1 of a model of the registry with its defaults, except for these numbers.
std::unique_ptr<Simulation> make_simulation(const ModelEntry& model,
                                            std::initializer_list<Setting> settings);

}  // namespace yihe::bench

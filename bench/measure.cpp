#include "bench/measure.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>

#include "sim/core/error.hpp"

namespace yihe::bench {

double seconds_of(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
    ensure(!values.empty(), "a median of something");
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::vector<std::vector<double>> take_turns(const std::vector<std::function<void()>>& contenders,
                                            std::size_t rounds) {
    for (const auto& contender : contenders) contender();
    std::vector<std::vector<double>> seconds(contenders.size());
    for (std::size_t round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < contenders.size(); ++i) {
            const std::size_t c = round % 2 == 0 ? i : contenders.size() - 1 - i;
            seconds[c].push_back(seconds_of(contenders[c]));
        }
    return seconds;
}

double median_ratio(const std::vector<double>& slow, const std::vector<double>& fast) {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < slow.size(); ++i) ratios.push_back(slow[i] / fast[i]);
    return median(ratios);
}

double peak_memory() {
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) * 1024;
    return 0;
}

std::unique_ptr<Simulation> make_simulation(const ModelEntry& model,
                                            std::initializer_list<Setting> settings) {
    std::vector<Value> values;
    for (const ParamInfo& param : model.info.params) values.push_back(param.default_value);
    for (const auto& [key, value] : settings) {
        const ParamInfo* param = model.info.find_param(key);
        ensure(param != nullptr, "a bench sets parameters that its model has");
        values[static_cast<std::size_t>(param - model.info.params.data())].number = value;
    }
    return model.create(values, 1, {});
}

}  // namespace yihe::bench

#include "sim/run/memory.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/scalar.hpp"

namespace yihe {

namespace {

constexpr double unlimited = 1e18;

/// The number after `key`, in kibibytes, of a file like /proc/meminfo.
std::optional<double> kibibytes(const char* file, const std::string& key) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(key)) return std::strtod(line.c_str() + key.size(), nullptr) * 1024;
    return std::nullopt;
}

std::optional<double> number_in(const std::string& file) {
    std::ifstream in(file);
    std::string word;
    if (!(in >> word) || word.empty() || word[0] < '0' || word[0] > '9') return std::nullopt;
    return std::strtod(word.c_str(), nullptr);
}

/// Page cache of a control group, which the kernel gives back when asked.
double reclaimable(const std::string& folder) {
    std::ifstream in(folder + "/memory.stat");
    std::string key;
    double bytes = 0, sum = 0;
    while (in >> key >> bytes)
        if (key == "inactive_file" || key == "total_inactive_file") sum = std::max(sum, bytes);
    return sum;
}

double left_in(const std::string& folder, const char* limit, const char* usage) {
    const auto most = number_in(folder + limit), used = number_in(folder + usage);
    if (!most || !used || *most >= unlimited) return unlimited;
    return *most - std::max(0.0, *used - reclaimable(folder));
}

/// The tightest of the control groups from ours up to the root.
double left_in_control_groups() {
    double left = unlimited;
    std::ifstream groups("/proc/self/cgroup");
    for (std::string line; std::getline(groups, line);) {
        const auto path_at = line.find(':', line.find(':') + 1);
        if (path_at == std::string::npos) continue;
        const bool v2 = line.starts_with("0::");
        if (!v2 && line.find("memory") > path_at) continue;
        const std::string base = v2 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
        for (std::string path = line.substr(path_at + 1);; path.resize(path.rfind('/'))) {
            if (path == "/") path.clear();
            left = std::min(left, v2 ? left_in(base + path, "/memory.max", "/memory.current")
                                     : left_in(base + path, "/memory.limit_in_bytes",
                                               "/memory.usage_in_bytes"));
            if (path.find('/') == std::string::npos) break;
        }
    }
    return left;
}

double left_in_address_space() {
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return unlimited;
    const double used = kibibytes("/proc/self/status", "VmSize:").value_or(0);
    return static_cast<double>(limit.rlim_cur) - used;
}

}  // namespace

double available_memory() {
    const double free = kibibytes("/proc/meminfo", "MemAvailable:").value_or(unlimited);
    return std::max(0.0, std::min({free, left_in_control_groups(), left_in_address_space()}));
}

double memory_need(const RunPlan& plan) {
    const MemoryNeed need = plan.model->memory(plan.values, plan.files);
    const double replicate = need.agents * need.bytes_per_agent;
    const double table = plan.number("run.replicates") *
                         (plan.number("run.weeks") - plan.number("run.burn_in")) *
                         static_cast<double>(plan.model->info.metrics.size()) * sizeof(double);
    const double state = plan.checkpoint.every > 0 ? 2 * replicate : 0;
    return need.fixed_bytes + table + plan.in_flight() * (replicate + state);
}

std::optional<double> largest_residents(const RunPlan& plan, double available) {
    const auto& params = plan.model->info.params;
    const auto at = std::find_if(params.begin(), params.end(), [](const ParamInfo& p) {
        return p.doc.key == "community.residents";
    });
    if (at == params.end()) return std::nullopt;
    RunPlan smaller = plan;
    smaller.one_at_a_time = true;
    double& residents = smaller.values[static_cast<std::size_t>(at - params.begin())].number;
    double fits = std::ceil(at->doc.range.min) - 1, fails = residents;
    while (fails - fits > 1) {
        residents = std::floor((fits + fails) / 2);
        (memory_need(smaller) <= available ? fits : fails) = residents;
    }
    if (fits < at->doc.range.min) return std::nullopt;
    return fits;
}

void fit_memory(RunPlan& plan, double available) {
    if (memory_need(plan) <= available) return;
    plan.one_at_a_time = true;
    const double need = memory_need(plan);
    if (need <= available) return;
    Problem problem{.what = say("this run needs {0} of memory; {1} are available",
                                "本次运行需要 {0} 内存，可用 {1}",
                                {readable_bytes(need), readable_bytes(available)})};
    if (const auto residents = largest_residents(plan, available))
        problem.legal = say("the largest community.residents that fits is {0}",
                            "能容纳的最大 community.residents 为 {0}",
                            {std::to_string(static_cast<long long>(*residents))});
    else problem.legal = say("fewer replicates or weeks need less", "减少重复次数或周数可降低需求");
    throw UserError(Exit::refused, {std::move(problem)});
}

std::string readable_bytes(double bytes) {
    static constexpr const char* units[] = {"B", "kB", "MB", "GB", "TB", "PB"};
    std::size_t unit = 0;
    while (bytes >= 999.5 && unit + 1 < std::size(units)) bytes /= 1000, ++unit;
    const double rounded =
        bytes < 9.95 && unit > 0 ? std::round(bytes * 10) / 10 : std::round(bytes);
    return shortest(rounded) + " " + units[unit];
}

}  // namespace yihe

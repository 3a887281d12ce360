// Clusters of opinions on a line: neighbours in order belong together unless a gap parts them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "sim/run/mechanism.hpp"

namespace yihe::reference {

/// Sizes from the lowest opinion to the highest.
inline std::vector<std::size_t> opinion_clusters(std::span<const double> opinions, double gap) {
    std::vector<double> sorted(opinions.begin(), opinions.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i == 0 || sorted[i] - sorted[i - 1] > gap) sizes.push_back(0);
        ++sizes.back();
    }
    return sizes;
}

/// How clusters are told apart and which count: parameters that models of opinions share.
struct ClusterCuts : Mechanism {
    static constexpr std::string_view name = "clusters";
    struct Params {
        double gap = 1e-3;
        std::int64_t smallest = 1;
        double smallest_share = 0;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "clusters.gap",
                  .range = {0, 1},
                  .label = {"Opinions farther apart than this are of two clusters",
                            "相邻意见相距超过此值即分属两簇"},
                  .source = "assumption"},
              &Params::gap, Change::structural},
        Param{
            Doc{.key = "clusters.smallest",
                .unit = "person",
                .range = {1, 4e9},
                .label = {"Residents of a cluster that counts, at least", "计入的簇至少有多少居民"},
                .source = "assumption"},
            &Params::smallest, Change::structural},
        Param{Doc{.key = "clusters.smallest_share",
                  .range = {0, 1},
                  .label = {"… and as a share of all, at least", "……且至少占全体的比例"},
                  .source = "assumption"},
              &Params::smallest_share, Change::structural},
    };

    static double counted(const Params& p, std::span<const double> opinions) {
        const auto least = std::max(static_cast<double>(p.smallest),
                                    p.smallest_share * static_cast<double>(opinions.size()));
        double n = 0;
        for (const std::size_t size : opinion_clusters(opinions, p.gap))
            n += static_cast<double>(size) >= least;
        return n;
    }
    static Ratio largest_share(const Params& p, std::span<const double> opinions) {
        const auto sizes = opinion_clusters(opinions, p.gap);
        return {static_cast<double>(*std::max_element(sizes.begin(), sizes.end())),
                static_cast<double>(opinions.size())};
    }
};

}  // namespace yihe::reference

// The people of a reference model and who may meet whom: the set-ups of the literature, one
// declaration for all. A model gives its own defaults: Society<{.residents = 625}>.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/random.hpp"
#include "sim/graph/generators.hpp"
#include "sim/run/files.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/phases.hpp"
#include "sim/run/week.hpp"

namespace yihe {

constexpr auto names_of(Neighbourhood) { return names("von_neumann", "moore"); }
constexpr auto names_of(RewiredBy) { return names("ends", "swaps"); }

}  // namespace yihe

namespace yihe::reference {

enum class TiesKind { everyone, ring, grid, random, regular, scale_free, power_law, file };
constexpr auto names_of(TiesKind) {
    return names("everyone", "ring", "grid", "random", "regular", "scale_free", "power_law",
                 "file");
}

/// Ends without padding: clang 19 breaks down at a template argument that ends with a flag.
struct SocietySetup {
    std::int64_t residents = 1000;
    TiesKind kind = TiesKind::everyone;
    double mean_degree = 4;
    double rewiring = 0;
    RewiredBy rewired_by = RewiredBy::ends;
    std::int64_t rows = 0;
    Neighbourhood neighbourhood = Neighbourhood::von_neumann;
    std::int64_t radius = 1;
    bool torus = false;
    bool symmetrise = false;
    double exponent = 2.5;
    double cutoff = 100;
};

/// The layer "ties". `everyone`: without ties; Contacts knows that all may meet.
/// Errors: UserError where the residents fill no rectangle, or a generator or file refuses.
Layer build_ties(const SocietySetup& setup, std::string_view file, std::size_t n,
                 const Files& files, const Random& random);
/// As many as the file of ties has, or as the scenario says.
std::uint32_t count_residents(const SocietySetup& setup, std::string_view file, const Files& files);
double expected_ties(const SocietySetup& setup);

/// A mechanism of its own: not every compiler evaluates texts beside defaults that it checks.
struct NetworkFile : Mechanism {
    static constexpr std::string_view name = "inputs";
    struct Params {
        std::string network;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "network.file",
                  .label = {"Network file (GraphML or edge list)", "网络文件（GraphML 或边列表）"},
                  .source = "assumption"},
              &Params::network, Change::structural},
    };
};

template <SocietySetup usual>
struct Society : Mechanism {
    static constexpr std::string_view name = "society";
    struct Params {
        std::int64_t residents = usual.residents;
        TiesKind kind = usual.kind;
        double mean_degree = usual.mean_degree;
        double rewiring = usual.rewiring;
        RewiredBy rewired_by = usual.rewired_by;
        std::int64_t rows = usual.rows;
        Neighbourhood neighbourhood = usual.neighbourhood;
        std::int64_t radius = usual.radius;
        bool torus = usual.torus;
        double exponent = usual.exponent;
        double cutoff = usual.cutoff;
        bool symmetrise = usual.symmetrise;

        SocietySetup setup() const {
            return {residents,     kind,   mean_degree, rewiring,   rewired_by, rows,
                    neighbourhood, radius, torus,       symmetrise, exponent,   cutoff};
        }
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "community.residents",
                  .unit = "person",
                  .range = {2, 4e9},
                  .label = {"Residents", "居民人数"},
                  .source = "assumption"},
              &Params::residents, Change::structural},
        Param{Doc{.key = "network.kind",
                  .label = {"Who may meet whom", "谁与谁相遇"},
                  .source = "assumption"},
              &Params::kind, Change::structural},
        Param{Doc{.key = "network.mean_degree",
                  .unit = "tie",
                  .range = {0, 1000},
                  .label = {"Ties per resident (a ring: the nearest even number)",
                            "每人联系数（环形网络取最接近的偶数）"},
                  .source = "erdos1959"},
              &Params::mean_degree, Change::structural},
        Param{Doc{.key = "network.rewiring",
                  .range = {0, 1},
                  .label = {"Share of ties of a ring or grid that are rewired",
                            "环形或方格网络的断键重连概率"},
                  .source = "watts1998"},
              &Params::rewiring, Change::structural},
        Param{Doc{.key = "network.rewired_by",
                  .label = {"How: an end moves, or two ties swap ends",
                            "重连方式：移动一端，或两条联系互换端点"},
                  .source = "maslov2002"},
              &Params::rewired_by, Change::structural},
        Param{Doc{.key = "network.rows",
                  .unit = "row",
                  .range = {0, 1e6},
                  .label = {"Rows of the grid; 0: as square as it can be",
                            "方格的行数；0 表示尽量接近正方形"},
                  .source = "assumption"},
              &Params::rows, Change::structural},
        Param{Doc{.key = "network.neighbourhood",
                  .label = {"Neighbours on the grid: across edges, or corners too",
                            "方格上的邻居：只跨边，或也跨角"},
                  .source = "axelrod1997"},
              &Params::neighbourhood, Change::structural},
        Param{Doc{.key = "network.radius",
                  .unit = "cell",
                  .range = {1, 20},
                  .label = {"Radius of the neighbourhood on the grid", "方格邻域半径"},
                  .source = "centola2007"},
              &Params::radius, Change::structural},
        Param{Doc{.key = "network.torus",
                  .label = {"The grid is closed to a torus", "方格首尾相接成环面"},
                  .source = "axelrod1997"},
              &Params::torus, Change::structural},
        Param{Doc{.key = "network.exponent",
                  .range = {0, 10},
                  .label = {"Power law: exponent of the degrees", "幂律网络：度分布指数"},
                  .source = "watts2002"},
              &Params::exponent, Change::structural},
        Param{
            Doc{.key = "network.cutoff",
                .unit = "tie",
                .range = {0.1, 1e6},
                .label = {"Power law: exponential cutoff of the degrees", "幂律网络：度的指数截断"},
                .source = "watts2002"},
            &Params::cutoff, Change::structural},
        Param{Doc{.key = "network.symmetrise",
                  .label = {"Directed ties of the file count as ties", "文件中的有向联系视为无向"},
                  .source = "assumption"},
              &Params::symmetrise, Change::structural},
    };

    static std::vector<std::uint32_t> sizes(const Params& p, const NetworkFile::Params& file,
                                            const Files& files) {
        return {count_residents(p.setup(), file.network, files)};
    }
    static double agents(const Params& p, const NetworkFile::Params& file, const Files& files) {
        return sizes(p, file, files)[0];
    }
    static double ties_per_agent(const Params& p) { return expected_ties(p.setup()); }
    static Layer ties(const Params& p, const NetworkFile::Params& file, const Here& here,
                      const Files& files, const Random& random) {
        return build_ties(p.setup(), file.network, here.size(), files, random);
    }
};

/// What a model declares whose residents are a Society; it inherits this, and begins its `setup`
/// with `ties`. Owner is the mechanism that says how many there are and who is tied: the society,
/// or one that also reads a file of its own.
template <class People, class Owner = People>
struct OfSociety {
    static constexpr std::size_t layer_count = 1;
    static constexpr auto sizes = &Owner::sizes;
    static constexpr auto agents = &Owner::agents;
    static constexpr auto ties_per_agent = &People::ties_per_agent;
    static constexpr auto ties(Text label = {"Ties", "联系"}) {
        return build_layer<Owner>("ties", label, &Owner::ties);
    }
};

}  // namespace yihe::reference

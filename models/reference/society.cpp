#include "models/reference/society.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/error.hpp"
#include "sim/core/math.hpp"
#include "sim/run/network_input.hpp"

namespace yihe::reference {

namespace {

UserError refusal(std::string_view key, Message what) {
    return {Exit::invalid, {Problem{.key = std::string(key), .what = std::move(what)}}};
}

std::size_t rows_of(const SocietySetup& setup, std::size_t n) {
    if (setup.rows > 0) {
        const auto rows = static_cast<std::size_t>(setup.rows);
        if (n % rows == 0) return rows;
        const std::string r = std::to_string(rows), all = std::to_string(n);
        throw refusal("network.rows", {all + " residents do not fill " + r + " rows evenly",
                                       all + " 名居民无法排满 " + r + " 行"});
    }
    auto rows = static_cast<std::size_t>(std::sqrt(static_cast<double>(n)));
    while (rows > 1 && n % rows != 0) --rows;
    return std::max<std::size_t>(rows, 1);
}

/// Degrees k >= 1 with probabilities in proportion to k^-exponent e^(-k/cutoff).
std::vector<std::uint32_t> power_law_degrees(const SocietySetup& setup, std::size_t n,
                                             const Random& random) {
    std::vector<double> up_to;  // [k - 1], cumulated weights
    double sum = 0;
    for (std::size_t k = 1; k < std::min<std::size_t>(n, 100'000); ++k) {
        const auto x = static_cast<double>(k);
        const double weight = math::exp(-setup.exponent * math::log(x) - x / setup.cutoff);
        if (weight < 1e-15 * sum) break;
        up_to.push_back(sum += weight);
    }
    std::vector<std::uint32_t> degrees(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double u = sum * random.uniform(Purpose{"power law degree"}, i, 0);
        const auto at = std::upper_bound(up_to.begin(), up_to.end() - 1, u);
        degrees[i] = static_cast<std::uint32_t>(at - up_to.begin()) + 1;
    }
    make_graphical(degrees, {});
    return degrees;
}

Layer lattice(const SocietySetup& setup, std::size_t n) {
    const std::size_t rows = rows_of(setup, n);
    return square_grid({.rows = rows,
                        .columns = n / rows,
                        .neighbourhood = setup.neighbourhood,
                        .torus = setup.torus,
                        .radius = static_cast<std::size_t>(setup.radius)});
}

}  // namespace

Layer build_ties(const SocietySetup& setup, std::string_view file, std::size_t n,
                 const Files& files, const Random& random) {
    const double degree = setup.mean_degree;
    const auto even = static_cast<std::size_t>(std::lround(degree / 2)) * 2;
    const Rewired rewiring{.rewiring = setup.rewiring, .by = setup.rewired_by, .stream = 0};
    std::vector<std::uint32_t> degrees;
    switch (setup.kind) {
        case TiesKind::everyone: return Layer::from_ties(n, {});
        case TiesKind::file: return read_network(files, file, setup.symmetrise, "ties");
        case TiesKind::ring:
            if (setup.rewired_by == RewiredBy::ends)
                return watts_strogatz({.n = n, .degree = even, .rewiring = setup.rewiring}, random);
            return rewired(ring_lattice({.n = n, .degree = even}), rewiring, random);
        case TiesKind::grid: return rewired(lattice(setup, n), rewiring, random);
        case TiesKind::random: return erdos_renyi({.n = n, .mean_degree = degree}, random);
        case TiesKind::scale_free:
            return barabasi_albert({.n = n, .ties_per_node = std::max<std::size_t>(even / 2, 1)},
                                   random);
        case TiesKind::regular:
            degrees.assign(n, static_cast<std::uint32_t>(std::lround(degree)));
            break;
        case TiesKind::power_law: degrees = power_law_degrees(setup, n, random); break;
    }
    return configuration({.degrees = degrees, .block = {}}, random);
}

std::uint32_t count_residents(const SocietySetup& setup, std::string_view file,
                              const Files& files) {
    if (setup.kind == TiesKind::file)
        return static_cast<std::uint32_t>(
            read_network(files, file, setup.symmetrise, "ties").size());
    if (!file.empty())
        throw refusal("network.file", {"network.file is given, but network.kind is not file",
                                       "给出了 network.file，但 network.kind 不是 file"});
    return static_cast<std::uint32_t>(setup.residents);
}

double expected_ties(const SocietySetup& setup) {
    const auto r = static_cast<double>(setup.radius);
    switch (setup.kind) {
        case TiesKind::everyone: return 0;
        case TiesKind::grid:
            return setup.neighbourhood == Neighbourhood::moore ? 2 * r * (r + 1) : r * (r + 1);
        case TiesKind::power_law: return 10;
        default: return setup.mean_degree / 2;
    }
}

}  // namespace yihe::reference

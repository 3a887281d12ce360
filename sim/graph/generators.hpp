// Generators of social graphs: each a free function from a configuration and the replicate's random
// numbers to a layer. Equal arguments give equal graphs, on any machine and number of threads.
//
// `stream` tells graphs of one replicate apart (one per layer and community); it is below 2^20.
// Errors: a configuration that no graph can meet is a UserError(Exit::invalid).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/core/random.hpp"
#include "sim/graph/layer.hpp"

namespace yihe {

/// Each vertex tied to its `degree` nearest on a ring; degree even and below n (0 for n = 0).
struct RingLattice {
    std::size_t n = 0;
    std::size_t degree = 0;
};
Layer ring_lattice(const RingLattice& config);

/// Every pair tied.
Layer complete_graph(std::size_t n);

enum class Neighbourhood { von_neumann, moore };

/// Cell (row, column) is vertex row * columns + column; 4 or 8 neighbours, fewer at an open border.
/// With a radius above 1, all cells within so many steps: 12, 24 … or 24, 48 … neighbours.
/// On a torus with few rows or columns, neighbours that coincide count once.
struct SquareGrid {
    std::size_t rows = 0, columns = 0;
    Neighbourhood neighbourhood = Neighbourhood::von_neumann;
    bool torus = false;
    std::size_t radius = 1;
};
Layer square_grid(const SquareGrid& config);

/// Small world: a ring lattice whose ties are visited lap by lap (nearest first); with probability
/// `rewiring` a tie keeps its first end and takes a new other end, uniform among the vertices that
/// are not yet tied to the first. A vertex tied to all others keeps its tie.
/// Watts and Strogatz 1998, Nature 393:440.
struct WattsStrogatz {
    std::size_t n = 0;
    std::size_t degree = 0;  ///< even, below n
    double rewiring = 0;  ///< probability
    std::uint32_t stream = 0;
};
Layer watts_strogatz(const WattsStrogatz& config, const Random& random);

/// What happens to a tie that is rewired: one end moves, as in a small world; or it swaps ends with
/// another tie, which keeps every degree.
enum class RewiredBy { ends, swaps };

/// A graph whose ties, each with probability `rewiring`, are rewired once, in ascending order.
/// `ends`: the tie keeps its lower end and takes a new other end, uniform among the vertices not
/// yet tied to it (Watts and Strogatz 1998, on any graph). `swaps`: a tie a–b and a tie c–d drawn
/// from all become a–d, c–b (Maslov and Sneppen 2002). Where no free end or partner is found in 64
/// draws, the tie stays.
struct Rewired {
    double rewiring = 0;  ///< probability
    RewiredBy by = RewiredBy::ends;
    std::uint32_t stream = 0;
};
Layer rewired(const Layer& layer, const Rewired& config, const Random& random);

/// Growth by preferential attachment from a complete graph of ties_per_node + 1 vertices: each
/// further vertex ties to ties_per_node different ones, drawn in proportion to their degree.
/// Barabási and Albert 1999, Science 286:509; by the list of ends of Batagelj and Brandes 2005,
/// Physical Review E 71:036113.
struct BarabasiAlbert {
    std::size_t n = 0;
    std::size_t ties_per_node = 0;  ///< 1 <= ties_per_node < n
    std::uint32_t stream = 0;
};
Layer barabasi_albert(const BarabasiAlbert& config, const Random& random);

/// G(n, p) with p = mean_degree / (n - 1): every pair is tied independently.
/// Gilbert 1959, Annals of Mathematical Statistics 30:1141; Erdős and Rényi 1959, Publicationes
/// Mathematicae 6:290; drawn by skipping as in Batagelj and Brandes 2005.
struct ErdosRenyi {
    std::size_t n = 0;
    double mean_degree = 0;  ///< 0 … n - 1
    std::uint32_t stream = 0;
};
Layer erdos_renyi(const ErdosRenyi& config, const Random& random);

/// Ties within a building, between the buildings of a grid, and across grids. Every pair is tied
/// independently; each building (each grid; the whole) has the probability that gives its members
/// the mean degree asked for, and is complete where it is too small for it.
/// Holland, Laskey and Leinhardt 1983, Social Networks 5:109.
struct StochasticBlocks {
    std::span<const std::uint32_t> block;  ///< [n] building of each vertex
    std::span<const std::uint32_t> super_block;  ///< [n] its grid; empty: one grid holds all
    double within_block = 0;  ///< mean degree in the own building
    double within_super_block = 0;  ///< … in other buildings of the own grid
    double across = 0;  ///< … in other grids
    std::uint32_t stream = 0;
};
Layer stochastic_blocks(const StochasticBlocks& config, const Random& random);

/// A simple graph with exactly these degrees, or, with `block`, a graph inside each block on its
/// degrees after `make_graphical`. Stubs are matched at random; self-ties and double ties are then
/// swapped away, which keeps every degree. Where swaps do not suffice (very dense or very unequal
/// degrees), the construction of Havel and Hakimi is mixed by random swaps instead.
/// Bender and Canfield 1978, JCT A 24:296; Molloy and Reed 1995, Random Structures 6:161; swaps as
/// in Maslov and Sneppen 2002, Science 296:910.
/// Errors: without `block`, degrees that are not graphical are a UserError.
struct Configuration {
    std::span<const std::uint32_t> degrees;  ///< [n]
    std::span<const std::uint32_t> block;  ///< [n], or empty: match across all vertices
    std::uint32_t stream = 0;
};
Layer configuration(const Configuration& config, const Random& random);

/// Whether a simple graph has these degrees. Erdős and Gallai 1960, Matematikai Lapok 11:264.
bool graphical(std::span<const std::uint32_t> degrees);

/// Lowers degrees until each block has a simple graph inside: first to the block's size - 1, then
/// always the largest by one. Empty `block`: all vertices are one block.
void make_graphical(std::span<std::uint32_t> degrees, std::span<const std::uint32_t> block);

/// Independent degrees with the negative binomial distribution: Poisson with a Gamma mean
/// (Greenwood and Yule 1920, JRSS 83:255). P(0) = (size / (size + mean))^size. The Poisson's mean
/// is cut at 64,000.
struct NegativeBinomialDegrees {
    std::size_t n = 0;
    double mean = 6;  ///< >= 0
    double size = 0.5;  ///< > 0: the smaller, the more unequal
    std::uint32_t stream = 0;
};
std::vector<std::uint32_t> negative_binomial_degrees(const NegativeBinomialDegrees& config,
                                                     const Random& random);

}  // namespace yihe

// Networks in files: edge lists and GraphML. What is read is complete and simple, or refused with
// every problem's line (up to 20): a UserError(Exit::invalid). What is written reads back equal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sim/graph/layer.hpp"

namespace yihe {

/// One attribute of all vertices, or of all ties of a layer.
struct AttributeColumn {
    using Values =
        std::variant<std::vector<std::uint8_t>,  // boolean, 0 or 1
                     std::vector<std::int64_t>, std::vector<double>, std::vector<std::string>>;
    std::string name;
    Values values;                      ///< 0 or empty where the file gives none
    std::vector<std::uint8_t> present;  ///< 1 where the file gives a value

    friend bool operator==(const AttributeColumn&, const AttributeColumn&) = default;
};

struct NamedLayer {
    std::string name;
    Layer layer;
    std::vector<AttributeColumn> attributes;  ///< a row per tie, in the order of layer.ties()

    friend bool operator==(const NamedLayer&, const NamedLayer&) = default;
};

struct NetworkFile {
    std::vector<std::string> vertices;        ///< [n] names, unique
    std::vector<AttributeColumn> attributes;  ///< [n] rows
    std::vector<NamedLayer> layers;           ///< each on all n vertices
    std::vector<std::pair<std::string, std::string>> about;  ///< of the graph as a whole
    bool symmetrised = false;                 ///< the file's ties were directed

    friend bool operator==(const NetworkFile&, const NetworkFile&) = default;
};

/// The name of the layer of a file that names none.
inline constexpr std::string_view only_layer = "ties";

inline constexpr std::uint64_t default_max_bytes = std::uint64_t{512} << 20;

/// Two ids a line, separated by blanks, a tab or a comma. Lines that begin with # or % are
/// comments.
struct EdgeListOptions {
    bool header = false;      ///< the first line names the columns
    bool symmetrise = false;  ///< lines are directed ties: "a b" and "b a" are one
    /// The vertices and their order; ids that are none of them are refused. Empty: the ids found,
    /// in order of appearance.
    std::vector<std::string> vertices;
    /// Instead of names: ids are the numbers 0 … n-1.
    std::optional<std::size_t> numbered;
    std::uint64_t max_bytes = default_max_bytes;
};
NetworkFile read_edge_list(const std::filesystem::path& path, const EdgeListOptions& options = {});
/// `file` is what problems call the text.
NetworkFile parse_edge_list(std::string text, const std::string& file,
                            const EdgeListOptions& options = {});

/// GraphML (Brandes et al. 2002): one graph, typed attributes of nodes and edges. Edge ids and
/// descriptions are not kept; ports, hyperedges and nested graphs are refused, and so is a DOCTYPE.
struct GraphmlOptions {
    bool symmetrise = false;  ///< accept directed edges, as undirected ties
    std::string layer_attribute = "layer";  ///< edge attribute that names an edge's layer
    std::vector<std::string> layers;  ///< layers that the file must hold
    std::uint64_t max_bytes = default_max_bytes;
    std::size_t max_depth = 16;  ///< of elements within elements
};
NetworkFile read_graphml(const std::filesystem::path& path, const GraphmlOptions& options = {});
NetworkFile parse_graphml(std::string text, const std::string& file,
                          const GraphmlOptions& options = {});

/// One layer's ties, "name<tab>name". Read back with the same `vertices`, it is the same layer.
/// Errors: names that an edge list cannot hold, or no ties: Exit::invalid; disk: Exit::storage.
std::string edge_list_text(const std::vector<std::string>& vertices, const Layer& layer);
void write_edge_list(const std::filesystem::path& path, const std::vector<std::string>& vertices,
                     const Layer& layer);

/// Errors: text that XML cannot hold: Exit::invalid; disk: Exit::storage.
std::string graphml_text(const NetworkFile& network);
void write_graphml(const std::filesystem::path& path, const NetworkFile& network);

}  // namespace yihe

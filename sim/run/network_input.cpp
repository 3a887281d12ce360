#include "sim/run/network_input.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "sim/core/error.hpp"
#include "sim/graph/files.hpp"

namespace yihe {

Layer read_network(const Files& files, std::string_view as_written, bool symmetrise,
                   std::string_view layer) {
    const std::string name(as_written);
    const auto refuse = [&](Message what) {
        Problem problem;
        problem.place.file = name;
        problem.key = "network.file";
        problem.what = std::move(what);
        return UserError(Exit::invalid, {problem});
    };
    if (name.empty())
        throw refuse({"network.kind is file, but network.file names none",
                      "network.kind 为 file，但未给出 network.file"});
    const std::filesystem::path path = files.open(as_written);
    if (std::filesystem::file_size(path) > default_max_bytes)
        throw refuse({"the network file is larger than 512 MiB", "网络文件超过 512 MiB"});
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (in.bad() || !in.is_open()) throw refuse({"cannot be read", "无法读取"});
    const auto ending = path.extension();
    NetworkFile network;
    if (ending == ".graphml" || ending == ".xml") {
        GraphmlOptions options;
        options.symmetrise = symmetrise;
        network = parse_graphml(std::move(text), name, options);
    } else {
        EdgeListOptions options;
        options.symmetrise = symmetrise;
        network = parse_edge_list(std::move(text), name, options);
    }
    if (network.layers.size() == 1) return std::move(network.layers.front().layer);
    std::string names;
    for (auto& one : network.layers) {
        if (one.name == layer) return std::move(one.layer);
        names += (names.empty() ? "" : ", ") + one.name;
    }
    const std::string wanted(layer);
    throw refuse({"holds the layers " + names + "; one is expected, or one called " + wanted,
                  "含有网络层 " + names + "；应只有一层，或有一层名为 " + wanted});
}

}  // namespace yihe

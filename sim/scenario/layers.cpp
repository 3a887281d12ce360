// Follows `extends`.
#include "sim/scenario/layers.hpp"

#include <algorithm>
#include <system_error>

#include "sim/scenario/files.hpp"
#include "sim/scenario/problems.hpp"

namespace yihe {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_layers = 8;

[[noreturn]] void refuse(Place place, Message what, Message legal = {}) {
    throw UserError(
        Exit::invalid,
        {{.place = std::move(place), .what = std::move(what), .legal = std::move(legal)}});
}

ScenarioLayer read_layer(std::string_view text, const std::string& file) {
    ScenarioLayer layer{parse_yaml(text, file)};
    if (!layer.document.root.is_map())
        refuse(
            layer.document.place(layer.document.root),
            say("a scenario consists of \"key: value\" lines", "情景文件由“键: 值”组成"),
            say("for example: leadership: {intensity: 0.2}", "例如：leadership: {intensity: 0.2}"));
    return layer;
}

fs::path identity(const fs::path& file) {
    std::error_code error;
    return fs::weakly_canonical(fs::absolute(file, error), error);
}

}  // namespace

std::vector<ScenarioLayer> read_layers(std::string_view text, const std::string& file,
                                       const fs::path& root) {
    std::vector<ScenarioLayer> layers;
    layers.push_back(read_layer(text, file));
    std::vector<fs::path> seen{identity(file)};
    for (;;) {
        const auto& document = layers.back().document;
        const auto* extends = document.root.find("extends");
        if (extends == nullptr) return layers;
        const auto place = document.place(*extends);
        if (!extends->is_scalar())
            refuse(place, say("extends names one file", "extends 只写一个文件"),
                   say("extends: other.yaml", "extends: other.yaml"));
        const auto real = confined_path(root, layers.back().folder(), extends->text, place);
        if (std::find(seen.begin(), seen.end(), real) != seen.end())
            refuse(place,
                   say("\"{0}\" extends itself in a circle", "“{0}”循环引用自身", {extends->text}));
        if (layers.size() == most_layers)
            refuse(place, say("too many files extend one another", "extends 层数过多"),
                   say("at most {0}", "最多 {0} 层", {std::to_string(most_layers)}));
        seen.push_back(real);
        const auto shown = (layers.back().folder() / extends->text).lexically_normal().string();
        layers.push_back(read_layer(read_regular_file(real, YamlLimits{}.bytes, place), shown));
    }
}

}  // namespace yihe

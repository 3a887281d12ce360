// GraphML out: what is written here reads back equal.
#include <algorithm>
#include <array>
#include <charconv>

#include "sim/core/error.hpp"
#include "sim/graph/files.hpp"
#include "sim/graph/graphml_content.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe {

using namespace graph_internal;

namespace {

void refuse_text(std::string_view text) {
    throw UserError(
        Exit::invalid,
        std::vector<Problem>{
            {.value = excerpt(text), .what = {"XML cannot hold this text", "XML 无法写出此文字"}}});
}

/// Blanks other than spaces are written as references, or they would be read as spaces.
std::string escaped(std::string_view text) {
    if (!is_utf8(text) || text.find("\xEF\xBF\xBE") != text.npos ||
        text.find("\xEF\xBF\xBF") != text.npos)
        refuse_text(text);
    std::string out;
    for (const char c : text) switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\t': out += "&#9;"; break;
            case '\n': out += "&#10;"; break;
            case '\r': out += "&#13;"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) refuse_text(text);
                out += c;
        }
    return out;
}

template <class Number>
std::string shortest(Number number) {
    std::array<char, 32> buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    ensure(error == std::errc(), "a number fits its buffer");
    return {buffer.data(), end};
}

std::string value_text(std::uint8_t value) { return value != 0 ? "true" : "false"; }
std::string value_text(std::int64_t value) { return shortest(value); }
std::string value_text(const std::string& value) { return value; }
std::string value_text(double value) {
    const std::string text = shortest(value);
    if (text.find_first_of("naif") != std::string::npos) refuse_text(text);  // nan, inf
    return text;
}

std::string numbered(std::string_view prefix, std::size_t number) {
    return joined({prefix, std::to_string(number)});
}

class GraphmlWriter {
public:
    explicit GraphmlWriter(const NetworkFile& network) : network_(network) {}

    std::string text() && {
        const auto& layers = network_.layers;
        named_layers_ = layers.size() != 1 || layers[0].name != only_layer;
        out_ =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
        write_keys();
        out_ += "  <graph edgedefault=\"undirected\">\n";
        for (std::size_t i = 0; i < network_.about.size(); ++i)
            write_data("    ", numbered("g", i), network_.about[i].second);
        if (named_layers_) write_layer_list();
        write_nodes();
        for (const NamedLayer& layer : layers) write_edges(layer);
        out_ += "  </graph>\n</graphml>\n";
        return std::move(out_);
    }

private:
    void write_keys() {
        for (std::size_t i = 0; i < network_.about.size(); ++i)
            write_key(numbered("g", i), "graph", network_.about[i].first, "string");
        if (named_layers_) write_key("layers", "graph", layer_list, "string");
        write_column_keys("n", "node", network_.attributes);
        if (named_layers_) write_key("layer", "edge", GraphmlOptions{}.layer_attribute, "string");
        if (network_.layers.empty()) return;
        const auto& columns = network_.layers[0].attributes;
        for (const NamedLayer& layer : network_.layers)
            ensure(std::equal(columns.begin(), columns.end(), layer.attributes.begin(),
                              layer.attributes.end(),
                              [](const AttributeColumn& a, const AttributeColumn& b) {
                                  return a.name == b.name && a.values.index() == b.values.index();
                              }),
                   "the layers of a file have the same attributes");
        write_column_keys("e", "edge", columns);
    }

    void write_column_keys(std::string_view prefix, std::string_view domain,
                           const std::vector<AttributeColumn>& columns) {
        constexpr std::array<std::string_view, 4> types{"boolean", "long", "double", "string"};
        for (std::size_t i = 0; i < columns.size(); ++i)
            write_key(numbered(prefix, i), domain, columns[i].name,
                      types[columns[i].values.index()]);
    }

    void write_key(std::string_view id, std::string_view domain, std::string_view name,
                   std::string_view type) {
        out_.append("  <key id=\"").append(id).append("\" for=\"").append(domain);
        out_.append("\" attr.name=\"").append(escaped(name));
        out_.append("\" attr.type=\"").append(type).append("\"/>\n");
    }

    void write_data(std::string_view indent, std::string_view key, std::string_view value) {
        out_.append(indent).append("<data key=\"").append(key).append("\">");
        out_.append(escaped(value)).append("</data>\n");
    }

    void write_layer_list() {
        std::string list;
        for (const NamedLayer& layer : network_.layers) {
            ensure(!layer.name.empty() && layer.name.find('\n') == std::string::npos,
                   "a layer's name is one line");
            list += layer.name + "\n";
        }
        write_data("    ", "layers", list);
    }

    /// The values that the row has.
    void write_row(std::string_view prefix, const std::vector<AttributeColumn>& columns,
                   std::size_t row) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i].present[row] == 0) continue;
            write_data("      ", numbered(prefix, i),
                       std::visit([&](const auto& values) { return value_text(values[row]); },
                                  columns[i].values));
        }
    }

    void write_nodes() {
        for (std::size_t v = 0; v < network_.vertices.size(); ++v) {
            out_.append("    <node id=\"").append(escaped(network_.vertices[v])).append("\">\n");
            write_row("n", network_.attributes, v);
            out_ += "    </node>\n";
        }
    }

    void write_edges(const NamedLayer& layer) {
        ensure(layer.layer.size() == network_.vertices.size(), "a layer is on all vertices");
        std::size_t row = 0;
        for (const auto [a, b] : layer.layer.ties()) {
            out_.append("    <edge source=\"").append(escaped(network_.vertices[a]));
            out_.append("\" target=\"").append(escaped(network_.vertices[b])).append("\">\n");
            if (named_layers_) write_data("      ", "layer", layer.name);
            write_row("e", layer.attributes, row++);
            out_ += "    </edge>\n";
        }
    }

    const NetworkFile& network_;
    bool named_layers_ = false;
    std::string out_;
};

}  // namespace

std::string graphml_text(const NetworkFile& network) { return GraphmlWriter(network).text(); }

void write_graphml(const std::filesystem::path& path, const NetworkFile& network) {
    write_whole_file(path, graphml_text(network));
}

}  // namespace yihe

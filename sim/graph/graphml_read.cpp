// GraphML in: elements in their places, keys with their types, nodes and edges with their values.
#include <algorithm>
#include <optional>

#include "sim/graph/files.hpp"
#include "sim/graph/graphml_content.hpp"
#include "sim/graph/graphml_rules.hpp"
#include "sim/graph/source_text.hpp"
#include "sim/graph/tie_table.hpp"
#include "sim/graph/xml_walk.hpp"

namespace yihe {

using namespace graph_internal;

namespace {

class GraphmlReader {
public:
    GraphmlReader(SourceText source, const GraphmlOptions& options)
        : source_(std::move(source)), options_(options) {}

    NetworkFile read() && {
        walk_xml(source_, options_.max_depth,
                 {.start = [this](auto name, auto attributes,
                                  Extent at) { start(name, attributes, at); },
                  .end = [this](Extent) { end(); },
                  .text = [this](auto text, Extent at) { take_text(text, at); }});
        if (!graph_seen_ && source_.good())
            source_.blame({.what = {"the file holds no <graph>", "文件中没有 <graph>"}});
        source_.refuse_if_bad();
        return network_of(std::move(content_), source_, options_);
    }

private:
    using Attributes = std::span<const XmlAttribute>;

    void start(std::string_view name, Attributes attributes, Extent at) {
        const std::string_view parent = open_.empty() ? std::string_view{} : open_.back();
        text_.clear();
        if (parent == skipped) return open_.push_back(skipped);
        const ElementRule* const rule = rule_of(name, parent);
        open_.push_back(rule != nullptr ? rule->name : skipped);
        if (rule == nullptr) return blame_element(name, parent, at);
        at_ = at;
        given_ = attributes;
        for (const auto& [attribute, value] : attributes)
            if (!is_hint(attribute) && !contains(words(rule->attributes), attribute))
                blame("attribute", attribute,
                      {joined({"<", name, "> has no such attribute"}),
                       joined({"<", name, "> 没有此属性"})},
                      nearest(attribute, words(rule->attributes)));
        if (name == "key") start_key();
        else if (name == "graph") start_graph();
        else if (name == "node") start_node();
        else if (name == "edge") start_edge();
        else if (name == "data") start_data();
    }

    void end() {
        const std::string_view name = open_.back();
        open_.pop_back();
        if (name == "default" && !content_.keys.empty()) end_default();
        if (name == "data" && data_key_ != nullptr) end_data();
        text_.clear();
    }

    void take_text(std::string_view text, Extent at) {
        const std::string_view inside = open_.back();
        if (inside == "data" || inside == "default") {
            text_ += text;
        } else if (inside != skipped && inside != "desc" && !trimmed(text).empty()) {
            at_ = at;
            blame("", trimmed(text), {"text stands outside of <data>", "文字写在了 <data> 之外"});
        }
    }

    void blame_element(std::string_view name, std::string_view parent, Extent at) {
        const auto allowed = elements_in(parent);
        const std::string list = comma_list(allowed);
        source_.blame(
            at, {.value = excerpt(name),
                 .what = parent.empty() ? Message{"the root is <graphml>", "根元素须为 <graphml>"}
                                        : Message{joined({"<", parent, "> holds no such element"}),
                                                  joined({"<", parent, "> 中不接受此元素"})},
                 .legal = {list, list},
                 .suggestion = nearest(name, allowed)});
    }

    // --- attributes of the element that starts ------------------------------------------------

    std::optional<std::string_view> given(std::string_view name) const {
        for (const auto& attribute : given_)
            if (attribute.name == name) return attribute.value;
        return std::nullopt;
    }

    std::optional<std::string_view> required(std::string_view name) {
        const auto value = given(name);
        if (!value) blame(name, "", {"this attribute is missing", "缺少此属性"});
        return value;
    }

    /// Underlines the value within the element, where it stands there as it is.
    Extent extent_of(std::string_view value) const {
        const std::string_view element = source_.text().substr(at_.offset, at_.length);
        for (const char quote : {'"', '\''}) {
            std::string quoted(1, quote);
            quoted.append(value).push_back(quote);
            if (const auto at = element.find(quoted); at != std::string_view::npos)
                return {at_.offset + at + 1, std::max<std::size_t>(1, value.size())};
        }
        return at_;
    }

    void blame(std::string_view key, std::string_view value, Message what,
               std::string suggestion = {}, Message legal = {}) {
        source_.blame(value.empty() ? at_ : extent_of(value),
                      {.key = std::string(key),
                       .value = excerpt(value),
                       .what = std::move(what),
                       .legal = std::move(legal),
                       .suggestion = std::move(suggestion)});
    }

    // --- keys ---------------------------------------------------------------------------------

    void start_key() {
        GraphmlKey key;
        const auto id = required("id");
        key.id = id.value_or("");
        key.name = given("attr.name").value_or(key.id);
        key.type = given("attr.type").value_or("string");
        key.offset = at_.offset;
        const std::string_view domain = given("for").value_or("all");
        key.for_nodes = domain == "node" || domain == "all";
        key.for_edges = domain == "edge" || domain == "all";
        key.for_graph = domain == "graph" || domain == "graphml" || domain == "all";
        if (!key.for_nodes && !key.for_edges && !key.for_graph)
            blame("for", domain, {"keys are not read for this", "不读取此类对象的属性"},
                  nearest(domain, words("node edge graph all")),
                  {"node, edge, graph, all", "node, edge, graph, all"});
        if (!is_graphml_type(key.type)) {
            blame("attr.type", key.type, {"there is no such type", "没有此类型"},
                  nearest(key.type, words("boolean int long float double string")),
                  {"boolean, int, long, float, double, string",
                   "boolean, int, long, float, double, string"});
            key.type = "string";
        }
        for (const GraphmlKey& other : content_.keys) {
            const bool shared =
                (key.for_nodes && other.for_nodes) || (key.for_edges && other.for_edges);
            if (other.id == key.id)
                blame("id", key.id,
                      {joined({"a key with this id stands already in line ", line(other)}),
                       joined({"第 ", line(other), " 行已有相同编号的 key"})});
            else if (shared && other.name == key.name)
                blame("attr.name", key.name,
                      {joined({"an attribute with this name stands already in line ", line(other)}),
                       joined({"第 ", line(other), " 行已有同名属性"})});
        }
        for (AttributeColumn* column : {&key.nodes, &key.edges}) {
            column->name = key.name;
            column->values = values_of_type(key.type);
        }
        content_.keys.push_back(std::move(key));
    }

    std::string line(const GraphmlKey& key) const {
        return std::to_string(source_.line_of(key.offset));
    }

    void end_default() {
        GraphmlKey& key = content_.keys.back();
        if (key.default_text)
            blame("default", "", {"a key has one default", "一个 key 只能有一个默认值"});
        AttributeColumn trial{.name = {}, .values = values_of_type(key.type), .present = {}};
        if (!set_value(trial, key.type, 0, text_)) blame_value(key);
        key.default_text = text_;
    }

    void blame_value(const GraphmlKey& key) {
        source_.blame(at_, {.key = key.name,
                            .value = excerpt(trimmed(text_)),
                            .what = {"this is not a value of type " + key.type,
                                     "这不是 " + key.type + " 类型的值"}});
    }

    // --- graph, nodes, edges ------------------------------------------------------------------

    void start_graph() {
        if (std::exchange(graph_seen_, true))
            blame("", "", {"a file holds one graph", "一个文件只能有一个图"});
        const auto direction = required("edgedefault");
        directed_ = direction == "directed";
        if (direction && direction != "directed" && direction != "undirected")
            blame("edgedefault", *direction, {"there is no such direction", "没有这种方向"},
                  nearest(*direction, words("directed undirected")), {"undirected", "undirected"});
        else if (directed_) blame_direction("edgedefault", *direction);
    }

    void blame_direction(std::string_view key, std::string_view value) {
        content_.symmetrised = true;
        if (!options_.symmetrise)
            blame(key, value,
                  {"ties are undirected here; these are directed",
                   "此处的边无方向，而文件中的边有方向"},
                  {}, {"undirected, or ask for symmetrisation", "undirected，或声明对称化"});
    }

    void start_node() {
        row_ = no_row;
        const auto id = required("id");
        if (!id) return;
        if (const auto line = content_.add_node(*id, at_.offset, source_)) {
            const std::string number = std::to_string(*line);
            return blame("id", *id,
                         {joined({"a node with this id stands already in line ", number}),
                          joined({"第 ", number, " 行已有相同编号的节点"})});
        }
        row_ = content_.vertices.size() - 1;
    }

    void start_edge() {
        row_ = content_.edges.size();
        const auto from = required("source"), to = required("target");
        bool directed = directed_;
        if (const auto own = given("directed")) {
            directed = *own == "true" || *own == "1";
            if (!directed && *own != "false" && *own != "0")
                blame("directed", *own, {"this is neither true nor false", "须为 true 或 false"});
            else if (directed && !directed_) blame_direction("directed", *own);
        }
        if (from && to && *from == *to)
            blame("source", *from, {"a vertex is tied to itself", "节点与自身相连"});
        Names& names = content_.names;
        content_.edges.push_back({from ? names.intern(*from) : 0, to ? names.intern(*to) : 0, 0,
                                  directed, at_.offset, at_.length});
    }

    // --- data ---------------------------------------------------------------------------------

    void start_data() {
        data_key_ = nullptr;
        const auto id = required("key");
        if (!id) return;
        const std::string_view owner = open_[open_.size() - 2];
        domain_ = owner == "node" ? Domain::node : owner == "edge" ? Domain::edge : Domain::graph;
        std::vector<std::string_view> known;
        for (GraphmlKey& key : content_.keys) {
            if (!key.is_for(domain_)) continue;
            if (key.id == *id) data_key_ = &key;
            known.push_back(key.id);
        }
        if (data_key_ == nullptr)
            blame("key", *id, {"no such key is declared for this element", "未为此元素声明该 key"},
                  nearest(*id, known));
    }

    void end_data() {
        GraphmlKey& key = *std::exchange(data_key_, nullptr);
        if (domain_ == Domain::graph) {
            content_.about.emplace_back(key.name, text_);
            return;
        }
        if (row_ == no_row) return;
        if (has_value(key.column(domain_), row_))
            source_.blame(at_, {.key = key.name,
                                .what = {"this element has two values of the attribute",
                                         "此元素的该属性有两个值"}});
        if (!set_value(key.column(domain_), key.type, row_, text_)) blame_value(key);
    }

    static constexpr std::string_view skipped = "(skipped)";
    static constexpr std::size_t no_row = static_cast<std::size_t>(-1);

    SourceText source_;
    const GraphmlOptions& options_;
    std::vector<std::string_view> open_;  // elements, outermost first
    Extent at_;  // the element that started last
    Attributes given_;  // its attributes, while it starts
    std::string text_;
    GraphmlContent content_;
    GraphmlKey* data_key_ = nullptr;
    Domain domain_ = Domain::graph;
    std::size_t row_ = no_row;  // node or edge that data belongs to
    bool graph_seen_ = false, directed_ = false;
};

}  // namespace

NetworkFile read_graphml(const std::filesystem::path& path, const GraphmlOptions& options) {
    return GraphmlReader(SourceText::read(path, options.max_bytes), options).read();
}

NetworkFile parse_graphml(std::string text, const std::string& file,
                          const GraphmlOptions& options) {
    return GraphmlReader(SourceText(file, std::move(text), options.max_bytes), options).read();
}

}  // namespace yihe

// Edge lists: two ids a line.
#include <algorithm>
#include <array>
#include <charconv>

#include "sim/graph/files.hpp"
#include "sim/graph/source_text.hpp"
#include "sim/graph/tie_table.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe {

using namespace graph_internal;

namespace {

constexpr std::string_view blanks = " \t\r\v\f";
constexpr std::string_view separators = " \t\r\v\f,";

/// What stands on a line: ids, and whether a comma stands where an id should.
struct Fields {
    std::vector<std::string_view> ids;
    bool id_missing = false;
};

Fields split(std::string_view line) {
    Fields fields;
    bool after_comma = true;  // also the line's begin: an id must come before the first comma
    for (std::size_t at = 0; (at = line.find_first_not_of(blanks, at)) != std::string_view::npos;) {
        if (line[at] == ',') {
            fields.id_missing = fields.id_missing || after_comma;
            after_comma = true;
            ++at;
            continue;
        }
        const std::size_t end = std::min(line.find_first_of(separators, at), line.size());
        fields.ids.push_back(line.substr(at, end - at));
        after_comma = false;
        at = end;
    }
    fields.id_missing = fields.id_missing || (after_comma && !fields.ids.empty());
    return fields;
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

bool names_columns(const Fields& fields) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> known{
        {{"source", "target"},
         {"from", "to"},
         {"node1", "node2"},
         {"src", "dst"},
         {"id1", "id2"},
         {"i", "j"},
         {"ego", "alter"}}};
    return fields.ids.size() >= 2 && std::any_of(known.begin(), known.end(), [&](const auto& pair) {
               return lower(fields.ids[0]) == pair.first && lower(fields.ids[1]) == pair.second;
           });
}

/// The canonical decimal form only: "007" would not be written back as it was read.
std::optional<AgentId> number_below(std::string_view id, std::size_t n) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), value);
    if (error != std::errc() || end != id.data() + id.size()) return std::nullopt;
    if ((id.size() > 1 && id[0] == '0') || value >= n) return std::nullopt;
    return static_cast<AgentId>(value);
}

class EdgeListReader {
public:
    EdgeListReader(SourceText source, const EdgeListOptions& options)
        : source_(std::move(source)), options_(options) {
        for (const auto& name : options_.vertices) names_.intern(name);
        ensure(names_.size() == options_.vertices.size(), "the vertices' names are unique");
        candidates_.assign(names_.all().begin(), names_.all().end());
    }

    NetworkFile read() && {
        const std::string_view text = source_.text();
        for (std::size_t at = 0; at < text.size() && !source_.enough();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            read_line(text.substr(at, end - at), at);
            at = end + 1;
        }
        if (lines_ == 0) source_.blame({.what = {"the file holds no ties", "文件中没有边"}});
        source_.refuse_if_bad();
        NetworkFile network{.vertices = vertices()};
        network.layers = layers_of(network.vertices.size(), ties_, {std::string(only_layer)}, {},
                                   network.vertices, source_);
        source_.refuse_if_bad();
        network.symmetrised = options_.symmetrise;
        return network;
    }

private:
    void read_line(std::string_view line, std::size_t offset) {
        const std::size_t begin = line.find_first_not_of(blanks);
        if (begin == std::string_view::npos || line[begin] == '#' || line[begin] == '%') return;
        if (options_.header && !std::exchange(header_seen_, true)) return;
        ++lines_;
        const Fields fields = split(line);
        const Extent all{offset + begin, line.find_last_not_of(blanks) + 1 - begin};
        if (lines_ == 1 && ids_are_free() && names_columns(fields))
            return source_.blame(all, {.value = excerpt(line.substr(begin)),
                                       .what = {"this looks like a header, and none is declared",
                                                "这一行像是表头，但未声明有表头"},
                                       .legal = {"declare the header, or remove the line",
                                                 "请声明表头，或删去这一行"}});
        if (fields.id_missing || fields.ids.size() != 2) return blame_count(all, line, fields);
        const auto from = vertex(fields.ids[0], line, offset);
        const auto to = vertex(fields.ids[1], line, offset);
        if (!from || !to) return;
        if (*from == *to)
            return source_.blame(all, {.value = excerpt(fields.ids[0]),
                                       .what = {"a vertex is tied to itself", "节点与自身相连"}});
        ties_.push_back({*from, *to, 0, options_.symmetrise, all.offset, all.length});
    }

    void blame_count(Extent all, std::string_view line, const Fields& fields) {
        const std::string count = std::to_string(fields.ids.size());
        Message what{"a line holds two ids, not " + count,
                     "每行须有两个编号，而不是 " + count + " 个"};
        if (fields.id_missing) what = {"an id is missing beside a comma", "逗号旁缺少编号"};
        source_.blame(all, {.value = excerpt(line),
                            .what = std::move(what),
                            .legal = {"two ids, separated by blanks, a tab or a comma",
                                      "两个编号，以空格、制表符或逗号分隔"}});
    }

    std::optional<AgentId> vertex(std::string_view id, std::string_view line, std::size_t offset) {
        std::optional<AgentId> found;
        if (options_.numbered) found = number_below(id, *options_.numbered);
        else if (ids_are_free()) return names_.intern(id);
        else found = names_.find(std::string(id));
        if (found || source_.enough()) return found;
        Problem problem{.value = excerpt(id),
                        .what = {"there is no vertex with this id", "没有编号如此的节点"},
                        .suggestion = nearest(id, candidates_)};
        if (options_.numbered) {
            const std::string last = std::to_string(*options_.numbered - 1);
            problem.legal = {"a whole number in 0 … " + last, "0 … " + last + " 的整数"};
            if (*options_.numbered == 0) problem.legal = {"there are no vertices", "没有节点"};
        }
        source_.blame({offset + static_cast<std::size_t>(id.data() - line.data()), id.size()},
                      std::move(problem));
        return found;
    }

    bool ids_are_free() const { return !options_.numbered && options_.vertices.empty(); }

    std::vector<std::string> vertices() const {
        if (!options_.numbered) return names_.all();
        std::vector<std::string> all;
        for (std::size_t v = 0; v < *options_.numbered; ++v) all.push_back(std::to_string(v));
        return all;
    }

    SourceText source_;
    const EdgeListOptions& options_;
    Names names_;
    std::vector<std::string_view> candidates_;
    std::vector<ReadTie> ties_;
    std::size_t lines_ = 0;
    bool header_seen_ = false;
};

}  // namespace

NetworkFile read_edge_list(const std::filesystem::path& path, const EdgeListOptions& options) {
    return EdgeListReader(SourceText::read(path, options.max_bytes), options).read();
}

NetworkFile parse_edge_list(std::string text, const std::string& file,
                            const EdgeListOptions& options) {
    return EdgeListReader(SourceText(file, std::move(text), options.max_bytes), options).read();
}

std::string edge_list_text(const std::vector<std::string>& vertices, const Layer& layer) {
    ensure(vertices.size() == layer.size(), "every vertex has a name");
    const auto refuse = [](Message what, const std::string& value) {
        throw UserError(Exit::invalid,
                        std::vector<Problem>{{.value = value, .what = std::move(what)}});
    };
    if (layer.tie_count() == 0)
        refuse({"an edge list holds at least one tie", "边列表至少须有一条边"}, {});
    for (const std::string& name : vertices)
        if (name.empty() || name.find_first_of(" \t\r\v\f,\n") != std::string::npos ||
            name.find('\0') != std::string::npos || name[0] == '#' || name[0] == '%' ||
            !is_utf8(name))
            refuse({"an edge list cannot hold this vertex name", "边列表无法写出此节点名"},
                   excerpt(name));
    std::string text = "# one tie per line\n";
    for (const auto [a, b] : layer.ties()) {
        text += vertices[a];
        text += '\t';
        text += vertices[b];
        text += '\n';
    }
    return text;
}

void write_edge_list(const std::filesystem::path& path, const std::vector<std::string>& vertices,
                     const Layer& layer) {
    write_whole_file(path, edge_list_text(vertices, layer));
}

}  // namespace yihe

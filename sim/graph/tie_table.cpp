#include "sim/graph/tie_table.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace yihe::graph_internal {

std::uint32_t Names::intern(std::string_view name) {
    const auto next = static_cast<std::uint32_t>(all_.size());
    const auto [at, is_new] = number_.try_emplace(std::string(name), next);
    if (is_new) all_.emplace_back(name);
    return at->second;
}

std::optional<std::uint32_t> Names::find(const std::string& name) const {
    const auto at = number_.find(name);
    if (at == number_.end()) return std::nullopt;
    return at->second;
}

AttributeColumn picked(const AttributeColumn& column, const std::vector<std::size_t>& rows) {
    const auto pick = [&](const auto& values) {
        std::remove_cvref_t<decltype(values)> chosen;
        chosen.reserve(rows.size());
        for (const std::size_t row : rows) chosen.push_back(values[row]);
        return chosen;
    };
    return {.name = column.name,
            .values = std::visit([&](const auto& v) { return AttributeColumn::Values(pick(v)); },
                                 column.values),
            .present = pick(column.present)};
}

namespace {

bool same_attributes(const std::vector<AttributeColumn>& columns, std::size_t a, std::size_t b) {
    return std::all_of(columns.begin(), columns.end(), [&](const AttributeColumn& column) {
        return column.present[a] == column.present[b] &&
               std::visit([&](const auto& v) { return v[a] == v[b]; }, column.values);
    });
}

Problem double_tie(const std::vector<std::string>& vertices, const ReadTie& first,
                   const ReadTie& second, const SourceText& source, bool unequal) {
    const std::string pair = excerpt(vertices[second.from]) + " – " + excerpt(vertices[second.to]);
    const std::string line = std::to_string(source.line_of(first.offset));
    if (unequal)
        return {.value = pair,
                .what = {"the two directions of this tie have different attributes (see line " +
                             line + ")",
                         "该边的两个方向属性不同（见第 " + line + " 行）"}};
    return {.value = pair,
            .what = {"this tie stands already in line " + line, "该边在第 " + line + " 行已经出现"},
            .legal = {"each tie once, in either direction", "每条边只写一次，方向不限"}};
}

}  // namespace

std::vector<NamedLayer> layers_of(std::size_t n, const std::vector<ReadTie>& ties,
                                  const std::vector<std::string>& layer_names,
                                  const std::vector<AttributeColumn>& columns,
                                  const std::vector<std::string>& vertices, SourceText& source) {
    std::vector<std::size_t> order(ties.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto key = [&](std::size_t i) {
        const ReadTie& tie = ties[i];
        return std::tuple(tie.layer, std::min(tie.from, tie.to), std::max(tie.from, tie.to), i);
    };
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    const auto same_tie = [&](std::size_t a, std::size_t b) {
        return std::tuple(std::get<0>(key(a)), std::get<1>(key(a)), std::get<2>(key(a))) ==
               std::tuple(std::get<0>(key(b)), std::get<1>(key(b)), std::get<2>(key(b)));
    };
    std::vector<std::vector<std::size_t>> rows(layer_names.size());
    for (std::size_t at = 0; at < order.size();) {
        const std::size_t first = order[at];
        rows[ties[first].layer].push_back(first);
        std::size_t copies = 1;
        for (; at + copies < order.size() && same_tie(first, order[at + copies]); ++copies) {
            const std::size_t other = order[at + copies];
            const bool opposite = copies == 1 && ties[first].directed && ties[other].directed &&
                                  ties[first].from == ties[other].to;
            const bool unequal = opposite && !same_attributes(columns, first, other);
            if ((!opposite || unequal) && !source.enough())
                source.blame({ties[other].offset, ties[other].length},
                             double_tie(vertices, ties[first], ties[other], source, unequal));
        }
        at += copies;
    }
    std::vector<NamedLayer> layers;
    for (std::size_t l = 0; l < layer_names.size(); ++l) {
        std::vector<Tie> pairs;
        pairs.reserve(rows[l].size());
        for (const std::size_t i : rows[l]) pairs.push_back({ties[i].from, ties[i].to});
        NamedLayer layer{
            .name = layer_names[l], .layer = Layer::from_ties(n, pairs), .attributes = {}};
        for (const auto& column : columns) layer.attributes.push_back(picked(column, rows[l]));
        layers.push_back(std::move(layer));
    }
    return layers;
}

}  // namespace yihe::graph_internal

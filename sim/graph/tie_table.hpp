// The ties of a file as they are read: gathered, checked for doubles, turned into layers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/graph/files.hpp"
#include "sim/graph/source_text.hpp"

namespace yihe::graph_internal {

/// Numbers names in order of appearance.
class Names {
public:
    /// The number of the name, a new one if it is new.
    std::uint32_t intern(std::string_view name);
    std::optional<std::uint32_t> find(const std::string& name) const;
    std::size_t size() const { return all_.size(); }
    const std::string& operator[](std::uint32_t number) const { return all_[number]; }
    const std::vector<std::string>& all() const { return all_; }

private:
    std::vector<std::string> all_;
    std::unordered_map<std::string, std::uint32_t> number_;
};

struct ReadTie {
    AgentId from, to;
    std::uint32_t layer;
    bool directed;
    std::size_t offset, length;  ///< in the file
};

/// `rows` of a column put in a new order.
AttributeColumn picked(const AttributeColumn& column, const std::vector<std::size_t>& rows);

/// Two directed ties in opposite directions become one, with the attributes of the first; they must
/// not differ. All other doubles are blamed on the file. `columns` has a row per tie.
std::vector<NamedLayer> layers_of(std::size_t n, const std::vector<ReadTie>& ties,
                                  const std::vector<std::string>& layer_names,
                                  const std::vector<AttributeColumn>& columns,
                                  const std::vector<std::string>& vertices, SourceText& source);

}  // namespace yihe::graph_internal

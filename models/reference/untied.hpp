// The sizes of a model whose residents have no ties: `community.residents` of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace yihe::reference {

/// Inherited by a model whose mechanism Owner has the number of residents among its parameters.
template <class Owner>
struct Untied {
    static constexpr std::size_t layer_count = 0;

    static std::vector<std::uint32_t> sizes(const typename Owner::Params& p) {
        return {static_cast<std::uint32_t>(p.residents)};
    }
    static double agents(const typename Owner::Params& p) {
        return static_cast<double>(p.residents);
    }
    static double ties_per_agent() { return 0; }
};

}  // namespace yihe::reference

// The rules of Axelrod's culture: who interacts, what is taken over, and what is left.
#pragma once

#include "models/reference/contacts.hpp"
#include "sim/run/mechanism.hpp"

namespace yihe::reference {

enum class TraitsDrawn { uniform, poisson };
constexpr auto names_of(TraitsDrawn) { return names("uniform", "poisson"); }

using CulturePeople = Society<{.residents = 100, .kind = TiesKind::grid}>;

struct CultureRules : Mechanism {
    using People = CulturePeople;
    struct Params {
        std::int64_t features = 5;
        std::int64_t traits = 10;
        TraitsDrawn drawn = TraitsDrawn::uniform;
        double mean = 10;
        double noise = 0;
        double sweeps = 10;
    };
    struct Community {
        std::vector<std::uint16_t> traits;  // [resident × feature]
        std::uint64_t events = 0;           // until nothing can change, or so far
        std::uint8_t frozen = 0;
    };

    /// First traits.
    static void begin(const Params& p, const People::Params& people, Community& c,
                      const TypedLayers& layers, const Here& here, const Random& random);
    /// Events of one step, unless nothing can change.
    static void live(const Params& p, const People::Params& people, Community& c,
                     const TypedLayers& layers, const Here& here, const Week& week,
                     const Random& random);
    /// Sizes of the clusters whose ties agree in at least `same` features.
    static std::vector<std::size_t> regions(const Params& p, const Community& c,
                                            const Contacts& contacts, std::int64_t same);
    /// Residents by their cultures; equal ones stand next to each other. Sizes of these groups.
    static std::vector<std::size_t> cultures(const Params& p, const Community& c);
};

}  // namespace yihe::reference

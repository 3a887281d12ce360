// The rules of March's mutual learning: members from the code, the code from those who know more.
#pragma once

#include "sim/core/random.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/week.hpp"

namespace yihe::reference {

enum class Compared { knowledge, score, acts };
constexpr auto names_of(Compared) { return names("knowledge", "score", "acts"); }
enum class Margin { votes, differing };
constexpr auto names_of(Margin) { return names("votes", "differing"); }
enum class LearnsFirst { together, members };
constexpr auto names_of(LearnsFirst) { return names("together", "members"); }

struct LearningRules : Mechanism {
    struct Params {
        std::int64_t residents = 50;
        std::int64_t dimensions = 30;
        double p1 = 0.1, p2 = 0.5;
        double slow_share = 0, slow_p1 = 0.1;
        Compared compares = Compared::knowledge;
        Margin counts = Margin::votes;
        LearnsFirst first = LearnsFirst::together;
        bool gradual = false, code_gradual = false;
        double turnover = 0, turbulence = 0;
    };
    struct Community {
        std::vector<std::int8_t> reality, code;  // [dimension]
        std::vector<std::int8_t> beliefs;  // [resident × dimension]
    };

    /// Reality and first beliefs.
    static void begin(const Params& p, Community& c, const Here& here, const Random& random);
    /// Right beliefs of one who holds `beliefs` [dimension].
    static std::int64_t knowledge(const Community& c, const std::int8_t* beliefs);
    /// Right less wrong beliefs.
    static std::int64_t score(const Community& c, const std::int8_t* beliefs);
    /// One step: learning, turnover, turbulence.
    static void learn(const Params& p, Community& c, const Here& here, const Week& week,
                      const Random& random);
};

}  // namespace yihe::reference

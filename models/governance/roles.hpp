// Role beliefs (R4): whom each institution takes to be responsible for each type of case. They
// drift, are learnt from those who solved a case, and follow what the core makes clear.
#pragma once

#include "models/governance/institutions.hpp"
#include "models/governance/leadership.hpp"
#include "models/governance/trust.hpp"

namespace yihe::governance {

struct Roles : Mechanism {
    static constexpr std::string_view name = "roles";
    struct Params {
        double drift = 0.02;
        double initial_clarity = 0.6;
        double peer_learning = 0.2;
        double adoption = 0.8;
        bool role_ambiguity = true;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "roles.drift",
                  .unit = "1/week",
                  .range = {0, 1},
                  .label = {"Duty beliefs re-drawn", "职责认知漂移率"},
                  .source = "gilboa2008"},
              &Params::drift},
        Param{Doc{.key = "roles.initial_clarity",
                  .label = {"Right duty beliefs at the start", "初始职责清晰度"},
                  .source = "assumption"},
              &Params::initial_clarity, Change::structural},
        Param{Doc{.key = "roles.peer_learning",
                  .label = {"Learning from who solved it", "同伴学习率"},
                  .source = "gilboa2008"},
              &Params::peer_learning},
        Param{Doc{.key = "roles.adoption",
                  .label = {"What the core makes clear is adopted, at full trust",
                            "完全信任时采纳核心明确职责的概率"},
                  .source = "gilboa2008"},
              &Params::adoption},
        Param{Doc{.key = "mechanisms.role_ambiguity",
                  .label = {"Duties can be unclear", "职责可能不清"},
                  .source = "gilboa2008"},
              &Params::role_ambiguity},
    };

    struct Community {
        std::vector<std::uint8_t> belief;  // [serving institutions × case types], a serving Kind
    };
    static constexpr auto fields = std::tuple{Field{"belief", &Community::belief}};

    /// Whom actor `a` believes responsible for what is written down as `type`.
    static Kind believed(const Params& p, const Institutions::Params& ip, const Community& c,
                         Actor a, std::uint8_t type) {
        return p.role_ambiguity ? static_cast<Kind>(c.belief[a * case_types + type])
                                : owner_of(type, ip.separated);
    }

    static void begin(const Params& p, const Institutions::Params& ip,
                      const Institutions::Community& inst, Community& c, const Here& here,
                      const Random& random);
    /// Turnover, new policies and re-shuffles re-draw beliefs.
    static void drift(const Params& p, const Institutions::Community& inst, Community& c,
                      const Here& here, const Week& week, const Random& random);
    /// What the core made clear this week is adopted by those who trust it.
    static void adopt(const Params& p, const Institutions::Community& inst,
                      const Trust::Community& trust, const Leadership::Community& core,
                      Community& c, const Random& random);
    /// Who handed a case on learns from who resolved it.
    static void learn(const Params& p, const Cases::Community& cases, Community& c,
                      const Random& random);

    static constexpr auto metrics = std::tuple{
        Metric{Doc{.key = "duty_clarity",
                   .label = {"Right duty beliefs", "职责认知正确率"},
                   .source = "gilboa2008"},
               {"share of (institution, type) pairs whose believed owner is the true one",
                "（主体，事项类型）中职责认知正确的比例"},
               [](const Params& p, const Institutions::Params& ip, const Community& c) {
                   double right = 0;
                   for (std::size_t i = 0; i < c.belief.size(); ++i)
                       right +=
                           !p.role_ambiguity ||
                           static_cast<Kind>(c.belief[i]) ==
                               owner_of(static_cast<std::uint8_t>(i % case_types), ip.separated);
                   return Ratio{right, static_cast<double>(c.belief.size())};
               }},
    };
};

}  // namespace yihe::governance

// Routing (R4): whoever holds a case keeps it or hands it on, as it believes the duties to lie.
#pragma once

#include "models/governance/roles.hpp"
#include "models/governance/service.hpp"

namespace yihe::governance {

struct Routing : Mechanism {
    static constexpr std::string_view name = "routing";
    struct Params {
        double buck_passing = 0.1;
        double overload = 2;
    };
    static constexpr auto params = std::tuple{
        Param{Doc{.key = "roles.buck_passing",
                  .label = {"Own cases passed on under overload", "超负荷时推诿的概率"},
                  .source = "fioretti2009"},
              &Params::buck_passing},
        Param{Doc{.key = "roles.overload",
                  .unit = "week",
                  .range = {0, 52},
                  .label = {"Queue from which an actor is overloaded", "视为超负荷的排队周数"},
                  .source = "assumption"},
              &Params::overload},
    };

    /// Each holder makes up its mind.
    static void choose(const Roles::Params& rp, const Institutions::Params& ip,
                       const Roles::Community& roles, Cases::Community& cases);
    /// Who was not taken up by the core does what it meant to do.
    static void act(const Params& p, const Institutions::Params& ip,
                    const Institutions::Community& inst, const Service::Community& service,
                    const Autonomy::Community& autonomy, const Residents::State& people,
                    const Discovery::Params& offices, Cases::Community& cases, const Week& week,
                    const Random& random);
    /// What the core gave back goes on: to whom it ordered, or as the holder now believes.
    static void resume(const Roles::Params& rp, const Institutions::Params& ip,
                       const Institutions::Community& inst, const Roles::Community& roles,
                       const Leadership::Community& core, const Residents::State& people,
                       const Discovery::Params& offices, Cases::Community& cases, const Week& week,
                       const Random& random);
};

}  // namespace yihe::governance

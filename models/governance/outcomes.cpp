#include "models/governance/outcomes.hpp"

#include <algorithm>
#include <cmath>

namespace yihe::governance {

namespace {

using Community = Outcomes::Community;

struct Measure {
    const Institutions::Params& ip;
    Community& c;
    double delivered = 0;
    std::array<double, case_types> count{};
    std::array<double, suppliers> core{};
};

void add(Ratio& ratio, double x) { ratio += {x, 1}; }

std::size_t supplier(std::uint8_t kind) { return kind < serving_kinds ? kind : serving_kinds; }

/// One case of the cohort.
void measure(Measure& m, const Case& k) {
    Community& c = m.c;
    const bool separated = m.ip.separated;
    const Kind owner = owner_of(k.type, separated);
    const bool in_time =
        k.accepted != never && k.accepted - k.born <= int{Outcomes::acceptance_weeks};
    const double joined = (k.joined & 1) + (k.several ? (k.joined >> 1 & 1) : 0);
    const bool resolved = k.stage == Stage::resolved;
    add(c.coordination, in_time ? joined / (1 + k.several) / (1 + k.wrong_hops) : 0);
    add(c.recall, k.served_right);
    c.accuracy += {resolved ? 1.0 : 0.0, double(k.attempts)};
    add(c.resolution, resolved);
    add(c.hops, k.hops);
    add(c.gap, !in_time);
    const bool wrong_server =
        k.server_kind != 0xff && k.server_kind != static_cast<std::uint8_t>(owner);
    add(c.overreach,
        k.server_kind == static_cast<std::uint8_t>(Kind::core) || (k.under_order && wrong_server));
    add(c.misassignment,
        k.first_kind != 0xff && !k.under_order && k.first_kind != static_cast<std::uint8_t>(owner));
    add(c.core_share, k.server_kind == static_cast<std::uint8_t>(Kind::core));
    add(c.decision_time, k.accepted == never ? Ledger::deadline : k.accepted - k.born);
    add(c.rework, k.attempts > 1);
    const bool administrative = types[k.type].administrative;
    const double reported = k.channel == Channel::self_report;
    c.admin_resolution += {double(administrative && resolved), double(administrative)};
    c.stops += {reported * (1 + k.office_changes), reported};
    m.count[k.type] += 1;
    if (k.served_right && k.server_kind < kind_count)
        m.delivered +=
            skill(static_cast<Kind>(k.server_kind), k.type, separated, m.ip.specialisation);
}

std::int64_t thousandths(double x) { return static_cast<std::int64_t>(std::lround(x * 1000)); }

/// The most that the hours of the four weeks in which C arose could have delivered to it. Types
/// that need a resource are limited, in proportion, to the resources offered in these weeks.
double upper_bound(const Measure& m, std::uint32_t week) {
    TransportProblem problem;
    double resources = 0, needing = 0;
    std::array<double, suppliers> capacity{};
    for (std::uint32_t back = Outcomes::cohort_to; back <= Outcomes::cohort_from; ++back) {
        const std::size_t slot = (week - back) % (Outcomes::cohort_from + 1);
        resources += m.c.resources[slot];
        for (std::size_t j = 0; j < suppliers; ++j) capacity[j] += m.c.capacity[slot][j];
    }
    for (std::uint8_t k = 0; k < case_types; ++k)
        needing += types[k].needs_resource ? m.count[k] : 0;
    const double share = needing > resources ? resources / needing : 1;
    for (std::size_t j = 0; j < suppliers; ++j) {
        problem.supply[j] = thousandths(capacity[j]);
        const auto kind = j < serving_kinds ? static_cast<Kind>(j) : Kind::core;
        for (std::uint8_t k = 0; k < case_types; ++k)
            problem.value[j][k] = static_cast<std::int64_t>(
                std::lround(1e6 * skill(kind, k, m.ip.separated, m.ip.specialisation)));
    }
    for (std::uint8_t k = 0; k < case_types; ++k)
        problem.demand[k] = thousandths(m.count[k] * (types[k].needs_resource ? share : 1));
    return static_cast<double>(best_delivery(problem)) * 1e-9;
}

/// This week's capacities enter the ring.
void remember(const Institutions::Community& inst, const Service::Params& sp,
              const Service::Community& service, const Resources::Community& resources,
              Community& c, std::uint32_t week) {
    const std::size_t slot = week % (Outcomes::cohort_from + 1);
    c.capacity[slot].fill(0);
    for (Actor a = 0; a < inst.serving; ++a)
        c.capacity[slot][supplier(static_cast<std::uint8_t>(inst.kind[a]))] +=
            service.work[a].hours / sp.effort;
    c.capacity[slot][serving_kinds] = service.core_tried;
    c.resources[slot] = resources.supplies;
}

void observe_order(const Grievance::Community& grievance, Community& c, const Here& here,
                   std::uint32_t week) {
    c.open_share[week % Outcomes::stability_weeks] =
        double(grievance.open) / static_cast<double>(here.size());
    c.stability = level(1 - *std::max_element(c.open_share.begin(), c.open_share.end()));
}

void observe_closed(const Cases::Community& cases, Community& c) {
    for (const std::uint32_t number : cases.ledger.closed_this_week()) {
        const Case& k = cases.ledger.at(number);
        if (k.origin == no_resident) continue;
        const double waited = std::min<double>(k.closed - k.born, Ledger::deadline);
        add(c.satisfaction, k.stage == Stage::resolved ? 1 - 0.5 * waited / Ledger::deadline : 0);
    }
}

}  // namespace

void Outcomes::observe(const Institutions::Params& ip, const Institutions::Community& inst,
                       const Service::Params& sp, const Service::Community& service,
                       const Resources::Community& resources, const Grievance::Community& grievance,
                       const Cases::Community& cases, Community& c, const Here& here,
                       const Week& week) {
    for (Ratio* r : {&c.coordination, &c.allocation, &c.recall, &c.accuracy, &c.resolution, &c.hops,
                     &c.gap, &c.overreach, &c.misassignment, &c.core_share, &c.decision_time,
                     &c.rework, &c.admin_resolution, &c.stops, &c.satisfaction})
        *r = {};
    remember(inst, sp, service, resources, c, week.number);
    observe_order(grievance, c, here, week.number);
    observe_closed(cases, c);
    if (week.number <= cohort_from) return;
    Measure m{ip, c};
    for (const Case& k :
         cases.ledger.born_between(week.number - cohort_from, week.number - cohort_to))
        measure(m, k);
    const double most = upper_bound(m, week.number);
    if (most > 0) c.allocation = level(std::min(1.0, m.delivered / most));
}

Ratio Outcomes::geometric(const Community& c) {
    double product = 1;
    for (const double d : dimensions(c)) product *= d;
    return level(std::sqrt(std::sqrt(product)));
}
Ratio Outcomes::arithmetic(const Community& c) {
    double sum = 0;
    for (const double d : dimensions(c)) sum += d;
    return level(sum / 4);
}
Ratio Outcomes::least(const Community& c) {
    double lowest = 1;
    for (const double d : dimensions(c)) {
        if (std::isnan(d)) return {};
        lowest = std::min(lowest, d);
    }
    return level(lowest);
}

}  // namespace yihe::governance

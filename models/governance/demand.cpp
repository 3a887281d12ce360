#include "models/governance/demand.hpp"

#include <algorithm>

#include "sim/run/metrics.hpp"

namespace yihe::governance {

namespace {

constexpr double residents_of_table = 7800;

constexpr double weekly_total() {
    double sum = 0;
    for (const CaseType& type : types) sum += type.weekly;
    return sum;
}

std::uint8_t draw_type(double u) {
    double left = u * weekly_total();
    std::uint8_t type = 0;
    while (type + 1u < need_types && left >= types[type].weekly) left -= types[type++].weekly;
    return type;
}

std::uint64_t case_id(std::uint32_t origin, std::uint32_t week, std::uint8_t kind,
                      std::uint8_t ordinal) {
    return std::uint64_t{origin} << 32 | std::uint64_t{week & 0xffff} << 16 |
           std::uint64_t{kind} << 8 | ordinal;
}

}  // namespace

Demand::Context Demand::context(const Params& p) {
    return {static_cast<float>(p.load * weekly_total() / residents_of_table / p.known_share)};
}

void Demand::record(const Params& p, const State& s, Cases::Community& cases, const Here& here,
                    const Week& week, const Random& random) {
    const auto now = static_cast<std::uint16_t>(week.number);
    cases.ledger.begin_week(now);
    std::vector<Random::Key> needs, ids;
    for_each_set(s.arising, here, [&](AgentId i) {
        needs.push_back({i, 0});
        ids.push_back({case_id(i, week.number, 0, 0), 0});
    });
    const auto kinds = random.uniforms(Purpose{"need type"}, needs, week.number);
    const auto several = random.uniforms(Purpose{"several actors"}, ids, 0);
    for (std::size_t n = 0; n < needs.size(); ++n) {
        Case fresh;
        fresh.id = ids[n].entity;
        fresh.origin = static_cast<std::uint32_t>(needs[n].entity);
        fresh.born = now;
        fresh.type = draw_type(kinds[n]);
        fresh.several = several[n] < p.complexity;
        cases.ledger.arise(fresh);
    }
}

void Superior::send(const Params& p, const Institutions::Params& ip,
                    const Institutions::Community& inst, const Community& c,
                    Cases::Community& cases, const Here& here, const Week& week,
                    const Random& random) {
    const bool campaign = week.number % campaign_every < campaign_weeks;
    Draws draws(random, Purpose{"superior tasks"}, here.community, week.number);
    const std::uint32_t tasks = draws.poisson(p.tasks * (campaign ? p.campaign_factor : 1));
    const auto now = static_cast<std::uint16_t>(week.number);
    for (std::uint32_t t = 0; t < tasks + c.escalated; ++t) {
        Case fresh;
        const auto origin = 0x80000000u | here.community;
        fresh.id = case_id(origin, week.number, static_cast<std::uint8_t>(1 + t / 256),
                           static_cast<std::uint8_t>(t));
        fresh.born = now;
        const bool leaks = ip.separated && random.chance(p.leak, Purpose{"leak"}, fresh.id, 0);
        fresh.type = leaks ? leaked_task : superior_task;
        const std::uint32_t number = cases.ledger.arise(fresh);
        const Actor holder = ip.separated && !leaks ? inst.station : inst.committee;
        cases.ledger.discover(number, Channel::superior, holder, fresh.type, now);
    }
}

void Superior::hear(Community& c, const Cases::Community& cases, const Here& here) {
    c.escalated = 0;
    for (const std::uint32_t number : cases.ledger.closed_this_week())
        c.escalated += cases.ledger.at(number).escalated;
    const double per_thousand = 1000.0 * c.escalated / static_cast<double>(here.size());
    c.pressure += 0.1 * (per_thousand / (1 + per_thousand) - c.pressure);
}

}  // namespace yihe::governance

#include "models/governance/service.hpp"

#include <algorithm>

#include "sim/core/math.hpp"

namespace yihe::governance {

namespace {

/// Effective number of types of task: the exponential of the entropy of the recent mix.
double effective_types(const std::array<double, case_types>& recent) {
    double total = 0;
    for (const double n : recent) total += n;
    if (total <= 0) return 1;
    double entropy = 0;
    for (const double n : recent)
        if (n > 0) entropy -= n / total * math::log(n / total);
    return math::exp(entropy);
}

double hours_of(const Service::Params& p, Kind kind, double staff, double active) {
    switch (kind) {
        case Kind::property: return p.property_hours;
        case Kind::organization: return p.organization_hours;
        case Kind::unit: return p.unit_hours;
        case Kind::volunteers: return p.volunteer_hours * active;
        default: return staff * Service::week_hours;
    }
}

/// What serving one case needs to know.
struct Bench {
    const Service::Params& p;
    const Institutions::Params& ip;
    const Institutions::Community& inst;
    const Autonomy::Community& autonomy;
    const Trust::State& trust;
    const Residents::State& people;
    Cases::Community& cases;
    Service::Community& c;
    std::uint16_t week;
    const Random& random;
};

/// Whether an institution of the partner's kind joins, with hours of its own.
bool partner_joins(Bench& b, const Case& k, double effort) {
    const Kind kind = partner_of(k.type, b.ip.separated);
    const std::uint32_t building = k.origin == no_resident ? 0 : b.people.building[k.origin];
    const Actor partner =
        Institutions::choose(b.inst, kind, k, building, b.random, Purpose{"partner"}, k.attempts);
    if (partner == no_actor) return false;
    double willing = Autonomy::motivation(kind, b.autonomy.autonomy[partner]);
    if (k.convened) willing = 1 - (1 - willing) * (1 - Service::convening);
    Service::Work& w = b.c.work[partner];
    if (w.carry < effort ||
        !b.random.chance(willing, Purpose{"partner joins"}, k.id, 0, k.attempts))
        return false;
    w.carry -= effort;
    w.used += effort;
    return true;
}

double success_chance(const Bench& b, const Case& k, Kind kind, bool complete) {
    if (k.recorded != k.type) return 0;  // a service for something else meets no need
    const double skill = governance::skill(kind, k.type, b.ip.separated, b.ip.specialisation);
    double chance = skill;
    if (k.type == dispute) {
        const double trust = k.origin == no_resident ? 0.5 : b.trust.trust[k.origin];
        chance = math::logistic(Service::mediation[0] + Service::mediation[1] * trust +
                                Service::mediation[2] * skill -
                                Service::mediation[3] * (b.week - k.born));
    }
    return complete ? chance : 0.5 * chance;
}

/// One service of one case. Returns whether the need was met.
bool serve_one(Bench& b, std::uint32_t number, Kind kind, double effort) {
    Case& k = b.cases.ledger.at(number);
    k.server_kind = static_cast<std::uint8_t>(kind);
    bool complete = true;
    if (kind == owner_of(k.type, b.ip.separated)) k.joined |= 1;
    if (k.several) {
        if (partner_joins(b, k, effort * Service::partner_effort)) k.joined |= 2;
        complete = (k.joined & 2) != 0;
    }
    const std::uint8_t n = k.attempts++;
    const bool met = b.random.chance(success_chance(b, k, kind, complete),
                                     Purpose{"service succeeds"}, k.id, 0, n);
    if (k.recorded == k.type) k.served_right = 1;
    if (met) {
        b.cases.ledger.resolve(number, b.week);
    } else if (b.random.chance(b.p.reopen, Purpose{"reopens"}, k.id, 0, n)) {
        if (b.random.chance(0.5, Purpose{"record corrected"}, k.id, 0, n)) k.recorded = k.type;
        k.by_core = k.under_order = 0;
        k.matched = 0;
        k.ordered_to = no_actor;
        b.cases.ledger.hold(number, kind == Kind::core ? b.inst.committee : k.holder);
    } else {
        b.cases.ledger.expire(number, b.week);
    }
    return met;
}

/// Works off one institution's queue; returns the hours that a case took it.
double work_off(Bench& b, Actor a, std::span<const std::uint32_t> queue) {
    Service::Work& w = b.c.work[a];
    const Kind kind = b.inst.kind[a];
    auto& recent = b.c.recent[a];
    const bool switches = b.p.task_switching && !queue.empty();
    const double extra = switches ? b.p.switching * (effective_types(recent) - 1) : 0;
    const double effort = b.p.effort * (1 + extra);
    for (double& n : recent) n *= 0.75;
    w.queued_hours = 0;
    for (const std::uint32_t number : queue) {
        const Case& k = b.cases.ledger.at(number);
        const bool ready = !types[k.recorded].needs_resource || k.matched;
        if (!ready || w.carry < effort) {
            w.queued_hours += effort;
            continue;
        }
        w.carry -= effort;
        w.used += effort;
        if (types[k.recorded].administrative) w.administrative += effort;
        recent[k.recorded] += 1;
        ++w.tried;
        w.done += serve_one(b, number, kind, effort);
    }
    return effort;
}

/// Hours are not stored: what is carried over is at most the work done on a case that waits.
void end_week(Service::Work& w, double effort) {
    w.carry = w.queued_hours == 0 ? 0 : std::min(w.carry, effort);
}

}  // namespace

void Service::begin(const Institutions::Community& inst, Community& c) {
    c.work.assign(inst.serving, {});
    c.recent.assign(inst.serving, {});
}

void Service::staff(const Params& p, const Institutions::Params& ip,
                    const Institutions::Community& inst, const Superior::Params& superior,
                    const Autonomy::Community& autonomy, const Participation::State& people,
                    Community& c, const Here& here) {
    const double active = share_of(people.active, here).numerator;
    for (Actor a = 0; a < inst.serving; ++a) {
        const Kind kind = inst.kind[a];
        const double gross = hours_of(p, kind, Institutions::staff(ip, kind), active) *
                             Autonomy::motivation(kind, autonomy.autonomy[a]);
        Work& w = c.work[a];
        w.overhead = gross * Superior::overhead(superior, ip.separated, kind);
        w.hours = gross - w.overhead;
        w.carry += w.hours;
        w.used = w.administrative = 0;
        w.done = w.tried = 0;
    }
    c.core_done = c.core_tried = 0;
}

void Service::serve(const Params& p, const Institutions::Params& ip,
                    const Institutions::Community& inst, const Autonomy::Community& autonomy,
                    const Trust::State& trust, const Residents::State& people,
                    Cases::Community& cases, Community& c, const Week& week, const Random& random) {
    Bench b{
        p,     ip, inst, autonomy, trust, people, cases, c, static_cast<std::uint16_t>(week.number),
        random};
    std::vector<std::vector<std::uint32_t>> queues(inst.serving);
    std::vector<std::uint32_t> own;  // cases of the core
    const auto queued = cases.ledger.at_stage(Stage::queued);
    for (auto& queue : queues) queue.reserve(queued.size());
    for (const std::uint32_t number : queued) {
        const Actor holder = cases.ledger.at(number).holder;
        (holder == inst.core ? own : queues[holder]).push_back(number);
    }
    for (const std::uint32_t number : own) {
        ++c.core_tried;
        c.core_done += serve_one(b, number, Kind::core, p.effort);
    }
    std::vector<double> effort(inst.serving);
    for (Actor a = 0; a < inst.serving; ++a) effort[a] = work_off(b, a, queues[a]);
    for (Actor a = 0; a < inst.serving; ++a) end_week(c.work[a], effort[a]);
}

}  // namespace yihe::governance

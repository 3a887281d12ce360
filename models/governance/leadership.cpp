#include "models/governance/leadership.hpp"

#include <algorithm>

namespace yihe::governance {

namespace {

/// What one answer needs to know.
struct Desk {
    const Leadership::Params& p;
    const Hierarchy::Params& h;
    const Institutions::Params& ip;
    const Institutions::Community& inst;
    const Residents::State& people;
    const Service::Community& service;
    Cases::Community& cases;
    Leadership::Community& c;
    std::uint16_t week;
    const Random& random;
    double budget;  // attention of this week
};

std::uint8_t other_kind(const Institutions::Community& inst, std::uint8_t than,
                        std::uint32_t word) {
    std::uint8_t others[serving_kinds];
    std::uint32_t count = 0;
    for (std::uint8_t k = 0; k < serving_kinds; ++k)
        if (inst.count[k] > 0 && k != than) others[count++] = k;
    return count == 0 ? than : others[(std::uint64_t{word} * count) >> 32];
}

/// The kind that the core judges responsible: right with probability q, otherwise another one.
std::uint8_t judged_owner(const Desk& d, const Case& k, double quality) {
    const auto owner = static_cast<std::uint8_t>(owner_of(k.type, d.ip.separated));
    const std::uint32_t word = d.random.word(Purpose{"core's second choice"}, k.id, 0, k.decisions);
    if (d.p.blind) return other_kind(d.inst, 0xff, word);
    return d.random.chance(quality, Purpose{"core judges"}, k.id, 0, k.decisions)
               ? owner
               : other_kind(d.inst, owner, word);
}

double judgement(const Desk& d, bool delegated) {
    const double load =
        d.p.finite_attention && d.p.attention > 0 ? std::min(1.0, d.c.used / d.p.attention) : 0;
    const double quality = d.p.accuracy * (1 - d.p.overload * load);
    return delegated ? quality * Hierarchy::kept(d.h) : quality;
}

/// Tells `to`, or all, whose duty a case like `k` is.
void announce(Desk& d, Actor to, const Case& k, std::uint8_t owner, double reach) {
    d.c.announcements.push_back({reach, k.id, to, k.recorded, owner, k.decisions, {}});
}

/// The order goes to an institution of the judged kind; if the core would have to wait for it
/// longer than its patience, or there is none, it does the work itself.
double command(Desk& d, std::uint32_t number, std::uint8_t owner, bool own_choice_right) {
    Case& k = d.cases.ledger.at(number);
    const std::uint32_t building = k.origin == no_resident ? 0 : d.people.building[k.origin];
    const Actor to = Institutions::choose(d.inst, static_cast<Kind>(owner), k, building, d.random,
                                          Purpose{"order goes to"}, k.decisions);
    const bool itself = to == no_actor || d.service.expected_wait(to) > d.p.patience;
    if (own_choice_right && (itself || k.choice != owner))
        ++d.cases.ledger.tally(k.holder).unnecessary;
    k.under_order = 1;
    if (!itself) {
        k.ordered_to = to;
        return Leadership::review_cost;
    }
    k.by_core = 1;
    d.cases.ledger.accept(number, d.inst.core, Kind::core, d.week);
    ++d.c.own_cases;
    return Leadership::own_service_cost;
}

/// One taken-up decision is answered; returns the attention that it cost.
double answer_one(Desk& d, const Taken& taken) {
    Case& k = d.cases.ledger.at(taken.number);
    const std::uint8_t owner = judged_owner(d, k, judgement(d, taken.delegated != 0));
    const bool right = k.choice == static_cast<std::uint8_t>(owner_of(k.type, d.ip.separated));
    const double reach = taken.delegated != 0 ? Hierarchy::kept(d.h) : 1;
    k.convened = 1;
    d.c.waited += d.week - taken.since;
    ++d.c.answered;
    double cost = Leadership::review_cost;
    if (d.random.chance(d.p.goal_share, Purpose{"answers for the type"}, k.id, 0, k.decisions)) {
        announce(d, no_actor, k, owner, reach);
        cost = Leadership::announcement_cost;
    } else if (!d.random.chance(d.p.style, Purpose{"orders"}, k.id, 0, k.decisions)) {
        announce(d, k.holder, k, owner, reach);
    } else {
        cost = command(d, taken.number, owner, right);
    }
    if (!k.by_core) {
        d.cases.ledger.give_back(taken.number);
        d.c.advised.push_back(taken.number);
    }
    return cost;
}

/// Duties of the types that were most often handed to the wrong actor are made clear to all.
void hold_conference(Desk& d) {
    const auto& total = d.cases.ledger.misrouted();
    auto since = total;
    for (std::size_t t = 0; t < case_types; ++t) since[t] -= d.c.misrouted[t];
    d.c.misrouted = total;
    for (std::size_t topic = 0; topic < Leadership::conference_topics; ++topic) {
        const auto worst = std::max_element(since.begin(), since.end());
        if (*worst == 0) break;
        *worst = 0;
        Case about;
        about.type = about.recorded = static_cast<std::uint8_t>(worst - since.begin());
        about.id = std::uint64_t{0xC0000000u + about.type} << 32 | d.week;
        announce(d, no_actor, about, judged_owner(d, about, judgement(d, false)), 1);
    }
}

/// Attention of the branches and building groups that have visible members enough to exist.
double delegated_attention(const Residents::Community& residents) {
    double attention = 0;
    std::vector<std::uint32_t> members(residents.grids, 0);
    for (std::uint32_t b = 0; b < residents.buildings; ++b) {
        const std::uint32_t visible = residents.visible_in_building[b];
        members[residents.grid_of_building[b]] += visible;
        attention += visible >= Residents::group_size ? Leadership::group_attention : 0;
    }
    for (const std::uint32_t m : members)
        attention += m >= Residents::group_size ? Leadership::branch_attention : 0;
    return attention;
}

bool conference_due(double interval, std::uint32_t week) {
    if (interval <= 0) return false;
    const auto every = std::max(1u, static_cast<std::uint32_t>(interval));
    return week % every == 0;
}

}  // namespace

void Leadership::new_week(Community& c) {
    c.announcements.clear();
    c.advised.clear();
    c.used = c.waited = 0;
    c.answered = c.own_cases = 0;
}

void Leadership::take_up(const Params& p, Cases::Community& cases, Community& c, const Week& week,
                         const Random& random) {
    const auto now = static_cast<std::uint16_t>(week.number);
    const auto deciding = cases.ledger.at_stage(Stage::deciding);
    std::vector<Random::Key> keys;
    keys.reserve(deciding.size());
    for (const std::uint32_t number : deciding) {
        const Case& k = cases.ledger.at(number);
        keys.push_back({k.id, k.decisions});
    }
    const auto takes = random.uniforms(Purpose{"core takes up"}, keys, 0);
    for (std::size_t i = 0; i < deciding.size(); ++i) {
        const std::uint32_t number = deciding[i], n = keys[i].n;
        Case& k = cases.ledger.at(number);
        ++cases.ledger.tally(k.holder).decisions;
        k.decisions = static_cast<std::uint8_t>(n < 255 ? n + 1 : 255);
        if (takes[i] >= p.intensity) continue;
        ++cases.ledger.tally(k.holder).taken;
        cases.ledger.take_up(number);
        const bool delegated = random.chance(p.delegation, Purpose{"delegates"}, k.id, 0, n);
        c.queue.push_back({number, now, delegated});
    }
}

void Leadership::answer(const Params& p, const Hierarchy::Params& h, const Institutions::Params& ip,
                        const Institutions::Community& inst, const Residents::Community& residents,
                        const Residents::State& people, const Superior::Community& superior,
                        const Service::Community& service, Cases::Community& cases, Community& c,
                        const Here& here, const Week& week, const Random& random) {
    Draws draws(random, Purpose{"attention"}, here.community, week.number);
    const double attention = p.finite_attention ? draws.poisson(p.attention) : 1e18;
    Desk d{p,      h,        ip,
           inst,   people,   service,
           cases,  c,        static_cast<std::uint16_t>(week.number),
           random, attention};
    c.used = c.debt + report_cost * superior.escalated;
    if (conference_due(p.conference_interval, week.number) && c.used < d.budget) {
        hold_conference(d);
        c.used += conference_cost;
    }
    double branches = delegated_attention(residents);

    std::size_t kept = 0;
    for (const Taken taken : c.queue) {
        if (cases.ledger.at(taken.number).stage != Stage::with_core) continue;  // expired meanwhile
        const bool by_branch = taken.delegated != 0 && branches >= review_cost;
        if (by_branch) {
            branches -= answer_one(d, taken);
        } else if (c.used < d.budget) {
            Taken own = taken;
            own.delegated = 0;
            c.used += answer_one(d, own);
        } else {
            c.queue[kept++] = taken;
        }
    }
    c.queue.resize(kept);
    c.debt = p.finite_attention ? std::max(0.0, c.used - d.budget) : 0;
}

}  // namespace yihe::governance

// Queues of the model against exact ones: the order of events within a week, one server, several
// servers (Erlang 1917), and the core's attention.
#include <gtest/gtest.h>

#include <numeric>

#include "tests/support/governance_world.hpp"
#include "tests/support/statistics.hpp"

namespace yihe::governance {
namespace {

using test::first_of;
using test::GovernanceWorld;
using test::queued;
using test::Settings;

/// Nothing arises but tasks from above, and all are the committee's, which has one case's hours.
const Settings tasks_only = {
    {"community.residents", 200},     {"demand.load", 0},          {"superior.campaign_factor", 1},
    {"station.separated", 0},         {"station.staff", 0},        {"committee.staff", 1},
    {"service.effort", 40},           {"service.reopen", 1},       {"inspection.intensity", 0},
    {"mechanisms.role_ambiguity", 0}, {"leadership.intensity", 0}, {"conference.interval", 0},
    {"mechanisms.task_switching", 0}, {"roles.buck_passing", 0}};

/// The mean of a correlated series, with the error of means of 40 batches.
test::Sample of_batches(const std::vector<double>& series) {
    constexpr std::size_t batches = 40;
    const std::size_t size = series.size() / batches;
    std::vector<double> means;
    for (std::size_t b = 0; b < batches; ++b) {
        const auto first = series.begin() + static_cast<std::ptrdiff_t>(b * size);
        means.push_back(std::accumulate(first, first + static_cast<std::ptrdiff_t>(size), 0.0) /
                        static_cast<double>(size));
    }
    return test::sample(means);
}

void expect_mean(const char* what, const test::Sample& ours, double exact) {
    std::printf("%s: %.4f ± %.4f (exact %.4f)\n", what, ours.mean, std::sqrt(ours.error2()), exact);
    EXPECT_NEAR(ours.mean, exact, 4 * std::sqrt(ours.error2())) << what;
}

// ---- the order of events

/// What arises in a week may be served in it: with arrivals of mean a and second moment m2 before
/// one service that succeeds with s, E[N at the week's end] = (m2 + a − 2as) / 2(s − a); were it
/// served in the next week at the earliest, (m2 + a − 2a²) / 2(s − a). Tasks are Poisson.
TEST(Queues, ATaskMayBeDoneInTheWeekOfItsArrival) {
    constexpr double a = 0.4, s = 0.9, m2 = a + a * a;
    GovernanceWorld world(tasks_only + Settings{{"superior.tasks", a}});
    std::vector<double> pending;
    pending.reserve(40000);
    for (int week = 0; week < 40000; ++week) {
        world.step();
        pending.push_back(static_cast<double>(world.ledger().pending()));
    }
    EXPECT_LT(static_cast<double>(world.ledger().expired()), 1e-4 * 40000 * a)
        << "hardly any waits eight weeks";
    const auto ours = of_batches(pending);
    expect_mean("one server, whole weeks", ours, (m2 + a - 2 * a * s) / (2 * (s - a)));
    EXPECT_LT(ours.mean + 20 * std::sqrt(ours.error2()), (m2 + a - 2 * a * a) / (2 * (s - a)));
}

// ---- service by itself

/// One institution that works with the hours of `servers` cases; each mediation succeeds with the
/// probability `success`. What fails is taken up again, before what came later.
class MediationQueue {
public:
    MediationQueue(int servers, double success)
        : world_(tasks_only + Settings{{"superior.tasks", 0}}), servers_(servers) {
        world_.step();
        at_ = first_of(world_, Kind::committee);
        world_.week().number = born + age;
        const double logit = std::log(success / (1 - success));
        const double trust = (logit - Service::mediation[0] - Service::mediation[2] * 0.9 +
                              Service::mediation[3] * age) /
                             Service::mediation[1];
        world_.state<Trust>().trust.edit(0) = static_cast<float>(trust);
    }
    /// One step; returns how many cases wait at its end.
    double step(std::uint32_t arrivals) {
        Ledger& ledger = world_.ledger();
        ledger.begin_week(born);
        for (std::uint32_t i = 0; i < arrivals; ++i)
            ledger.at(queued(world_, at_, dispute)).born = born;
        Service::Work& work = world_.community<Service>().work[at_];
        work.carry += work.hours = servers_ * world_.params<Service>().effort;
        work.tried = 0;
        world_.call<Service>(&Service::serve);
        tried = work.tried;
        for (const std::uint32_t number : ledger.at_stage(Stage::deciding))
            ledger.accept(number, at_, Kind::committee, born);
        return static_cast<double>(ledger.pending());
    }
    const Random& random() const { return world_.random(); }
    std::uint32_t tried = 0;  ///< servers that were busy

private:
    static constexpr std::uint16_t born = 1, age = 25;
    GovernanceWorld world_;
    Actor at_;
    int servers_;
};

/// Geo/Geo/1 (5.15), a = 0.3 and s = 0.4, arrivals before service: a(1 − s)/(s − a) = 1.800.
TEST(Queues, OneServerWithGeometricTimes) {
    for (const auto& [a, s] : {std::pair(0.3, 0.4), {0.2, 0.5}, {0.6, 0.8}}) {
        MediationQueue queue(1, s);
        std::vector<double> waiting;
        waiting.reserve(400000);
        for (std::uint32_t t = 0; t < 400000; ++t)
            waiting.push_back(queue.step(queue.random().chance(a, Purpose{"one arrives"}, t, 0)));
        expect_mean("Geo/Geo/1", of_batches(waiting), a * (1 - s) / (s - a));
    }
}

struct Queue {
    double waiting, all_busy;
};

/// The stationary chain N' = M − Binomial(min(M, c), s), M = N + Poisson(a): the mean of N and
/// P(M >= c).
Queue chain(int servers, double a, double s) {
    constexpr int most = 160;
    std::vector<double> arrive, n(most + 1), m(most + 1);
    for (double p = std::exp(-a); arrive.size() < 3 || p > 1e-13;
         p *= a / static_cast<double>(arrive.size()))
        arrive.push_back(p);
    std::vector<std::vector<double>> done(static_cast<std::size_t>(servers) + 1, {1});
    for (std::size_t c = 1; c < done.size(); ++c) {
        done[c].assign(c + 1, 0);
        for (std::size_t k = 0; k < c; ++k) {
            done[c][k] += done[c - 1][k] * (1 - s);
            done[c][k + 1] += done[c - 1][k] * s;
        }
    }
    n[0] = 1;
    for (int t = 0; t < static_cast<int>(2000 + 1200 / s); ++t) {
        std::fill(m.begin(), m.end(), 0);
        for (std::size_t i = 0; i <= most; ++i)
            for (std::size_t k = 0; k < arrive.size(); ++k)
                m[std::min<std::size_t>(i + k, most)] += n[i] * arrive[k];
        std::fill(n.begin(), n.end(), 0);
        for (std::size_t i = 0; i <= most; ++i) {
            const auto& served = done[std::min(i, done.size() - 1)];
            for (std::size_t k = 0; k < served.size(); ++k) n[i - k] += m[i] * served[k];
        }
    }
    Queue q{};
    for (std::size_t i = 0; i <= most; ++i) {
        q.waiting += static_cast<double>(i) * n[i];
        q.all_busy += i >= static_cast<std::size_t>(servers) ? m[i] : 0;
    }
    return q;
}

/// Erlang's second formula: the chance to wait at c servers, each busy for a share ρ of time.
double erlang_c(int servers, double rho) {
    double blocked = 1;  // first formula, by its recursion
    for (int k = 1; k <= servers; ++k)
        blocked = servers * rho * blocked / (k + servers * rho * blocked);
    return blocked / (1 - rho * (1 - blocked));
}

/// Where steps are short the chain is M/M/c: within the step's share of it. Values of 5.15.
TEST(Queues, TheChainTendsToErlangs) {
    for (const auto& [servers, published] :
         {std::pair(1, 0.8), {2, 0.71111}, {3, 0.64719}, {5, 0.55411}}) {
        EXPECT_NEAR(erlang_c(servers, 0.8), published, 5e-6);
        const double c = erlang_c(servers, 0.8), s = 0.02;
        const Queue q = chain(servers, 0.8 * servers * s, s);
        EXPECT_NEAR(q.all_busy, c, s);
        EXPECT_NEAR(q.waiting / (0.8 * servers + c * 0.8 / 0.2), 1, s);
    }
    EXPECT_NEAR(erlang_c(10, 0.9), 0.66873, 5e-6);
}

TEST(Queues, SeveralServers) {
    for (const int servers : {1, 2, 3, 5}) {
        const double s = 0.3, a = 0.8 * servers * s;
        MediationQueue queue(servers, s);
        std::vector<double> waiting, all_busy;
        for (std::uint32_t t = 0; t < 400000; ++t) {
            const auto key = static_cast<std::uint64_t>(servers) << 32 | t;
            Draws draws(queue.random(), Purpose{"some arrive"}, key, 0);
            waiting.push_back(queue.step(draws.poisson(a)));
            all_busy.push_back(queue.tried == static_cast<std::uint32_t>(servers));
        }
        const Queue exact = chain(servers, a, s);
        std::printf("%d servers, 80 %% busy (Erlang C %.4f in short steps)\n", servers,
                    erlang_c(servers, 0.8));
        expect_mean("  cases at the step's end", of_batches(waiting), exact.waiting);
        expect_mean("  all busy", of_batches(all_busy), exact.all_busy);
    }
}

// ---- the core

/// Cases that all go to the core, Poisson with mean a, against its attention, Poisson with mean c:
/// the backlog is the queue N' = (N + A − C)+.
TEST(Queues, TheCoresBacklogIsThatOfItsAttention) {
    constexpr double a = 2.4, c = 4;
    GovernanceWorld world(tasks_only + Settings{{"superior.tasks", a},
                                                {"committee.staff", 500},
                                                {"service.reopen", 0},
                                                {"leadership.intensity", 1},
                                                {"leadership.attention", c},
                                                {"leadership.style", 0},
                                                {"leadership.goal_share", 0},
                                                {"leadership.delegation", 0}});
    std::vector<double> backlog;
    backlog.reserve(40000);
    for (int week = 0; week < 40000; ++week) {
        world.step();
        backlog.push_back(static_cast<double>(world.community<Leadership>().queue.size()));
    }
    std::vector<double> n(200), next(200), arrive(60), serve(60);
    for (const auto& [mean, law] : {std::pair(a, &arrive), {c, &serve}}) {
        (*law)[0] = std::exp(-mean);
        for (std::size_t k = 1; k < 60; ++k)
            (*law)[k] = (*law)[k - 1] * mean / static_cast<double>(k);
    }
    n[0] = 1;
    for (int t = 0; t < 300; ++t, n.swap(next)) {
        std::fill(next.begin(), next.end(), 0);
        for (std::size_t i = 0; i < 100; ++i)
            for (std::size_t up = 0; up < 60; ++up)
                for (std::size_t down = 0; down < 60; ++down)
                    next[i + up > down ? i + up - down : 0] += n[i] * arrive[up] * serve[down];
    }
    double mean = 0;
    for (std::size_t i = 0; i < n.size(); ++i) mean += static_cast<double>(i) * n[i];
    expect_mean("the core's backlog", of_batches(backlog), mean);
}

}  // namespace
}  // namespace yihe::governance

// Which runs are given out: the same whatever the number of parts, the order in which runs end, and
// the number of threads.
#include "study/work.hpp"

#include <set>
#include <thread>

#include "sim/core/random.hpp"
#include "tests/study/studies.hpp"

namespace yihe::study {
namespace {

using test::Studies;
using Runs = std::set<std::pair<std::uint64_t, std::uint32_t>>;

constexpr std::string_view fixed =
    "scenario: base.yaml\ndesign: [{factorial: {demand.load: {from: 0, to: 1, steps: 17}}}]\n"
    "replicates: 5\n";
constexpr std::string_view sequential =
    "scenario: base.yaml\ndesign: [{factorial: {demand.load: {from: 0, to: 1, steps: 17}}}]\n"
    "replicates: {until: {metric: efficacy, half_width: 0.2}, min: 3, max: 24}\n";

/// The watched metric as a run would have it: points differ in their spread; some cells are empty.
double value_of(RunId id) {
    const Random random(11, id.replicate);
    Draws draws(random, Purpose{"work test"}, id.point, 0);
    if (draws.chance(0.05)) return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(id.point) * 0.04 * (draws.uniform() - 0.5) * 4;
}

/// Takes up to `at_once` runs of one part and ends them in a random order.
void run_part(const Study& study, const PartIndex& done, Shard shard, std::size_t at_once,
              std::mt19937_64& random, Runs& runs) {
    Work work(study, done, shard, false);
    std::vector<RunId> open;
    std::uint64_t given = 0;
    for (;;) {
        // `next` waits when nothing can be given out: with a run in progress, end one first.
        if (open.size() < at_once && (open.empty() || random() % 2 == 0)) {
            if (work.total() > given || open.empty()) {
                const auto id = work.next();
                if (!id) break;
                ++given;
                EXPECT_TRUE(runs.emplace(id->point, id->replicate).second)
                    << run_name(*id) << " given out twice";
                open.push_back(*id);
                continue;
            }
        }
        const std::size_t i = random() % open.size();
        const RunId id = open[i];
        open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
        work.finished(id, value_of(id));
    }
    EXPECT_TRUE(open.empty());
}

Runs all_runs(const Study& study, std::uint32_t parts, std::size_t at_once, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<std::uint32_t> order(parts);
    for (std::uint32_t i = 0; i < parts; ++i) order[i] = i + 1;
    std::shuffle(order.begin(), order.end(), random);
    Runs runs;
    for (const std::uint32_t part : order)
        run_part(study, PartIndex(), {part, parts}, at_once, random, runs);
    return runs;
}

TEST(Work, FixedReplicatesAreEveryRunOnce) {
    const Studies studies;
    const auto study = studies.load(fixed);
    Runs expected;
    for (std::uint64_t point = 1; point <= 17; ++point)
        for (std::uint32_t r = 1; r <= 5; ++r) expected.emplace(point, r);
    for (const std::uint32_t parts : {1u, 2u, 5u, 12u, 100u})
        for (std::uint64_t seed = 0; seed < 20; ++seed)
            EXPECT_EQ(all_runs(study, parts, 1 + seed % 7, seed), expected) << parts;
}

TEST(Work, SequentialReplicatesAreTheSameWhoeverRunsThem) {
    const Studies studies;
    const auto study = studies.load(sequential);
    const Runs expected = all_runs(study, 1, 1, 0);
    std::map<std::uint64_t, std::uint32_t> counts;
    for (const auto& [point, replicate] : expected) ++counts[point];
    EXPECT_EQ(counts[1], 3u) << "no spread: the least";
    EXPECT_EQ(counts[17], 24u) << "much spread: the most";
    EXPECT_GE(std::set<std::uint32_t>({counts[5], counts[9], counts[13], counts[17]}).size(), 2u);
    for (const std::uint32_t parts : {1u, 2u, 5u, 12u})
        for (std::uint64_t seed = 1; seed <= 20; ++seed)
            EXPECT_EQ(all_runs(study, parts, 1 + seed % 7, seed), expected) << parts;
}

TEST(Work, WaitsWithSeveralThreadsAndEnds) {
    const Studies studies;
    const auto study = studies.load(sequential);
    const Runs expected = all_runs(study, 1, 1, 0);
    for (int round = 0; round < 10; ++round) {
        const PartIndex nothing;
        Work work(study, nothing, {}, false);
        Runs runs;
        std::mutex guard;
        std::vector<std::thread> threads;
        for (int t = 0; t < 6; ++t)
            threads.emplace_back([&] {
                while (const auto id = work.next()) {
                    {
                        const std::lock_guard lock(guard);
                        EXPECT_TRUE(runs.emplace(id->point, id->replicate).second);
                    }
                    std::this_thread::sleep_for(std::chrono::microseconds(id->point * 7 % 50));
                    work.finished(*id, value_of(*id));
                    EXPECT_EQ(work.restored(), 0u);
                }
            });
        for (auto& thread : threads) thread.join();
        EXPECT_EQ(runs, expected);
        EXPECT_EQ(work.total(), expected.size());
    }
}

TEST(Work, ThatIsGivenUpWakesThoseWhoWait) {
    const Studies studies;
    const auto study = studies.load(
        "scenario: base.yaml\nreplicates: {until: {metric: efficacy, half_width: 0.2}, min: 2, "
        "max: 24}\n");
    const PartIndex nothing;
    Work work(study, nothing, {}, false);
    ASSERT_TRUE(work.next());
    ASSERT_TRUE(work.next());
    std::thread waiting([&] { EXPECT_FALSE(work.next()); });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    work.give_up();
    waiting.join();
    EXPECT_FALSE(work.next());
}

/// A folder with the records of these runs, and what is then left.
class Left {
public:
    Left(const Study& study, const Runs& done, const Runs& failed = {})
        : folder_(project_.root() / "parts") {
        PartWriter part(folder_, "some", std::string(32, '0'));
        for (const auto& [point, replicate] : done) {
            const RunId id{point, replicate};
            const bool bad = failed.contains({point, replicate});
            part.append({.id = id, .failure = {bad ? "it failed" : "", ""}},
                        {.value = bad ? std::nan("") : value_of(id)});
        }
        index_ = PartIndex::scan(folder_, std::string(32, '0'));
        study_ = &study;
    }
    Runs runs(std::uint32_t parts, std::uint64_t seed) const {
        std::mt19937_64 random(seed);
        Runs runs;
        for (std::uint32_t part = 1; part <= parts; ++part)
            run_part(*study_, index_, {part, parts}, 1, random, runs);
        return runs;
    }
    Runs again() const {
        Work work(*study_, index_, {}, true);
        Runs runs;
        while (const auto id = work.next()) {
            runs.emplace(id->point, id->replicate);
            work.finished(*id, value_of(*id));
        }
        return runs;
    }

private:
    Project project_;
    std::filesystem::path folder_;
    PartIndex index_;
    const Study* study_ = nullptr;
};

TEST(Work, GivesOutWhatIsLeftAndNothingElse) {
    const Studies studies;
    std::mt19937_64 random(5);
    for (const std::string_view text : {fixed, sequential}) {
        const auto study = studies.load(text);
        const Runs expected = all_runs(study, 1, 1, 0);
        for (int round = 0; round < 12; ++round) {
            Runs done, left;
            for (const auto& run : expected)
                (random() % 12 < static_cast<std::uint64_t>(round) ? done : left).insert(run);
            EXPECT_EQ(Left(study, done).runs(1u + round % 3u, random()), left);
        }
        EXPECT_EQ(Left(study, expected).runs(2, 1), Runs());
    }
}

TEST(Work, FailedRunsAreRunAgainWhenAskedFor) {
    const Studies studies;
    const auto study = studies.load(fixed);
    const Runs expected = all_runs(study, 1, 1, 0);
    const Runs failed{{1, 2}, {9, 5}};
    const Left left(study, expected, failed);
    EXPECT_EQ(left.runs(1, 1), Runs());
    EXPECT_EQ(left.again(), failed);
}

}  // namespace
}  // namespace yihe::study

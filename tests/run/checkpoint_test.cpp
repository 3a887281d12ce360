// Checkpoints: exact restart, and no damage goes unseen.
#include "sim/run/checkpoint.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/run/drift_model.hpp"

namespace yihe {
namespace {

using test::bits;
using test::drift_plan;
using test::TemporaryFolder;

/// Runs until so many replicates are finished, as Ctrl-C would end it.
RunOutcome run_interrupted(const RunPlan& plan, int replicates) {
    std::atomic<bool> stop{false};
    std::atomic<int> finished{0};
    RunObserver observer{.stop = &stop};
    observer.finished = [&](std::uint32_t, const Simulation&) {
        if (++finished >= replicates) stop = true;
    };
    return run_replicates(plan, observer);
}

/// What replicate 1 leaves on the disk after so many weeks.
Checkpoint checkpoint_of(const RunPlan& plan, std::uint32_t weeks) {
    const auto simulation = plan.model->create(plan.values, 1, {});
    Checkpoint checkpoint{.version = "0",
                          .fingerprint = fingerprint_of(plan),
                          .replicate = 1,
                          .week = weeks,
                          .metrics = 2};
    checkpoint.rows.resize(std::size_t{2} * weeks);
    for (std::uint32_t week = 1; week <= weeks; ++week) {
        for (const Intervention& change : plan.schedule)
            if (change.week == week) simulation->set(change.param, change.value);
        simulation->step();
        simulation->metrics(std::span(checkpoint.rows).subspan(std::size_t{2} * (week - 1), 2));
    }
    ByteWriter body;
    simulation->save(body);
    checkpoint.body = body.take();
    return checkpoint;
}

RunPlan small_plan() {
    RunPlan plan = drift_plan(1, 20);
    test::set(plan, "community.residents", 20);
    return plan;
}

Message refusal(std::span<const std::byte> bytes) {
    try {
        decode(bytes, "some.checkpoint");
    } catch (const UserError& error) {
        EXPECT_EQ(error.exit(), Exit::storage);
        EXPECT_EQ(error.problems().front().place.file, "some.checkpoint");
        return error.problems().front().what;
    }
    return {};
}

TEST(Checkpoints, ReadBackWhatWasWritten) {
    const Checkpoint written = checkpoint_of(small_plan(), 4);
    const Checkpoint read = decode(encode(written), "f");
    EXPECT_EQ(read.version, written.version);
    EXPECT_EQ(read.fingerprint, written.fingerprint);
    EXPECT_EQ(read.week, 4u);
    EXPECT_EQ(read.body, written.body);
    EXPECT_EQ(encode(read), encode(written));
}

TEST(Checkpoints, RefuseEveryTruncation) {
    const auto bytes = encode(checkpoint_of(small_plan(), 4));
    for (std::size_t size = 0; size < bytes.size(); ++size)
        ASSERT_FALSE(refusal(std::span(bytes).first(size)).zh.empty())
            << size << " of " << bytes.size();
}

TEST(Checkpoints, RefuseEveryBitFlip) {
    auto bytes = encode(checkpoint_of(small_plan(), 4));
    std::size_t flips = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at)
        for (int bit = 0; bit < 8; ++bit, ++flips) {
            bytes[at] ^= std::byte(1 << bit);
            ASSERT_FALSE(refusal(bytes).en.empty()) << "bit " << bit << " of byte " << at;
            bytes[at] ^= std::byte(1 << bit);
        }
    EXPECT_GE(flips, 2000u);
}

TEST(Checkpoints, RefuseLongerFilesAndHostileLengths) {
    auto bytes = encode(checkpoint_of(small_plan(), 4));
    auto longer = bytes;
    longer.insert(longer.end(), 100, std::byte{0});
    EXPECT_FALSE(refusal(longer).en.empty());
    // A wrong length inside, under a checksum that is right: bounds hold.
    const std::size_t version_length = 16 + 4;
    for (std::size_t byte = 0; byte < 8; ++byte) {
        auto hostile = bytes;
        hostile[version_length + byte] = std::byte{0xff};
        const std::uint64_t sum = checksum(std::span(hostile).first(hostile.size() - 8));
        std::memcpy(hostile.data() + hostile.size() - 8, &sum, sizeof sum);
        EXPECT_FALSE(refusal(hostile).en.empty()) << byte;
    }
}

TEST(Checkpoints, OfAnotherScenarioAreRefusedByName) {
    const TemporaryFolder folder;
    const RunPlan plan = small_plan();
    write_checkpoint(checkpoint_of(plan, 4), folder.path());
    EXPECT_TRUE(has_checkpoint(folder.path(), 1));
    EXPECT_FALSE(has_checkpoint(folder.path(), 2));
    RunPlan other = plan;
    test::set(other, "drift.pull", 0.5);
    other.checkpoint = {.folder = folder.path(), .resume = true};
    try {
        run_replicates(other);
        FAIL() << "a checkpoint of another scenario was taken";
    } catch (const UserError& error) {
        EXPECT_EQ(error.exit(), Exit::storage);
        EXPECT_NE(error.problems()[0].what.en.find("drift.pull: 0.2 there, 0.5 here"),
                  std::string::npos);
    }
}

TEST(Checkpoints, RestartExactly) {
    RunPlan plan = drift_plan(1, 40);
    plan.schedule.push_back({10, test::param("drift.pull"), {.number = 0.7, .text = {}}});
    plan.schedule.push_back({30, test::param("drift.pull"), {.number = 0.1, .text = {}}});
    const RunOutcome whole = run_replicates(plan);
    for (const std::uint32_t at : {7u, 10u, 23u, 39u}) {
        const TemporaryFolder folder;
        write_checkpoint(checkpoint_of(plan, at), folder.path());
        RunPlan rest = plan;
        rest.checkpoint = {.folder = folder.path(), .resume = true};
        const RunOutcome resumed = run_replicates(rest);
        EXPECT_EQ(resumed.digest(), whole.digest()) << at;
        EXPECT_EQ(bits(resumed.trajectory), bits(whole.trajectory)) << at;
    }
}

TEST(Checkpoints, AreWrittenWhileRunning) {
    const TemporaryFolder folder;
    RunPlan plan = drift_plan(2, 25);
    plan.checkpoint = {.folder = folder.path(), .every = 10};
    const RunOutcome outcome = run_replicates(plan);
    const Checkpoint last = read_checkpoint(folder.path(), 2, fingerprint_of(plan));
    EXPECT_EQ(last.week, 25u);
    EXPECT_EQ(last.digest, outcome.replicates[1].digest);
    EXPECT_EQ(last.rows.size(), 50u);
}

TEST(Checkpoints, InterruptedRunsGoOnExactly) {
    for (const int threads : {1, 2, 3}) {
        const TemporaryFolder folder;
        RunPlan plan = drift_plan(6, 30, threads);
        const RunOutcome whole = run_replicates(plan);
        plan.checkpoint = {.folder = folder.path()};
        const RunOutcome stopped = run_interrupted(plan, 2);
        ASSERT_TRUE(stopped.interrupted);
        plan.checkpoint.resume = true;
        const RunOutcome resumed = run_replicates(plan);
        EXPECT_FALSE(resumed.interrupted);
        EXPECT_GE(std::count_if(resumed.replicates.begin(), resumed.replicates.end(),
                                [](const auto& r) { return r.restored; }),
                  2);
        EXPECT_EQ(resumed.digest(), whole.digest());
        EXPECT_EQ(bits(resumed.trajectory), bits(whole.trajectory));
    }
}

}  // namespace
}  // namespace yihe

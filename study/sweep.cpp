#include "study/sweep.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>

#include "sim/parallel.hpp"
#include "sim/run/memory.hpp"
#include "sim/run/result_files.hpp"
#include "study/run_one.hpp"
#include "study/workload.hpp"

namespace yihe::study {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto sync_every = std::chrono::milliseconds(100);
constexpr std::uint64_t most_looked_at = 20000;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The records of one process; reports a run once it is on the device.
class Recorder {
public:
    Recorder(PartWriter& part, const SweepOptions& options, const Work& work, const Study& study)
        : part_(part),
          options_(options),
          work_(work),
          workload_(study),
          start_(Clock::now()),
          next_(start_) {}

    void add(const RunRecord& record, Watched watched) {
        part_.append(record, watched);
        const std::lock_guard lock(counts_);
        ++outcome_.ran;
        outcome_.failed += record.failed() ? 1 : 0;
        outcome_.run_seconds += record.seconds;
        work_done_ += workload_.of(record.id.point);
    }

    void sync_now_and_then() {
        const std::unique_lock lock(syncing_, std::try_to_lock);
        if (lock && Clock::now() >= next_) sync();
    }

    SweepOutcome finish() {
        sync();
        outcome_.restored = work_.restored();
        outcome_.seconds = seconds_since(start_);
        return outcome_;
    }

private:
    void sync() {
        SweepProgress now;
        double work_done = 0;
        {
            const std::lock_guard lock(counts_);
            now = {.done = outcome_.ran, .failed = outcome_.failed};
            work_done = work_done_;
        }
        part_.sync();
        next_ = Clock::now() + sync_every;
        if (!options_.progress) return;
        now.restored = work_.restored();
        now.done += now.restored;
        now.total = std::max(work_.total(), now.done);
        now.seconds = seconds_since(start_);
        const double work_left =
            static_cast<double>(now.total - now.done) * workload_.mean_after(work_.points_begun());
        if (work_done > 0) now.seconds_left = now.seconds * work_left / work_done;
        options_.progress(now);
    }

    PartWriter& part_;
    const SweepOptions& options_;
    const Work& work_;
    Workload workload_;
    Clock::time_point start_, next_;
    SweepOutcome outcome_;
    double work_done_ = 0;
    std::mutex counts_, syncing_;
};

class Sweep {
public:
    Sweep(const Study& study, const StudyFolder& folder, const PartIndex& done,
          const SweepOptions& options)
        : study_(study),
          folder_(folder),
          options_(options),
          work_(study, done, options.shard, options.retry_failed),
          part_(folder.parts(), "shard-" + std::to_string(options.shard.number),
                folder.plan_digest()),
          recorder_(part_, options, work_, study) {}

    SweepOutcome run() {
        const int fit = workers_that_fit(study_, options_.threads, available_memory());
        const bool few = work_.total() < static_cast<std::uint64_t>(options_.threads);
        const int workers = few ? 1 : fit;
        parallel::with_threads(std::max(1, options_.threads), [&] {
            if (workers == 1) return worker();  // a run may use all threads
            parallel::for_each(static_cast<std::size_t>(workers),
                               [&](std::size_t) { parallel::alone([&] { worker(); }); });
        });
        SweepOutcome outcome = recorder_.finish();
        outcome.workers = workers;
        outcome.interrupted = stopped();
        return outcome;
    }

private:
    bool stopped() const { return options_.stop != nullptr && *options_.stop; }

    void worker() {
        try {
            while (!stopped()) {
                const auto id = work_.next();
                if (!id) return;
                std::unique_ptr<SafeFile> events;
                if (study_.keep.events) events = folder_.new_events_file(study_.model->info, *id);
                const auto record = run_one(study_, *id, output_options(*id, events.get()));
                if (!record) break;
                if (events && !record->failed()) events->commit();
                const Watched value = watched(*record);
                recorder_.add(*record, value);
                recorder_.sync_now_and_then();
                work_.finished(*id, value.value);
            }
            work_.give_up();  // stopped: others may be waiting for what is not coming
        } catch (...) {
            work_.give_up();
            throw;
        }
    }

    Watched watched(const RunRecord& record) const {
        const Replication& rule = study_.replication;
        if (!rule.sequential() || record.failed()) return {};
        return {.value = record.means[rule.metric],
                .metric = static_cast<std::uint32_t>(rule.metric)};
    }

    RunOneOptions output_options(RunId id, SafeFile* events) const {
        RunOneOptions one{.stop = options_.stop};
        if (events != nullptr)
            one.week = [events, id](const Simulation& simulation) {
                write_events(*events, id.replicate, simulation);
            };
        if (study_.keep.agents)
            one.finished = [this, id](const RunPlan& plan, const Simulation& simulation) {
                folder_.write_agents(plan.model->info, id, simulation);
            };
        return one;
    }

    const Study& study_;
    const StudyFolder& folder_;
    const SweepOptions& options_;
    Work work_;
    PartWriter part_;
    Recorder recorder_;
};

}  // namespace

SweepOutcome run_sweep(const Study& study, const StudyFolder& folder, const PartIndex& done,
                       const SweepOptions& options) {
    return Sweep(study, folder, done, options).run();
}

double memory_of_a_run(const Study& study) {
    const auto structural = [](const Factor& factor) {
        return factor.row.change == Change::structural;
    };
    const bool varies = std::any_of(study.factors.begin(), study.factors.end(), structural) ||
                        study.blocks.size() > 1;
    const std::uint64_t points = study.points();
    const std::uint64_t looked_at = varies ? std::min(points, most_looked_at) : 1;
    double most = 0;
    for (std::uint64_t i = 0; i < looked_at; ++i) {
        const RunPlan plan = study.plan({.point = 1 + i * points / looked_at});
        const MemoryNeed need = plan.model->memory(plan.values, plan.files);
        const double table = (plan.weeks() - plan.burn_in()) *
                             static_cast<double>(plan.model->info.metrics.size()) * sizeof(double);
        most = std::max(most, need.agents * need.bytes_per_agent + 2 * table);
    }
    return most;
}

int workers_that_fit(const Study& study, int threads, double available) {
    const double one = memory_of_a_run(study);
    const double fit = (available - MemoryNeed::program_bytes) / std::max(1.0, one);
    if (fit < 1)
        throw UserError(
            Exit::refused,
            say("a run of this study needs {0} of memory; {1} are available",
                "本研究单次运行需要 {0} 内存，可用 {1}",
                {readable_bytes(one + MemoryNeed::program_bytes), readable_bytes(available)}));
    return static_cast<int>(std::min<double>(std::max(1, threads), fit));
}

}  // namespace yihe::study

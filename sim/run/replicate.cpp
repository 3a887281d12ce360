#include "sim/run/replicate.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>

#include "sim/core/build_info.hpp"
#include "sim/parallel.hpp"
#include "sim/run/checkpoint.hpp"
#include "sim/run/play.hpp"

namespace yihe {

double RunPlan::number(std::string_view key) const {
    const auto& params = model->info.params;
    const auto at = std::find_if(params.begin(), params.end(),
                                 [&](const ParamInfo& p) { return p.doc.key == key; });
    ensure(at != params.end(), "every model has the parameters run.*");
    return values[static_cast<std::size_t>(at - params.begin())].number;
}

std::uint32_t RunPlan::in_flight() const {
    const auto workers = static_cast<std::uint32_t>(std::max(1, threads));
    return one_at_a_time || replicates() < workers ? 1 : workers;
}

std::size_t RunOutcome::failures() const {
    return static_cast<std::size_t>(std::count_if(
        replicates.begin(), replicates.end(), [](const auto& r) { return !r.failure.empty(); }));
}

std::string RunOutcome::digest() const {
    Hasher hasher;
    for (const auto& replicate : replicates) hasher.text(replicate.digest);
    return hasher.digest();
}

namespace {

using Clock = std::chrono::steady_clock;

/// Counts weeks from all threads, and lets one of them report about ten times a second.
class ProgressMeter {
public:
    ProgressMeter(const RunObserver& observer, std::uint64_t total)
        : report_(observer.progress), total_(total), start_(Clock::now()) {}

    void add(std::uint64_t weeks, bool restored = false) {
        done_ += weeks;
        if (restored) restored_ += weeks;
        if (!report_) return;
        const std::unique_lock lock(guard_, std::try_to_lock);
        if (!lock || Clock::now() < next_) return;
        next_ = Clock::now() + std::chrono::milliseconds(100);
        report();
    }
    void finish() {
        if (report_) report();
    }

private:
    void report() {
        const std::chrono::duration<double> passed = Clock::now() - start_;
        report_({done_, total_, restored_, passed.count()});
    }

    const std::function<void(const RunProgress&)>& report_;
    std::uint64_t total_;
    Clock::time_point start_, next_;
    std::atomic<std::uint64_t> done_{0}, restored_{0};
    std::mutex guard_;
};

class Runner {
public:
    Runner(const RunPlan& plan, const RunObserver& observer)
        : plan_(plan),
          observer_(observer),
          fingerprint_(fingerprint_of(plan)),
          weeks_(plan.weeks()),
          burn_in_(std::min(plan.burn_in(), weeks_)),
          meter_(observer, std::uint64_t{plan.replicates()} * weeks_),
          errors_(plan.replicates()) {
        outcome_.trajectory = Trajectory(plan.replicates(), burn_in_ + 1, weeks_ - burn_in_,
                                         plan.model->info.metrics.size());
        outcome_.replicates.resize(plan.replicates());
    }

    RunOutcome run() {
        const std::uint32_t n = plan_.replicates();
        parallel::with_threads(std::max(1, plan_.threads), [&] {
            if (plan_.in_flight() > 1)
                parallel::for_each(
                    n, [&](std::size_t i) { parallel::alone([&] { guarded(number(i)); }); });
            else
                for (std::size_t i = 0; i < n; ++i) guarded(number(i));
        });
        rethrow_if_hopeless();
        outcome_.interrupted =
            std::any_of(outcome_.replicates.begin(), outcome_.replicates.end(),
                        [](const auto& r) { return !r.finished && r.failure.empty(); });
        if (outcome_.interrupted) keep_finished();
        meter_.finish();
        return std::move(outcome_);
    }

private:
    static std::uint32_t number(std::size_t i) { return static_cast<std::uint32_t>(i) + 1; }
    bool stopped() const { return failed_ || (observer_.stop != nullptr && *observer_.stop); }
    bool writes_checkpoints() const { return !plan_.checkpoint.folder.empty(); }
    ReplicateOutcome& outcome(std::uint32_t replicate) {
        return outcome_.replicates[replicate - 1];
    }

    /// One failed replicate costs one replicate; the user's errors, which are the same for all, and
    /// those of storage end the run.
    void guarded(std::uint32_t replicate) {
        if (stopped()) return;
        try {
            run_one(replicate);
        } catch (const UserError& error) {
            errors_[replicate - 1] = std::current_exception();
            outcome(replicate).failure = error.what();
            failed_ = true;
        } catch (const std::exception& error) {
            errors_[replicate - 1] = std::current_exception();
            outcome(replicate).failure = error.what();
        }
    }

    void rethrow_if_hopeless() const {
        const bool all = outcome_.failures() == outcome_.replicates.size();
        for (const std::exception_ptr& error : errors_)
            if (error && (all || failed_)) std::rethrow_exception(first_user_error(error));
    }
    std::exception_ptr first_user_error(std::exception_ptr fallback) const {
        for (const std::exception_ptr& error : errors_) {
            try {
                if (error) std::rethrow_exception(error);
            } catch (const UserError&) {
                return error;
            } catch (...) {
            }
        }
        return fallback;
    }

    bool resumable(std::uint32_t replicate) const {
        return plan_.checkpoint.resume && writes_checkpoints() &&
               has_checkpoint(plan_.checkpoint.folder, replicate);
    }

    void run_one(std::uint32_t replicate) {
        Checkpoint from;
        if (resumable(replicate)) {
            from = read_checkpoint(plan_.checkpoint.folder, replicate, fingerprint_);
            if (take_finished(replicate, from)) return;
            // Finished, but what it should have left is gone; or it must see every week.
            if (!from.digest.empty() || observer_.week) from = {};
        }
        Play play(plan_, replicate);
        if (from.week > 0) restore(play, from);
        from.body = {};
        while (play.week() < weeks_) {
            if (stopped()) return keep(replicate, play.simulation());
            one_week(replicate, play);
            const std::uint32_t every = plan_.checkpoint.every;
            if (every > 0 && play.week() % every == 0 && play.week() < weeks_)
                keep(replicate, play.simulation());
        }
        if (observer_.finished) observer_.finished(replicate, play.simulation());
        outcome(replicate).digest = play.simulation().digest();
        finish(replicate);
        if (plan_.checkpoint.every > 0) keep_result(replicate);
    }

    void one_week(std::uint32_t replicate, Play& play) {
        play.one_week();
        if (play.week() > burn_in_) {
            play.simulation().metrics(outcome_.trajectory.row(replicate, play.week()));
            if (observer_.week) observer_.week(replicate, play.simulation());
        }
        meter_.add(1);
    }

    void finish(std::uint32_t replicate) {
        outcome(replicate).finished = true;
        outcome_.trajectory.set_complete(replicate);
    }

    // ---- to and from the disk

    std::uint32_t recorded(std::uint32_t week) const {
        return week > burn_in_ ? week - burn_in_ : 0;
    }

    void take_rows(const Checkpoint& from) {
        const auto rows = outcome_.trajectory.rows(from.replicate, recorded(from.week));
        if (from.week > weeks_ || from.rows.size() != rows.size()) ByteReader::fail();
        std::copy(from.rows.begin(), from.rows.end(), rows.begin());
        meter_.add(from.week, true);
    }

    bool take_finished(std::uint32_t replicate, const Checkpoint& from) {
        if (from.digest.empty()) return false;
        if (observer_.has_output && !observer_.has_output(replicate)) return false;
        if (from.week != weeks_) ByteReader::fail();
        take_rows(from);
        outcome(replicate).digest = from.digest;
        outcome(replicate).restored = true;
        finish(replicate);
        return true;
    }

    void restore(Play& play, const Checkpoint& from) {
        take_rows(from);
        ByteReader body(from.body);
        play.load(body);
        if (body.remaining() != 0 || play.week() != from.week) ByteReader::fail();
    }

    Checkpoint checkpoint_at(std::uint32_t replicate, std::uint32_t week) {
        const auto rows = outcome_.trajectory.rows(replicate, recorded(week));
        return {.version = std::string(build_info().version),
                .fingerprint = fingerprint_,
                .replicate = replicate,
                .week = week,
                .metrics = static_cast<std::uint32_t>(outcome_.trajectory.metrics()),
                .rows = {rows.begin(), rows.end()}};
    }

    void keep(std::uint32_t replicate, const Simulation& simulation) {
        if (!writes_checkpoints()) return;
        Checkpoint checkpoint = checkpoint_at(replicate, simulation.week());
        ByteWriter body;
        simulation.save(body);
        checkpoint.body = body.take();
        write_checkpoint(checkpoint, plan_.checkpoint.folder);
    }
    void keep_result(std::uint32_t replicate) {
        Checkpoint checkpoint = checkpoint_at(replicate, weeks_);
        checkpoint.digest = outcome(replicate).digest;
        write_checkpoint(checkpoint, plan_.checkpoint.folder);
    }
    /// After an interruption: what is finished need not be done again.
    void keep_finished() {
        if (!writes_checkpoints() || plan_.checkpoint.every > 0) return;
        for (std::uint32_t r = 1; r <= plan_.replicates(); ++r)
            if (outcome(r).finished && !outcome(r).restored) keep_result(r);
    }

    const RunPlan& plan_;
    const RunObserver& observer_;
    Fingerprint fingerprint_;
    std::uint32_t weeks_, burn_in_;
    ProgressMeter meter_;
    RunOutcome outcome_;
    std::vector<std::exception_ptr> errors_;
    std::atomic<bool> failed_{false};
};

}  // namespace

RunOutcome run_replicates(const RunPlan& plan, const RunObserver& observer) {
    return Runner(plan, observer).run();
}

}  // namespace yihe

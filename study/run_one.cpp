#include "study/run_one.hpp"

#include <chrono>
#include <cmath>
#include <limits>
#include <new>

#include "sim/core/build_info.hpp"
#include "sim/run/memory.hpp"
#include "sim/run/play.hpp"
#include "sim/scenario/scalar.hpp"

namespace yihe::study {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double empty = std::numeric_limits<double>::quiet_NaN();

/// Whether a stop rule is met, week by week.
class StopWatch {
public:
    explicit StopWatch(const std::vector<StopRule>& rules) : rules_(rules), met_(rules.size()) {}

    bool stops(std::span<const double> metrics) {
        bool any = false;
        for (std::size_t i = 0; i < rules_.size(); ++i) {
            const double x = metrics[rules_[i].metric];
            const bool beyond = rules_[i].above ? x > rules_[i].bound : x < rules_[i].bound;
            met_[i] = beyond ? met_[i] + 1 : 0;
            any = any || met_[i] >= rules_[i].weeks;
        }
        return any;
    }

private:
    const std::vector<StopRule>& rules_;
    std::vector<std::uint32_t> met_;
};

/// The rows of the weeks so far; final values are taken from their end.
class Rows {
public:
    Rows(std::size_t metrics, std::uint32_t first_week, std::uint32_t weeks)
        : metrics_(metrics), first_week_(first_week) {
        cells_.reserve(metrics * weeks);
    }

    std::span<double> add() {
        cells_.resize(cells_.size() + metrics_, empty);
        return std::span(cells_).last(metrics_);
    }
    std::size_t weeks() const { return metrics_ == 0 ? 0 : cells_.size() / metrics_; }

    std::vector<double> last() const {
        const auto row = std::span(cells_).last(weeks() == 0 ? 0 : metrics_);
        return {row.begin(), row.end()};
    }
    /// Empty cells are left out of a mean.
    std::vector<double> means(std::uint32_t window) const {
        std::vector<double> result(metrics_, empty);
        const std::size_t n = std::min<std::size_t>(window, weeks());
        const auto rows = std::span(cells_).last(n * metrics_);
        for (std::size_t m = 0; m < metrics_; ++m) {
            double sum = 0;
            std::uint32_t count = 0;
            for (std::size_t week = 0; week < n; ++week)
                if (const double x = rows[week * metrics_ + m]; !std::isnan(x)) sum += x, ++count;
            if (count > 0) result[m] = sum / count;
        }
        return result;
    }
    template <class Keep>
    void keep(RunRecord& record, Keep&& wanted) const {
        for (std::size_t i = 0; i < weeks(); ++i) {
            const auto week = first_week_ + static_cast<std::uint32_t>(i);
            if (!wanted(week)) continue;
            record.kept_weeks.push_back(week);
            const auto row = std::span(cells_).subspan(i * metrics_, metrics_);
            record.rows.insert(record.rows.end(), row.begin(), row.end());
        }
    }

private:
    std::size_t metrics_;
    std::uint32_t first_week_;
    std::vector<double> cells_;
};

void check_memory(const Study& study, const RunPlan& plan) {
    if (study.limits.megabytes <= 0) return;
    const MemoryNeed need = plan.model->memory(plan.values, plan.files);
    if (need.bytes() <= study.limits.megabytes * 1e6) return;
    throw UserError(Exit::refused, say("this run needs {0} of memory, more than limits.megabytes",
                                       "本次运行需要内存 {0}，超过 limits.megabytes",
                                       {readable_bytes(need.bytes())}));
}

/// False when it was stopped from outside.
bool simulate(const Study& study, RunId id, const RunOneOptions& options, RunRecord& record) {
    const RunPlan plan = study.plan(id);
    check_memory(study, plan);
    const auto start = Clock::now();
    Play play(plan, id.replicate);
    Rows rows(plan.model->info.metrics.size(), plan.burn_in() + 1, plan.weeks() - plan.burn_in());
    StopWatch watch(study.stops);
    while (play.week() < plan.weeks()) {
        if (options.stop != nullptr && *options.stop) return false;
        play.one_week();
        if (play.week() <= plan.burn_in()) continue;
        const auto row = rows.add();
        play.simulation().metrics(row);
        if (options.week) options.week(play.simulation());
        if (watch.stops(row)) break;
        const std::chrono::duration<double> passed = Clock::now() - start;
        if (study.limits.seconds > 0 && passed.count() > study.limits.seconds)
            throw UserError(Exit::some_failed,
                            say("longer than limits.seconds ({0})", "超过 limits.seconds（{0}）",
                                {shortest(study.limits.seconds)}));
    }
    record.weeks = play.week();
    record.digest = play.simulation().digest();
    record.means = rows.means(study.window);
    record.last = rows.last();
    rows.keep(record,
              [&](std::uint32_t week) { return options.all_weeks || study.keep.week(week); });
    if (options.finished) options.finished(plan, play.simulation());
    return true;
}

}  // namespace

std::optional<RunRecord> run_one(const Study& study, RunId id, const RunOneOptions& options) {
    const auto start = Clock::now();
    RunRecord record{.id = id, .host = host_name()};
    const auto failed = [&](Message why) {
        record = {.id = id, .failure = std::move(why), .host = host_name()};
    };
    try {
        if (!simulate(study, id, options, record)) return {};
    } catch (const UserError& error) {
        if (error.exit() == Exit::storage) throw;
        failed(error.problems().front().what);
    } catch (const std::bad_alloc&) {
        failed({"out of memory", "内存不足"});
    } catch (const std::exception& error) {
        failed({error.what(), error.what()});
    }
    const std::chrono::duration<double> passed = Clock::now() - start;
    record.seconds = passed.count();
    return record;
}

}  // namespace yihe::study

#include "study/verify.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <mutex>
#include <nlohmann/json.hpp>

#include "sim/core/file_digest.hpp"
#include "sim/parallel.hpp"
#include "sim/scenario/files.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/scalar.hpp"
#include "study/columns.hpp"
#include "study/database.hpp"
#include "study/run_one.hpp"
#include "study/verify_files.hpp"
#include "study/verify_points.hpp"

namespace yihe::study {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_mismatches = 1000;

bool same_bits(double a, double b) {
    return (std::isnan(a) && std::isnan(b)) ||
           std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// What the database holds of one run.
struct Stored {
    RunRecord record;
    std::int64_t seed = 0;
};

class Reader {
public:
    Reader(const StudyFolder& folder, const Study& study)
        : study_(study), db_(folder.database(), Database::Mode::read) {}

    std::vector<RunId> runs() {
        std::vector<RunId> ids;
        auto rows = db_.prepare("SELECT point, replicate FROM runs ORDER BY point, replicate");
        while (rows.step())
            ids.push_back({static_cast<std::uint64_t>(rows.whole(0)),
                           static_cast<std::uint32_t>(rows.whole(1))});
        return ids;
    }

    Stored read(RunId id) {
        Stored stored{.record = {.id = id}};
        auto run = select("runs", "status, message_en, message_zh, weeks, digest, seed", id);
        if (run.step()) {
            if (run.text(0) == "failed") stored.record.failure = {run.text(1), run.text(2)};
            stored.record.weeks = static_cast<std::uint32_t>(run.whole(3));
            stored.record.digest = run.text(4);
            stored.seed = run.whole(5);
        }
        stored.record.means = row("finals", id);
        stored.record.last = row("last_week", id);
        if (!study_.keep.any_week()) return stored;
        auto weekly = select("weekly", "*", id, " ORDER BY week");
        while (weekly.step()) {
            stored.record.kept_weeks.push_back(static_cast<std::uint32_t>(weekly.whole(2)));
            for (int c = 3; c < weekly.columns(); ++c)
                stored.record.rows.push_back(weekly.number(c));
        }
        return stored;
    }

    Database& database() { return db_; }

private:
    Statement select(const std::string& table, const std::string& columns, RunId id,
                     const std::string& rest = "") {
        return db_.prepare("SELECT " + columns + " FROM " + table +
                           " WHERE point = " + std::to_string(id.point) +
                           " AND replicate = " + std::to_string(id.replicate) + rest);
    }
    std::vector<double> row(const std::string& table, RunId id) {
        std::vector<double> values;
        auto rows = select(table, "*", id);
        if (rows.step())
            for (int c = 2; c < rows.columns(); ++c) values.push_back(rows.number(c));
        return values;
    }

    const Study& study_;
    Database db_;
};

class Comparison {
public:
    Comparison(const Study& study, RunId id, std::vector<Mismatch>& found)
        : study_(study), id_(id), found_(found) {}

    std::uint64_t cells() const { return cells_; }

    void run(const Stored& stored, const RunRecord& now) {
        const RunRecord& then = stored.record;
        text("runs", "message_en", then.failure.en, now.failure.en);
        text("runs", "message_zh", then.failure.zh, now.failure.zh);
        text("runs", "digest", then.digest, now.digest);
        text("runs", "weeks", std::to_string(then.weeks), std::to_string(now.weeks));
        text("runs", "seed", std::to_string(stored.seed), std::to_string(study_.seed(id_.point)));
        values("finals", 0, then.means, now.means);
        values("last_week", 0, then.last, now.last);
        if (then.kept_weeks != now.kept_weeks)
            return text("weekly", "week", std::to_string(then.kept_weeks.size()) + " weeks",
                        std::to_string(now.kept_weeks.size()) + " weeks");
        const std::size_t metrics = study_.model->info.metrics.size();
        for (std::size_t i = 0; i < now.kept_weeks.size(); ++i)
            values("weekly", now.kept_weeks[i], std::span(then.rows).subspan(i * metrics, metrics),
                   std::span(now.rows).subspan(i * metrics, metrics));
    }

private:
    void text(const char* table, const char* column, const std::string& then,
              const std::string& now) {
        ++cells_;
        if (then != now)
            found_.push_back(
                {.id = id_, .table = table, .column = column, .stored = then, .now = now});
    }
    void values(const char* table, std::uint32_t week, std::span<const double> then,
                std::span<const double> now) {
        const auto& metrics = study_.model->info.metrics;
        if (then.size() != now.size())
            return text(table, "(row)", std::to_string(then.size()) + " cells",
                        std::to_string(now.size()) + " cells");
        for (std::size_t m = 0; m < now.size(); ++m) {
            ++cells_;
            if (same_bits(then[m], now[m])) continue;
            found_.push_back({.id = id_,
                              .table = table,
                              .column = column_name(metrics[m].doc.key),
                              .week = week,
                              .stored = cell_text(then[m]),
                              .now = cell_text(now[m])});
        }
    }

    const Study& study_;
    RunId id_;
    std::vector<Mismatch>& found_;
    std::uint64_t cells_ = 0;
};

std::vector<std::string> changed_files(const StudyFolder& folder) {
    const auto file = folder.path() / "manifest.json";
    std::vector<std::string> changed;
    try {
        const auto json = nlohmann::ordered_json::parse(
            read_regular_file(file, std::size_t{1} << 20, {.file = file.string()}));
        for (const auto& [name, digest] : json.at("files").items())
            if (digest_of_file(folder.path() / name) != digest.get<std::string>())
                changed.push_back(name);
    } catch (const nlohmann::ordered_json::exception&) {
        changed.emplace_back("manifest.json");
    }
    return changed;
}

std::vector<RunId> sampled(std::vector<RunId> all, std::uint64_t sample) {
    if (sample == 0 || sample >= all.size()) return all;
    std::vector<RunId> some;
    for (std::uint64_t i = 0; i < sample; ++i)
        some.push_back(all[(2 * i + 1) * all.size() / (2 * sample)]);
    return some;
}

/// Of runs in their order.
std::vector<std::uint64_t> points_of(const std::vector<RunId>& runs) {
    std::vector<std::uint64_t> points;
    for (const RunId id : runs)
        if (points.empty() || points.back() != id.point) points.push_back(id.point);
    return points;
}

}  // namespace

std::string Mismatch::where() const {
    return id.replicate == 0 ? "p" + std::to_string(id.point) : run_name(id);
}

VerifyOutcome verify(const Study& study, const StudyFolder& folder, const VerifyOptions& options) {
    if (!fs::exists(folder.database()))
        throw UserError(
            Exit::storage,
            say("{0} holds no merged results: finish or repeat its sweep",
                "{0} 中没有合并后的结果：请完成或重新 sweep", {folder.path().string()}));
    VerifyOutcome outcome{.changed_files = changed_files(folder)};
    Reader reader(folder, study);
    const auto all = reader.runs();
    const auto chosen = sampled(all, options.sample);
    outcome.runs = all.size();
    std::mutex guard;
    parallel::with_threads(std::max(1, options.threads), [&] {
        parallel::for_each(chosen.size(), [&](std::size_t i) {
            parallel::alone([&] {
                FilesAgain files(study, folder, chosen[i]);
                const auto now = run_one(study, chosen[i], files.options(options.stop));
                const std::lock_guard lock(guard);
                if (!now) {
                    outcome.interrupted = true;
                    return;
                }
                Comparison comparison(study, chosen[i], outcome.mismatches);
                comparison.run(reader.read(chosen[i]), *now);
                outcome.cells += comparison.cells();
                if (!now->failed()) outcome.cells += files.compare(outcome.mismatches);
                ++outcome.compared;
                if (options.progress) options.progress(outcome.compared, chosen.size());
            });
        });
    });
    outcome.cells += verify_points(study, reader.database(), points_of(chosen), outcome.mismatches);
    std::stable_sort(outcome.mismatches.begin(), outcome.mismatches.end(),
                     [](const auto& a, const auto& b) { return a.id < b.id; });
    if (outcome.mismatches.size() > most_mismatches) outcome.mismatches.resize(most_mismatches);
    return outcome;
}

}  // namespace yihe::study

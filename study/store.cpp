#include "study/store.hpp"

#include <cmath>

#include "sim/run/interval.hpp"
#include "sim/run/result_files.hpp"
#include "sim/run/safe_file.hpp"
#include "study/csv.hpp"
#include "study/database.hpp"
#include "study/schema.hpp"

namespace yihe::study {

namespace fs = std::filesystem;

namespace {

/// One pass over the points in order; memory holds one point's final values.
class Writer {
public:
    Writer(Database& db, const Study& study, PartIndex& index, SafeFile& timings)
        : study_(study),
          index_(index),
          timings_(timings),
          metrics_(study.model->info.metrics.size()),
          points_(
              db.prepare("INSERT INTO points VALUES (" + marks(2 + study.factors.size()) + ")")),
          runs_(db.prepare("INSERT INTO runs VALUES (" + marks(9) + ")")),
          finals_(db.prepare("INSERT INTO finals VALUES (" + marks(2 + metrics_) + ")")),
          last_(db.prepare("INSERT INTO last_week VALUES (" + marks(2 + metrics_) + ")")),
          summaries_(db.prepare("INSERT INTO summaries VALUES (" + marks(8) + ")")) {
        if (study.keep.any_week())
            weekly_.emplace(db.prepare("INSERT INTO weekly VALUES (" + marks(3 + metrics_) + ")"));
    }

    /// Records that do not fit their checksum.
    std::vector<RunId> write_all() {
        timings_.write("point,replicate,seconds,host\r\n");
        const std::uint64_t points = study_.points();
        for (std::uint64_t point = 1; point <= points; ++point) write_point(point);
        return std::move(damaged_);
    }

private:
    void write_point(std::uint64_t point) {
        points_.bind(0, static_cast<std::int64_t>(point)).bind(1, study_.locate(point).first->name);
        const auto values = study_.values(point);
        for (std::size_t f = 0; f < values.size(); ++f) bind_factor(f, values[f]);
        points_.insert();
        const std::uint32_t wanted = census_of_point(study_, index_, point).wanted;
        std::vector<std::vector<double>> means;
        for (std::uint32_t r = 1; r <= wanted; ++r) {
            const auto record = index_.read(*index_.find({point, r}));
            if (!record) {
                damaged_.push_back({point, r});
                continue;
            }
            write_run(*record);
            if (!record->failed()) means.push_back(record->means);
        }
        write_summaries(point, means);
    }

    void bind_factor(std::size_t f, const Value& value) {
        const ParamInfo& row = study_.factors[f].row;
        const int at = static_cast<int>(f) + 2;
        if (row.type == ParamType::real) points_.bind(at, value.number);
        else if (row.type == ParamType::integer || row.type == ParamType::boolean)
            points_.bind(at, static_cast<std::int64_t>(value.number));
        else if (row.type == ParamType::text) points_.bind(at, std::string_view(value.text));
        else points_.bind(at, row.choices[static_cast<std::size_t>(value.number)]);
    }

    static void bind_run(Statement& statement, RunId id) {
        statement.bind(0, static_cast<std::int64_t>(id.point))
            .bind(1, static_cast<std::int64_t>(id.replicate));
    }

    void insert_row(Statement& statement, RunId id, int first, std::span<const double> values) {
        bind_run(statement, id);
        for (std::size_t m = 0; m < values.size(); ++m)
            statement.bind(first + static_cast<int>(m), values[m]);
        statement.insert();
    }

    void write_timing(const RunRecord& record) {
        std::string line =
            std::to_string(record.id.point) + "," + std::to_string(record.id.replicate) + ",";
        append_number(line, record.seconds);
        timings_.write(line + "," + record.host + "\r\n");
    }

    void write_run(const RunRecord& record) {
        write_timing(record);
        bind_run(runs_, record.id);
        runs_.bind(2, std::string_view(record.failed() ? "failed" : "finished"))
            .bind(3, std::string_view(record.failure.en))
            .bind(4, std::string_view(record.failure.zh))
            .bind(5, static_cast<std::int64_t>(study_.seed(record.id.point)))
            .bind(6, static_cast<std::int64_t>(record.weeks))
            .bind(7, std::string_view(record.digest))
            .bind(8, std::string_view(content_digest(record)))
            .insert();
        if (record.failed()) return;
        insert_row(finals_, record.id, 2, record.means);
        insert_row(last_, record.id, 2, record.last);
        for (std::size_t i = 0; i < record.kept_weeks.size() && weekly_; ++i) {
            weekly_->bind(2, static_cast<std::int64_t>(record.kept_weeks[i]));
            insert_row(*weekly_, record.id, 3,
                       std::span(record.rows).subspan(i * metrics_, metrics_));
        }
    }

    void write_summaries(std::uint64_t point, const std::vector<std::vector<double>>& means) {
        for (std::size_t m = 0; m < metrics_; ++m) {
            std::vector<double> values;
            for (const auto& row : means) values.push_back(row[m]);
            const Interval x = intervals_.of(values);
            summaries_.bind(0, static_cast<std::int64_t>(point))
                .bind(1, study_.model->info.metrics[m].doc.key)
                .bind(2, static_cast<std::int64_t>(x.n))
                .bind(3, x.mean)
                .bind(4, x.sd)
                .bind(5, x.sd / std::sqrt(static_cast<double>(x.n)))
                .bind(6, x.lower)
                .bind(7, x.upper)
                .insert();
        }
    }

    const Study& study_;
    PartIndex& index_;
    SafeFile& timings_;
    std::size_t metrics_;
    Statement points_, runs_, finals_, last_, summaries_;
    std::optional<Statement> weekly_;
    Intervals intervals_;
    std::vector<RunId> damaged_;
};

/// A temporary database that becomes the results, or disappears.
class NewDatabase {
public:
    explicit NewDatabase(fs::path target) : target_(std::move(target)), file_(target_) {
        file_ += ".new-" + unique_suffix();
        fs::remove(file_);
        database_ = std::make_unique<Database>(file_, Database::Mode::write_new);
    }
    ~NewDatabase() {
        database_.reset();
        std::error_code error;
        fs::remove(file_, error);
    }
    NewDatabase(const NewDatabase&) = delete;
    NewDatabase& operator=(const NewDatabase&) = delete;

    Database& database() { return *database_; }
    void commit() {
        database_->close();
        database_.reset();
        put_in_place(file_, target_);
    }

private:
    fs::path target_, file_;
    std::unique_ptr<Database> database_;
};

void write_csv_files(const StudyFolder& folder) {
    Database db(folder.database(), Database::Mode::read);
    for (const char* table : {"results", "summaries", "dictionary"}) {
        SafeFile file(folder.path() / (std::string(table) + ".csv"), folder.path());
        export_csv(db, table, [&](std::string_view text) { file.write(text); });
        file.commit();
    }
}

}  // namespace

MergeOutcome merge(const Study& study, const StudyFolder& folder, PartIndex& index,
                   const MergeFacts& facts) {
    MergeOutcome outcome{.census = census_of(study, index)};
    if (!outcome.census.complete()) return outcome;
    remove_leftovers(folder);
    NewDatabase fresh(folder.database());
    Database& db = fresh.database();
    db.run("BEGIN");
    create_tables(db, study);
    write_provenance(db, study, folder);
    write_dictionary(db, study);
    SafeFile timings(folder.path() / "timings.csv", folder.path());
    const auto damaged = Writer(db, study, index, timings).write_all();
    db.run("COMMIT");
    for (const RunId id : damaged) index.strike(id);
    outcome.damaged = damaged.size();
    if (!damaged.empty()) {
        outcome.census = census_of(study, index);
        return outcome;
    }
    fresh.commit();
    timings.commit();
    write_csv_files(folder);
    write_manifest(study, folder, outcome.census, facts);
    outcome.written = true;
    return outcome;
}

}  // namespace yihe::study

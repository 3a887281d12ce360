#include "study/store.hpp"

#include <sys/utsname.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/core/build_info.hpp"
#include "sim/core/file_digest.hpp"
#include "sim/run/interval.hpp"
#include "sim/run/safe_file.hpp"
#include "sim/scenario/files.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/scalar.hpp"
#include "study/columns.hpp"
#include "study/csv.hpp"
#include "study/database.hpp"

namespace yihe::study {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

std::string replication_text(const Study& study) {
    const Replication& r = study.replication;
    if (!r.sequential()) return std::to_string(r.max);
    return std::to_string(r.min) + " to " + std::to_string(r.max) + " until " +
           std::string(study.model->info.metrics[r.metric].doc.key) + " ± " +
           shortest(r.half_width);
}

std::string metric_columns(const Study& study) {
    std::string sql;
    for (const MetricInfo& metric : study.model->info.metrics)
        sql += ", " + sql_name(column_name(metric.doc.key)) + " REAL";
    return sql;
}

std::string factor_columns(const Study& study) {
    std::string sql;
    for (const Factor& factor : study.factors)
        sql += ", " + sql_name(column_name(factor.name)) + " " + sql_type(factor.row);
    return sql;
}

std::string marks(std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += i == 0 ? "?" : ", ?";
    return text;
}

void create_tables(Database& db, const Study& study) {
    const std::string run = "point INTEGER NOT NULL, replicate INTEGER NOT NULL",
                      metrics = metric_columns(study);
    db.run("CREATE TABLE provenance (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID");
    db.run(
        "CREATE TABLE dictionary (\"table\" TEXT, \"column\" TEXT, name TEXT, type TEXT, "
        "unit TEXT, label_en TEXT, label_zh TEXT, legal TEXT, meaning_en TEXT, "
        "meaning_zh TEXT, source TEXT, PRIMARY KEY (\"table\", \"column\")) WITHOUT ROWID");
    db.run("CREATE TABLE points (point INTEGER PRIMARY KEY, block TEXT" + factor_columns(study) +
           ")");
    db.run("CREATE TABLE runs (" + run +
           ", status TEXT, message TEXT, seed INTEGER, weeks INTEGER, digest TEXT, content TEXT, "
           "PRIMARY KEY (point, replicate)) WITHOUT ROWID");
    for (const char* table : {"finals", "last_week"})
        db.run("CREATE TABLE " + std::string(table) + " (" + run + metrics +
               ", PRIMARY KEY (point, replicate)) WITHOUT ROWID");
    if (study.keep.any_week())
        db.run("CREATE TABLE weekly (" + run + ", week INTEGER NOT NULL" + metrics +
               ", PRIMARY KEY (point, replicate, week)) WITHOUT ROWID");
    db.run(
        "CREATE TABLE summaries (point INTEGER NOT NULL, metric TEXT NOT NULL, n INTEGER, "
        "mean REAL, sd REAL, mc_error REAL, lower REAL, upper REAL, "
        "PRIMARY KEY (point, metric)) WITHOUT ROWID");
    std::string columns = "f.point, f.replicate, p.block";
    for (const Factor& factor : study.factors)
        columns += ", p." + sql_name(column_name(factor.name));
    std::string values;
    for (const MetricInfo& metric : study.model->info.metrics)
        values += ", f." + sql_name(column_name(metric.doc.key));
    db.run("CREATE VIEW results AS SELECT " + columns + values +
           " FROM finals f JOIN points p USING (point)");
    if (study.keep.any_week())
        db.run("CREATE VIEW weekly_results AS SELECT " + columns + ", f.week" + values +
               " FROM weekly f JOIN points p USING (point)");
}

std::string read_inputs(const Study& study) {
    return read_regular_file(study.sources.front(), std::size_t{1} << 20, {.file = study.file});
}

void write_provenance(Database& db, const Study& study, const StudyFolder& folder) {
    auto insert = db.prepare("INSERT INTO provenance VALUES (?, ?)");
    auto put = [&](std::string_view name, std::string_view value) {
        insert.bind(0, name).bind(1, value).insert();
    };
    const BuildInfo& build = build_info();
    put("about_en", study.about.en);
    put("about_zh", study.about.zh);
    put("model", study.model->info.name);
    put("plan", folder.plan_digest());
    put("replicates", replication_text(study));
    put("study", read_inputs(study));
    put("version", build.version);
    put("results_version", std::to_string(results_version));
    put("commit", build.commit);
    put("compiler", build.compiler);
    put("flags", build.flags);
    for (const Block& block : study.blocks)
        put("scenario of design " + block.name, to_json(*block.base));
}

void write_dictionary(Database& db, const Study& study) {
    auto insert = db.prepare("INSERT INTO dictionary VALUES (" + marks(11) + ")");
    for (const ColumnDoc& doc : data_dictionary(study))
        insert.bind(0, doc.table)
            .bind(1, doc.column)
            .bind(2, doc.name)
            .bind(3, doc.type)
            .bind(4, doc.unit)
            .bind(5, doc.label.en)
            .bind(6, doc.label.zh)
            .bind(7, doc.legal)
            .bind(8, doc.meaning.en)
            .bind(9, doc.meaning.zh)
            .bind(10, doc.source)
            .insert();
}

/// One pass over the points in order; memory holds one point's final values.
class Writer {
public:
    Writer(Database& db, const Study& study, PartIndex& index)
        : study_(study),
          index_(index),
          metrics_(study.model->info.metrics.size()),
          points_(
              db.prepare("INSERT INTO points VALUES (" + marks(2 + study.factors.size()) + ")")),
          runs_(db.prepare("INSERT INTO runs VALUES (" + marks(8) + ")")),
          finals_(db.prepare("INSERT INTO finals VALUES (" + marks(2 + metrics_) + ")")),
          last_(db.prepare("INSERT INTO last_week VALUES (" + marks(2 + metrics_) + ")")),
          summaries_(db.prepare("INSERT INTO summaries VALUES (" + marks(8) + ")")) {
        if (study.keep.any_week())
            weekly_.emplace(db.prepare("INSERT INTO weekly VALUES (" + marks(3 + metrics_) + ")"));
    }

    /// Records that do not fit their checksum.
    std::vector<RunId> write_all() {
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

    void write_run(const RunRecord& record) {
        bind_run(runs_, record.id);
        runs_.bind(2, std::string_view(record.failed() ? "failed" : "finished"))
            .bind(3, std::string_view(record.failure))
            .bind(4, static_cast<std::int64_t>(study_.seed(record.id.point)))
            .bind(5, static_cast<std::int64_t>(record.weeks))
            .bind(6, std::string_view(record.digest))
            .bind(7, std::string_view(content_digest(record)))
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
        database_.emplace(file_, Database::Mode::write_new);
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
    std::optional<Database> database_;
};

std::string host_name() {
    utsname host{};
    return uname(&host) == 0 ? host.nodename : "";
}

void write_manifest(const Study& study, const StudyFolder& folder, const Census& census,
                    const MergeFacts& facts) {
    const BuildInfo& build = build_info();
    Json json{{"yihe", build.version},
              {"results_version", results_version},
              {"plan", folder.plan_digest()},
              {"replicates", replication_text(study)},
              {"study", digest_of_file(study.sources.front())},
              {"points", study.points()},
              {"runs", census.runs},
              {"failed", census.failed},
              {"build",
               {{"compiler", build.compiler},
                {"flags", build.flags},
                {"type", build.build_type},
                {"commit", build.commit},
                {"program", program_digest()}}},
              {"merged_on", host_name()},
              {"threads", facts.threads},
              {"started", facts.started},
              {"ended", facts.ended},
              {"wall_seconds", facts.seconds},
              {"database_bytes", fs::file_size(folder.database())},
              {"files", Json::object()}};
    for (const char* name : {"results.sqlite", "results.csv", "summaries.csv", "dictionary.csv"})
        json["files"][name] = digest_of_file(folder.path() / name);
    SafeFile file(folder.path() / "manifest.json", folder.path());
    file.write(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    file.commit();
}

/// What a merge that was killed has left half written, and the manifest of an earlier one: until
/// the new one is there, nothing is merged.
void remove_leftovers(const StudyFolder& folder) {
    fs::remove(folder.path() / "manifest.json");
    std::vector<fs::path> old;
    for (const auto& entry : fs::directory_iterator(folder.path())) {
        const std::string name = entry.path().filename().string();
        for (const char* ending : {".sqlite.new-", ".csv.part-", ".json.part-"})
            if (name.find(ending) != std::string::npos) old.push_back(entry.path());
    }
    for (const fs::path& file : old) fs::remove(file);
}

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
    const auto damaged = Writer(db, study, index).write_all();
    db.run("COMMIT");
    for (const RunId id : damaged) index.strike(id);
    outcome.damaged = damaged.size();
    if (!damaged.empty()) {
        outcome.census = census_of(study, index);
        return outcome;
    }
    fresh.commit();
    write_csv_files(folder);
    write_manifest(study, folder, outcome.census, facts);
    outcome.written = true;
    return outcome;
}

std::optional<Merged> merged_already(const Study& study, const StudyFolder& folder) {
    const fs::path file = folder.path() / "manifest.json";
    std::error_code error;
    if (!fs::exists(file, error)) return {};
    try {
        const Json json =
            Json::parse(read_regular_file(file, std::size_t{1} << 20, {.file = file.string()}));
        const Merged merged{.plan = json.at("plan").get<std::string>(),
                            .replicates = json.at("replicates").get<std::string>(),
                            .runs = json.at("runs").get<std::uint64_t>(),
                            .failed = json.at("failed").get<std::uint64_t>()};
        const bool same = merged.plan == folder.plan_digest() &&
                          merged.replicates == replication_text(study) &&
                          json.at("study") == digest_of_file(study.sources.front()) &&
                          fs::file_size(folder.database(), error) ==
                              json.at("database_bytes").get<std::uint64_t>();
        if (same && !error) return merged;
    } catch (const Json::exception&) {
    }
    return {};
}

}  // namespace yihe::study

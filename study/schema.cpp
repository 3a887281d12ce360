#include "study/schema.hpp"

#include "sim/core/build_info.hpp"
#include "sim/scenario/files.hpp"
#include "sim/scenario/scalar.hpp"
#include "study/columns.hpp"

namespace yihe::study {

namespace {

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

std::string read_inputs(const Study& study) {
    return read_regular_file(study.sources.front(), std::size_t{1} << 20, {.file = study.file});
}

}  // namespace

std::string marks(std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += i == 0 ? "?" : ", ?";
    return text;
}

std::string replication_text(const Study& study) {
    const Replication& r = study.replication;
    if (!r.sequential()) return std::to_string(r.max);
    return std::to_string(r.min) + " to " + std::to_string(r.max) + " until " +
           std::string(study.model->info.metrics[r.metric].doc.key) + " ± " +
           shortest(r.half_width);
}

void create_tables(Database& db, const Study& study) {
    const std::string run = "point INTEGER NOT NULL, replicate INTEGER NOT NULL",
                      metrics = metric_columns(study);
    db.run("CREATE TABLE provenance (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID");
    db.run(
        "CREATE TABLE dictionary (\"table\" TEXT, \"column\" TEXT, name TEXT, type TEXT, "
        "unit TEXT, label_en TEXT, label_zh TEXT, legal_en TEXT, legal_zh TEXT, meaning_en TEXT, "
        "meaning_zh TEXT, source TEXT, PRIMARY KEY (\"table\", \"column\")) WITHOUT ROWID");
    db.run("CREATE TABLE points (point INTEGER PRIMARY KEY, block TEXT" + factor_columns(study) +
           ")");
    db.run("CREATE TABLE runs (" + run +
           ", status TEXT, message_en TEXT, message_zh TEXT, seed INTEGER, weeks INTEGER, digest "
           "TEXT, content TEXT, "
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
    auto insert = db.prepare("INSERT INTO dictionary VALUES (" + marks(12) + ")");
    for (const ColumnDoc& doc : data_dictionary(study))
        insert.bind(0, doc.table)
            .bind(1, doc.column)
            .bind(2, doc.name)
            .bind(3, doc.type)
            .bind(4, doc.unit)
            .bind(5, doc.label.en)
            .bind(6, doc.label.zh)
            .bind(7, doc.legal.en)
            .bind(8, doc.legal.zh)
            .bind(9, doc.meaning.en)
            .bind(10, doc.meaning.zh)
            .bind(11, doc.source)
            .insert();
}

}  // namespace yihe::study

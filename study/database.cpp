#include "study/database.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <cmath>
#include <limits>

#include "sim/run/safe_file.hpp"
#include "sim/scenario/problems.hpp"

namespace yihe::study {

struct Database::Handle {
    sqlite3* db = nullptr;

    Handle() = default;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { sqlite3_close_v2(db); }
};

struct Statement::Handle {
    sqlite3_stmt* statement = nullptr;

    Handle() = default;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { sqlite3_finalize(statement); }
};

Database::Database(const std::filesystem::path& file, Mode mode)
    : handle_(std::make_unique<Handle>()), file_(file) {
    const int flags =
        mode == Mode::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (sqlite3_open_v2(file.c_str(), &handle_->db, flags, nullptr) != SQLITE_OK) fail();
    if (mode == Mode::read) {
        run("PRAGMA query_only = ON");
        return;
    }
    run("PRAGMA journal_mode = OFF");  // nobody sees the file before it is whole
    run("PRAGMA synchronous = OFF");
    run("PRAGMA locking_mode = EXCLUSIVE");
}

Database::~Database() = default;

void Database::fail() const {
    const int code = handle_->db != nullptr ? sqlite3_errcode(handle_->db) : SQLITE_NOMEM;
    if (code == SQLITE_FULL)
        storage_error("cannot write {0}: {1}", "无法写入 {0}：{1}", file_, ENOSPC);
    const std::string why = handle_->db != nullptr ? sqlite3_errmsg(handle_->db) : "out of memory";
    const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    throw UserError(Exit::storage, {{.place = {.file = file_.string()},
                                     .what = damaged ? say("this database is damaged or none: {0}",
                                                           "该数据库已损坏或不是数据库：{0}", {why})
                                                     : say("the database cannot be used: {0}",
                                                           "无法使用数据库：{0}", {why})}});
}

void Database::run(const std::string& sql) {
    if (sqlite3_exec(handle_->db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

Statement Database::prepare(const std::string& sql) {
    auto handle = std::make_unique<Statement::Handle>();
    if (sqlite3_prepare_v2(handle_->db, sql.c_str(), static_cast<int>(sql.size()),
                           &handle->statement, nullptr) != SQLITE_OK)
        fail();
    return {*this, std::move(handle)};
}

void Database::close() {
    if (sqlite3_close(handle_->db) != SQLITE_OK) fail();
    handle_->db = nullptr;
}

Statement::Statement(const Database& database, std::unique_ptr<Handle> handle)
    : database_(&database), handle_(std::move(handle)) {}
Statement::~Statement() = default;
Statement::Statement(Statement&&) noexcept = default;

Statement& Statement::bind(int at, double x) {
    const int code = std::isnan(x) ? sqlite3_bind_null(handle_->statement, at + 1)
                                   : sqlite3_bind_double(handle_->statement, at + 1, x);
    if (code != SQLITE_OK) database_->fail();
    return *this;
}

Statement& Statement::bind(int at, std::int64_t x) {
    if (sqlite3_bind_int64(handle_->statement, at + 1, x) != SQLITE_OK) database_->fail();
    return *this;
}

Statement& Statement::bind(int at, std::string_view text) {
    if (sqlite3_bind_text(handle_->statement, at + 1, text.data(), static_cast<int>(text.size()),
                          SQLITE_TRANSIENT) != SQLITE_OK)
        database_->fail();
    return *this;
}

void Statement::insert() { ensure(!step(), "an insertion gives no row"); }

bool Statement::step() {
    const int code = sqlite3_step(handle_->statement);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) database_->fail();
    sqlite3_reset(handle_->statement);
    return false;
}

int Statement::columns() const { return sqlite3_column_count(handle_->statement); }
std::string Statement::name(int column) const {
    return sqlite3_column_name(handle_->statement, column);
}
bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_->statement, column) == SQLITE_NULL;
}
bool Statement::is_real(int column) const {
    return sqlite3_column_type(handle_->statement, column) == SQLITE_FLOAT;
}
double Statement::number(int column) const {
    return is_null(column) ? std::numeric_limits<double>::quiet_NaN()
                           : sqlite3_column_double(handle_->statement, column);
}
std::int64_t Statement::whole(int column) const {
    return sqlite3_column_int64(handle_->statement, column);
}
std::string Statement::text(int column) const {
    const auto* text = sqlite3_column_text(handle_->statement, column);
    return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

std::string sql_name(std::string_view name) {
    std::string out = "\"";
    for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

}  // namespace yihe::study

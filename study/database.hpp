// The only door to SQLite: a database being written or read, errors as the user's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace yihe::study {

class Statement;

class Database {
public:
    enum class Mode { read, write_new };

    /// `write_new`: a fresh file without journal, to be renamed once it is complete. Throws
    /// UserError(Exit::storage).
    Database(const std::filesystem::path& file, Mode mode);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    void run(const std::string& sql);
    Statement prepare(const std::string& sql);
    /// Everything is written and the file closed.
    void close();

private:
    friend class Statement;
    [[noreturn]] void fail() const;

    struct Handle;
    std::unique_ptr<Handle> handle_;
    std::filesystem::path file_;
};

/// A prepared statement; parameters and columns count from 0. NaN is NULL both ways.
class Statement {
public:
    ~Statement();
    Statement(Statement&&) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    Statement& operator=(Statement&&) = delete;

    Statement& bind(int at, double x);
    Statement& bind(int at, std::int64_t x);
    Statement& bind(int at, std::string_view text);
    /// Runs an insertion and is ready for the next.
    void insert();
    /// The next row of a query; false after the last, when it is ready to run again.
    bool step();

    int columns() const;
    std::string name(int column) const;
    bool is_null(int column) const;
    bool is_real(int column) const;
    double number(int column) const;
    std::int64_t whole(int column) const;
    std::string text(int column) const;

private:
    friend class Database;
    struct Handle;
    Statement(const Database& database, std::unique_ptr<Handle> handle);

    const Database* database_;
    std::unique_ptr<Handle> handle_;
};

/// A name as SQL takes it, quoted.
std::string sql_name(std::string_view name);

}  // namespace yihe::study

#include "study/verify_points.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "sim/run/interval.hpp"
#include "sim/scenario/scalar.hpp"
#include "study/columns.hpp"

namespace yihe::study {

namespace {

std::string text_of(const ParamInfo& row, const Value& value) {
    switch (row.type) {
        case ParamType::real: return shortest(value.number);
        case ParamType::integer:
        case ParamType::boolean: return std::to_string(static_cast<std::int64_t>(value.number));
        case ParamType::text: return value.text;
        case ParamType::choice:
            return std::string(row.choices[static_cast<std::size_t>(value.number)]);
    }
    return {};
}

/// In the order of the columns of `summaries`.
constexpr std::array<const char*, 6> statistics{"n", "mean", "sd", "mc_error", "lower", "upper"};
using Summary = std::array<double, statistics.size()>;

class Checker {
public:
    Checker(const Study& study, Database& db, std::vector<Mismatch>& found)
        : study_(study), db_(db), found_(found) {}

    void check(std::uint64_t point) {
        point_ = point;
        check_settings();
        if (!has_changed_finals()) check_summaries();
    }
    std::uint64_t cells() const { return cells_; }

private:
    /// Then what is computed from them differs too, and says nothing more.
    bool has_changed_finals() const {
        return std::any_of(found_.begin(), found_.end(), [&](const Mismatch& m) {
            return m.id.point == point_ && m.table == "finals";
        });
    }

    Statement rows(const std::string& table, const std::string& order) {
        return db_.prepare("SELECT * FROM " + table + " WHERE point = " + std::to_string(point_) +
                           " ORDER BY " + order);
    }

    void check_settings() {
        auto row = rows("points", "point");
        if (!row.step()) return compare("points", "(row)", "", "one");
        compare("points", "block", row.text(1), study_.locate(point_).first->name);
        const auto values = study_.values(point_);
        for (std::size_t f = 0; f < values.size(); ++f) {
            const Factor& factor = study_.factors[f];
            const int at = static_cast<int>(f) + 2;
            const bool real = factor.row.type == ParamType::real;
            compare("points", column_name(factor.name),
                    real ? cell_text(row.number(at)) : row.text(at),
                    text_of(factor.row, values[f]));
        }
    }

    void check_summaries() {
        const auto& metrics = study_.model->info.metrics;
        std::vector<std::vector<double>> columns(metrics.size());
        for (auto run = rows("finals", "replicate"); run.step();)
            for (std::size_t m = 0; m < metrics.size(); ++m)
                columns[m].push_back(run.number(static_cast<int>(m) + 2));
        std::map<std::string, Summary> stored;
        for (auto row = rows("summaries", "metric"); row.step();)
            for (std::size_t s = 0; s < statistics.size(); ++s)
                stored[row.text(1)][s] = row.number(static_cast<int>(s) + 2);
        for (std::size_t m = 0; m < metrics.size(); ++m) {
            const std::string name(metrics[m].doc.key);
            const auto at = stored.find(name);
            if (at == stored.end()) compare("summaries", name, "", "one");
            else check_summary(name, at->second, intervals_.of(columns[m]));
            if (at != stored.end()) stored.erase(at);
        }
        for (const auto& [name, left_over] : stored) compare("summaries", name, "one", "");
    }

    void check_summary(const std::string& metric, const Summary& then, const Interval& x) {
        const double n = x.n;
        const Summary now{n, x.mean, x.sd, x.sd / std::sqrt(n), x.lower, x.upper};
        for (std::size_t s = 0; s < now.size(); ++s)
            compare("summaries", metric + " " + statistics[s], cell_text(then[s]),
                    cell_text(now[s]));
    }

    void compare(const char* table, std::string column, const std::string& stored,
                 const std::string& now) {
        ++cells_;
        if (stored == now) return;
        found_.push_back({.id = {point_, 0},
                          .table = table,
                          .column = std::move(column),
                          .stored = stored,
                          .now = now});
    }

    const Study& study_;
    Database& db_;
    std::vector<Mismatch>& found_;
    Intervals intervals_;
    std::uint64_t point_ = 0, cells_ = 0;
};

}  // namespace

std::string cell_text(double x) { return std::isnan(x) ? "" : shortest(x); }

std::uint64_t verify_points(const Study& study, Database& db, std::span<const std::uint64_t> points,
                            std::vector<Mismatch>& found) {
    Checker checker(study, db, found);
    for (const std::uint64_t point : points) checker.check(point);
    return checker.cells();
}

}  // namespace yihe::study

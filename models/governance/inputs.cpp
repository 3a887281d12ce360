#include "models/governance/inputs.hpp"

#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>

#include "sim/graph/files.hpp"

namespace yihe::governance {

namespace {

constexpr std::uintmax_t largest_file = std::uintmax_t{2} << 30;
constexpr std::size_t most_problems = 20;

/// Reads one CSV of residents, gathering problems with their places.
class PopulationReader {
public:
    explicit PopulationReader(std::string name) : name_(std::move(name)) {}

    std::vector<ResidentRow> read(std::istream& in) {
        std::string line;
        while (problems_.size() < most_problems && std::getline(in, line)) {
            ++line_;
            if (!line.empty() && line.back() == '\r') line.pop_back();
            if (line_ == 1) {
                if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
                read_header(line);
                if (!problems_.empty()) break;
            } else if (!line.empty()) {
                read_row(line);
            }
        }
        if (problems_.empty() && rows_.size() < 20)
            report("", {"a population has at least 20 residents", "居民名册至少需要 20 名居民"}, {},
                   1);
        if (!problems_.empty()) throw UserError(Exit::invalid, std::move(problems_));
        return std::move(rows_);
    }

private:
    enum class Name { building, membership, need_factor };

    std::string name_;
    std::vector<Name> columns_;
    std::vector<ResidentRow> rows_;
    std::vector<Problem> problems_;
    int line_ = 0;
    std::string source_;

    static std::vector<std::string> split(const std::string& line) {
        std::vector<std::string> cells;
        std::stringstream stream(line + ",");
        for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
        return cells;
    }

    void report(std::string value, Message what, Message legal, int column) {
        problems_.push_back({.place = {name_, std::max(line_, 1), column, source_,
                                       std::max<int>(1, static_cast<int>(value.size()))},
                             .key = "community.population",
                             .value = std::move(value),
                             .what = std::move(what),
                             .legal = std::move(legal),
                             .suggestion = {}});
    }

    void read_header(const std::string& line) {
        source_ = line;
        int column = 1;
        for (const std::string& cell : split(line)) {
            if (cell == "building") columns_.push_back(Name::building);
            else if (cell == "membership") columns_.push_back(Name::membership);
            else if (cell == "need_factor") columns_.push_back(Name::need_factor);
            else
                report(cell, {"unknown column '" + cell + "'", "未知的列“" + cell + "”"},
                       {"building, membership, need_factor", "building、membership、need_factor"},
                       column);
            column += static_cast<int>(cell.size()) + 1;
        }
        for (std::size_t i = 0; i < columns_.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (columns_[i] == columns_[j])
                    report("", {"a column stands twice", "列重复"}, {}, 1);
    }

    void read_row(const std::string& line) {
        source_ = line;
        const auto cells = split(line);
        if (cells.size() != columns_.size()) {
            report("",
                   {std::to_string(cells.size()) + " cells, the header has " +
                        std::to_string(columns_.size()),
                    "本行 " + std::to_string(cells.size()) + " 格，表头 " +
                        std::to_string(columns_.size()) + " 列"},
                   {}, 1);
            return;
        }
        ResidentRow row;
        int column = 1;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!cells[i].empty()) read_cell(columns_[i], cells[i], row, column);
            column += static_cast<int>(cells[i].size()) + 1;
        }
        rows_.push_back(row);
    }

    template <class T>
    static bool parse(const std::string& cell, T& value) {
        const auto result = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        return result.ec == std::errc{} && result.ptr == cell.data() + cell.size();
    }

    void read_cell(Name name, const std::string& cell, ResidentRow& row, int column) {
        std::uint32_t building = 0;
        double factor = 0;
        switch (name) {
            case Name::building:
                if (parse(cell, building) && building < 60000) row.building = building;
                else
                    report(cell, {"not a building's number", "不是有效的楼栋编号"},
                           {"0 to 59999", "0 至 59999"}, column);
                return;
            case Name::membership:
                if (cell == "none") row.membership = 0;
                else if (cell == "visible") row.membership = 1;
                else if (cell == "hidden") row.membership = 2;
                else
                    report(cell, {"unknown membership", "未知的党员身份"},
                           {"none, visible, hidden", "none、visible、hidden"}, column);
                return;
            case Name::need_factor:
                if (parse(cell, factor) && std::isfinite(factor) && factor >= 0 && factor <= 1e6)
                    row.need_factor = static_cast<float>(factor);
                else
                    report(cell, {"not a need factor", "不是有效的需求强度"},
                           {"0 to 1000000", "0 至 1000000"}, column);
                return;
        }
    }
};

}  // namespace

UserError input_error(std::string_view key, Message what) {
    Problem problem;
    problem.key = key;
    problem.what = std::move(what);
    return {Exit::invalid, {problem}};
}

std::vector<ResidentRow> read_population(const Files& files, std::string_view as_written) {
    const std::filesystem::path path = files.open(as_written);
    if (std::filesystem::file_size(path) > largest_file)
        throw UserError(Exit::refused, Message{"the population file is larger than 2 GiB",
                                               "居民名册文件超过 2 GiB"});
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw UserError(Exit::invalid,
                        Message{"cannot read " + path.string(), "无法读取 " + path.string()});
    return PopulationReader(std::string(as_written)).read(in);
}

}  // namespace yihe::governance

#include "models/governance/inputs.hpp"

#include <array>
#include <filesystem>
#include <span>

#include "sim/scenario/csv.hpp"
#include "sim/scenario/scalar.hpp"
#include "sim/scenario/suggest.hpp"

namespace yihe::governance {

namespace {

constexpr std::size_t largest_file = std::size_t{1} << 30;
constexpr std::size_t fewest_residents = 20;
constexpr double most_buildings = 60000;
constexpr double largest_need_factor = 1e6;

constexpr std::array<std::string_view, 3> memberships{"none", "visible", "hidden"};

Message any_of(std::span<const std::string_view> words) {
    Message list;
    for (const auto word : words) {
        list.en.append(list.en.empty() ? "" : ", ").append(word);
        list.zh.append(list.zh.empty() ? "" : "、").append(word);
    }
    return list;
}

/// Reads one CSV of residents, gathering problems with their places.
class PopulationReader {
public:
    PopulationReader(CsvReader& csv, Problems& problems) : csv_(csv), problems_(problems) {}

    std::vector<ResidentRow> read() {
        std::vector<ResidentRow> rows;
        if (!csv_.next() || !csv_.read_names() || !read_header()) return rows;
        while (csv_.next())
            if (csv_.has_cells(columns_.size())) rows.push_back(read_row());
        return rows;
    }

private:
    using ReadCell = void (PopulationReader::*)(std::size_t, ResidentRow&);

    CsvReader& csv_;
    Problems& problems_;
    std::vector<ReadCell> columns_;

    void report(std::size_t cell, Message what, Message legal, std::string suggestion = {}) {
        problems_.add({.place = csv_.place_of(cell),
                       .key = "community.population",
                       .value = csv_.cells()[cell],
                       .what = std::move(what),
                       .legal = std::move(legal),
                       .suggestion = std::move(suggestion)});
    }

    bool read_header() {
        constexpr std::array<std::string_view, 3> names{"building", "membership", "need_factor"};
        constexpr std::array<ReadCell, names.size()> readers{&PopulationReader::read_building,
                                                             &PopulationReader::read_membership,
                                                             &PopulationReader::read_need_factor};
        for (std::size_t i = 0; i < csv_.cells().size(); ++i) {
            const std::string& name = csv_.cells()[i];
            const auto found = std::find(names.begin(), names.end(), name);
            if (found != names.end()) columns_.push_back(readers[found - names.begin()]);
            else
                report(i, say("unknown column \"{0}\"", "未知的列“{0}”", {name}), any_of(names),
                       suggest_word(name, names));
        }
        return !problems_.any();
    }

    /// What is empty, or NA as statistics programs write it, is drawn as usual.
    ResidentRow read_row() {
        ResidentRow row;
        for (std::size_t i = 0; i < columns_.size(); ++i)
            if (const auto& cell = csv_.cells()[i]; !cell.empty() && cell != "NA")
                (this->*columns_[i])(i, row);
        return row;
    }

    void read_building(std::size_t cell, ResidentRow& row) {
        const auto number = parse_integer(csv_.cells()[cell]);
        if (number && *number >= 0 && *number < most_buildings)
            row.building = static_cast<std::uint32_t>(*number);
        else
            report(cell, say("not a building's number", "不是有效的楼栋编号"),
                   say("0 to {0}", "0 至 {0}", {shortest(most_buildings - 1)}));
    }

    void read_membership(std::size_t cell, ResidentRow& row) {
        const std::string& word = csv_.cells()[cell];
        const auto found = std::find(memberships.begin(), memberships.end(), word);
        if (found != memberships.end())
            row.membership = static_cast<int>(found - memberships.begin());
        else
            report(cell, say("unknown membership", "未知的党员身份"), any_of(memberships),
                   suggest_word(word, memberships));
    }

    void read_need_factor(std::size_t cell, ResidentRow& row) {
        const auto factor = parse_number(csv_.cells()[cell]);
        if (factor && *factor >= 0 && *factor <= largest_need_factor)
            row.need_factor = static_cast<float>(*factor);
        else
            report(cell, say("not a need factor", "不是有效的需求强度"),
                   say("0 to {0}", "0 至 {0}", {shortest(largest_need_factor)}));
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
    const Place named_at{.file = std::string(as_written)};
    Problems problems;
    CsvReader csv =
        CsvReader::open(files.open(as_written), named_at.file, largest_file, named_at, problems);
    auto rows = PopulationReader(csv, problems).read();
    if (!problems.any() && rows.size() < fewest_residents)
        problems.add(
            {.place = named_at,
             .key = "community.population",
             .value = std::to_string(rows.size()),
             .what = say("a population has at least {0} residents", "居民名册至少需要 {0} 名居民",
                         {std::to_string(fewest_residents)})});
    problems.throw_if_any();
    return rows;
}

}  // namespace yihe::governance

#include "study/table.hpp"

#include <algorithm>

#include "sim/scenario/csv.hpp"
#include "sim/scenario/value.hpp"
#include "study/factor.hpp"

namespace yihe::study {

namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20;

/// Two names may mean one factor.
void read_header(const CsvReader& csv, const FactorNumber& number_of, PointTable& table,
                 Problems& problems) {
    auto& factors = table.factors;
    for (std::size_t i = 0; i < csv.cells().size(); ++i) {
        const std::string& name = csv.cells()[i];
        const auto number = number_of(name, csv.place_of(i));
        if (!number) continue;
        if (std::find(factors.begin(), factors.end(), *number) != factors.end())
            problems.add({.place = csv.place_of(i),
                          .key = name,
                          .what = say("\"{0}\" is named twice", "“{0}”出现两次", {name})});
        factors.push_back(*number);
    }
}

std::vector<Value> read_row(const CsvReader& csv, const PointTable& table, const Study& study,
                            Problems& problems) {
    std::vector<Value> row;
    for (std::size_t i = 0; i < table.factors.size(); ++i) {
        const Place place = csv.place_of(i);
        Problems found;
        const auto node = parse_yaml_scalar(csv.cells()[i], place, found);
        if (found.any()) {
            problems.add(found.take());
            continue;
        }
        const ParamInfo& info = study.factors[table.factors[i]].row;
        row.push_back(read_value(info, node, place, problems).value_or(Value{}));
    }
    return row;
}

}  // namespace

PointTable read_point_table(const std::filesystem::path& file, const std::string& shown,
                            const Place& named_at, const FactorNumber& number_of,
                            const Study& study, Problems& problems) {
    CsvReader csv = CsvReader::open(file, shown, most_bytes, named_at, problems);
    PointTable table;
    if (csv.next() && csv.read_names()) read_header(csv, number_of, table, problems);
    if (problems.any()) return {};
    while (csv.next()) {
        if (!csv.has_cells(table.factors.size())) continue;
        auto& row = table.rows.emplace_back(read_row(csv, table, study, problems));
        for (std::size_t i = 0; i < row.size(); ++i)
            table.text += plain_text(study.factors[table.factors[i]].row, row[i]) + ",";
        table.text += ";";
    }
    if (table.rows.empty() && !problems.any())
        problems.add({.place = named_at,
                      .key = "table",
                      .what = say("the table has no row of values", "表格中没有数据行")});
    return table;
}

}  // namespace yihe::study

#include "models/reference/weights_file.hpp"

#include <cmath>
#include <string>

#include "sim/scenario/csv.hpp"
#include "sim/scenario/scalar.hpp"

namespace yihe::reference {

namespace {

constexpr std::size_t largest_file = std::size_t{1} << 30;
constexpr std::size_t most_residents = 10000;
constexpr double widest_opinion = 1e12;
constexpr double rounding = 1e-6;  // of the sum of a row's weights

class WeightsReader {
public:
    WeightsReader(CsvReader& csv, Problems& problems) : csv_(csv), problems_(problems) {}

    WeightsFile read() {
        WeightsFile file;
        while (csv_.next()) {
            if (file.rows.empty()) cells_ = csv_.cells().size();
            if (cells_ < 3 || cells_ > most_residents + 2) {
                report(csv_.place(),
                       say("a row holds an opinion, a susceptibility and 1 to {0} weights",
                           "每行应为意见、易受影响程度与 1 至 {0} 个权重",
                           {std::to_string(most_residents)}));
                break;
            }
            file.rows.push_back(read_row());
        }
        return file;
    }

private:
    CsvReader& csv_;
    Problems& problems_;
    std::size_t cells_ = 0;

    void report(Place place, Message what) {
        problems_.add(
            {.place = std::move(place), .key = "influence.file", .what = std::move(what)});
    }

    double number(std::size_t cell, double min, double max) {
        const auto x = parse_number(csv_.cells()[cell]);
        if (x && *x >= min && *x <= max) return *x;
        problems_.add({.place = csv_.place_of(cell),
                       .key = "influence.file",
                       .value = csv_.cells()[cell],
                       .what = say("not a number in its range: \"{0}\"", "不是范围内的数字：“{0}”",
                                   {csv_.cells()[cell]}),
                       .legal = say("{0} to {1}", "{0} 至 {1}", {shortest(min), shortest(max)})});
        return 0;
    }

    WeightsRow read_row() {
        WeightsRow row;
        if (csv_.cells().size() != cells_) {
            report(csv_.place(),
                   say("{0} cells in this row, {1} in the first", "本行有 {0} 格，首行有 {1} 格",
                       {std::to_string(csv_.cells().size()), std::to_string(cells_)}));
            return row;
        }
        const bool good_before = !problems_.any();
        row.opinion = number(0, -widest_opinion, widest_opinion);
        row.susceptibility = number(1, 0, 1);
        double sum = 0;
        for (std::size_t i = 2; i < cells_; ++i) sum += row.weights.emplace_back(number(i, 0, 1));
        if (good_before && !problems_.any() && std::abs(sum - 1) > rounding)
            report(csv_.place(), say("the weights of a row sum to 1, these to {0}",
                                     "每行权重之和须为 1，此行为 {0}", {shortest(sum)}));
        return row;
    }
};

}  // namespace

WeightsFile read_weights(const Files& files, std::string_view as_written) {
    const Place named_at{.file = std::string(as_written)};
    Problems problems;
    CsvReader csv =
        CsvReader::open(files.open(as_written), named_at.file, largest_file, named_at, problems);
    auto read = WeightsReader(csv, problems).read();
    auto refuse = [&](Message what) {
        problems.add({.place = named_at, .key = "influence.file", .what = std::move(what)});
    };
    problems.throw_if_any();
    if (read.rows.empty()) refuse(say("holds no row", "没有数据行"));
    else if (const std::size_t n = read.rows[0].weights.size(); n != read.rows.size())
        refuse(say("{0} rows of {1} weights each", "共 {0} 行，每行却有 {1} 个权重",
                   {std::to_string(read.rows.size()), std::to_string(n)}));
    problems.throw_if_any();
    return read;
}

}  // namespace yihe::reference

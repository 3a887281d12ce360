#include "models/reference/weights_file.hpp"

#include <charconv>
#include <cmath>
#include <fstream>
#include <string>

#include "sim/core/error.hpp"

namespace yihe::reference {

namespace {

constexpr std::size_t most_rows = 10000;

[[noreturn]] void refuse(std::string_view file, std::size_t line, Message what) {
    Problem problem;
    problem.key = "influence.file";
    problem.place = {.file = std::string(file), .line = static_cast<int>(line)};
    problem.what = std::move(what);
    throw UserError(Exit::invalid, {problem});
}

std::vector<double> numbers_of(const std::string& text, std::string_view file, std::size_t line) {
    std::vector<double> numbers;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        double x = 0;
        const auto [stop, error] = std::from_chars(text.data() + at, text.data() + end, x);
        if (error != std::errc{} || stop != text.data() + end || !(std::abs(x) <= 1e12))
            refuse(file, line,
                   {"not a number: \"" + text.substr(at, end - at) + "\"",
                    "不是数字：“" + text.substr(at, end - at) + "”"});
        numbers.push_back(x);
        at = end + 1;
    }
    return numbers;
}

void check(const WeightsRow& row, std::size_t n, std::string_view file, std::size_t line) {
    if (row.weights.size() != n)
        refuse(file, line,
               {std::to_string(row.weights.size()) + " weights in a file of " + std::to_string(n) +
                    " residents",
                "文件共 " + std::to_string(n) + " 名居民，本行却有 " +
                    std::to_string(row.weights.size()) + " 个权重"});
    if (!(row.susceptibility >= 0 && row.susceptibility <= 1))
        refuse(file, line, {"a susceptibility lies in 0 … 1", "易受影响程度须在 0 … 1 之间"});
    double sum = 0;
    for (const double w : row.weights) {
        if (!(w >= 0)) refuse(file, line, {"a weight is at least 0", "权重不能为负"});
        sum += w;
    }
    if (std::abs(sum - 1) > 1e-6)
        refuse(file, line, {"the weights of a row sum to 1", "每行权重之和须为 1"});
}

}  // namespace

WeightsFile read_weights(const Files& files, std::string_view as_written) {
    std::ifstream in(files.open(as_written), std::ios::binary);
    if (!in) refuse(as_written, 0, {"cannot be read", "无法读取"});
    WeightsFile read;
    std::vector<std::size_t> line_of;
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.empty() || line.front() == '#') continue;
        const std::vector<double> numbers = numbers_of(line, as_written, number);
        if (numbers.size() < 3 || numbers.size() > most_rows + 2)
            refuse(as_written, number,
                   {"a row holds an opinion, a susceptibility and weights",
                    "每行应为意见、易受影响程度与各权重"});
        read.rows.push_back({numbers[0], numbers[1], {numbers.begin() + 2, numbers.end()}});
        line_of.push_back(number);
    }
    if (read.rows.empty()) refuse(as_written, 0, {"holds no row", "没有数据行"});
    for (std::size_t i = 0; i < read.rows.size(); ++i)
        check(read.rows[i], read.rows.size(), as_written, line_of[i]);
    return read;
}

}  // namespace yihe::reference

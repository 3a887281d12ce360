// The examples in analysis/examples read a study's results in Python and in R, and find the numbers
// that `yihe analyze` finds.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/end_to_end/program.hpp"

namespace yihe::test {
namespace {

using Json = nlohmann::json;

/// A program of Debian, not whatever comes first on the path, and the example that it runs.
struct Reader {
    std::string interpreter, script;
};
const Reader python{"/usr/bin/python3", "read_results.py"};
const Reader r_language{"/usr/bin/Rscript", "read_results.R"};

bool is_there(const Reader& reader) { return std::filesystem::exists(reader.interpreter); }

std::string quoted(const std::string& word) { return "'" + word + "'"; }

std::string run_reader(const Reader& reader, const std::string& results,
                       const std::string& design) {
    const std::string script = std::string(YIHE_SOURCE_DIR) + "/analysis/examples/" + reader.script;
    const std::string command = quoted(reader.interpreter) + " " + quoted(script) + " " +
                                quoted(results) + " " + quoted(design);
    FILE* pipe = popen(command.c_str(), "r");
    std::string text;
    std::array<char, 4096> part;
    for (std::size_t n = 0; pipe != nullptr && (n = fread(part.data(), 1, part.size(), pipe)) > 0;)
        text.append(part.data(), n);
    EXPECT_EQ(pclose(pipe), 0) << command;
    return text;
}

/// The numbers of each line that holds nothing else.
std::vector<std::vector<double>> numbers_of(const std::string& text) {
    std::vector<std::vector<double>> rows;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::vector<double> row;
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ',');) {
            char* end = nullptr;
            const double x = std::strtod(cell.c_str(), &end);
            if (end == cell.c_str()) break;
            row.push_back(x);
        }
        if (!row.empty()) rows.push_back(row);
    }
    return rows;
}

/// What the scripts print, from `yihe analyze`: a row for each level, then the last level against
/// the first.
std::vector<std::vector<double>> expected(const Program& yihe, const std::string& design) {
    const auto settings = [&](const std::string& what) {
        const Said said = yihe.run({"analyze", "results", what, "--metric", "efficacy", "--factor",
                                    "leadership.intensity", "--design", design, "--json"});
        EXPECT_EQ(said.exit, 0) << said.err;
        return Json::parse(said.out).at("settings").at(0);
    };
    std::vector<std::vector<double>> rows;
    const Json curve = settings("response").at("curve");
    for (const Json& level : curve)
        rows.push_back({level.at("level"), level.at("n"), level.at("mean"), level.at("lower"),
                        level.at("upper")});
    const Json differences = settings("compare").at("differences");
    const Json& last = differences.back();
    rows.push_back({last.at("level"), last.at("from"), last.at("pairs"), last.at("estimate"),
                    last.at("lower"), last.at("upper")});
    return rows;
}

void compare(const Reader& reader, const Program& yihe, const std::string& design,
             const std::vector<std::vector<double>>& wanted) {
    // Six digits are printed; the quantiles of Student's t agree far beyond them.
    constexpr double rounding = 0.5e-6 + 1e-9;
    for (const char* results : {"results", "results/results.csv"}) {
        const std::string text = run_reader(reader, (yihe.folder / results).string(), design);
        const auto found = numbers_of(text);
        ASSERT_EQ(found.size(), wanted.size()) << text;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            ASSERT_EQ(found[i].size(), wanted[i].size()) << text;
            for (std::size_t c = 0; c < wanted[i].size(); ++c)
                EXPECT_NEAR(found[i][c], wanted[i][c], rounding)
                    << reader.script << ", " << results << ", row " << i << ", column " << c;
        }
    }
}

void check(const Reader& reader) {
    Program yihe;
    yihe.bring("readers.yaml");
    yihe.bring("tiny_governance.yaml");
    const Said swept = yihe.run({"sweep", "readers.yaml", "--out", "results"});
    ASSERT_EQ(swept.exit, 0) << swept.err;
    for (const std::string design : {"main", "orders"}) {
        const auto wanted = expected(yihe, design);
        ASSERT_EQ(wanted.size(), design == "main" ? 4u : 3u);
        compare(reader, yihe, design, wanted);
    }
}

TEST(Readers, PythonFindsTheNumbersOfAnalyze) {
    if (!is_there(python)) GTEST_SKIP() << python.interpreter << " is not installed";
    check(python);
}

TEST(Readers, RFindsTheNumbersOfAnalyze) {
    if (!is_there(r_language)) GTEST_SKIP() << r_language.interpreter << " is not installed";
    check(r_language);
}

TEST(Readers, TakeNothingForResultsThatIsNotThere) {
    Program yihe;
    for (const Reader& reader : {python, r_language}) {
        if (!is_there(reader)) GTEST_SKIP() << reader.interpreter << " is not installed";
        const std::string command =
            quoted(reader.interpreter) + " " +
            quoted(std::string(YIHE_SOURCE_DIR) + "/analysis/examples/" + reader.script) + " " +
            quoted(yihe.folder.string()) + " >/dev/null 2>&1";
        EXPECT_NE(std::system(command.c_str()), 0) << reader.script;
        EXPECT_TRUE(std::filesystem::is_empty(yihe.folder)) << reader.script;
    }
}

}  // namespace
}  // namespace yihe::test

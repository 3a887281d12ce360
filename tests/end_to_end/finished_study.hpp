// A finished study, and its tables as the tests of what is asked of it read them.
#pragma once

#include <nlohmann/json.hpp>

#include "tests/end_to_end/program.hpp"

namespace yihe::test {

/// A project with a finished study of six points and four replicates in `o`.
class FinishedStudy : public Program {
public:
    FinishedStudy() {
        std::filesystem::create_directory(folder / ".yihe");
        write_file(folder / "base.yaml",
                   "model: governance\nrun: {weeks: 52, seed: 3, burn_in: 4}\n"
                   "community: {residents: 300}\nschedule:\n"
                   "  - {week: 20, set: {leadership.style: 0.6, demand.load: 1.2}}\n"
                   "  - {week: 30, set: {demand.load: 1.5}}\n");
        write_file(folder / "s.yaml",
                   "about: {en: How much, zh: 多少}\nscenario: base.yaml\ndesign:\n"
                   "  - factorial: {schedule.1.week: [20, 40], leadership.intensity: [0, 0.4, 1]}\n"
                   "replicates: 4\npairing: independent\nkeep: [final, weekly]\nclaims:\n"
                   "  - {id: H1, text: {en: it helps, zh: 有益}, metric: efficacy, factor: "
                   "leadership.intensity, pattern: hump, effect: 0.02}\n");
        EXPECT_EQ(run({"sweep", "s.yaml", "--out", "o"}).exit, 0);
    }
};

/// The cells of a CSV without quotes.
inline std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
    std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
    for (const char c : csv) {
        if (c == '\r') continue;
        if (c == '\n') rows.emplace_back(1);
        else if (c == ',') rows.back().emplace_back();
        else rows.back().back() += c;
    }
    rows.pop_back();
    return rows;
}

}  // namespace yihe::test

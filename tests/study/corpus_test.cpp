// Every labelled study is understood or refused as its label says, place included, quickly and in
// little memory. A line "==== name" begins another file of the case.
#include "tests/scenario/corpus.hpp"

#include <sys/resource.h>

#include <ctime>

#include "tests/study/studies.hpp"
#include "tests/support/sanitized.hpp"

namespace yihe::study {
namespace {

constexpr double most_seconds = yihe::test::sanitized ? 4 : 0.2;  // of the processor
constexpr long most_kilobytes = 64000;

std::vector<Case> study_cases() {
    std::vector<std::filesystem::path> files;
    const auto folder = std::filesystem::path(YIHE_SOURCE_DIR) / "tests" / "corpus";
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().filename().string().starts_with("study_")) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<Case> all;
    for (const auto& file : files)
        for (auto& c : read_corpus(file)) all.push_back(std::move(c));
    return all;
}

/// Writes the files of a case; returns the study's text.
std::string lay_out(const test::Studies& studies, const std::string& text) {
    std::filesystem::remove(studies.project.root() / "t.csv");
    const auto at = text.find("==== ");
    if (at == std::string::npos) return text;
    const auto end = text.find('\n', at);
    studies.project.write(text.substr(at + 5, end - at - 5), text.substr(end + 1));
    return text.substr(0, at);
}

std::string label_of(const std::vector<Problem>& problems) {
    std::string label = "#### bad";
    for (const auto& p : problems)
        label += " " + std::to_string(p.place.line) + ":" + std::to_string(p.place.column) + " \"" +
                 p.what.en + "\"";
    return label;
}

void expect_bad(const Case& c, const std::vector<Problem>& problems) {
    const std::string shown = c.where + "\n" + label_of(problems) + "\n" + diagnostics(problems);
    EXPECT_FALSE(c.good) << shown;
    ASSERT_EQ(problems.size(), c.problems.size()) << shown;
    for (std::size_t i = 0; i < problems.size(); ++i) {
        EXPECT_EQ(problems[i].place.line, c.problems[i].line) << shown;
        EXPECT_EQ(problems[i].place.column, c.problems[i].column) << shown;
        EXPECT_GT(problems[i].place.line, 0u) << shown;
        EXPECT_FALSE(c.problems[i].message.empty()) << shown;
        EXPECT_NE(problems[i].what.en.find(c.problems[i].message), std::string::npos) << shown;
        EXPECT_NE(problems[i].what.en, problems[i].what.zh) << shown;
    }
}

void expect_good(const Case& c, const Study& study) {
    ASSERT_TRUE(c.good) << c.where << " was understood\n" << c.text;
    for (const auto& [key, value] : c.values) {
        const std::uint64_t found = key == "points"       ? study.points()
                                    : key == "replicates" ? study.replication.max
                                                          : study.factors.size();
        EXPECT_EQ(std::to_string(found), value) << c.where << " " << key;
    }
}

TEST(StudyCorpus, EveryCaseIsAsLabelledAndQuick) {
    const test::Studies studies;
    studies.project.write("kernel.yaml", "model: participation\n");
    int good = 0, bad = 0;
    for (const Case& c : study_cases()) {
        (c.good ? good : bad) += 1;
        const std::string text = lay_out(studies, c.text);
        const auto start = std::clock();
        try {
            expect_good(c, studies.load(text));
        } catch (const UserError& error) {
            EXPECT_EQ(error.exit(), Exit::invalid) << c.where;
            expect_bad(c, error.problems());
        }
        EXPECT_LE(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, most_seconds)
            << c.where;
    }
    EXPECT_GE(good, 15);
    EXPECT_GE(bad, 60);
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    if (!yihe::test::sanitized) {
        EXPECT_LE(used.ru_maxrss, most_kilobytes);
    }
}

}  // namespace
}  // namespace yihe::study

// Every labelled scenario is understood or refused as its label says, place included, and quickly.
#include "tests/scenario/corpus.hpp"

#include <gtest/gtest.h>

#include <ctime>

#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/unicode.hpp"
#include "sim/scenario/value.hpp"
#include "tests/scenario/model.hpp"
#include "tests/scenario/project.hpp"

namespace yihe {
namespace {

constexpr double most_seconds = 0.2;  // of the processor

bool has_chinese(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto c = decode(text, at);
        if (c.value >= 0x4E00 && c.value < 0xA000) return true;
        at += c.bytes;
    }
    return false;
}

std::string actual_label(const std::vector<Problem>& problems) {
    std::string out = "#### bad";
    for (const auto& p : problems)
        out += " " + std::to_string(p.place.line) + ":" + std::to_string(p.place.column) + " \"" +
               p.what.en + "\"";
    return out + "\n" + diagnostics(problems);
}

void expect_good(const Case& c, const Scenario& scenario) {
    EXPECT_TRUE(c.good) << c.where << " was understood, but is labelled\n"
                        << c.label << "\n"
                        << c.text;
    for (const auto& [key, value] : c.values) {
        const auto param = scenario.find(key);
        ASSERT_LT(param, scenario.values.size()) << c.where << " " << key;
        EXPECT_EQ(value_text(scenario.model->params[param], scenario.values[param]), value)
            << c.where << " " << key;
        EXPECT_TRUE(scenario.given[param]) << c.where << " " << key;
    }
}

void expect_bad(const Case& c, const std::vector<Problem>& problems) {
    EXPECT_FALSE(c.good) << c.where << " is labelled good\n" << actual_label(problems) << c.text;
    if (c.good) return;
    ASSERT_EQ(problems.size(), c.problems.size()) << c.where << "\n" << actual_label(problems);
    for (std::size_t i = 0; i < problems.size(); ++i) {
        const auto& [line, column, message] = c.problems[i];
        EXPECT_EQ(problems[i].place.line, line) << c.where << "\n" << actual_label(problems);
        EXPECT_EQ(problems[i].place.column, column) << c.where << "\n" << actual_label(problems);
        EXPECT_FALSE(message.empty()) << c.where;
        EXPECT_NE(problems[i].what.en.find(message), std::string::npos) << c.where << "\n"
                                                                        << actual_label(problems);
        EXPECT_TRUE(has_chinese(problems[i].what.zh)) << c.where << " " << problems[i].what.zh;
        EXPECT_EQ(problems[i].legal.en.empty(), problems[i].legal.zh.empty()) << c.where;
    }
}

TEST(Corpus, EveryCaseIsAsLabelledAndQuick) {
    const Project project;
    const auto cases = read_all_corpora();
    int good = 0, bad = 0;
    for (const auto& c : cases) {
        (c.good ? good : bad) += 1;
        const auto start = std::clock();
        try {
            expect_good(c, parse_scenario(c.text, project.path("case.yaml"), test_models()));
        } catch (const UserError& error) {
            EXPECT_EQ(error.exit(), Exit::invalid) << c.where;
            expect_bad(c, error.problems());
        }
        EXPECT_LE(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, most_seconds)
            << c.where;
    }
    EXPECT_GE(good, 80);
    EXPECT_GE(bad, 220);
    EXPECT_GE(good + bad, 300);
}

TEST(Corpus, GoodCasesSurviveWritingAndReading) {
    for (const auto& c : read_all_corpora()) {
        if (!c.good) continue;
        const auto first = parse_scenario(c.text, "case.yaml", test_models());
        for (const auto& text : {to_yaml(first), to_json(first)}) {
            const auto again = parse_scenario(text, "case.yaml", test_models());
            EXPECT_EQ(first.values, again.values) << c.where << "\n" << text;
            EXPECT_EQ(first.about.zh, again.about.zh) << c.where;
            ASSERT_EQ(first.schedule.size(), again.schedule.size()) << c.where;
            for (std::size_t i = 0; i < first.schedule.size(); ++i) {
                EXPECT_EQ(first.schedule[i].week, again.schedule[i].week) << c.where;
                EXPECT_EQ(first.schedule[i].param, again.schedule[i].param) << c.where;
                EXPECT_EQ(first.schedule[i].value, again.schedule[i].value) << c.where;
            }
            EXPECT_EQ(to_yaml(first), to_yaml(again)) << c.where;
        }
    }
}

}  // namespace
}  // namespace yihe

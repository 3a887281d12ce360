// What every registered model declares: names, texts in both languages, units, sources, ranges.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "sim/schema/units.hpp"
#include "tests/support/runs.hpp"

namespace yihe {
namespace {

std::set<std::string> bibliography() {
    std::ifstream file(YIHE_SOURCE_DIR "/docs/references.bib");
    EXPECT_TRUE(file) << "docs/references.bib cannot be read";
    std::stringstream all;
    all << file.rdbuf();
    const std::string text = all.str();
    static const std::regex entry("@\\w+\\s*\\{\\s*([^,\\s]+)\\s*,");
    std::set<std::string> keys;
    const std::sregex_iterator end;
    for (std::sregex_iterator at(text.begin(), text.end(), entry); at != end; ++at)
        EXPECT_TRUE(keys.insert((*at)[1]).second) << "twice in the bibliography: " << (*at)[1];
    return keys;
}

void expect_both_languages(const Text& text, std::string_view of) {
    EXPECT_FALSE(text.en.empty()) << of;
    EXPECT_FALSE(text.zh.empty()) << of;
}

/// Every Doc of a model, in one list.
std::vector<Doc> docs_of(const ModelInfo& info) {
    std::vector<Doc> all;
    for (const auto& p : info.params) all.push_back(p.doc);
    for (const auto& c : info.columns) all.push_back(c.doc);
    for (const auto& m : info.metrics) all.push_back(m.doc);
    return all;
}

TEST(Declarations, AreUnique) {
    std::set<std::string_view> models;
    for (const ModelEntry& entry : models::all()) {
        EXPECT_TRUE(models.insert(entry.info.name).second) << entry.info.name;
        std::set<std::string_view> params, columns, metrics, phases;
        for (const auto& p : entry.info.params)
            EXPECT_TRUE(params.insert(p.doc.key).second) << p.doc.key;
        for (const auto& c : entry.info.columns)
            EXPECT_TRUE(columns.insert(c.doc.key).second) << c.doc.key;
        for (const auto& m : entry.info.metrics)
            EXPECT_TRUE(metrics.insert(m.doc.key).second) << m.doc.key;
        for (const auto& p : entry.info.phases)
            EXPECT_TRUE(phases.insert(p.label.en).second) << p.label.en;
    }
}

TEST(Declarations, SpeakBothLanguages) {
    for (const ModelEntry& entry : models::all()) {
        expect_both_languages(entry.info.title, entry.info.name);
        expect_both_languages(entry.info.about, entry.info.name);
        for (const Doc& doc : docs_of(entry.info)) expect_both_languages(doc.label, doc.key);
        for (const auto& m : entry.info.metrics) expect_both_languages(m.formula, m.doc.key);
        for (const auto& p : entry.info.phases) expect_both_languages(p.label, p.name);
    }
}

TEST(Declarations, HaveAUnitAndARange) {
    for (const ModelEntry& entry : models::all())
        for (const Doc& doc : docs_of(entry.info)) {
            EXPECT_FALSE(doc.unit.empty()) << doc.key;
            for (const char c : unit_text(doc.unit).zh)
                EXPECT_FALSE(c >= 'a' && c <= 'z') << doc.unit << " is not in sim/schema/units.cpp";
            EXPECT_TRUE(std::isfinite(doc.range.min) && std::isfinite(doc.range.max)) << doc.key;
            EXPECT_LT(doc.range.min, doc.range.max) << doc.key;
        }
}

TEST(Declarations, NameASourceOfTheBibliography) {
    const std::set<std::string> keys = bibliography();
    for (const ModelEntry& entry : models::all())
        for (const Doc& doc : docs_of(entry.info))
            EXPECT_TRUE(doc.source == "assumption" || keys.contains(std::string(doc.source)))
                << doc.key << " names the source " << doc.source;
}

TEST(Declarations, HaveALegalDefault) {
    for (const ModelEntry& entry : models::all())
        for (const ParamInfo& p : entry.info.params) {
            const double x = p.default_value.number;
            switch (p.type) {
                case ParamType::integer: EXPECT_EQ(x, std::round(x)) << p.doc.key; [[fallthrough]];
                case ParamType::real: EXPECT_TRUE(p.doc.range.contains(x)) << p.doc.key; break;
                case ParamType::boolean: EXPECT_TRUE(x == 0 || x == 1) << p.doc.key; break;
                case ParamType::choice:
                    EXPECT_TRUE(x >= 0 && x < static_cast<double>(p.choices.size())) << p.doc.key;
                    break;
                case ParamType::text: EXPECT_TRUE(p.default_value.text.empty()) << p.doc.key; break;
            }
        }
}

TEST(Declarations, NameParametersByGroupAndName) {
    static const std::regex name("[a-z]+\\.[a-z][a-z_0-9]*");
    for (const ModelEntry& entry : models::all())
        for (const ParamInfo& p : entry.info.params)
            EXPECT_TRUE(std::regex_match(std::string(p.doc.key), name)) << p.doc.key;
}

TEST(Declarations, SwitchesAreOnByDefault) {
    for (const ModelEntry& entry : models::all())
        for (const ParamInfo& p : entry.info.params)
            if (p.doc.key.starts_with("mechanisms.")) {
                EXPECT_EQ(p.type, ParamType::boolean) << p.doc.key;
                EXPECT_EQ(p.default_value.number, 1) << p.doc.key;
            }
}

TEST(Registry, FindsEveryModelByName) {
    for (const ModelEntry& entry : models::all()) EXPECT_EQ(models::find(entry.info.name), &entry);
    EXPECT_EQ(models::find("no such model"), nullptr);
}

}  // namespace
}  // namespace yihe

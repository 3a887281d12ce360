// The studies that draw the published curves of the reference models: each is understood, can be
// planned and run, and stands in the guide with its curves.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/end_to_end/program.hpp"

namespace yihe::test {
namespace {

namespace fs = std::filesystem;

const fs::path source = YIHE_SOURCE_DIR;

std::vector<std::string> names_in(const fs::path& folder, const std::string& ending) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ending) names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> studies() {
    return names_in(source / "scenarios/studies/reference", ".yaml");
}

class ReferenceStudy : public testing::TestWithParam<std::string> {
protected:
    std::string file() const {
        return (source / "scenarios/studies/reference" / (GetParam() + ".yaml")).string();
    }
    const Program yihe;
};

TEST_P(ReferenceStudy, IsUnderstoodInBothLanguages) {
    const Said said = yihe.run({"check", file(), "--lang", "en"});
    EXPECT_EQ(said.exit, 0) << said.err;
    const std::string text = read_file(file());
    EXPECT_NE(text.find("about:\n  en: "), std::string::npos);
    EXPECT_NE(text.find("\n  zh: "), std::string::npos);
}

TEST_P(ReferenceStudy, CanBePlanned) {
    const Said said = yihe.run({"sweep", file(), "--out", "o", "--dry-run"});
    EXPECT_EQ(said.exit, 0) << said.err;
    EXPECT_FALSE(fs::exists(yihe.folder / "o"));
}

/// The first run alone, or the first point where whole points are dealt out.
TEST_P(ReferenceStudy, CanBeRunInParts) {
    const Said said =
        yihe.run({"sweep", file(), "--out", "o", "--shard", "1/30000", "--lang", "en"});
    EXPECT_EQ(said.exit, 0) << said.err;
    EXPECT_NE((said.out + said.err).find(", 0 failed"), std::string::npos) << said.out << said.err;
}

TEST_P(ReferenceStudy, StandsInTheGuideWithItsCurves) {
    const std::string curves = read_file(source / "docs/figures/reference/curves.csv");
    EXPECT_NE(curves.find("\n" + GetParam() + ","), std::string::npos);
    EXPECT_LT(fs::file_size(source / "docs/figures/reference" / (GetParam() + ".svg")), 30000u);
    for (const char* language : {"en", "zh"}) {
        const std::string page = read_file(source / "docs" / language / "reference.md");
        EXPECT_NE(page.find("figures/reference/" + GetParam() + ".svg"), std::string::npos);
        EXPECT_NE(page.find("studies/reference/" + GetParam() + ".yaml"), std::string::npos);
    }
}

INSTANTIATE_TEST_SUITE_P(Every, ReferenceStudy, testing::ValuesIn(studies()),
                         [](const auto& name) { return name.param; });

/// SIR and SIS are one model, DeGroot is a part of Friedkin and Johnsen's.
TEST(ReferenceStudies, DrawEveryModel) {
    std::vector<std::string> drawn = studies();
    std::replace(drawn.begin(), drawn.end(), std::string("sir"), std::string("epidemic"));
    const Program yihe;
    const auto described = nlohmann::json::parse(yihe.run({"describe", "--json"}).out);
    ASSERT_GT(described["models"].size(), 10u);
    for (const auto& model : described["models"]) {
        const auto name = model["name"].get<std::string>();
        if (name == "governance") continue;
        EXPECT_NE(std::find(drawn.begin(), drawn.end(), name), drawn.end()) << name;
    }
}

}  // namespace
}  // namespace yihe::test

// Scenarios written out again, and the schema that describes them.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/scenario/json_schema.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/scenario/model.hpp"
#include "tests/scenario/project.hpp"

namespace yihe {
namespace {

TEST(Write, TheCanonicalFormLoadsBackToTheSameBits) {
    const Project project;
    std::uint64_t state = 7;
    for (int i = 0; i < 300; ++i) {
        auto s =
            parse_scenario("about: {en: 'a \"b\" \\ c', zh: 甲：乙}\nnetwork.file: 'x: y # z'\n",
                           project.path("a.yaml"), test_models());
        for (std::size_t p = 0; p < s.values.size(); ++p) {
            const auto& param = s.model->params[p];
            state = state * 6364136223846793005u + 1442695040888963407u;
            const double share = static_cast<double>(state >> 11) * 0x1p-53;
            const auto& [low, high] = param.doc.range;
            if (param.type == ParamType::real)
                s.values[p].number = std::min(low + share * (high - low), high);
            if (param.type == ParamType::integer)
                s.values[p].number =
                    low + static_cast<double>(static_cast<std::int64_t>(share * (high - low)));
            if (param.type == ParamType::boolean) s.values[p].number = share < 0.5;
            if (param.type == ParamType::choice)
                s.values[p].number =
                    static_cast<int>(share * static_cast<double>(param.choices.size()));
        }
        for (const auto& text : {to_yaml(s), to_json(s)}) {
            const auto again = parse_scenario(text, project.path("b.yaml"), test_models());
            ASSERT_EQ(s.values, again.values) << text;
            ASSERT_EQ(s.about.en, again.about.en);
            ASSERT_EQ(s.about.zh, again.about.zh);
        }
        ASSERT_TRUE(nlohmann::json::accept(to_json(s)));
    }
}

TEST(JsonSchema, SaysAllThatARowSays) {
    const auto schema = nlohmann::json::parse(json_schema(test_model()));
    EXPECT_EQ(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    EXPECT_EQ(schema["additionalProperties"], false);
    for (const auto& param : test_model().params) {
        const std::string key(param.doc.key);
        const auto dot = key.find('.');
        const std::string reference = "#/$defs/" + key;
        EXPECT_EQ(schema["properties"][key]["$ref"], reference);
        const auto& section = schema["properties"][key.substr(0, dot)];
        EXPECT_EQ(section["additionalProperties"], false);
        EXPECT_EQ(section["properties"][key.substr(dot + 1)]["$ref"], reference);
        const auto& row = schema["$defs"][key];
        EXPECT_EQ(row["x-unit"], param.doc.unit);
        EXPECT_EQ(row["x-label"]["zh"], param.doc.label.zh);
        EXPECT_TRUE(row.contains("default")) << key;
        if (param.type == ParamType::choice) {
            EXPECT_EQ(row["enum"].size(), param.choices.size());
        }
        if (param.type == ParamType::real) {
            EXPECT_EQ(row["maximum"].get<double>(), param.doc.range.max);
        }
        if (param.type == ParamType::integer) {
            EXPECT_EQ(row["type"], "integer");
        }
        const bool in_schedule =
            schema["properties"]["schedule"]["items"]["properties"]["set"]["properties"].contains(
                key);
        EXPECT_EQ(in_schedule, param.change == Change::any_week && !key.starts_with("run.")) << key;
    }
    EXPECT_EQ(schema["$defs"]["leadership.intensity"]["minimum"], 0);
    EXPECT_EQ(schema["$defs"]["community.kind"]["enum"][0], "old");
    EXPECT_EQ(schema["$defs"]["community.kind"]["default"], "old");
    EXPECT_EQ(schema["$defs"]["station.separated"]["default"], true);
}

}  // namespace
}  // namespace yihe

// Which part a process runs, from the variables that launchers set.
#include "study/rank.hpp"

#include <gtest/gtest.h>

#include <map>

#include "sim/core/error.hpp"

namespace yihe::study {
namespace {

using Variables = std::map<std::string, std::string>;

Environment environment_of(const Variables& variables) {
    return [variables](const char* name) -> std::optional<std::string> {
        const auto at = variables.find(name);
        return at == variables.end() ? std::nullopt : std::optional(at->second);
    };
}

std::string part(const Variables& variables) {
    const Shard shard = shard_from_rank(environment_of(variables));
    return std::to_string(shard.number) + "/" + std::to_string(shard.of);
}

const Variables third_element{{"SLURM_ARRAY_TASK_ID", "7"},
                              {"SLURM_ARRAY_TASK_MIN", "3"},
                              {"SLURM_ARRAY_TASK_MAX", "9"},
                              {"SLURM_ARRAY_TASK_STEP", "2"},
                              {"SLURM_ARRAY_TASK_COUNT", "4"}};

Variables with(Variables variables, const Variables& more) {
    for (const auto& [name, value] : more) variables[name] = value;
    return variables;
}

TEST(Rank, OfEveryLauncherCountsFromOne) {
    EXPECT_EQ(part({{"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "4"}}), "1/4");
    EXPECT_EQ(part({{"PMI_RANK", "3"}, {"PMI_SIZE", "4"}}), "4/4");
    EXPECT_EQ(part({{"SLURM_PROCID", "1"}, {"SLURM_STEP_NUM_TASKS", "2"}}), "2/2");
    EXPECT_EQ(part(third_element), "3/4");
}

TEST(Rank, OfMpirunCountsBeforeSlurms) {
    EXPECT_EQ(part({{"OMPI_COMM_WORLD_RANK", "2"},
                    {"OMPI_COMM_WORLD_SIZE", "3"},
                    {"SLURM_PROCID", "0"},
                    {"SLURM_STEP_NUM_TASKS", "1"}}),
              "3/3");
}

TEST(Rank, OfABatchScriptIsNone) {
    const Variables script{{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "8"}};
    EXPECT_THROW(part(script), UserError);
    EXPECT_EQ(part(with(third_element, script)), "3/4");
}

TEST(Rank, OfTasksWithinAnArrayGoOnFromElementToElement) {
    const Variables task{{"SLURM_PROCID", "1"}, {"SLURM_STEP_NUM_TASKS", "2"}};
    EXPECT_EQ(part(with(third_element, task)), "6/8");
}

TEST(Rank, IsRefusedWhereNothingOrNonsenseIsSaid) {
    EXPECT_THROW(part({}), UserError);
    EXPECT_THROW(part({{"PMI_RANK", "4"}, {"PMI_SIZE", "4"}}), UserError);
    EXPECT_THROW(part({{"PMI_SIZE", "4"}}), UserError);
    EXPECT_THROW(part({{"PMI_RANK", "-1"}, {"PMI_SIZE", "4"}}), UserError);
    EXPECT_THROW(part({{"PMI_RANK", "0"}, {"PMI_SIZE", "4x"}}), UserError);
    EXPECT_THROW(part({{"PMI_RANK", "0"}, {"PMI_SIZE", "99999999999999999999"}}), UserError);
    EXPECT_THROW(part(with(third_element, {{"SLURM_ARRAY_TASK_COUNT", "3"}})), UserError)
        << "elements 3, 7, 9: the second of three, or the third of four?";
    EXPECT_THROW(part({{"SLURM_ARRAY_TASK_ID", "1"}}), UserError);
}

}  // namespace
}  // namespace yihe::study

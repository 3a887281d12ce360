#include "study/rank.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>

#include "sim/core/error.hpp"
#include "sim/scenario/problems.hpp"

namespace yihe::study {

namespace {

constexpr std::uint64_t most_parts = 1'000'000;

struct Rank {
    std::uint64_t index = 0, of = 1;
};

[[noreturn]] void refuse(Message what) {
    throw UserError(
        Exit::invalid,
        {{.key = "--shard",
          .value = "auto",
          .what = std::move(what),
          .legal = {"--shard I/N names the part outright", "可用 --shard I/N 直接指定"}}});
}

std::optional<std::uint64_t> number(const Environment& environment, const char* name) {
    const auto text = environment(name);
    if (!text) return {};
    std::uint64_t value = 0;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, value);
    if (error != std::errc() || stop != end || value > most_parts)
        refuse(say("{0} is no rank: \"{1}\"", "{0} 不是有效的序号：“{1}”", {name, *text}));
    return value;
}

struct Launcher {
    const char *rank, *size;
};

/// mpirun within a Slurm job inherits Slurm's variables, hence first. Slurm sets SLURM_PROCID in
/// the batch script too, which is no rank: SLURM_STEP_NUM_TASKS is there under srun alone.
constexpr std::array<Launcher, 3> launchers{{
    {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
    {"SLURM_PROCID", "SLURM_STEP_NUM_TASKS"},
    {"PMI_RANK", "PMI_SIZE"},
}};

std::optional<Rank> task_rank(const Environment& environment) {
    for (const Launcher& launcher : launchers) {
        const auto size = number(environment, launcher.size);
        if (!size) continue;
        const auto rank = number(environment, launcher.rank);
        if (!rank || *rank >= *size)
            refuse(say("{0} and {1} contradict each other", "{0} 与 {1} 相互矛盾",
                       {launcher.rank, launcher.size}));
        return Rank{*rank, *size};
    }
    return {};
}

std::optional<Rank> array_rank(const Environment& environment) {
    const auto id = number(environment, "SLURM_ARRAY_TASK_ID");
    if (!id) return {};
    const auto count = number(environment, "SLURM_ARRAY_TASK_COUNT");
    const auto min = number(environment, "SLURM_ARRAY_TASK_MIN");
    const auto max = number(environment, "SLURM_ARRAY_TASK_MAX");
    const std::uint64_t step = number(environment, "SLURM_ARRAY_TASK_STEP").value_or(1);
    const bool regular = count && min && max && step > 0 && *min <= *id && *id <= *max &&
                         (*id - *min) % step == 0 && (*max - *min) / step + 1 == *count;
    if (!regular)
        refuse(
            {"the elements of this job array are not evenly spaced: which part of how many this "
             "is cannot be told from its number",
             "该作业数组的元素编号不等距，无法由编号得知这是第几部分"});
    return Rank{(*id - *min) / step, *count};
}

}  // namespace

Environment this_environment() {
    return [](const char* name) -> std::optional<std::string> {
        const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
        return value ? std::optional<std::string>(value) : std::nullopt;
    };
}

Shard shard_from_rank(const Environment& environment) {
    const auto element = array_rank(environment), task = task_rank(environment);
    if (!element && !task)
        refuse({"no launcher says which part this is: start it by srun, mpirun or as a job array",
                "没有启动器说明这是第几部分：请用 srun、mpirun 或作业数组启动"});
    const Rank outer = element.value_or(Rank{}), inner = task.value_or(Rank{});
    const std::uint64_t of = outer.of * inner.of;
    if (of > most_parts) refuse({"these are too many parts", "部分过多"});
    return {.number = static_cast<std::uint32_t>(outer.index * inner.of + inner.index + 1),
            .of = static_cast<std::uint32_t>(of)};
}

}  // namespace yihe::study

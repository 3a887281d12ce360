// The benches as a user runs them: what they report, and that what they compare is comparable.
// Nothing here depends on speed.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

namespace {

struct Output {
    int exit = -1;
    std::string text;
};

/// stdout and the exit code of `yihe bench …`; messages are dropped unless asked for.
Output bench(const std::string& arguments, bool with_messages = false) {
    const std::string command = "'" + std::string(YIHE_BINARY) + "' bench " + arguments +
                                (with_messages ? " 2>&1" : " 2>/dev/null");
    FILE* pipe = popen(command.c_str(), "r");
    Output output;
    char part[4096];
    for (std::size_t n = 0; pipe != nullptr && (n = fread(part, 1, sizeof part, pipe)) > 0;)
        output.text.append(part, n);
    const int status = pclose(pipe);
    if (WIFEXITED(status)) output.exit = WEXITSTATUS(status);
    return output;
}

nlohmann::json bench_json(const std::string& arguments) {
    const Output output = bench(arguments + " --json");
    EXPECT_EQ(output.exit, 0) << arguments;
    return nlohmann::json::parse(output.text, nullptr, false);
}

TEST(Bench, ListsWhatThereIs) {
    const Output english = bench("--lang en"), chinese = bench("--lang zh");
    EXPECT_EQ(english.exit, 0);
    EXPECT_NE(english.text.find("yihe bench participation"), std::string::npos);
    EXPECT_NE(english.text.find("yihe bench governance"), std::string::npos);
    EXPECT_NE(chinese.text.find("性能测试"), std::string::npos);
}

TEST(Bench, RefusesWhatItDoesNotUnderstand) {
    for (const std::string wrong :
         {"nothing", "participation --agents ten", "participation --agents 3",
          "governance --threads 0", "participation --nothing"}) {
        EXPECT_EQ(bench(wrong).exit, 2) << wrong;
        EXPECT_NE(bench(wrong + " --lang en", true).text, bench(wrong + " --lang zh", true).text);
    }
}

TEST(Bench, MeasuresTheParticipationKernel) {
    const auto one = bench_json("participation --agents 20000 --steps 10 --rounds 3 --threads 1");
    for (const char* key : {"updates_per_second", "construction_seconds", "peak_memory_bytes"})
        EXPECT_GT(one.at(key).get<double>(), 0) << key;
    EXPECT_EQ(one.at("agents"), 20000);
    EXPECT_EQ(one.at("weeks"), 41) << "buffers, warming up, three rounds";
    EXPECT_EQ(one.at("digest").get<std::string>().size(), 32u);
    for (const char* key : {"yardstick", "bare_gathers", "bare_slices"}) {
        EXPECT_GT(one.at(key).at("updates_per_second").get<double>(), 0) << key;
        EXPECT_GT(one.at(key).at("engine_ratio").get<double>(), 0) << key;
    }
    EXPECT_GT(one.at("honesty").at("ratio").get<double>(), 0);
    EXPECT_TRUE(one.at("honesty").at("honest").is_boolean());

    const auto two = bench_json("participation --agents 20000 --steps 10 --rounds 3 --threads 2");
    EXPECT_GT(two.at("speedup").at("engine").get<double>(), 0);
    EXPECT_GT(two.at("speedup").at("yardstick").get<double>(), 0);
    EXPECT_EQ(one.at("digest"), two.at("digest"));
    EXPECT_EQ(one.at("participation"), two.at("participation"));
    EXPECT_EQ(one.at("yardstick").at("participation"), two.at("yardstick").at("participation"));
}

TEST(Bench, ItsContendersComputeTheSameModel) {
    const auto json = bench_json("participation --agents 20000 --steps 10 --rounds 2");
    // Shares of 20,000 residents whose acts hang together over their ties.
    const double error = 4 * std::sqrt(2.0 * 0.25 / 20000 * 3);
    const double engine = json.at("participation").get<double>();
    EXPECT_NEAR(json.at("yardstick").at("participation").get<double>(), engine, error);
    if (json.contains("sliced")) {
        EXPECT_NEAR(json.at("sliced").at("participation").get<double>(), engine, error);
    }
}

TEST(Bench, MeasuresGovernance) {
    const auto one = bench_json("governance --residents 1500 --weeks 4 --rounds 2 --threads 1");
    for (const char* key : {"resident_weeks_per_second", "construction_seconds", "run_seconds"})
        EXPECT_GT(one.at(key).get<double>(), 0) << key;
    for (const char* key : {"kernel", "kernel_large"})
        EXPECT_GT(one.at(key).at("governance_ratio").get<double>(), 0) << key;
    const auto two = bench_json("governance --residents 1500 --weeks 4 --rounds 2 --threads 2");
    EXPECT_EQ(one.at("digest"), two.at("digest"));
}

TEST(Bench, MeasuresGraphsAndDeterminism) {
    const auto graph = bench_json("graph --agents 5000 --rounds 2");
    EXPECT_GT(graph.at("watts_strogatz_seconds").get<double>(), 0);
    EXPECT_GT(graph.at("bare_seconds").get<double>(), 0);
    const auto cost = bench_json("determinism --agents 5000 --steps 3 --rounds 2 --threads 2");
    EXPECT_EQ(cost.at("engine").at("ratio"), 1.0);
    EXPECT_GT(cost.at("engine_unrecorded").at("ratio").get<double>(), 0);
}

}  // namespace

// The command as a whole: exit codes, languages, stdout and stderr, carets, JSON.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/end_to_end/program.hpp"

namespace yihe {
namespace {

using Json = nlohmann::json;
using test::Program;
using test::Said;

TEST(Command, HasExitCodesAndKeepsStdoutPure) {
    Program yihe;
    yihe.bring("small.yaml");
    struct Case {
        std::vector<std::string> args;
        int exit;
        std::string_view says;  ///< on stderr
    };
    const std::vector<Case> cases{
        {{}, 2, "usage"},
        {{"rnu"}, 2, "did you mean `run`?"},
        {{"run"}, 2, "SCENARIO.yaml"},
        {{"run", "small.yaml", "--thread", "2"}, 2, "did you mean `--threads`?"},
        {{"run", "small.yaml", "--threads", "0"}, 2, "1 to 4096"},
        {{"run", "small.yaml", "--threads", "4097"}, 2, "1 to 4096"},
        {{"run", "small.yaml", "--threads", "two"}, 2, "whole number"},
        {{"run", "small.yaml", "--threads", "0"}, 2, "out of range"},
        {{"run", "small.yaml", "--out", ""}, 2, "--out needs a value"},
        {{"run", "small.yaml", "--json=true"}, 2, "--json takes no value"},
        {{"network", "small.yaml", "--out", "small.yaml"}, 2, "is there already"},
        {{"status", std::string(300, 'a')}, 5, "cannot use"},
        {{"run", "small.yaml", "--threads"}, 2, "--threads needs a value"},
        {{"run", "small.yaml", "--out", "a", "--out", "b"}, 2, "2 times"},
        {{"run", "small.yaml", "more"}, 2, "more"},
        {{"run", "small.yaml", "--set", "weeks"}, 2, "KEY=VALUE"},
        {{"run", "small.yaml", "--set", "influence.pul=1"}, 2, "influence.pull"},
        {{"run", "small.yaml", "--seed", "-1"}, 2, "run.seed"},
        {{"run", "small.yaml", "--set", "run.burn_in=60"}, 2, "from 0 to 59"},
        {{"run", "absent.yaml"}, 2, "absent.yaml"},
        {{"run", "small.yaml", "--lang", "fr"}, 2, "en or zh"},
        {{"explain", "influence.pul"}, 2, "influence.pull"},
        {{"describe", "participaton"}, 2, "participation"},
        {{"completion", "fish"}, 2, "bash or zsh"},
    };
    for (const Case& c : cases) {
        const Said said = yihe.run(c.args);
        const std::string shown = c.args.empty() ? "" : c.args[0] + " … " + c.args.back();
        EXPECT_EQ(said.exit, c.exit) << shown << "\n" << said.err;
        EXPECT_EQ(said.out, "") << shown;
        EXPECT_NE(said.err.find(c.says), std::string::npos) << shown << "\n" << said.err;
        EXPECT_EQ(said.err.find('\x1b'), std::string::npos) << "no escape codes off a terminal";
    }
}

TEST(Command, SpeaksTheLanguageAskedFor) {
    Program yihe;
    yihe.bring("small.yaml");
    EXPECT_NE(yihe.run({"--help"}).out.find("usage:"), std::string::npos);
    EXPECT_NE(yihe.run({"run", "--help", "--lang", "zh"}).out.find("用法："), std::string::npos);
    EXPECT_NE(yihe.run({"--lang=zh", "run"}).err.find("错误"), std::string::npos);
    yihe.environment = {"LANG=zh_CN.UTF-8"};
    EXPECT_NE(yihe.run({"--help"}).out.find("用法："), std::string::npos);
    EXPECT_NE(yihe.run({"run", "small.yaml", "--out", "r"}).out.find("小型参与模拟"),
              std::string::npos);
    EXPECT_NE(yihe.run({"--help", "--lang", "en"}).out.find("usage:"), std::string::npos);
    yihe.environment = {"LANG=zh_CN.UTF-8", "LC_MESSAGES=en_US.UTF-8"};
    EXPECT_NE(yihe.run({"--help"}).out.find("usage:"), std::string::npos);
    yihe.environment = {"LANG=en_US.UTF-8", "LC_ALL=zh_CN.UTF-8", "LC_MESSAGES=en_US.UTF-8"};
    EXPECT_NE(yihe.run({"--help"}).out.find("用法："), std::string::npos);
}

TEST(Command, SketchesInAsciiOutsideUtf8) {
    Program yihe;
    yihe.bring("small.yaml");
    yihe.environment = {"LANG=C"};
    const Said said = yihe.run({"run", "small.yaml", "--out", "r"});
    EXPECT_EQ(said.exit, 0);
    EXPECT_EQ(said.out.find("▁"), std::string::npos);
    EXPECT_NE(said.out.find("#"), std::string::npos);
}

TEST(Command, NamesAFullStdout) {
    Program yihe;
    yihe.out_file = "/dev/full";
    for (const char* command : {"describe", "doctor", "--help"})
        EXPECT_EQ(yihe.run({command}).exit, 5) << command;
}

TEST(Check, ShowsPlaceAndCaret) {
    Program yihe;
    test::write_file(
        yihe.folder / "bad.yaml",
        "about: 街道的说明\nmodel: participation\ninfluence: {pull: 1.5, nois: 0.1}\n");
    const Said said = yihe.run({"check", "bad.yaml"});
    EXPECT_EQ(said.exit, 2);
    EXPECT_EQ(said.out, "");
    EXPECT_NE(said.err.find("bad.yaml:3:19"), std::string::npos) << said.err;
    EXPECT_NE(said.err.find("^^^"), std::string::npos);
    EXPECT_NE(said.err.find("noise"), std::string::npos);
    const Json json = Json::parse(yihe.run({"check", "bad.yaml", "--json"}).out);
    EXPECT_EQ(json["exit"], 2);
    EXPECT_EQ(json["files"][0]["problems"][0]["line"], 3);
}

TEST(Check, SaysWhatARunNeeds) {
    Program yihe;
    yihe.bring("small.yaml");
    const Said said = yihe.run({"check", "small.yaml"});
    EXPECT_EQ(said.exit, 0);
    EXPECT_NE(said.out.find("needs"), std::string::npos);
    const Json json = Json::parse(yihe.run({"check", "small.yaml", "--json"}).out);
    EXPECT_GT(json["files"][0]["memory_bytes"], 1e5);
}

TEST(Command, PrintsJsonThatParses) {
    Program yihe;
    yihe.bring("small.yaml");
    for (const std::vector<std::string>& args :
         std::vector<std::vector<std::string>>{{"describe"},
                                               {"describe", "participation"},
                                               {"describe", "participation", "--schema"},
                                               {"explain", "run.weeks"},
                                               {"doctor"},
                                               {"check", "small.yaml"},
                                               {"completion", "bash"},
                                               {"run", "small.yaml"},
                                               {"run", "absent.yaml"},
                                               {"explain", "nothing"},
                                               {"run", "small.yaml", "--nothing"}}) {
        auto words = args;
        words.push_back("--json");
        const Said said = yihe.run(words);
        EXPECT_TRUE(Json::accept(said.out)) << words[0] << "\n" << said.out << said.err;
    }
}

TEST(Describe, ListsEveryParameterOnce) {
    Program yihe;
    const std::string text = yihe.run({"describe", "participation"}).out;
    for (const char* key :
         {"`run.weeks`", "`influence.pull`", "`participation`", "`threshold`", "`step`"})
        EXPECT_NE(text.find(key), std::string::npos) << key;
    const Json json = Json::parse(yihe.run({"describe", "participation", "--json"}).out);
    EXPECT_EQ(json["parameters"].size(), 11u);
    EXPECT_EQ(json["metrics"][0]["key"], "participation");
}

TEST(Explain, SaysWhatAKeyIs) {
    Program yihe;
    const Said said = yihe.run({"explain", "influence.noise"});
    EXPECT_EQ(said.exit, 0);
    EXPECT_NE(said.out.find("Half-width of the noise"), std::string::npos);
    EXPECT_NE(said.out.find("0 … 1"), std::string::npos);
    EXPECT_NE(yihe.run({"explain", "influence.noise", "--lang", "zh"}).out.find("噪声半宽"),
              std::string::npos);
}

}  // namespace
}  // namespace yihe

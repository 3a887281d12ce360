// The direction of dependency and the doors: who may include whom, and what sim and models may
// call.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/house/source_tree.hpp"

namespace yihe::house {
namespace {

/// "sim", "models", "models/governance", "app" …: the room a path belongs to.
std::string room_of(const std::string& path) {
    const std::size_t first = path.find('/');
    const std::string top = path.substr(0, first);
    if (top != "models") return top;
    const std::size_t second = path.find('/', first + 1);
    return second == std::string::npos ? top : path.substr(0, second);
}

bool may_include(const std::string& path, const std::string& header) {
    const std::string from = room_of(path), to = room_of(header);
    const std::string to_top = to.substr(0, to.find('/'));
    if (from == "app")
        return std::set<std::string>{"app", "study", "analysis", "models", "sim"}.contains(to_top);
    if (from == "study") return to == "study" || to == "analysis" || to == "sim";
    if (from == "analysis") return to == "analysis" || to == "sim";
    if (from == "sim") return to == "sim";
    if (from == "models")
        return to == "sim" || (path.starts_with("models/registry.") && to_top == "models");
    return to == "sim" || to == from;  // one model
}

/// A library that only some files may include, and nobody else in the folders it is kept from.
/// app/versions.cpp passes every door: it asks each library for its version, and for nothing else.
struct Door {
    std::regex header;
    std::regex keepers;
    std::regex kept_from = std::regex(".*");
};

const std::vector<Door>& doors() {
    static const std::regex engine("(sim|models)/.*"), nobody("(?!)");
    static const std::vector<Door> all = {
        {std::regex("(oneapi/)?tbb/.*"), std::regex("sim/parallel\\.cpp")},
        {std::regex("yaml-cpp/.*"), std::regex("sim/scenario/.*\\.cpp")},
        {std::regex("expat\\.h"), std::regex("sim/graph/.*\\.cpp")},
        {std::regex("sleef\\.h"), std::regex("sim/core/math\\.cpp")},
        {std::regex("Random123/.*"), std::regex("sim/core/random\\.[ch]pp")},
        {std::regex("xxhash\\.h"), std::regex("sim/core/hash\\.cpp")},
        {std::regex("boost/random/.*"), std::regex("analysis/designs/sobol\\.cpp")},
        {std::regex("sqlite3\\.h"), std::regex("study/database\\.cpp")},
        {std::regex("thread|future|execution|omp\\.h"), std::regex("sim/parallel\\.cpp"), engine},
        {std::regex("random"), nobody, engine},
    };
    return all;
}

std::vector<std::string> include_findings(const File& file) {
    static const std::regex include("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"].*");
    std::vector<std::string> findings;
    int number = 0;
    for (const std::string& line : lines(file.text)) {
        ++number;
        std::smatch match;
        if (!std::regex_match(line, match, include)) continue;
        const std::string header = match[2];
        const auto closed = [&](const Door& door) {
            return std::regex_match(header, door.header) &&
                   std::regex_match(file.path, door.kept_from) &&
                   !std::regex_match(file.path, door.keepers) && file.path != "app/versions.cpp";
        };
        const bool wrong = match[1] == "\"" ? !may_include(file.path, header)
                                            : std::any_of(doors().begin(), doors().end(), closed);
        if (wrong)
            findings.push_back(file.path + ":" + std::to_string(number) + ": may not include " +
                               header);
    }
    return findings;
}

/// Whether the name that `before` leads up to is called as a free function of the C library.
bool calls_libm(std::string before) {
    while (!before.empty() && before.back() == ' ') before.pop_back();
    if (before.ends_with("std::")) return true;
    if (before.ends_with("::")) {
        before.resize(before.size() - 2);
        return before.empty() || !(std::isalnum(static_cast<unsigned char>(before.back())) != 0 ||
                                   before.back() == '_' || before.back() == '>');
    }
    if (before.ends_with(".") || before.ends_with("->")) return false;
    if (before.ends_with("return")) return true;
    const char last = before.empty() ? ' ' : before.back();  // a word before it: a declaration
    return !(std::isalnum(static_cast<unsigned char>(last)) != 0 || last == '_' || last == '&' ||
             last == '*' || last == '>') ||
           before.ends_with("&&");
}

const std::regex libm(
    "\\b(exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh"
    "|asinh|acosh|atanh|cbrt|hypot|erf|erfc|tgamma|lgamma)[fl]?\\s*\\(");
const std::regex chance("\\bs?rand(_r)?\\s*\\(|\\brandom_device\\b");
const std::regex unordered("\\bstd::unordered_\\w+");

/// Readers of files may look names up in a hash table; nobody may walk through one.
bool may_look_up(const std::string& path) {
    return path.starts_with("sim/graph/") || path.starts_with("sim/scenario/");
}

/// What would walk through a hash table that `declarations` names.
std::regex walk_through_tables(const std::string& declarations) {
    static const std::regex declared("\\bstd::unordered_\\w+\\s*<[^;()]*>\\s+(\\w+)\\s*[;{=]");
    std::string names = "(?!)";
    const std::sregex_iterator end;
    for (std::sregex_iterator at(declarations.begin(), declarations.end(), declared); at != end;
         ++at)
        names += "|" + (*at)[1].str();
    return std::regex("[^:]:\\s*(" + names + ")\\s*\\)|\\b(" + names +
                      ")\\s*\\.\\s*c?begin\\s*\\(");
}

/// What sim and models may not use: its result depends on a library's version, on the order of a
/// hash table or on the machine. `header` is the text of the file's own header.
std::vector<std::string> call_findings(const File& file, const std::string& header = "") {
    const std::string code = code_only(file.text);
    const std::regex walk = walk_through_tables(code + code_only(header));
    std::vector<std::string> findings;
    int number = 0;
    for (const std::string& line : lines(code)) {
        ++number;
        const auto find = [&](const std::regex& what, auto&& counts) {
            const std::sregex_iterator end;
            for (std::sregex_iterator at(line.begin(), line.end(), what); at != end; ++at)
                if (counts(at->prefix().str()))
                    findings.push_back(file.path + ":" + std::to_string(number) + ": may not use " +
                                       at->str());
        };
        const auto always = [](const std::string&) { return true; };
        find(chance, always);
        find(may_look_up(file.path) ? walk : unordered, always);
        if (file.path != "sim/core/math.cpp") find(libm, calls_libm);
    }
    return findings;
}

std::size_t includes_in(const std::string& path, const std::string& line) {
    return include_findings({path, line}).size();
}

std::size_t calls_in(const std::string& line, const std::string& path = "models/a/b.cpp") {
    return call_findings({path, line}).size();
}

TEST(Includes, GoInOneDirectionAndThroughTheDoors) {
    std::vector<std::string> findings;
    for (const File& file : cpp_files({"sim", "models", "analysis", "study", "app"}))
        for (const std::string& finding : include_findings(file)) findings.push_back(finding);
    EXPECT_TRUE(findings.empty()) << listed(findings);
}

TEST(Calls, OfSimModelsAndAnalysisGiveTheSameBitsEverywhere) {
    std::vector<std::string> findings;
    for (const File& file : cpp_files({"sim", "models", "analysis"}))
        for (const std::string& finding :
             call_findings(file, read(std::regex_replace(file.path, std::regex("cpp$"), "hpp"))))
            findings.push_back(finding);
    EXPECT_TRUE(findings.empty()) << listed(findings);
}

TEST(Includes, AgainstTheDirectionAreFound) {
    EXPECT_EQ(includes_in("sim/run/world.cpp", "#include \"models/registry.hpp\""), 1u);
    EXPECT_EQ(includes_in("models/a/step.cpp", "#include \"models/b/step.hpp\""), 1u);
    EXPECT_EQ(includes_in("models/a/step.cpp", "#include \"models/registry.hpp\""), 1u);
    EXPECT_EQ(includes_in("models/a/step.cpp", "#include \"study/store.hpp\""), 1u);
    EXPECT_EQ(includes_in("models/other.cpp", "#include \"models/a/step.hpp\""), 1u);
    EXPECT_EQ(includes_in("study/plan.cpp", "#include \"models/registry.hpp\""), 1u);
    EXPECT_EQ(includes_in("analysis/effects.cpp", "#include \"study/plan.hpp\""), 1u);
    EXPECT_EQ(includes_in("app/main.cpp", "#include \"tests/house/source_tree.hpp\""), 1u);
    EXPECT_EQ(includes_in("sim/core/hash.cpp", "#include \"hash.hpp\""), 1u);
    EXPECT_EQ(includes_in("models/registry.cpp", "#include \"models/a/step.hpp\""), 0u);
    EXPECT_EQ(includes_in("models/a/step.cpp", "#include \"models/a/params.hpp\""), 0u);
    EXPECT_EQ(includes_in("app/main.cpp", "#include \"models/registry.hpp\""), 0u);
    EXPECT_EQ(includes_in("study/plan.cpp", "#include \"analysis/designs.hpp\""), 0u);
}

TEST(Includes, AroundADoorAreFound) {
    EXPECT_EQ(includes_in("sim/run/world.cpp", "#include <tbb/parallel_for.h>"), 1u);
    EXPECT_EQ(includes_in("sim/parallel.hpp", "#include <oneapi/tbb/task_arena.h>"), 1u);
    EXPECT_EQ(includes_in("sim/scenario/yaml.hpp", "#include <yaml-cpp/yaml.h>"), 1u);
    EXPECT_EQ(includes_in("app/main.cpp", "#  include <xxhash.h>"), 1u);
    EXPECT_EQ(includes_in("models/a/step.cpp", "#include <random>"), 1u);
    EXPECT_EQ(includes_in("models/a/step.cpp", "#include <thread>"), 1u);
    EXPECT_EQ(includes_in("analysis/response/optimum.cpp", "#include <boost/random/sobol.hpp>"),
              1u);
    EXPECT_EQ(includes_in("analysis/designs/sobol.cpp", "#include <boost/random/sobol.hpp>"), 0u);
    EXPECT_EQ(includes_in("sim/parallel.cpp", "#include <tbb/task_arena.h>"), 0u);
    EXPECT_EQ(includes_in("sim/core/math.cpp", "#include <sleef.h>"), 0u);
    EXPECT_EQ(includes_in("app/serve.cpp", "#include <thread>"), 0u);
}

TEST(Calls, ThatDifferBetweenMachinesAreFound) {
    EXPECT_EQ(calls_in("x = std::exp(y);"), 1u);
    EXPECT_EQ(calls_in("return ::tanh(y);"), 1u);
    EXPECT_EQ(calls_in("if (a && log(y) < 0) f();"), 1u);
    EXPECT_EQ(calls_in("x = powf(y, 2) * std::cos (z);"), 2u);
    EXPECT_EQ(calls_in("std::unordered_map<int, int> m;"), 1u);
    EXPECT_EQ(calls_in("int x = rand() % 6;"), 1u);
    const std::string table = "std::unordered_map<std::string, int> names_; ";
    EXPECT_EQ(calls_in(table, "sim/graph/a.cpp"), 0u);
    EXPECT_EQ(calls_in(table + "names_.find(x);", "sim/graph/a.cpp"), 0u);
    EXPECT_EQ(calls_in(table + "for (auto& n : names_) f(n);", "sim/graph/a.cpp"), 1u);
    EXPECT_EQ(calls_in(table + "v.assign(names_.begin(), e);", "sim/graph/a.cpp"), 1u);
    EXPECT_EQ(calls_in("x = math::exp(y) + std::sqrt(z) + events.log(e);"), 0u);
    EXPECT_EQ(calls_in("void log(Event e);  // not std::log(x)"), 0u);
    EXPECT_EQ(calls_in("f(\"std::exp(x)\", 1'000, 'a'); /* rand() */"), 0u);
    EXPECT_EQ(calls_in("f(R\"(std::exp(\"x\"))\");"), 0u);
    EXPECT_EQ(calls_in("double exp(double x) { return std::exp(x); }", "sim/core/math.cpp"), 0u);
}

}  // namespace
}  // namespace yihe::house

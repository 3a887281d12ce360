// yihe doctor: what this program and this machine are, and what stands in the way, with remedies.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/table.hpp"
#include "app/versions.hpp"
#include "sim/core/build_info.hpp"
#include "sim/core/vectorise.hpp"
#include "sim/parallel.hpp"
#include "sim/run/memory.hpp"

namespace yihe::app {

namespace {

struct Fact {
    std::string key;  ///< in JSON
    Text name;
    Message value;
};

struct Trouble {
    Message what, remedy;
};

Message same(std::string_view text) { return {std::string(text), std::string(text)}; }

std::string processor() {
    std::ifstream in("/proc/cpuinfo");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("model name"))
            return line.substr(std::min(line.size(), line.find(':') + 2));
    return "?";
}

std::string_view vector_path() { return use_avx512() ? "AVX-512" : use_avx2() ? "AVX2" : "SSE2"; }

double disk_free() {
    std::error_code error;
    const auto space = std::filesystem::space(".", error);
    return error ? 0 : static_cast<double>(space.available);
}

std::vector<Fact> gather_facts(const Console& console) {
    const BuildInfo& build = build_info();
    const std::string commit = build.commit.empty() ? "–" : std::string(build.commit);
    std::string libraries;
    for (const auto& [name, version] : library_versions())
        libraries += (libraries.empty() ? "" : ", ") + name + " " + version;
    return {
        {"version", {"version", "版本"}, same(build.version)},
        {"results_version", {"results version", "结果版本"}, same(std::to_string(results_version))},
        {"commit", {"commit", "提交"}, same(commit)},
        {"compiler", {"compiler", "编译器"}, same(build.compiler)},
        {"flags",
         {"flags", "编译选项"},
         same(std::string(build.build_type) + ": " + std::string(build.flags))},
        {"libraries", {"libraries", "库"}, same(libraries)},
        {"processor", {"processor", "处理器"}, same(processor())},
        {"vector_path", {"vector path", "向量指令"}, same(vector_path())},
        {"threads", {"threads", "线程"}, same(std::to_string(parallel::available_threads()))},
        {"memory", {"memory available", "可用内存"}, same(readable_bytes(available_memory()))},
        {"disk", {"disk space here", "当前磁盘可用"}, same(readable_bytes(disk_free()))},
        {"locale",
         {"locale", "区域设置"},
         {std::string("English, ") + (console.utf8() ? "UTF-8" : "not UTF-8"),
          std::string("中文，") + (console.utf8() ? "UTF-8" : "非 UTF-8")}},
    };
}

std::vector<Trouble> find_troubles(const Console& console) {
    std::vector<Trouble> troubles;
    if (!console.utf8())
        troubles.push_back({{"the locale is not UTF-8; sketches are drawn in ASCII",
                             "区域设置不是 UTF-8，图示以 ASCII 绘制"},
                            {"export LANG=C.UTF-8", "export LANG=C.UTF-8"}});
    if (available_memory() < 512e6)
        troubles.push_back({{"little memory is available", "可用内存不足"},
                            {"end other programs, or use fewer residents and --threads 1",
                             "结束其他程序，或减少居民数并使用 --threads 1"}});
    if (disk_free() < 200e6)
        troubles.push_back(
            {{"the disk is almost full", "磁盘空间将满"},
             {"free space, or use --out on another disk", "清理磁盘，或用 --out 指定其他磁盘"}});
    if (::access(".", W_OK) != 0)
        troubles.push_back(
            {{"this folder cannot be written", "当前文件夹不可写"},
             {"change to another folder, or use --out", "换到其他文件夹，或使用 --out"}});
    if (build_info().build_type == "Debug")
        troubles.push_back({{"this build is not optimised", "该程序未经优化编译"},
                            {"build the preset release", "请用 release 预设构建"}});
    return troubles;
}

int doctor_command(const Arguments&, Console& console) {
    const auto facts = gather_facts(console);
    const auto troubles = find_troubles(console);
    if (console.json) {
        nlohmann::ordered_json json;
        for (const Fact& fact : facts) json[fact.key] = fact.value.in(console.lang);
        json["problems"] = nlohmann::ordered_json::array();
        for (const Trouble& t : troubles)
            json["problems"].push_back(
                {{"what", t.what.in(console.lang)}, {"remedy", t.remedy.in(console.lang)}});
        console.out(json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
                    "\n");
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const Fact& fact : facts)
        rows.push_back({std::string(fact.name.in(console.lang)), fact.value.in(console.lang)});
    console.out(aligned(rows, ""));
    console.out(troubles.empty() ? Message{"\nno problems\n", "\n没有问题\n"}
                                 : Message{"\nproblems:\n", "\n问题：\n"});
    for (const Trouble& t : troubles)
        console.out("  " + t.what.in(console.lang) + "\n    → " + t.remedy.in(console.lang) + "\n");
    return 0;
}

}  // namespace

CommandSpec doctor_spec() {
    return {
        .name = "doctor",
        .about = {"versions, processor, memory, disk, locale; problems with remedies",
                  "版本、处理器、内存、磁盘、区域设置；问题与解决办法"},
        .positional = {},
        .options = {},
        .notes = {},
        .run = &doctor_command,
    };
}

}  // namespace yihe::app

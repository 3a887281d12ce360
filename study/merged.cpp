#include "study/merged.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/core/build_info.hpp"
#include "sim/core/file_digest.hpp"
#include "sim/run/safe_file.hpp"
#include "sim/scenario/files.hpp"
#include "study/schema.hpp"

namespace yihe::study {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

void write_manifest(const Study& study, const StudyFolder& folder, const Census& census,
                    const MergeFacts& facts) {
    const BuildInfo& build = build_info();
    Json json{{"yihe", build.version},
              {"results_version", results_version},
              {"plan", folder.plan_digest()},
              {"replicates", replication_text(study)},
              {"study", digest_of_file(study.sources.front())},
              {"points", study.points()},
              {"runs", census.runs},
              {"failed", census.failed},
              {"build",
               {{"compiler", build.compiler},
                {"flags", build.flags},
                {"type", build.build_type},
                {"commit", build.commit},
                {"program", program_digest()}}},
              {"merged_on", host_name()},
              {"threads", facts.threads},
              {"started", facts.started},
              {"ended", facts.ended},
              {"wall_seconds", facts.seconds},
              {"files", Json::object()}};
    for (const char* name : {"results.sqlite", "results.csv", "summaries.csv", "dictionary.csv"})
        json["files"][name] = digest_of_file(folder.path() / name);
    SafeFile file(folder.path() / "manifest.json", folder.path());
    file.write(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    file.commit();
}

void remove_leftovers(const StudyFolder& folder) {
    fs::remove(folder.path() / "manifest.json");
    std::vector<fs::path> old;
    for (const auto& entry : fs::directory_iterator(folder.path())) {
        const std::string name = entry.path().filename().string();
        for (const char* ending : {".sqlite.new-", ".csv.part-", ".json.part-"})
            if (name.find(ending) != std::string::npos) old.push_back(entry.path());
    }
    for (const fs::path& file : old) fs::remove(file);
}

namespace {

bool as_written(const StudyFolder& folder, const Json& files) {
    return std::all_of(files.items().begin(), files.items().end(), [&](const auto& item) {
        const fs::path file = folder.path() / item.key();
        return fs::exists(file) && digest_of_file(file) == item.value().template get<std::string>();
    });
}

}  // namespace

std::optional<Merged> merged_already(const Study& study, const StudyFolder& folder) {
    const fs::path file = folder.path() / "manifest.json";
    if (!fs::exists(file)) return {};
    try {
        const Json json =
            Json::parse(read_regular_file(file, std::size_t{1} << 20, {.file = file.string()}));
        Merged merged{.plan = json.at("plan").get<std::string>(),
                      .replicates = json.at("replicates").get<std::string>(),
                      .runs = json.at("runs").get<std::uint64_t>(),
                      .failed = json.at("failed").get<std::uint64_t>()};
        const bool files_are_there = !(study.keep.agents || study.keep.events) ||
                                     folder.index().entries().size() >= merged.runs;
        const bool same = files_are_there && merged.plan == folder.plan_digest() &&
                          merged.replicates == replication_text(study) &&
                          json.at("study") == digest_of_file(study.sources.front()) &&
                          as_written(folder, json.at("files"));
        if (same) return merged;
    } catch (const Json::exception&) {
    }
    return {};
}

}  // namespace yihe::study

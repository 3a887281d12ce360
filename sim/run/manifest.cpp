#include "sim/run/manifest.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/core/build_info.hpp"
#include "sim/core/file_digest.hpp"

namespace yihe {

using Json = nlohmann::ordered_json;

namespace {

Json build_json() {
    const BuildInfo& build = build_info();
    return {{"compiler", build.compiler},
            {"flags", build.flags},
            {"type", build.build_type},
            {"commit", build.commit},
            {"program", program_digest()}};
}

Json replicates_json(const RunOutcome& outcome) {
    Json list = Json::array();
    for (const ReplicateOutcome& replicate : outcome.replicates) {
        Json entry{{"replicate", list.size() + 1}};
        if (replicate.failure.empty()) entry["digest"] = replicate.digest;
        else entry["failure"] = replicate.failure;
        list.push_back(std::move(entry));
    }
    return list;
}

Fingerprint read_pairs(const Json& object) {
    Fingerprint pairs;
    for (const auto& [key, value] : object.items())
        pairs.emplace_back(key, value.get<std::string>());
    return pairs;
}

}  // namespace

std::string manifest_text(const ManifestFacts& facts, const Fingerprint& fingerprint,
                          const FileDigests& files) {
    Json json{{"yihe", build_info().version}, {"results_version", results_version}};
    json["scenario"] = Json::parse(to_json(*facts.scenario));
    json["scenario_digest"] = digest_of(fingerprint);
    json["seed"] = static_cast<std::uint64_t>(facts.plan->number("run.seed"));
    json["build"] = build_json();
    json["host"] = host_name();
    json["threads"] = facts.plan->threads;
    json["started"] = facts.started;
    json["ended"] = facts.ended;
    json["wall_seconds"] = facts.seconds;
    json["failures"] = facts.outcome->failures();
    json["digest"] = facts.outcome->digest();
    json["replicates"] = replicates_json(*facts.outcome);
    json["files"] = Json::object();
    for (const auto& [name, digest] : files) json["files"][name] = digest;
    json["fingerprint"] = Json::object();
    for (const auto& [key, value] : fingerprint) json["fingerprint"][key] = value;
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

bool Manifest::files_match(const std::filesystem::path& folder, const Extras& extras) const {
    for (const auto& [name, digest] : files)
        if (digest_of_file(folder / name) != digest) return false;
    return std::all_of(extras.begin(), extras.end(), [&](const std::string& extra) {
        return std::any_of(files.begin(), files.end(),
                           [&](const auto& file) { return file.first == extra; });
    });
}

std::optional<Manifest> parse_manifest(std::string_view text) {
    try {
        const Json json = Json::parse(text);
        Manifest manifest;
        manifest.fingerprint = read_pairs(json.at("fingerprint"));
        manifest.files = read_pairs(json.at("files"));
        manifest.program = json.at("build").at("program").get<std::string>();
        manifest.complete = json.at("failures").get<std::uint64_t>() == 0;
        for (const Json& replicate : json.at("replicates"))
            manifest.digests.push_back(replicate.value("digest", ""));
        return manifest;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

}  // namespace yihe

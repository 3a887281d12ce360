// manifest.json: what was run, by which program, when, and the digests of what came out.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/run/run_folder.hpp"

namespace yihe {

using FileDigests = std::vector<std::pair<std::string, std::string>>;  // name, XXH3 of the content

std::string manifest_text(const ManifestFacts& facts, const Fingerprint& fingerprint,
                          const FileDigests& files);

/// What is read back of a manifest.
struct Manifest {
    Fingerprint fingerprint;
    std::string program;
    bool complete = false;  ///< no replicate failed
    std::vector<std::string> digests;  ///< of the replicates
    FileDigests files;

    /// Whether the files are there as they were written, `extras` among them.
    bool files_match(const std::filesystem::path& folder, const Extras& extras) const;
};

/// Nothing when the text is not one of our manifests.
std::optional<Manifest> parse_manifest(std::string_view text);

}  // namespace yihe

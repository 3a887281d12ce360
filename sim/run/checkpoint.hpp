// A replicate on disk between two weeks. Layout, little-endian:
//
//   magic (8 bytes) · size of the content (u64) · content · XXH3 checksum of all before it (u64)
//   content: format version, program version, fingerprint, replicate, week, recorded rows so far,
//            digest (finished replicates only), body from Simulation::save (unfinished ones only)
//
// The checksum is looked at before anything is believed; then every length is bounded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "sim/run/fingerprint.hpp"

namespace yihe {

inline constexpr std::uint32_t checkpoint_format = 1;

struct Checkpoint {
    std::string version;  ///< of the program that wrote it
    Fingerprint fingerprint;
    std::uint32_t replicate = 0;
    std::uint32_t week = 0;
    std::uint32_t metrics = 0;
    std::vector<double> rows;     ///< [recorded week][metric]
    std::string digest;           ///< of the final state, once finished
    std::vector<std::byte> body;  ///< empty once finished
};

std::vector<std::byte> encode(const Checkpoint& checkpoint);

/// Throws UserError(Exit::storage), placed at `file`: damaged, truncated, of another format.
Checkpoint decode(std::span<const std::byte> bytes, const std::string& file);

/// Durable when it returns; throws UserError(Exit::storage).
void write_checkpoint(const Checkpoint& checkpoint, const std::filesystem::path& folder);

/// Whether there is a checkpoint of this replicate.
bool has_checkpoint(const std::filesystem::path& folder, std::uint32_t replicate);

/// Throws UserError(Exit::storage) when it is damaged or belongs to another scenario, replicate or
/// results version; the message names the values that differ.
Checkpoint read_checkpoint(const std::filesystem::path& folder, std::uint32_t replicate,
                           const Fingerprint& expected);

}  // namespace yihe

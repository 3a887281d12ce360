#include "sim/core/hash.hpp"

#define XXH_STATIC_LINKING_ONLY
#include <xxhash.h>

namespace yihe {

struct Hasher::State {
    XXH3_state_t xxh;
};

Hasher::Hasher() : state_(std::make_unique<State>()) { XXH3_128bits_reset(&state_->xxh); }
Hasher::~Hasher() = default;

void Hasher::bytes(const void* data, std::size_t size) {
    if (size > 0) XXH3_128bits_update(&state_->xxh, data, size);
}

std::string Hasher::digest() const {
    const XXH128_hash_t hash = XXH3_128bits_digest(&state_->xxh);
    static constexpr char hex[] = "0123456789abcdef";
    std::string text;
    for (const std::uint64_t half : {hash.high64, hash.low64})
        for (int shift = 60; shift >= 0; shift -= 4) text += hex[(half >> shift) & 15];
    return text;
}

std::uint64_t checksum(std::span<const std::byte> data) {
    return XXH3_64bits(data.data(), data.size());
}

}  // namespace yihe

// Digests of state and files: XXH3, 128 bits, the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace yihe {

class Hasher {
public:
    Hasher();
    ~Hasher();
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;

    void bytes(const void* data, std::size_t size);
    void text(std::string_view text) {
        const std::uint64_t size = text.size();
        bytes(&size, sizeof size);
        bytes(text.data(), text.size());
    }
    /// 32 hexadecimal digits.
    std::string digest() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::uint64_t checksum(std::span<const std::byte> data);

}  // namespace yihe

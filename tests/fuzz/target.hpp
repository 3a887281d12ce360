// What every fuzz target shares: the input as text, and the one thing that may go wrong, a refusal.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "sim/core/error.hpp"

namespace yihe::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// The reader takes the input or refuses it; every other exception ends the program.
template <class Read>
void take_or_refuse(Read&& read) {
    try {
        read();
    } catch (const UserError& error) {
        ensure(!error.problems().empty() && !error.problems().front().what.zh.empty(),
               "a refusal says why, in both languages");
    }
}

/// Input as changes of a valid file: pairs of an offset (three bytes, modulo the size) and a byte.
inline void change_bytes(std::span<const std::uint8_t> changes, std::span<char> bytes) {
    for (; changes.size() >= 4 && !bytes.empty(); changes = changes.subspan(4)) {
        const std::size_t offset = changes[0] | (changes[1] << 8) | (changes[2] << 16);
        bytes[offset % bytes.size()] = static_cast<char>(changes[3]);
    }
}

}  // namespace yihe::fuzz

// Walking a state's bytes in a fixed order: for the digest, the checkpoint and its restoring.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/core/hash.hpp"
#include "sim/graph/layer.hpp"
#include "sim/run/column.hpp"

namespace yihe {

static_assert(std::endian::native == std::endian::little, "archives are little-endian");

/// A plain struct without padding opts in: `static constexpr bool packed = true;` beside a
/// static_assert on its size.
template <class T>
concept Packed = std::is_arithmetic_v<T> || std::is_enum_v<T> ||
                 (std::is_trivially_copyable_v<T> && requires { requires T::packed; });

/// Writes into a growing byte vector.
class ByteWriter {
public:
    void bytes(const void* data, std::size_t size) {
        const auto* from = static_cast<const std::byte*>(data);
        bytes_.insert(bytes_.end(), from, from + size);
    }
    std::vector<std::byte> take() { return std::move(bytes_); }

private:
    std::vector<std::byte> bytes_;
};

/// Reads back; running past the end is the user's damaged file.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> data) : data_(data) {}
    void bytes(void* to, std::size_t size) {
        if (size > data_.size()) fail();
        if (size > 0) std::memcpy(to, data_.data(), size);
        data_ = data_.subspan(size);
    }
    std::size_t remaining() const { return data_.size(); }
    [[noreturn]] static void fail() {
        throw UserError(Exit::storage,
                        Message{"the checkpoint does not fit this scenario or is damaged",
                                "检查点与此情景不符或已损坏"});
    }

private:
    std::span<const std::byte> data_;
};

template <class Sink, Packed T>
void put(Sink& sink, const T& value) {
    sink.bytes(&value, sizeof value);
}
template <class Sink, class T, std::size_t N>
void put(Sink& sink, const std::array<T, N>& values) {
    for (const T& value : values) put(sink, value);
}
template <class Sink, class T, class A>
void put(Sink& sink, const std::vector<T, A>& values) {
    put(sink, static_cast<std::uint64_t>(values.size()));
    if constexpr (Packed<T>) sink.bytes(values.data(), values.size() * sizeof(T));
    else
        for (const T& value : values) put(sink, value);
}
template <class Sink>
void put(Sink& sink, const Layer& layer) {
    put(sink, static_cast<std::uint64_t>(layer.size()));
    sink.bytes(layer.offsets().data(), layer.offsets().size_bytes());
    sink.bytes(layer.targets().data(), layer.targets().size_bytes());
}
template <class Sink, class T>
void put(Sink& sink, const Column<T>& column) {
    put(sink, static_cast<std::uint64_t>(column.size()));
    sink.bytes(column.view().data(), column.view().size_bytes());
}

template <Packed T>
void get(ByteReader& source, T& value) {
    source.bytes(&value, sizeof value);
}
template <class T, std::size_t N>
void get(ByteReader& source, std::array<T, N>& values) {
    for (T& value : values) get(source, value);
}
template <class T, class A>
void get(ByteReader& source, std::vector<T, A>& values) {
    std::uint64_t size = 0;
    get(source, size);
    if (size > source.remaining()) ByteReader::fail();
    values.resize(size);
    if constexpr (Packed<T>) source.bytes(values.data(), values.size() * sizeof(T));
    else
        for (T& value : values) get(source, value);
}
inline void get(ByteReader& source, Layer& layer) {
    std::uint64_t size = 0;
    get(source, size);
    if (size > source.remaining()) ByteReader::fail();
    std::vector<std::uint64_t> offsets(size + 1);
    source.bytes(offsets.data(), offsets.size() * sizeof(std::uint64_t));
    if (offsets.back() > source.remaining()) ByteReader::fail();
    std::vector<AgentId> targets(offsets.back());
    source.bytes(targets.data(), targets.size() * sizeof(AgentId));
    layer = Layer::from_rows(std::move(offsets), std::move(targets));
}
template <class T>
void get(ByteReader& source, Column<T>& column) {
    std::uint64_t size = 0;
    get(source, size);
    if (size != column.size()) ByteReader::fail();
    source.bytes(column.edit().data(), column.edit().size_bytes());
}

}  // namespace yihe

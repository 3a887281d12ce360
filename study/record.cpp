#include "study/record.hpp"

#include "sim/core/hash.hpp"
#include "sim/run/archive.hpp"

namespace yihe::study {

namespace {

void put_text(ByteWriter& out, const std::string& text) {
    put(out, std::vector<char>(text.begin(), text.end()));
}

std::string get_text(ByteReader& in) {
    std::vector<char> text;
    get(in, text);
    return {text.begin(), text.end()};
}

/// A count that the bytes left cannot hold is refused before anything is allocated.
template <class T>
void get_numbers(ByteReader& in, std::vector<T>& numbers) {
    std::uint64_t size = 0;
    get(in, size);
    if (size > in.remaining() / sizeof(T)) ByteReader::fail();
    numbers.resize(size);
    in.bytes(numbers.data(), size * sizeof(T));
}

void put_content(ByteWriter& out, const RunRecord& record) {
    put(out, record.id.point);
    put(out, record.id.replicate);
    put_text(out, record.failure.en);
    put_text(out, record.failure.zh);
    put_text(out, record.digest);
    put(out, record.weeks);
    put(out, record.means);
    put(out, record.last);
    put(out, record.kept_weeks);
    put(out, record.rows);
}

}  // namespace

std::string content_digest(const RunRecord& record) {
    ByteWriter out;
    put_content(out, record);
    const auto bytes = out.take();
    Hasher hasher;
    hasher.bytes(bytes.data(), bytes.size());
    return hasher.digest();
}

std::vector<std::byte> encode(const RunRecord& record) {
    ByteWriter out;
    put_content(out, record);
    put(out, record.seconds);
    put_text(out, record.host);
    return out.take();
}

RunRecord decode(std::span<const std::byte> bytes) {
    ByteReader in(bytes);
    RunRecord record;
    get(in, record.id.point);
    get(in, record.id.replicate);
    record.failure.en = get_text(in);
    record.failure.zh = get_text(in);
    record.digest = get_text(in);
    get(in, record.weeks);
    get_numbers(in, record.means);
    get_numbers(in, record.last);
    get_numbers(in, record.kept_weeks);
    get_numbers(in, record.rows);
    get(in, record.seconds);
    record.host = get_text(in);
    if (in.remaining() != 0) ByteReader::fail();
    return record;
}

}  // namespace yihe::study

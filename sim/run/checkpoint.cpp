#include "sim/run/checkpoint.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sim/core/build_info.hpp"
#include "sim/run/archive.hpp"
#include "sim/run/safe_file.hpp"
#include "sim/scenario/problems.hpp"

namespace yihe {

namespace fs = std::filesystem;

namespace {

constexpr char magic[8] = {'Y', 'I', 'H', 'E', 'C', 'K', 'P', '\n'};
constexpr std::size_t head = sizeof magic + sizeof(std::uint64_t);

[[noreturn]] void refuse(const std::string& file, Message what) {
    throw UserError(Exit::storage, {{.place = {.file = file}, .what = std::move(what)}});
}

[[noreturn]] void refuse_damaged(const std::string& file) {
    refuse(file,
           say("this checkpoint is damaged or incomplete; remove it to run its replicate again",
               "该检查点已损坏或不完整；删除它即可重新运行该次重复"));
}

void put_text(ByteWriter& out, const std::string& text) {
    put(out, static_cast<std::uint64_t>(text.size()));
    out.bytes(text.data(), text.size());
}

std::string get_text(ByteReader& in) {
    std::uint64_t size = 0;
    get(in, size);
    if (size > in.remaining()) ByteReader::fail();
    std::string text(size, '\0');
    in.bytes(text.data(), size);
    return text;
}

/// A vector of plain numbers whose length is bounded by what is left.
template <class T>
void get_numbers(ByteReader& in, std::vector<T>& numbers) {
    std::uint64_t size = 0;
    get(in, size);
    if (size > in.remaining() / sizeof(T)) ByteReader::fail();
    numbers.resize(size);
    in.bytes(numbers.data(), size * sizeof(T));
}

template <class T>
void put_numbers(ByteWriter& out, const std::vector<T>& numbers) {
    put(out, static_cast<std::uint64_t>(numbers.size()));
    out.bytes(numbers.data(), numbers.size() * sizeof(T));
}

std::vector<std::byte> encode_content(const Checkpoint& checkpoint) {
    ByteWriter out;
    put(out, checkpoint_format);
    put_text(out, checkpoint.version);
    put(out, static_cast<std::uint64_t>(checkpoint.fingerprint.size()));
    for (const auto& [key, value] : checkpoint.fingerprint) {
        put_text(out, key);
        put_text(out, value);
    }
    put(out, checkpoint.replicate);
    put(out, checkpoint.week);
    put(out, checkpoint.metrics);
    put_numbers(out, checkpoint.rows);
    put_text(out, checkpoint.digest);
    put_numbers(out, checkpoint.body);
    return out.take();
}

Checkpoint decode_content(ByteReader in, const std::string& file) {
    Checkpoint checkpoint;
    std::uint32_t format = 0;
    get(in, format);
    if (format != checkpoint_format)
        refuse(file, say("this checkpoint has format {0}; this program reads format {1}",
                         "该检查点的格式为 {0}，本程序读取格式 {1}",
                         {std::to_string(format), std::to_string(checkpoint_format)}));
    checkpoint.version = get_text(in);
    std::uint64_t entries = 0;
    get(in, entries);
    if (entries > in.remaining()) ByteReader::fail();
    for (std::uint64_t i = 0; i < entries; ++i) {
        std::string key = get_text(in);
        checkpoint.fingerprint.emplace_back(std::move(key), get_text(in));
    }
    get(in, checkpoint.replicate);
    get(in, checkpoint.week);
    get(in, checkpoint.metrics);
    get_numbers(in, checkpoint.rows);
    checkpoint.digest = get_text(in);
    get_numbers(in, checkpoint.body);
    if (in.remaining() != 0) ByteReader::fail();
    return checkpoint;
}

fs::path file_of(const fs::path& folder, std::uint32_t replicate) {
    return folder / ("replicate-" + std::to_string(replicate) + ".checkpoint");
}

std::vector<std::byte> read_all(const fs::path& file) {
    const auto fail = [&] {
        storage_error("cannot read {0}: {1}", "无法读取 {0}：{1}", file, errno);
    };
    const int in = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (in < 0) fail();
    struct stat status{};
    const bool regular = ::fstat(in, &status) == 0 && S_ISREG(status.st_mode);
    std::vector<std::byte> bytes(regular ? static_cast<std::size_t>(status.st_size) : 0);
    std::size_t size = 0;
    while (size < bytes.size()) {
        const auto got = ::read(in, bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        size += static_cast<std::size_t>(got);
    }
    ::close(in);
    bytes.resize(size);
    return bytes;
}

}  // namespace

std::vector<std::byte> encode(const Checkpoint& checkpoint) {
    const auto content = encode_content(checkpoint);
    ByteWriter out;
    out.bytes(magic, sizeof magic);
    put(out, static_cast<std::uint64_t>(content.size()));
    out.bytes(content.data(), content.size());
    auto bytes = out.take();
    const std::uint64_t sum = checksum(bytes);
    const auto* tail = reinterpret_cast<const std::byte*>(&sum);
    bytes.insert(bytes.end(), tail, tail + sizeof sum);
    return bytes;
}

Checkpoint decode(std::span<const std::byte> bytes, const std::string& file) {
    std::uint64_t size = 0, sum = 0;
    if (bytes.size() < head + sizeof sum) refuse_damaged(file);
    std::memcpy(&size, bytes.data() + sizeof magic, sizeof size);
    std::memcpy(&sum, bytes.data() + bytes.size() - sizeof sum, sizeof sum);
    const auto checked = bytes.first(bytes.size() - sizeof sum);
    if (size != checked.size() - head || checksum(checked) != sum) refuse_damaged(file);
    if (std::memcmp(bytes.data(), magic, sizeof magic) != 0) refuse_damaged(file);
    try {
        return decode_content(ByteReader(checked.subspan(head)), file);
    } catch (const UserError& error) {
        if (!error.problems().front().place.file.empty()) throw;
        refuse_damaged(file);
    }
}

void write_checkpoint(const Checkpoint& checkpoint, const fs::path& folder) {
    SafeFile file(file_of(folder, checkpoint.replicate), folder);
    file.write(encode(checkpoint));
    file.commit();
}

bool has_checkpoint(const fs::path& folder, std::uint32_t replicate) {
    std::error_code error;
    return fs::exists(file_of(folder, replicate), error);
}

Checkpoint read_checkpoint(const fs::path& folder, std::uint32_t replicate,
                           const Fingerprint& expected) {
    const fs::path path = file_of(folder, replicate);
    const std::string file = path.string();
    Checkpoint checkpoint = decode(read_all(path), file);
    if (checkpoint.fingerprint != expected) {
        const Message differ = differences(checkpoint.fingerprint, expected);
        const Message what{"this checkpoint belongs to another run: " + differ.en,
                           "该检查点属于另一次运行：" + differ.zh};
        refuse(file, what);
    }
    if (checkpoint.replicate != replicate)
        refuse(file, say("this checkpoint is of replicate {0}, not {1}",
                         "该检查点属于第 {0} 次重复，而非第 {1} 次",
                         {std::to_string(checkpoint.replicate), std::to_string(replicate)}));
    return checkpoint;
}

}  // namespace yihe

#include "study/parts.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "sim/core/hash.hpp"
#include "sim/run/safe_file.hpp"
#include "sim/scenario/problems.hpp"

namespace yihe::study {

namespace fs = std::filesystem;

namespace {

constexpr std::array<char, 8> file_magic{'Y', 'I', 'H', 'E', 'P', 'R', 'T', '2'};
constexpr std::uint32_t record_magic = 0x52686959;  // "YihR"
constexpr std::size_t digest_size = 32;
constexpr std::size_t file_head = file_magic.size() + digest_size;

struct Head {
    std::uint32_t magic = record_magic;
    std::uint32_t size = 0;
    std::uint64_t point = 0;
    std::uint32_t replicate = 0;
    std::uint32_t failed = 0;
    std::uint32_t watched_metric = 0;
    std::uint32_t reserved = 0;
    double watched = 0;
    std::uint64_t body_sum = 0;
    std::uint64_t head_sum = 0;  ///< of all before it

    std::uint64_t sum() const {
        return checksum({reinterpret_cast<const std::byte*>(this), offsetof(Head, head_sum)});
    }
};
static_assert(sizeof(Head) == 56, "a head has no hidden padding");

void write_all(int file, const fs::path& path, const void* data, std::size_t size) {
    const auto* at = static_cast<const char*>(data);
    while (size > 0) {
        const auto wrote = ::write(file, at, size);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) storage_error("cannot write {0}: {1}", "无法写入 {0}：{1}", path, errno);
        at += wrote;
        size -= static_cast<std::size_t>(wrote);
    }
}

class File {
public:
    explicit File(const fs::path& path)
        : path_(path), number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        struct stat status{};
        if (number_ < 0 || ::fstat(number_, &status) != 0)
            storage_error("cannot read {0}: {1}", "无法读取 {0}：{1}", path, errno);
        size_ = static_cast<std::uint64_t>(status.st_size);
    }
    ~File() { ::close(number_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    std::uint64_t size() const { return size_; }

    /// False where the file ends before.
    bool read(std::uint64_t offset, void* to, std::size_t size) const {
        auto* at = static_cast<char*>(to);
        while (size > 0) {
            const auto got = ::pread(number_, at, size, static_cast<off_t>(offset));
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) storage_error("cannot read {0}: {1}", "无法读取 {0}：{1}", path_, errno);
            if (got == 0) return false;
            at += got;
            offset += static_cast<std::uint64_t>(got);
            size -= static_cast<std::size_t>(got);
        }
        return true;
    }

private:
    fs::path path_;
    int number_;
    std::uint64_t size_ = 0;
};

bool good_head(const File& file, std::uint64_t at, Head& head) {
    return file.read(at, &head, sizeof head) && head.magic == record_magic &&
           head.head_sum == head.sum() && at + sizeof head + head.size <= file.size();
}

/// The next place after `at` where a whole record begins, or the file's end.
std::uint64_t next_record(const File& file, std::uint64_t at, Head& head) {
    std::vector<char> buffer(std::size_t{1} << 16);
    for (++at; at + sizeof head <= file.size();) {
        const auto length = std::min<std::uint64_t>(buffer.size(), file.size() - at);
        if (!file.read(at, buffer.data(), length)) break;
        for (std::uint64_t i = 0; i + sizeof record_magic <= length; ++i)
            if (std::memcmp(buffer.data() + i, &record_magic, sizeof record_magic) == 0 &&
                good_head(file, at + i, head))
                return at + i;
        if (length < buffer.size()) break;
        at += length - (sizeof record_magic - 1);
    }
    return file.size();
}

void check_plan(const File& file, const fs::path& path, const std::string& plan_digest) {
    std::array<char, file_head> head{};
    if (!file.read(0, head.data(), head.size())) return;  // cut before its first record
    const std::string_view text(head.data(), head.size());
    const std::string_view magic(file_magic.data(), file_magic.size());
    if (text.starts_with(magic) && text.substr(magic.size()) == plan_digest) return;
    throw UserError(Exit::invalid,
                    {{.place = {.file = path.string()},
                      .what = say("this part belongs to another study or version",
                                  "该部分结果属于另一项研究或另一版本"),
                      .legal = say("use another --out folder", "请用 --out 指定其他文件夹")}});
}

}  // namespace

PartWriter::PartWriter(const fs::path& folder, std::string_view name,
                       const std::string& plan_digest) {
    create_folder(folder);
    path_ = folder / (std::string(name) + "-" + unique_suffix() + ".part");
    file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
    if (file_ < 0) storage_error("cannot write {0}: {1}", "无法写入 {0}：{1}", path_, errno);
    std::string head(file_magic.begin(), file_magic.end());
    head += plan_digest;
    ensure(head.size() == file_head, "a plan's digest has 32 digits");
    write_all(file_, path_, head.data(), head.size());
    sync_folder(folder);
}

PartWriter::~PartWriter() {
    if (file_ >= 0) ::close(file_);
    std::error_code error;
    if (fs::file_size(path_, error) == file_head && !error) fs::remove(path_, error);
}

void PartWriter::append(const RunRecord& record, Watched watched) {
    const auto body = encode(record);
    Head head{.size = static_cast<std::uint32_t>(body.size()),
              .point = record.id.point,
              .replicate = record.id.replicate,
              .failed = record.failed() ? 1u : 0u,
              .watched_metric = watched.metric,
              .watched = watched.value,
              .body_sum = checksum(body)};
    head.head_sum = head.sum();
    const auto* head_bytes = reinterpret_cast<const std::byte*>(&head);
    std::vector<std::byte> whole(head_bytes, head_bytes + sizeof head);
    whole.insert(whole.end(), body.begin(), body.end());
    const std::lock_guard lock(guard_);
    const auto before = ::lseek(file_, 0, SEEK_END);
    try {
        write_all(file_, path_, whole.data(), whole.size());
    } catch (
        ...) {  // others may still append: no torn record before theirs, where it can be helped
        static_cast<void>(before >= 0 && ::ftruncate(file_, before) == 0);
        throw;
    }
}

void PartWriter::sync() {
    if (::fdatasync(file_) != 0)
        storage_error("cannot write {0}: {1}", "无法写入 {0}：{1}", path_, errno);
}

PartIndex PartIndex::scan(const fs::path& folder, const std::string& plan_digest) {
    PartIndex index;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->path().extension() == ".part") index.files_.push_back(at->path());
    if (error && error.value() != ENOENT)
        storage_error("cannot read the folder {0}: {1}", "无法读取文件夹 {0}：{1}", folder,
                      error.value());
    std::sort(index.files_.begin(), index.files_.end());
    for (std::uint32_t f = 0; f < index.files_.size(); ++f) {
        const File file(index.files_[f]);
        check_plan(file, index.files_[f], plan_digest);
        Head head;
        for (std::uint64_t at = file_head; at < file.size();) {
            if (!good_head(file, at, head)) {
                const auto next = next_record(file, at, head);
                index.damaged_bytes_ += next - at;
                at = next;
                continue;
            }
            index.entries_.push_back({.id = {head.point, head.replicate},
                                      .failed = head.failed != 0,
                                      .watched = head.watched,
                                      .watched_metric = head.watched_metric,
                                      .file = f,
                                      .offset = at + sizeof head,
                                      .size = head.size,
                                      .checksum = head.body_sum});
            at += sizeof head + head.size;
        }
    }
    // Of several records of a run a finished one counts, else the first.
    std::stable_sort(index.entries_.begin(), index.entries_.end(),
                     [](const auto& a, const auto& b) {
                         return a.id != b.id ? a.id < b.id : a.failed < b.failed;
                     });
    const auto rest = std::unique(index.entries_.begin(), index.entries_.end(),
                                  [](const auto& a, const auto& b) { return a.id == b.id; });
    index.entries_.erase(rest, index.entries_.end());
    return index;
}

const PartEntry* PartIndex::find(RunId id) const {
    const auto at = std::lower_bound(entries_.begin(), entries_.end(), id,
                                     [](const PartEntry& e, RunId run) { return e.id < run; });
    return at != entries_.end() && at->id == id ? &*at : nullptr;
}

std::size_t PartIndex::failures() const {
    return static_cast<std::size_t>(
        std::count_if(entries_.begin(), entries_.end(), [](const auto& e) { return e.failed; }));
}

void PartIndex::watch(std::uint32_t metric) {
    for (PartEntry& entry : entries_) {
        if (entry.watched_metric == metric || entry.failed) continue;
        const auto record = read(entry);  // a damaged one is found by the merge
        const bool there = record && metric < record->means.size();
        entry.watched = there ? record->means[metric] : Watched{}.value;
        entry.watched_metric = metric;
    }
}

std::optional<RunRecord> PartIndex::read(const PartEntry& entry) const {
    const File file(files_[entry.file]);
    std::vector<std::byte> body(entry.size);
    if (!file.read(entry.offset, body.data(), body.size()) || checksum(body) != entry.checksum)
        return {};
    RunRecord record = decode(body);
    if (record.id != entry.id) return {};
    return record;
}

void PartIndex::strike(RunId id) {
    const PartEntry* entry = find(id);
    if (entry == nullptr) return;
    const fs::path& path = files_[entry->file];
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    constexpr std::uint32_t none = 0;  // in place of the head's magic number
    const auto head = static_cast<off_t>(entry->offset - sizeof(Head));
    const bool struck = file >= 0 && ::pwrite(file, &none, sizeof none, head) == sizeof none;
    const int error = errno;
    if (file >= 0) ::close(file);
    if (!struck) storage_error("cannot write {0}: {1}", "无法写入 {0}：{1}", path, error);
    entries_.erase(entries_.begin() + (entry - entries_.data()));
}

}  // namespace yihe::study

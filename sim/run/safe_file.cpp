// POSIX calls, each checked: the standard streams report success on a full disk.
#include "sim/run/safe_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>

#include "sim/scenario/problems.hpp"

namespace yihe {

namespace fs = std::filesystem;

Message system_reason(int error) {
    switch (error) {
        case ENOSPC: return {"no space left on the disk", "磁盘已满"};
        case EDQUOT: return {"the disk quota is used up", "磁盘配额已用尽"};
        case EACCES:
        case EPERM: return {"no permission", "没有权限"};
        case EROFS: return {"the file system is read-only", "文件系统只读"};
        case ENOENT: return {"no such file or folder", "没有该文件或文件夹"};
        case ENOTDIR:
            return {"a part of the path is a file, not a folder", "路径的一部分是文件而非文件夹"};
        case EISDIR: return {"a folder is in the way", "该处已有同名文件夹"};
        case EEXIST: return {"something else has this name", "该名称已被占用"};
        case EFBIG: return {"the file became larger than allowed", "文件超过允许的大小"};
        case EIO: return {"the device failed", "设备读写错误"};
        case ENAMETOOLONG: return {"the name is too long", "名称过长"};
        default: return {std::strerror(error), std::strerror(error)};
    }
}

void storage_error(std::string_view en, std::string_view zh, const fs::path& path, int error) {
    const Message why = system_reason(error);
    throw UserError(Exit::storage, say(en, zh, {path.string(), why}));
}

namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 16;

[[noreturn]] void write_error(const fs::path& path, int error) {
    storage_error("cannot write {0}: {1}", "无法写入 {0}：{1}", path, error);
}

fs::path temporary_name(const fs::path& target, const fs::path& scratch) {
    return scratch / (target.filename().string() + ".part-" + unique_suffix());
}

}  // namespace

std::string unique_suffix() {
    // The time keeps apart processes of one number on several hosts.
    static const auto time = std::chrono::system_clock::now().time_since_epoch().count();
    static std::atomic<unsigned> count{0};
    return std::to_string(::getpid()) + "-" + std::to_string(time) + "-" + std::to_string(count++);
}

void put_in_place(const fs::path& file, const fs::path& target) {
    const int handle = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    if (handle < 0) write_error(file, errno);
    const bool failed = ::fsync(handle) != 0;
    const int error = errno;
    ::close(handle);
    if (failed) write_error(file, error);
    if (::rename(file.c_str(), target.c_str()) != 0) write_error(target, errno);
    sync_folder(target.has_parent_path() ? target.parent_path() : fs::path("."));
}

SafeFile::SafeFile(fs::path target, const fs::path& scratch)
    : target_(std::move(target)), temporary_(temporary_name(target_, scratch)) {
    file_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file_ < 0) write_error(target_, errno);
    buffer_.reserve(buffer_size);
}

SafeFile::~SafeFile() {
    if (file_ >= 0) ::close(file_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void SafeFile::write(std::string_view text) {
    hasher_.bytes(text.data(), text.size());
    while (!text.empty()) {
        const auto part = text.substr(0, buffer_size - buffer_.size());
        buffer_ += part;
        text.remove_prefix(part.size());
        if (buffer_.size() == buffer_size) flush();
    }
}

void SafeFile::flush() {
    for (std::size_t at = 0; at < buffer_.size();) {
        const auto wrote = ::write(file_, buffer_.data() + at, buffer_.size() - at);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) write_error(target_, errno);
        at += static_cast<std::size_t>(wrote);
    }
    buffer_.clear();
}

std::string SafeFile::commit() {
    flush();
    if (::fsync(file_) != 0) write_error(target_, errno);
    const int closing = file_;
    file_ = -1;
    if (::close(closing) != 0) write_error(target_, errno);
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) write_error(target_, errno);
    temporary_.clear();
    sync_folder(target_.has_parent_path() ? target_.parent_path() : fs::path("."));
    return hasher_.digest();
}

void sync_folder(const fs::path& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) write_error(folder, errno);
    const bool failed = ::fsync(handle) != 0 && errno != EINVAL;
    const int error = errno;
    ::close(handle);
    if (failed) write_error(folder, error);
}

void create_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error && !fs::is_directory(folder, error))
        error = std::error_code(ENOTDIR, std::generic_category());
    if (error)
        storage_error("cannot create the folder {0}: {1}", "无法创建文件夹 {0}：{1}", folder,
                      error.value());
}

}  // namespace yihe

// Writing so that success means "on the disk": a temporary name, every call checked, flushed to the
// device, renamed, and the folder flushed too. What fails is UserError(Exit::storage).
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "sim/core/error.hpp"
#include "sim/core/hash.hpp"

namespace yihe {

/// What the system's error number means, in both languages.
Message system_reason(int error);

[[noreturn]] void storage_error(std::string_view en, std::string_view zh,
                                const std::filesystem::path& path, int error);

/// A file that exists under its name only once it is complete.
class SafeFile {
public:
    /// The temporary file lies in `scratch`, which must be on the same file system.
    SafeFile(std::filesystem::path target, const std::filesystem::path& scratch);
    /// An uncommitted file leaves nothing behind.
    ~SafeFile();
    SafeFile(const SafeFile&) = delete;
    SafeFile& operator=(const SafeFile&) = delete;

    void write(std::string_view text);
    void write(std::span<const std::byte> bytes) {
        write(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    }
    /// Puts the file under its name; returns the digest of its content.
    std::string commit();

private:
    void flush();

    std::filesystem::path target_, temporary_;
    int file_ = -1;
    std::string buffer_;
    Hasher hasher_;
};

/// Flushes a complete file to the device and gives it its name, which another file may have had.
void put_in_place(const std::filesystem::path& file, const std::filesystem::path& target);

/// Keeps names apart between threads, processes, and hosts that share a folder.
std::string unique_suffix();

/// Makes renames and removals in `folder` durable.
void sync_folder(const std::filesystem::path& folder);

/// Creates the folder and those above it.
void create_folder(const std::filesystem::path& folder);

}  // namespace yihe

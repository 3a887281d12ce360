// Reading and confining files, by POSIX calls that never block.
#include "sim/scenario/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <vector>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/suggest.hpp"
#include "sim/scenario/unicode.hpp"

namespace yihe {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const Place& place, std::string_view file, Message what,
                         Message legal = {}, std::string suggestion = {}) {
    throw UserError(Exit::invalid, {{.place = place,
                                     .value = std::string(file),
                                     .what = std::move(what),
                                     .legal = std::move(legal),
                                     .suggestion = std::move(suggestion)}});
}

/// A file of a similar name in the same folder, as the user would have written it.
std::string similar_file(const fs::path& file) {
    std::vector<std::string> names;
    std::error_code error;
    const auto folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (names.size() >= 1000) break;
        names.push_back(at->path().filename().string());
    }
    std::sort(names.begin(), names.end());
    const std::vector<std::string_view> views(names.begin(), names.end());
    const auto name = suggest_word(file.filename().string(), views);
    return name.empty() ? "" : (file.parent_path() / name).string();
}

[[noreturn]] void refuse_error(const Place& place, const fs::path& file, int error) {
    const std::string name = file.string();
    if (error == ENOENT || error == ENOTDIR)
        refuse(place, name, say("there is no file \"{0}\"", "没有文件“{0}”", {name}), {},
               similar_file(file));
    if (error == EACCES || error == EPERM)
        refuse(place, name, say("no permission to read \"{0}\"", "没有读取“{0}”的权限", {name}));
    if (error == ELOOP)
        refuse(place, name,
               say("symbolic links of \"{0}\" lead in a circle", "“{0}”的符号链接循环", {name}));
    if (error == ENAMETOOLONG)
        refuse(place, name.substr(0, 60), say("the file name is too long", "文件名过长"));
    const std::string reason = std::strerror(error);
    refuse(place, name, say("cannot read \"{0}\": {1}", "无法读取“{0}”：{1}", {name, reason}));
}

void check_regular(const Place& place, const fs::path& file, mode_t mode) {
    const std::string name = file.string();
    if (S_ISDIR(mode))
        refuse(place, name,
               say("\"{0}\" is a folder, not a file", "“{0}”是文件夹，不是文件", {name}));
    if (!S_ISREG(mode))
        refuse(place, name,
               say("\"{0}\" is a device or a pipe, not a file", "“{0}”是设备或管道，不是普通文件",
                   {name}));
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }

private:
    int number_;
};

bool is_inside(const fs::path& path, const fs::path& root) {
    return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

bool has_hidden(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto c = decode(text, at);
        if (!c.valid || is_hidden(c.value) || c.value < 0x20) return true;
        at += c.bytes;
    }
    return false;
}

}  // namespace

std::string read_regular_file(const fs::path& file, std::size_t most_bytes, const Place& named_at) {
    if (file.native().find('\0') != std::string::npos)
        refuse(named_at, "", say("a NUL byte in a file name", "文件名中有 NUL 字节"));
    const Descriptor in(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (in.number() < 0) refuse_error(named_at, file, errno);
    struct stat status{};
    if (::fstat(in.number(), &status) != 0) refuse_error(named_at, file, errno);
    check_regular(named_at, file, status.st_mode);
    const auto expected = std::min(most_bytes, static_cast<std::size_t>(status.st_size));
    std::string bytes(expected + 1, '\0');
    std::size_t size = 0;
    for (;;) {
        if (size == bytes.size() && size <= most_bytes)  // it grew, or does not know its size
            bytes.resize(std::min(most_bytes + 1, 2 * size));
        if (size == bytes.size()) break;
        const auto got = ::read(in.number(), bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) refuse_error(named_at, file, errno);
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    bytes.resize(size);
    return bytes;
}

fs::path project_root(const fs::path& file) {
    std::error_code error;
    auto folder = fs::weakly_canonical(fs::absolute(file, error).parent_path(), error);
    if (error) folder = file.parent_path();
    for (auto at = folder;; at = at.parent_path()) {
        if (fs::is_directory(at / "scenarios", error) || fs::exists(at / ".yihe", error)) return at;
        if (at == at.parent_path()) return folder;
    }
}

fs::path confined_path(const fs::path& root, const fs::path& folder, std::string_view as_written,
                       const Place& named_at) {
    if (as_written.empty()) refuse(named_at, "", say("a file name is missing", "缺少文件名"));
    const auto shown = printable(as_written);
    if (has_hidden(as_written))
        refuse(named_at, shown, say("a file name with control characters", "文件名中有控制字符"));
    const fs::path written{std::string(as_written)};
    if (written.is_absolute())
        refuse(named_at, shown, say("an absolute path: \"{0}\"", "绝对路径：“{0}”", {shown}),
               say("write it relative to this file", "请写成相对于本文件的路径"));
    const auto legal = say("a file inside \"{0}\"", "应为“{0}”之内的文件", {root.string()});
    std::error_code error;
    const auto home =
        fs::weakly_canonical(fs::absolute(folder.empty() ? "." : folder, error), error);
    if (!is_inside((home / written).lexically_normal(), root))
        refuse(named_at, shown,
               say("the path \"{0}\" leaves the project", "路径“{0}”越出了项目文件夹", {shown}),
               legal);
    const auto real = fs::weakly_canonical(home / written, error);
    if (error) refuse_error(named_at, as_written, error.value());
    if (!is_inside(real, root))
        refuse(named_at, shown,
               say("\"{0}\" leads out of the project by a symbolic link",
                   "“{0}”经符号链接越出了项目文件夹", {shown}),
               legal);
    struct stat status{};
    if (::stat(real.c_str(), &status) != 0) {
        const int reason = errno;
        if (reason == ENOENT || reason == ENOTDIR) {
            const auto similar = similar_file(real);
            const auto name = similar.empty()
                                  ? ""
                                  : (written.parent_path() / fs::path(similar).filename()).string();
            refuse(named_at, shown, say("there is no file \"{0}\"", "没有文件“{0}”", {shown}), {},
                   name);
        }
        refuse_error(named_at, as_written, reason);
    }
    check_regular(named_at, as_written, status.st_mode);
    return real;
}

}  // namespace yihe

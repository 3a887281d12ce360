#include "study/command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "sim/core/error.hpp"
#include "sim/run/safe_file.hpp"
#include "sim/scenario/problems.hpp"

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace yihe::study {

namespace {

[[noreturn]] void cannot_start(const std::string& program, int error) {
    storage_error("cannot start {0}: {1}", "无法启动 {0}：{1}", program, error);
}

/// Both ends close with the object; neither is handed on to programs.
class Pipe {
public:
    explicit Pipe(const std::string& program) {
        if (::pipe2(ends_.data(), O_CLOEXEC) != 0) cannot_start(program, errno);
    }
    ~Pipe() {
        close_end(0);
        close_end(1);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    int read_end() const { return ends_[0]; }
    int write_end() const { return ends_[1]; }
    void close_end(std::size_t which) {
        if (ends_[which] >= 0) ::close(ends_[which]);
        ends_[which] = -1;
    }

private:
    std::array<int, 2> ends_{-1, -1};
};

/// Appends what is there; false at the end.
bool take(int file, std::string& text) {
    std::array<char, 4096> part{};
    const auto n = ::read(file, part.data(), part.size());
    if (n > 0) text.append(part.data(), static_cast<std::size_t>(n));
    return n > 0 || (n < 0 && errno == EINTR);
}

/// Both streams at once, so that neither fills up while the other is read.
void gather(Pipe& out, Pipe& err, CommandResult& result) {
    std::array<pollfd, 2> files{{{out.read_end(), POLLIN, 0}, {err.read_end(), POLLIN, 0}}};
    while (files[0].fd >= 0 || files[1].fd >= 0) {
        if (::poll(files.data(), files.size(), -1) < 0 && errno != EINTR) return;
        for (std::size_t i = 0; i < files.size(); ++i)
            if (files[i].fd >= 0 && files[i].revents != 0 &&
                !take(files[i].fd, i == 0 ? result.out : result.err))
                files[i].fd = -1;
    }
}

int spawn(const std::vector<std::string>& words, const Pipe& out, const Pipe& err, pid_t& child) {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out.write_end(), 1);
    posix_spawn_file_actions_adddup2(&actions, err.write_end(), 2);
    const int error =
        ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

}  // namespace

CommandResult run_command(const std::vector<std::string>& words) {
    ensure(!words.empty(), "a command has a name");
    CommandResult result;
    Pipe out(words[0]), err(words[0]);
    pid_t child = 0;
    const int error = spawn(words, out, err, child);
    if (error == ENOENT) return {.found = false, .exit = 127, .out = {}, .err = {}};
    if (error != 0) cannot_start(words[0], error);
    out.close_end(1);
    err.close_end(1);
    gather(out, err, result);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) cannot_start(words[0], errno);
    result.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

}  // namespace yihe::study

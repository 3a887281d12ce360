// Runs the built program in a folder of its own and gathers what it said.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace yihe::test {

/// Empty for what is no regular file: a device may never end.
inline std::string read_file(const std::filesystem::path& path) {
    if (!std::filesystem::is_regular_file(path)) return {};
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline void write_file(const std::filesystem::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
}

struct Said {
    int exit = -1;  ///< 128 + the signal's number when one ended it
    std::string out, err;
    double peak_bytes = 0;  ///< resident at most
};

/// One process that this test has started. A number that is not positive would stand for many
/// processes, even for all: such a child cannot be made.
class Child {
public:
    explicit Child(pid_t number) : number_(number) {
        if (number <= 1) throw std::runtime_error("the program could not be started");
    }
    pid_t number() const { return number_; }
    void send(int signal_number) const { kill(number_, signal_number); }

private:
    pid_t number_;
};

/// A folder that disappears, and the program run in it.
class Program {
public:
    Program() {
        std::string name = (std::filesystem::temp_directory_path() / "yihe-e2e-XXXXXX").string();
        folder = mkdtemp(name.data()) != nullptr ? name : "";
    }
    ~Program() {
        std::error_code error;
        std::filesystem::remove_all(folder, error);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    std::filesystem::path folder;
    std::vector<std::string> environment{"LANG=C.UTF-8", "PATH=/usr/bin:/bin"};
    std::string out_file = "stdout", err_file = "stderr";

    /// Copies a scenario of tests/end_to_end/data here.
    void bring(const std::string& name) const {
        const auto data = std::filesystem::path(YIHE_SOURCE_DIR) / "tests/end_to_end/data";
        std::filesystem::copy_file(data / name, folder / name);
    }

    Said run(const std::vector<std::string>& args) const {
        return run(args, [](const Child&) {});
    }

    /// `meanwhile` is called once the program has been started.
    Said run(const std::vector<std::string>& args,
             const std::function<void(const Child&)>& meanwhile) const {
        const Child child(start(args));
        meanwhile(child);
        int status = 0;
        rusage used{};
        if (wait4(child.number(), &status, 0, &used) != child.number()) return {};
        return {.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
                .out = read_file(folder / out_file),
                .err = read_file(folder / err_file),
                .peak_bytes = 1024.0 * static_cast<double>(used.ru_maxrss)};
    }

private:
    pid_t start(const std::vector<std::string>& args) const {
        std::vector<std::string> words{YIHE_BINARY};
        words.insert(words.end(), args.begin(), args.end());
        auto pointers = [](const std::vector<std::string>& list) {
            std::vector<char*> result;
            for (const auto& text : list) result.push_back(const_cast<char*>(text.c_str()));
            result.push_back(nullptr);
            return result;
        };
        const std::string out = (folder / out_file).string(), err = (folder / err_file).string();
        const int flags = O_WRONLY | O_CREAT | O_TRUNC;
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), flags, 0666);
        posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), flags, 0666);
        posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
        pid_t child = 0;
        const bool good = posix_spawn(&child, YIHE_BINARY, &actions, nullptr,
                                      pointers(words).data(), pointers(environment).data()) == 0;
        posix_spawn_file_actions_destroy(&actions);
        return good ? child : -1;
    }
};

}  // namespace yihe::test

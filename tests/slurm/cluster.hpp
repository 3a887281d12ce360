// A Slurm of three virtual nodes that lives as long as the object, and the program run on it.
#pragma once

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "study/command.hpp"
#include "tests/end_to_end/program.hpp"

namespace yihe::test {

using study::CommandResult;
using study::run_command;
using Words = std::vector<std::string>;

/// Whether it came true in time.
inline bool await(int seconds, const std::function<bool()>& holds) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    while (!holds()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return true;
}

class Cluster {
public:
    Cluster() {
        const CommandResult started = call({"start", folder_.string()});
        available_ = started.exit != missing_packages;
        why_ = started.err;
        if (available_ && started.exit != 0) throw std::runtime_error("no cluster: " + why_);
        setenv("SLURM_CONF", (folder_ / "slurm.conf").c_str(), 1);
        setenv("LC_ALL", "C.UTF-8", 1);
    }
    ~Cluster() {
        if (available_) call({"stop", folder_.string()});
    }
    Cluster(const Cluster&) = delete;
    Cluster& operator=(const Cluster&) = delete;

    /// False where Slurm is not installed; `why` says what is missing.
    bool available() const { return available_; }
    const std::string& why() const { return why_; }

    void kill_node(const std::string& node) const {
        call({"kill-node", folder_.string(), node.substr(1)});
    }
    std::string controller_log() const { return read_file(folder_ / "log" / "slurmctld.log"); }

    /// Nodes on which a task runs.
    static Words busy_nodes() {
        Words nodes;
        const std::string out =
            run_command({"squeue", "--noheader", "--states=RUNNING", "--format=%N"}).out;
        for (std::size_t at = 0, end = 0; (end = out.find('\n', at)) < out.size(); at = end + 1)
            nodes.push_back(out.substr(at, end - at));
        return nodes;
    }

private:
    static constexpr int missing_packages = 77;

    static CommandResult call(Words words) {
        words.insert(words.begin(), YIHE_SOURCE_DIR "/tests/slurm/cluster.sh");
        return run_command(words);
    }

    Program home_;  ///< for its folder, which disappears last
    std::filesystem::path folder_ = home_.folder / "cluster";
    bool available_ = false;
    std::string why_;
};

/// A study in a folder of its own.
class StudyHere {
public:
    explicit StudyHere(const std::string& text) {
        home_.bring("small.yaml");
        write_file(home_.folder / "study.yaml", text);
    }

    /// The folder of results called `name`.
    std::filesystem::path out(const std::string& name) const { return home_.folder / name; }

    CommandResult sweep(const std::string& name, const Words& options, Words before = {}) const {
        for (const std::string& word :
             {std::string(YIHE_BINARY), std::string("sweep"),
              (home_.folder / "study.yaml").string(), std::string("--out"), out(name).string()})
            before.push_back(word);
        before.insert(before.end(), options.begin(), options.end());
        return run_command(before);
    }

    nlohmann::json status(const std::string& name) const {
        return nlohmann::json::parse(
            run_command({YIHE_BINARY, "status", out(name).string(), "--json"}).out);
    }

    /// Processes that run a part into the folder called `name`.
    std::vector<Child> workers(const std::string& name) const {
        std::vector<Child> found;
        for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
            const std::string number = entry.path().filename().string();
            if (number.find_first_not_of("0123456789") != std::string::npos) continue;
            std::ifstream file(entry.path() / "cmdline", std::ios::binary);
            const std::string line{std::istreambuf_iterator<char>(file), {}};
            if (line.starts_with(std::string(YIHE_BINARY) + '\0') &&
                line.find(out(name).string() + '\0') != std::string::npos &&
                line.find(std::string("\0--shard\0", 9)) != std::string::npos)
                found.emplace_back(static_cast<pid_t>(std::stol(number)));
        }
        return found;
    }

private:
    Program home_;
};

}  // namespace yihe::test

#include "tests/house/source_tree.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>

namespace yihe::house {

namespace fs = std::filesystem;

namespace {

const fs::path root = YIHE_SOURCE_DIR;

std::string quoted_for_shell(const std::string& word) {
    std::string quoted = "'";
    for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::vector<std::string> paths_from_git() {
    const std::string command = "git -C " + quoted_for_shell(root.string()) +
                                " -c safe.directory='*' ls-files -z --cached --others"
                                " --exclude-standard 2>/dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::string all;
    std::array<char, 4096> part{};
    for (std::size_t n = 0; pipe && (n = fread(part.data(), 1, part.size(), pipe.get())) > 0;)
        all.append(part.data(), n);
    std::vector<std::string> paths;
    std::istringstream names(all);
    for (std::string name; std::getline(names, name, '\0');) paths.push_back(name);
    return paths;
}

std::vector<std::string> paths_from_tree() {
    std::vector<std::string> paths;
    for (auto at = fs::recursive_directory_iterator(root); at != fs::end(at); ++at) {
        const std::string path = at->path().lexically_relative(root).generic_string();
        if (path == "build" || path == "runs" || path == ".git") at.disable_recursion_pending();
        else if (at->is_regular_file()) paths.push_back(path);
    }
    return paths;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Where the literal or comment that starts at `at` ends; `at` itself if none starts there.
std::size_t skipped_to(const std::string& text, std::size_t at) {
    const auto after = [&](const std::string& end, std::size_t from) {
        const std::size_t found = text.find(end, from);
        return found == std::string::npos ? text.size() : found + end.size();
    };
    const char before = at > 0 ? text[at - 1] : ' ';
    if (text.compare(at, 2, "//") == 0) return std::min(text.find('\n', at), text.size());
    if (text.compare(at, 2, "/*") == 0) return after("*/", at + 2);
    if (text[at] == '"' && before == 'R') {
        const std::size_t open = std::min(text.find('(', at), text.size());
        return after(")" + text.substr(at + 1, open - at - 1) + "\"", open);
    }
    if (text[at] != '"' && (text[at] != '\'' || is_word(before))) return at;  // 1'000 is a number
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != text[at] && text[end] != '\n')
        end += text[end] == '\\' ? 2 : 1;
    return std::min(end + 1, text.size());
}

}  // namespace

std::vector<std::string> checkout_paths() {
    std::vector<std::string> paths = paths_from_git();
    if (paths.empty()) paths = paths_from_tree();
    std::erase_if(paths, [](const std::string& path) { return !fs::is_regular_file(root / path); });
    std::sort(paths.begin(), paths.end());
    return paths;
}

std::vector<File> cpp_files(const std::vector<std::string>& folders) {
    std::vector<File> files;
    for (const std::string& path : checkout_paths()) {
        const auto below = [&](const std::string& folder) {
            return path.starts_with(folder + "/");
        };
        if (!path.ends_with(".cpp") && !path.ends_with(".hpp")) continue;
        if (std::any_of(folders.begin(), folders.end(), below)) files.push_back({path, read(path)});
    }
    return files;
}

std::string read(const std::string& path) {
    std::ifstream in(root / path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string code_only(const std::string& text) {
    std::string code = text;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = skipped_to(text, at);
        for (std::size_t i = at; i < end; ++i)
            if (code[i] != '\n') code[i] = ' ';
        at = std::max(end, at + 1);
    }
    return code;
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> all;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
}

std::string listed(const std::vector<std::string>& findings) {
    std::string text;
    for (const std::string& finding : findings) text += "\n  " + finding;
    return text;
}

}  // namespace yihe::house

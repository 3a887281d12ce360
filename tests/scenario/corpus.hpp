// Cases of tests/corpus/*.txt: marker lines with the expected outcome, then the file's text.
//
//   #### good leadership.intensity=0.2 run.weeks=10
//   #### bad 2:3 "part of the message" 4:1 "another"   (every problem, in order)
//
// After the outcome: [escaped] reads \t \r \xHH in the text, [bare] drops its last newline.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace yihe {

struct ExpectedProblem {
    int line = 0, column = 0;
    std::string message;
};

struct Case {
    std::string where;  ///< file:line of the marker
    std::string label;
    bool good = false;
    std::vector<std::pair<std::string, std::string>> values;
    std::vector<ExpectedProblem> problems;
    std::string text;
};

inline std::string unescape(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        if (c == 't') out += '\t';
        else if (c == 'r') out += '\r';
        else if (c == 'x') {
            out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else (out += '\\') += c;
    }
    return out;
}

inline Case read_marker(const std::string& line, std::string where) {
    Case out{.where = std::move(where), .label = line};
    std::istringstream in(line.substr(4));
    std::string word;
    in >> word;
    out.good = word == "good";
    while (in >> word) {
        if (word.starts_with('[')) continue;
        if (out.good) {
            const auto equal = word.find('=');
            out.values.emplace_back(word.substr(0, equal), word.substr(equal + 1));
            continue;
        }
        ExpectedProblem problem;
        char colon = 0;
        std::istringstream(word) >> problem.line >> colon >> problem.column;
        in.ignore(2, '"');
        std::getline(in, problem.message, '"');
        out.problems.push_back(std::move(problem));
    }
    return out;
}

inline std::vector<Case> read_corpus(const std::filesystem::path& file) {
    std::vector<Case> cases;
    std::ifstream in(file, std::ios::binary);
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (line.starts_with("#### "))
            cases.push_back(
                read_marker(line, file.filename().string() + ":" + std::to_string(number)));
        else if (!cases.empty()) cases.back().text += line + "\n";
    }
    for (auto& c : cases) {
        if (c.label.ends_with("[bare]") || c.label.find("[bare] ") != std::string::npos)
            c.text.erase(c.text.size() - 1);
        if (c.label.find("[escaped]") != std::string::npos) c.text = unescape(c.text);
    }
    return cases;
}

inline std::vector<Case> read_all_corpora() {
    std::vector<std::filesystem::path> files;
    const auto folder = std::filesystem::path(YIHE_SOURCE_DIR) / "tests" / "corpus";
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().filename().string().starts_with("scenario_"))
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<Case> all;
    for (const auto& file : files)
        for (auto& c : read_corpus(file)) all.push_back(std::move(c));
    return all;
}

}  // namespace yihe

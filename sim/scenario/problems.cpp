// Composition and order of problems.
#include "sim/scenario/problems.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <tuple>

namespace yihe {
namespace {

std::string fill(std::string_view sentence, std::initializer_list<Words> arguments,
                 std::string_view Words::* language) {
    std::string out;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        const bool hole =
            sentence[at] == '{' && at + 2 < sentence.size() && sentence[at + 2] == '}';
        const std::size_t number = hole ? static_cast<std::size_t>(sentence[at + 1] - '0') : 0;
        if (!hole || number >= arguments.size()) {
            out += sentence[at];
            continue;
        }
        out += arguments.begin()[number].*language;
        at += 2;
    }
    return out;
}

}  // namespace

Message say(std::string_view en, std::string_view zh, std::initializer_list<Words> arguments) {
    return {fill(en, arguments, &Words::en), fill(zh, arguments, &Words::zh)};
}

void Problems::add(Problem problem) {
    if (!full()) list_.push_back(std::move(problem));
}

void Problems::add(std::vector<Problem> problems) {
    for (auto& problem : problems) add(std::move(problem));
}

std::vector<Problem> Problems::take() {
    std::vector<std::string> files;
    for (const auto& problem : list_)
        if (std::find(files.begin(), files.end(), problem.place.file) == files.end())
            files.push_back(problem.place.file);
    const auto order = [&](const Problem& p) {
        const auto file = std::find(files.begin(), files.end(), p.place.file) - files.begin();
        return std::tuple{file, p.place.line, p.place.column};
    };
    // Equal places keep the order in which they were found; the same problem counts once.
    std::multimap<std::tuple<std::ptrdiff_t, int, int>, Problem> sorted;
    for (auto& problem : list_) {
        const auto [begin, end] = sorted.equal_range(order(problem));
        const bool known = std::any_of(
            begin, end, [&](const auto& other) { return other.second.what.en == problem.what.en; });
        if (!known) sorted.emplace(order(problem), std::move(problem));
    }
    list_.clear();
    for (auto& [place, problem] : sorted) list_.push_back(std::move(problem));
    return std::move(list_);
}

void Problems::throw_if_any() {
    if (any()) throw UserError(Exit::invalid, take());
}

}  // namespace yihe

// Costs are in typing errors: each explanation of how `typed` came about from a candidate has one,
// the cheapest explanation counts, and too expensive ones are not believed.
#include "sim/scenario/suggest.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "sim/scenario/unicode.hpp"

namespace yihe {
namespace {

constexpr std::size_t longest = 200;  ///< bytes of a name worth comparing
constexpr double never = std::numeric_limits<double>::infinity();

std::u32string code_points(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = decode(text, at);
        out += c.value;
        at += c.bytes;
    }
    return out;
}

std::string normalised(std::string_view text) {
    std::string out = to_meant_ascii(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '-' || c == ' ') c = '_';
        if (c == '/' || c == ':') c = '.';
    }
    while (!out.empty() && out.front() == '_') out.erase(0, 1);
    while (!out.empty() && out.back() == '_') out.pop_back();
    return out;
}

std::string without_separators(std::string_view text) {
    std::string out(text);
    std::erase_if(out, [](char c) { return c == '_' || c == '.'; });
    return out;
}

std::string_view singular(std::string_view word) {
    if (word.size() > 4 && word.ends_with("ies")) return word.substr(0, word.size() - 3);
    if (word.size() > 4 && word.ends_with("es")) return word.substr(0, word.size() - 2);
    if (word.size() > 3 && (word.ends_with('s') || word.ends_with('y') || word.ends_with('e')))
        return word.substr(0, word.size() - 1);
    return word;
}

std::multiset<std::string> words_of(std::string_view name) {
    std::multiset<std::string> words;
    while (!name.empty()) {
        const auto end = std::min(name.find('_'), name.size());
        words.emplace(singular(name.substr(0, end)));
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return words;
}

/// Typing errors between two words, if believable for their length.
double word_cost(std::string_view typed, std::string_view meant) {
    if (typed == meant) return 0;
    if (without_separators(typed) == without_separators(meant)) return 0.2;
    if (singular(typed) == singular(meant)) return 0.3;
    if (words_of(typed) == words_of(meant)) return 0.4;
    const auto a = code_points(typed), b = code_points(meant);
    const auto longer = static_cast<double>(std::max(a.size(), b.size()));
    double cost = edit_distance(a, b);
    if (cost > std::max(1.0, 0.4 * longer)) cost = never;
    if (cost == 1 && longer < 3) cost = 1.5;
    if (a.size() >= 3 && meant.starts_with(typed)) cost = std::min(cost, 0.9 + 0.02 * longer);
    if (b.size() >= 3 && typed.starts_with(meant)) cost = std::min(cost, 1.5);
    if (b.size() >= 4 && typed.ends_with(meant)) cost = std::min(cost, 1.5);
    if (a.size() >= 4 && meant.ends_with(typed)) cost = std::min(cost, 1.5);
    return cost;
}

struct Split {
    std::string_view group, name;
};

Split split(std::string_view key) {
    const auto dot = key.find('.');
    if (dot == key.npos) return {{}, key};
    return {key.substr(0, dot), key.substr(dot + 1)};
}

double label_cost(std::string_view typed, std::string_view label) {
    if (label.empty()) return never;
    const std::string whole = normalised(label);
    const std::string folded = normalised(whole.substr(0, whole.find('(')));  // without remarks
    if (typed == folded || typed == whole) return 0.1;
    const auto a = code_points(typed), b = code_points(folded);
    const int distance = edit_distance(a, b);
    if (b.size() >= 3 && distance * 4 <= static_cast<int>(b.size()) + 1) return 0.5 + distance;
    const std::size_t telling =
        (typed.front() & 0x80) != 0 ? 2 : 4;  // a word in Chinese has two signs
    if (a.size() >= telling && a.size() * 2 >= b.size() && folded.find(typed) != folded.npos)
        return 1.5;
    return never;
}

/// Of a label in either language, alone or inside a section.
double label_costs(std::string_view typed, const Text& label) {
    const auto name = split(typed).name;
    if (typed.empty() || name.empty()) return never;
    return std::min({label_cost(typed, label.en), label_cost(typed, label.zh),
                     label_cost(name, label.en) + 0.1, label_cost(name, label.zh) + 0.1});
}

double key_cost(std::string_view typed, const Candidate& candidate) {
    const std::string meant = normalised(candidate.key);
    if (typed == meant) return 0;
    const auto [group, name] = split(typed);
    const auto [meant_group, meant_name] = split(meant);
    const auto joined = code_points(without_separators(meant));
    double cost = edit_distance(code_points(without_separators(typed)), joined) + 0.1;
    if (cost > std::max(1.1, 0.2 * static_cast<double>(joined.size()))) cost = never;
    if (meant_group.empty() != group.empty()) {
        // No group was typed, or one that does not belong: the name decides.
        cost = std::min(cost, word_cost(group.empty() ? typed : name, meant_name) + 0.5);
        const auto last = group.empty() ? meant_name : meant;
        if (without_separators(typed) == without_separators(last)) cost = std::min(cost, 0.5);
    } else {
        cost = std::min(cost, word_cost(group, meant_group) + word_cost(name, meant_name));
        // The right name under another group, less believable the worse it fits.
        const double name_cost = word_cost(name, meant_name);
        if (!group.empty()) cost = std::min(cost, 1.5 + 1.5 * name_cost);
    }
    return cost;
}

}  // namespace

int edit_distance(std::u32string_view a, std::u32string_view b) {
    std::vector<int> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        next[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                next[j] = std::min(next[j], before[j - 2] + 1);
        }
        std::swap(before, row);
        std::swap(row, next);
    }
    return row[b.size()];
}

std::string suggest(std::string_view typed, std::span<const Candidate> candidates) {
    if (typed.empty() || typed.size() > longest) return {};
    const std::string word = normalised(typed);
    const auto whole = code_points(word);
    double best = never;
    int best_distance = 0;
    std::string_view found;
    for (const auto& candidate : candidates) {
        const double cost = std::min(key_cost(word, candidate), label_costs(word, candidate.label));
        if (cost == never || cost > best) continue;
        const int distance = edit_distance(whole, code_points(normalised(candidate.key)));
        if (cost == best && distance >= best_distance) continue;
        best = cost;
        best_distance = distance;
        found = candidate.key;
    }
    return std::string(found);
}

std::string suggest_word(std::string_view typed, std::span<const std::string_view> words) {
    if (typed.empty() || typed.size() > longest) return {};
    const std::string word = normalised(typed);
    double best = never;
    std::string_view found;
    for (const auto candidate : words) {
        const double cost = word_cost(word, normalised(candidate));
        if (cost >= best) continue;
        best = cost;
        found = candidate;
    }
    return std::string(found);
}

}  // namespace yihe

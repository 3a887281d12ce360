// Did you mean …? Over parameter names with their labels, or over plain words.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/text.hpp"

namespace yihe {

/// A name that could have been meant: "group.name", or a word without a dot.
struct Candidate {
    std::string_view key;
    Text label;
};

/// The candidate that `typed` most probably stands for, or "" when none is near. Understands typing
/// errors, a missing or wrong group, singular and plural, - and space for _, upper case, words in
/// another order, beginnings of names, and labels in either language.
std::string suggest(std::string_view typed, std::span<const Candidate> candidates);
std::string suggest_word(std::string_view typed, std::span<const std::string_view> words);

/// Insertions, deletions, replacements and transpositions of neighbours from `a` to `b`.
int edit_distance(std::u32string_view a, std::u32string_view b);

}  // namespace yihe

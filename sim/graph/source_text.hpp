// A user's text file in memory: read within limits, checked for its encoding, its problems placed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/error.hpp"

namespace yihe::graph_internal {

/// A part of the text, in bytes.
struct Extent {
    std::size_t offset = 0, length = 1;
};

class SourceText {
public:
    /// Takes a text that is UTF-8 without NUL and within the limit; else a UserError.
    SourceText(std::string file, std::string text, std::uint64_t max_bytes);

    /// Errors: missing, not a regular file, unreadable, or as above.
    static SourceText read(const std::filesystem::path& path, std::uint64_t max_bytes);

    std::string_view text() const { return text_; }
    std::size_t line_of(std::size_t offset) const;
    Place place(Extent extent) const;

    /// Keeps a problem for `refuse_if_bad`. `about.place` is filled here.
    void blame(Extent extent, Problem about);
    /// Of the file as a whole.
    void blame(Problem about);
    bool good() const { return found_.empty(); }
    /// Enough problems for one report: readers may stop.
    bool enough() const { return found_.size() >= most_problems; }
    /// Throws what was found, in the order of the text.
    void refuse_if_bad() const;

    static constexpr std::size_t most_problems = 20;

private:
    struct Found {
        Extent extent;
        bool whole_file = false;
        Problem problem;
    };

    std::string file_, text_;
    std::vector<Found> found_;
};

/// The parts one after the other.
std::string joined(std::initializer_list<std::string_view> parts);

/// For messages: control characters replaced, at most 60 code points.
std::string excerpt(std::string_view text);

std::string comma_list(std::span<const std::string_view> words);

/// The candidate that differs by a slip or two, or nothing.
std::string nearest(std::string_view word, std::span<const std::string_view> candidates);

/// Errors: UserError(Exit::storage) unless every byte was written.
void write_whole_file(const std::filesystem::path& path, std::string_view text);

}  // namespace yihe::graph_internal

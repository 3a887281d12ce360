// Two kinds of error. The user's: a Problem with place, key, value, legal range and suggestion.
// Ours: a broken invariant, which `ensure` names.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "sim/core/text.hpp"

namespace yihe {

/// Exit codes of the command (docs/guide: start).
enum class Exit : int {
    ok = 0,
    some_failed = 1,
    invalid = 2,
    interrupted = 3,
    refused = 4,
    storage = 5,
    mismatch = 6,
};

/// Where in a user's file; line and column count from 1, 0 means "the file as a whole".
struct Place {
    std::string file;
    int line = 0;
    int column = 0;          ///< in code points, for people
    std::string source_line; ///< the text of that line, for the caret
    int caret_width = 1;     ///< code points to underline
};

struct Problem {
    Place place;
    std::string key;    ///< "leadership.intensity", when one is concerned
    std::string value;  ///< as written
    Message what;
    Message legal;      ///< legal range or choices, may be empty
    std::string suggestion;  ///< a name to write instead, may be empty
};

/// Everything wrong with the user's input, reported together.
class UserError : public std::exception {
public:
    UserError(Exit exit, std::vector<Problem> problems)
        : exit_(exit), problems_(std::move(problems)) {}
    UserError(Exit exit, Message what) : exit_(exit) {
        problems_.push_back({.what = std::move(what)});
    }

    Exit exit() const { return exit_; }
    const std::vector<Problem>& problems() const { return problems_; }
    const char* what() const noexcept override {
        return problems_.empty() ? "invalid input" : problems_.front().what.en.c_str();
    }

private:
    Exit exit_;
    std::vector<Problem> problems_;
};

/// A broken invariant of our own.
class InvariantError : public std::logic_error {
    using std::logic_error::logic_error;
};

inline void ensure(bool holds, const char* invariant) {
    if (!holds) [[unlikely]]
        throw InvariantError(invariant);
}

}  // namespace yihe

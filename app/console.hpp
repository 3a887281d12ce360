// Where the command speaks: data to stdout, messages to stderr, in the user's language.
#pragma once

#include <string>
#include <string_view>

#include "sim/core/error.hpp"
#include "sim/core/text.hpp"

namespace yihe::app {

class Console {
public:
    /// Language and encoding from LC_ALL, LC_MESSAGES or LC_CTYPE, LANG.
    Console();

    Lang lang = Lang::en;
    bool quiet = false;  ///< no progress, no remarks; problems still
    bool json = false;

    bool utf8() const { return utf8_; }
    bool colour() const { return colour_; }
    /// Whether stderr is a terminal on which a line can be written over.
    bool rewrites() const { return rewrites_; }

    /// Gathers data for stdout.
    void out(std::string_view text) { out_ += text; }
    void out(const Message& text) { out_ += text.in(lang); }

    /// One line on stderr, "yihe: …".
    void say(const Message& message);
    /// The same, unless quiet.
    void remark(const Message& message) {
        if (!quiet) say(message);
    }
    /// Raw text on stderr.
    void err(std::string_view text);
    /// What the user should mend: on stderr, or with --json as an object on stdout.
    void report(const UserError& error);

    /// Writes what was gathered. False, with a message, when it could not be written; a reader that
    /// went away is no failure.
    bool flush();

private:
    bool utf8_ = false, colour_ = false, rewrites_ = false;
    std::string out_;
};

}  // namespace yihe::app

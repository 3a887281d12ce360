// Collects what is wrong with the user's input, to report all of it together.
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/error.hpp"

namespace yihe {

/// What is put into a sentence: the same in both languages, or a message, each language's own.
struct Words {
    std::string_view en, zh;

    template <std::convertible_to<std::string_view> T>
    Words(const T& words) : en(words), zh(en) {}
    Words(const Message& words) : en(words.en), zh(words.zh) {}
    Words(const Text& words) : en(words.en), zh(words.zh) {}
};

/// A sentence in both languages; {0}, {1}, … stand for the arguments.
Message say(std::string_view en, std::string_view zh, std::initializer_list<Words> arguments = {});

class Problems {
public:
    static constexpr std::size_t most = 20;

    void add(Problem problem);
    void add(std::vector<Problem> problems);

    bool any() const { return !list_.empty(); }
    bool full() const { return list_.size() >= most; }

    /// By place within each file, in the order in which files came up.
    std::vector<Problem> take();

    /// Throws UserError(Exit::invalid) when there is any.
    void throw_if_any();

private:
    std::vector<Problem> list_;
};

}  // namespace yihe

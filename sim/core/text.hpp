// Bilingual text: everything that a user reads exists in English and Chinese.
#pragma once

#include <string>
#include <string_view>

namespace yihe {

enum class Lang { en, zh };

/// A label fixed at compile time, in both languages.
struct Text {
    std::string_view en, zh;

    constexpr std::string_view in(Lang lang) const { return lang == Lang::zh ? zh : en; }
};

/// A sentence composed at run time, in both languages.
struct Message {
    std::string en, zh;

    const std::string& in(Lang lang) const { return lang == Lang::zh ? zh : en; }
};

}  // namespace yihe

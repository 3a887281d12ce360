#include "app/console.hpp"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <initializer_list>

#include "sim/run/safe_file.hpp"
#include "sim/scenario/diagnostic.hpp"

namespace yihe::app {

namespace {

std::string first_of_environment(std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
    return {};
}

bool says_utf8(std::string locale) {
    std::transform(locale.begin(), locale.end(), locale.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
}

/// 0, or the error number.
int write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const auto wrote = ::write(file, text.data(), text.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return 0;
}

}  // namespace

Console::Console() {
    if (first_of_environment({"LC_ALL", "LC_MESSAGES", "LANG"}).starts_with("zh")) lang = Lang::zh;
    utf8_ = says_utf8(first_of_environment({"LC_ALL", "LC_CTYPE", "LANG"}));
    const bool terminal = ::isatty(STDERR_FILENO) != 0 && first_of_environment({"TERM"}) != "dumb";
    rewrites_ = terminal;
    colour_ = terminal && first_of_environment({"NO_COLOR"}).empty();
}

void Console::say(const Message& message) { err("yihe: " + message.in(lang) + "\n"); }

void Console::err(std::string_view text) { write_all(STDERR_FILENO, text); }

void Console::report(const UserError& error) {
    if (json)
        out("{\"exit\": " + std::to_string(static_cast<int>(error.exit())) +
            ", \"problems\": " + diagnostics_json(error.problems()) + "}\n");
    else err(diagnostics(error.problems(), {.lang = lang, .colour = colour_}));
}

bool Console::flush() {
    const int error = write_all(STDOUT_FILENO, out_);
    out_.clear();
    if (error == 0 || error == EPIPE) return true;
    const Message why = system_reason(error);
    say({"cannot write to stdout: " + why.en, "无法写入标准输出：" + why.zh});
    return false;
}

}  // namespace yihe::app

#include "bench/report.hpp"

#include <cstdio>

#include "app/table.hpp"

namespace yihe::bench {

app::OptionSpec threads_option() { return {"--threads", "N", {"threads; 1", "线程数；默认 1"}}; }

app::OptionSpec rounds_option() {
    return {"--rounds", "N", {"rounds, in which all take turns; 9", "轮数，各项轮流；默认 9"}};
}

int threads_of(const app::Arguments& arguments) {
    return static_cast<int>(arguments.whole("--threads", 1, 1024).value_or(1));
}

std::size_t rounds_of(const app::Arguments& arguments) {
    return static_cast<std::size_t>(arguments.whole("--rounds", 1, 1000).value_or(9));
}

std::string fixed(double x, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, x);
    return text;
}

std::string number(double x) {
    std::string text = fixed(x, 0);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
    return text;
}

std::string seconds_text(double seconds) { return fixed(seconds, 3) + " s"; }

void Table::head(Text what, Text first, Text second) {
    row(what, std::string(first.in(lang_)), std::string(second.in(lang_)));
}

void Table::row(Text what, std::string first, std::string second) {
    rows_.push_back({std::string(what.in(lang_)), std::move(first), std::move(second)});
}

std::string Table::text() const { return app::aligned(rows_, ""); }

}  // namespace yihe::bench

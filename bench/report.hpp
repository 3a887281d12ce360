// What benches print and the options they share.
#pragma once

#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "sim/run/memory.hpp"

namespace yihe::bench {

app::OptionSpec threads_option();
app::OptionSpec rounds_option();
/// --threads, or 1.
int threads_of(const app::Arguments& arguments);
/// --rounds, or 9.
std::size_t rounds_of(const app::Arguments& arguments);

/// "0.517"
std::string fixed(double x, int digits);
/// "100,000"
std::string number(double x);
std::string seconds_text(double seconds);

/// Aligned lines: what it is, then its values.
class Table {
public:
    explicit Table(Lang lang) : lang_(lang) {}

    void head(Text what, Text first, Text second = {});
    void row(Text what, std::string first, std::string second = {});
    std::string text() const;

private:
    Lang lang_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace yihe::bench

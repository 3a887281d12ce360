// How far a run is: one line written over on a terminal, a plain line now and then elsewhere.
#pragma once

#include <string>

#include "app/console.hpp"
#include "sim/run/replicate.hpp"

namespace yihe::app {

class ProgressLine {
public:
    explicit ProgressLine(Console& console) : console_(console) {}
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// `seconds` since the start: the first moments show nothing.
    void show(const Message& sentence, double seconds);
    /// Leaves the line empty for what comes after it.
    void clear();

private:
    Console& console_;
    int width_ = 0;
    double next_plain_ = 5;  ///< seconds
};

/// "40 % · 104 of 260 weeks · 2600 weeks/s · 1 s left"
Message progress_sentence(const RunProgress& progress);

/// "1 h 5 min", "2 min 10 s", "8 s"
std::string readable_time(double seconds, Lang lang);

}  // namespace yihe::app
